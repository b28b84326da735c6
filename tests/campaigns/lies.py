"""Forgeries that no grammar makes: each is one lie that somebody thought of, told once in a file that it fits.

A lie is a class, the files that it fits, what it does, and what becomes of a file's text; one that changes nothing in a
file is told in the next.
"""

import re
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

Change = Callable[[str], str]
STORIES, TOPICS, QUOTES = ("stories/*/index.html",), ("topics/*/index.html",), ("quotes/q-*/index.html",)
TIMELINES = ("stories/*/timeline/index.html",)
FRAMES = ("embed/quotes/*/index.html",)
FEEDS = ("feeds/corrections.atom.xml", "feeds/corrections.json")
CHANGES, CARDS = ("data/changes/*.json",), ("cards/q-*.svg",)
OTHER = "Orla Quist"


class Lie(NamedTuple):
    """One lie: its class, the files that it fits, how messages call it, and what it does to a file's text."""

    kind: str
    paths: tuple[str, ...]
    how: str
    change: Change


def sub(pattern: str, into: str, flags: int = 0) -> Change:
    """Return a change of the first place that a pattern fits."""
    return lambda text: re.sub(pattern, into, text, count=1, flags=flags)


def shifted(pattern: str) -> Change:
    """Return a change of a year, which the pattern's second group is, to one seven years before."""
    return lambda text: re.sub(pattern, lambda found: f"{found[1]}{int(found[2]) - 7}{found[3]}", text, count=1)


def exchanged(pattern: str) -> Change:
    """Return a change that exchanges the first two different texts of a pattern's first group."""

    def change(text: str) -> str:
        found = list(re.finditer(pattern, text, re.DOTALL))
        other = next((one for one in found[1:] if one[1] != found[0][1]), None)
        if other is None:
            return text
        (a, b), (c, d) = found[0].span(1), other.span(1)
        return text[:a] + text[c:d] + text[b:c] + text[a:b] + text[d:]

    return change


ASKED = ("questions/*/*/index.html", "embed/questions/*/*/index.html")
PICTURED = (*STORIES, *TOPICS)
ADDED_LINE = f'<text x="100" y="500" font-size="30" fill="#17191e">denied by {OTHER}</text></svg>'
ANOTHER = r"\1harbour-from-above.0123456789-share.jpg"
TITLE = r"(<title>[^<]*“[^<]*?”)"
OG = r'(property="og:title" content="[^"]*”)'
LIES: tuple[Lie, ...] = (
    # Titles, without marks.
    Lie("titles", QUOTES, "who lied, behind a closed quotation", sub(TITLE, r"\1, said in error")),
    Lie("titles", FRAMES, "who lied, in a frame’s title", sub(TITLE, rf"\1 says {OTHER}, who lied")),
    Lie("titles", QUOTES, "og:title", sub(OG, r"\1, a lie")),
    Lie("titles", QUOTES, "og:description", sub(r'(property="og:description" content=")', r"\1Denied by all: ")),
    Lie(
        "titles",
        QUOTES,
        "twitter:title added",
        sub("</head>", '<meta name="twitter:title" content="It was a lie"></head>'),
    ),
    Lie("titles", STORIES, "another headline", sub(r"<title>[^<·]*", f"<title>{OTHER} resigns ")),
    Lie("titles", STORIES, "another og:title", sub(r'(og:title" content=")[^"]*', rf"\1{OTHER} resigns")),
    Lie(
        "titles",
        STORIES,
        "half a sentence as description",
        sub(r'(og:description" content="[^"]{60,}?) [^"]*"', r'\1."'),
    ),
    Lie("titles", STORIES, "words before the heading", sub(r'(<h1 class="story__title"[^>]*>)', r"\1A hoax: ")),
    Lie(
        "titles",
        ("people/*/index.html",),
        "a person’s heading",
        sub(r'(<h1 class="profile__name"[^>]*>)[^<]*', rf"\1{OTHER}"),
    ),
    Lie(
        "titles",
        ("people/*/index.html",),
        "a person’s description",
        sub(r'(og:description" content="[^":]*: )\d+', r"\g<1>40"),
    ),
    Lie("titles", QUOTES, "the heading’s speaker", sub(r'(<h1 class="kicker">Quotation of )[^<]*', rf"\1{OTHER}")),
    Lie("titles", TIMELINES, "a timeline’s title", sub("<title>Timeline: ", "<title>Timeline of a hoax: ")),
    Lie("titles", TOPICS, "a topic’s heading", sub(r'(<h1 class="topic__title">)[^<]*', r"\1The Merrow fraud")),
    Lie("titles", STORIES, "the site’s name", sub(r'(og:site_name" content=")[^"]*', r"\1The Daily Truth")),
    Lie("titles", STORIES, "the section", sub(r'(article:section" content=")[^"]*', r"\1Fraud")),
    Lie(
        "titles", STORIES, "a label read aloud", sub('aria-label="On this page"', 'aria-label="All of this was denied"')
    ),
    # Metadata.
    Lie("metadata", STORIES, "JSON-LD headline", sub(r'("headline":")[^"]*', rf"\1{OTHER} resigns")),
    Lie("metadata", STORIES, "JSON-LD Event", sub(r'("@type":"Event","name":")[^"]*', r"\1The harbour was sold.")),
    Lie("metadata", STORIES, "JSON-LD Person", sub(r'("@type":"Person","name":")[^"]*', rf"\1{OTHER}")),
    Lie(
        "metadata",
        STORIES,
        "a ClaimReview in JSON-LD",
        sub('"@type":"NewsArticle"', '"@type":"NewsArticle","review":{"@type":"ClaimReview","claimReviewed":"False"}'),
    ),
    Lie("metadata", STORIES, "JSON-LD Question", sub(r'("@type":"Question","name":")[^"]*', r"\1Who lied?")),
    Lie(
        "metadata",
        STORIES,
        "JSON-LD CorrectionComment",
        sub(r'("@type":"CorrectionComment","text":")[^"]*', r"\1All wrong."),
    ),
    Lie(
        "metadata",
        STORIES,
        "JSON-LD Answer of another question",
        sub(r'("suggestedAnswer":\[\{"@type":"Answer","text":")([^"]*)', r"\1Nobody was hurt."),
    ),
    Lie("metadata", ("feeds/people/*.json",), "a feed’s entry", sub(r'("title":"[^"]*“[^"]*”)"', r'\1, who lied"')),
    Lie("metadata", ("feeds/people/*.xml",), "a feed’s entry", sub(r"(<title>[^<]*“[^<]*”)<", r"\1, who lied<")),
    Lie(
        "metadata",
        ("feeds/all.*",),
        "a story’s entry",
        sub(r"(<entry[^>]*><title>|\"title\":\")(?!The Saren)[^<\"]*", r"\1A hoax"),
    ),
    Lie(
        "metadata",
        ("feeds/all.atom.xml",),
        "a subtitle",
        sub("<updated>", "<subtitle>All of it lies</subtitle><updated>"),
    ),
    Lie(
        "metadata",
        ("feeds/all.json",),
        "a summary",
        sub('"date_published"', '"summary":"All of it lies","date_published"'),
    ),
    Lie("metadata", ("feeds/all.atom.xml",), "an author", sub(r"(<entry.*?<name>)[^<]*", rf"\1{OTHER}", re.DOTALL)),
    Lie("metadata", FEEDS, "a correction’s words", sub(r"(Corrected [^:<]*: )[^<&]*", r"\1We made it all up.")),
    Lie("metadata", FEEDS, "whom an attribution was corrected to", sub(r"now [A-Z]\w+ [A-Z]\w+", f"now {OTHER}")),
    Lie("metadata", ("manifest.webmanifest",), "the site’s name", sub(r'("name": ?")[^"]*', r"\1“The truth”")),
    # Where links lead, and what stands for the page elsewhere.
    Lie(
        "links",
        QUOTES,
        "canonical elsewhere",
        sub("</head>", '<link rel="canonical" href="https://lies.example/"></head>'),
    ),
    Lie(
        "links",
        QUOTES,
        "og:url elsewhere",
        sub("</head>", '<meta property="og:url" content="https://lies.example/"></head>'),
    ),
    Lie(
        "links",
        QUOTES,
        "another quotation’s picture",
        sub("</head>", '<meta property="og:image" content="https://lies.example/a.png"></head>'),
    ),
    Lie(
        "links",
        QUOTES,
        "refresh elsewhere",
        sub("</head>", '<meta http-equiv="refresh" content="0; url=https://lies.example/"></head>'),
    ),
    Lie(
        "links",
        ("people/*/index.html",),
        "a moved page leads elsewhere",
        sub(r"(0; url=)[^\"]*", r"\1https://lies.example/"),
    ),
    Lie(
        "links", ("index.html",), "the evidence of another quotation", exchanged(r'<a class="said__how" href="([^"]*)"')
    ),
    Lie(
        "links",
        QUOTES,
        "At the publisher, elsewhere",
        sub(r'(class="source-link" href=")https://[^/"]*', r"\1https://lies.example"),
    ),
    Lie("links", STORIES, "a text fragment of other words", sub(r":~:text=[^\"]*", ":~:text=We%20lied")),
    Lie("links", STORIES, "a name leads to somebody else", exchanged(r'<a class="person"[^>]* href="([^"]*)"')),
    Lie(
        "links",
        ("index.html", "quotes/index.html"),
        "a speaker’s name leads to somebody else",
        exchanged(r'<a class="(?:card|said)__name" href="([^"]*)"'),
    ),
    Lie("links", STORIES, "data-ref of somebody else", exchanged(r'<a class="person"[^>]* data-ref="([^"]*)"')),
    Lie(
        "links",
        ("sitemap.xml", "feeds/all.json"),
        "an address elsewhere",
        sub(r'(<loc>|"url": ?")[^<"]*', r"\1https://lies.example/"),
    ),
    # Topics, questions, numbers, roles.
    Lie(
        "topics and questions",
        STORIES,
        "another question",
        sub(r'(class="question__title"[^>]*>)[^<]*', r"\1Who sank the ship?"),
    ),
    Lie(
        "topics and questions",
        STORIES,
        "another sentence answers",
        sub(r'(<blockquote class="question__answer".*?<span[^>]*>)([^<]*)', r"\1Nobody was hurt.", re.DOTALL),
    ),
    Lie(
        "what a page says of its own",
        STORIES,
        "a key number with another sentence",
        exchanged(r'<p class="figure__number[^>]*>(.*?)</p>'),
    ),
    Lie(
        "topics and questions",
        STORIES,
        "somebody else’s role",
        exchanged(r'<span class="brief-voice__role"[^>]*>(.*?)</span></span>'),
    ),
    Lie(
        "topics and questions",
        ("index.html", "quotes/index.html"),
        "somebody else’s role on a card",
        exchanged(r'<p class="card__role"[^>]*>(.*?)</p>'),
    ),
    Lie(
        "what a page says of its own",
        STORIES,
        "how many were verified",
        sub(r"(\d+) of (\d+) quotations verbatim", r"9\1 of 9\2 quotations verbatim"),
    ),
    Lie(
        "what a page says of its own",
        STORIES,
        "nothing is unknown",
        sub(r"We did not find who said \d+", "We found who said all of 9"),
    ),
    Lie(
        "topics and questions",
        TOPICS,
        "the last text’s day",
        shifted(r'(glance__label">Latest, <time[^>]*>[^<]*?)(\d{4})(<)'),
    ),
    Lie(
        "topics and questions",
        TOPICS,
        "updated in another year",
        shifted(r'(Updated <time class="date" datetime=")(\d{4})(-)'),
    ),
    Lie(
        "topics and questions",
        TOPICS,
        "another topic’s days",
        shifted(r'(<span><time class="date" datetime="\d{4}-[^<]*?)(\d{4})(<)'),
    ),
    Lie("topics and questions", QUOTES, "words of a variant", sub(r'(class="variant__other"[^>]*>)[^<]*', r"\1never ")),
    Lie(
        "topics and questions",
        QUOTES,
        "the speaker of a variant",
        sub(r'(class="variant__name"[^>]*>)[^<]*', rf"\1{OTHER}"),
    ),
    Lie(
        "what a page says of its own",
        QUOTES,
        "the reason of an attribution",
        sub(r'(class="proof__why">)[^<]*', r"\1She told us so herself"),
    ),
    Lie(
        "topics and questions",
        ("data/topics/*.json",),
        "a topic’s amount",
        sub(r'("amount": ?)\d', r"\g<1>9"),
    ),
    Lie(
        "topics and questions",
        ("data/topics/*.json",),
        "how often somebody is quoted",
        sub(r'("quotations": ?)\d+', r"\g<1>99"),
    ),
    # Corrections, and what changed since a reader was there.
    Lie("changes", CHANGES, "a message", sub(r'("message": ?"[^":]*: )[^"]*', r"\1It was all true.")),
    Lie("changes", CHANGES, "the day", shifted(r'("date": ?")(\d{4})(-)')),
    Lie("changes", CHANGES, "whom it was before", sub(r'("was": ?")[^"]+', rf"\1{OTHER}")),
    Lie("changes", CHANGES, "one left out", sub(r'^\{"date":[^\n]*\},\n', "", re.MULTILINE)),
    Lie("changes", ("data/history.json",), "the former speaker", sub(r'("speaker_name": ?")[^"]+', rf"\1{OTHER}")),
    Lie(
        "changes",
        ("data/history.json",),
        "a withdrawn one is current",
        sub('"status":"(?:gone|withdrawn)"', '"status":"current"'),
    ),
    Lie(
        "changes",
        ("corrections/index.html",),
        "the reason",
        sub(r"(log__item--words.*?<div>[^<]*?: )[^<]*", r"\1Nothing was wrong. ", re.DOTALL),
    ),
    Lie("changes", ("corrections/index.html",), "the day", shifted(r'(<time class="log__date" datetime=")(\d{4})(-)')),
    Lie("changes", STORIES, "whom an attribution was corrected to", sub(r"(now <b>)[^<]*", rf"\1{OTHER}")),
    Lie("changes", STORIES, "a correction left out", sub(r'<li class="log__item.*?</li>', "", re.DOTALL)),
    Lie("changes", QUOTES, "a correction hidden", sub(r"Corrected", "Confirmed")),
    Lie(
        "changes", QUOTES, "a name for a withdrawal", sub(r'(card__name">)This quotation was withdrawn', rf"\1{OTHER},")
    ),
    # Data.
    Lie("data", ("data/quotes.json",), "why", sub(r'("why": ?")[^"]+', r"\1She told us")),
    Lie("data", ("data/quotes.json",), "withdrawn", sub(r'"withdrawn": ?null', '"withdrawn":"2026-01-01"')),
    Lie("data", ("data/quotes.json",), "kind", sub('"kind": ?"indirect"', '"kind":"direct"')),
    Lie("data", ("data/people.json",), "a name", sub(r'("name": ?")[^"]+', rf"\1{OTHER}")),
    Lie("data", ("data/people.json",), "a role", sub(r'("given_role": ?\{"line": ?"|"text": ?")[^"]+', r"\1thief")),
    Lie("data", ("data/stories.json",), "a title", sub(r'("title": ?")[^"]+', rf"\1{OTHER} resigns")),
    Lie("data", ("data/stories.json",), "a source", sub(r'("source_url": ?"https://)[^/"]+', r"\1lies.example")),
    Lie("data", ("data/stories/*.json",), "a title", sub(r'("title": ?")[^"]+', rf"\1{OTHER} resigns")),
    Lie("data", ("data/moments.json",), "certainty", sub('"certainty": ?"planned"', '"certainty":"happened"')),
    Lie(
        "data",
        ("data/stories/*.annotations.jsonld",),
        "a comment",
        sub(r'("type": ?"Annotation")', r'\1,"bodyValue":"She lied about this"'),
    ),
    Lie("data", ("data/proof/*.json",), "a sum", sub(r'("source_sha256": ?")[0-9a-f]', r"\g<1>x")),
    Lie(
        "data",
        ("data/stories/*.moments.csv", "data/stories/*.quotes.csv"),
        "a formula",
        sub(r"\n", '\n"=HYPERLINK(""//lies.example"")",'),
    ),
    # Moments told by several texts.
    Lie(
        "what a page says of its own",
        TIMELINES,
        "how a date was read",
        sub(r"the text gives the year", "the editors made it up"),
    ),
    Lie("what a page says of its own", TIMELINES, "planned, told as done", sub(r"mark--planned", "mark--done")),
    Lie(
        "moments",
        ("timeline/*/index.html",),
        "the sentence of another day",
        exchanged(r'<div class="moment-card__words">(.*?)</div>'),
    ),
    Lie("moments", TOPICS, "the sentence of another day", exchanged(r'<div class="moment-card__words">(.*?)</div>')),
    # Direction, look-alikes, looks.
    Lie("letters and looks", QUOTES, "right to left in a title", sub("<title>", "<title>\u202e")),
    Lie(
        "letters and looks",
        QUOTES,
        "a look-alike letter in a name",
        sub(r'(card__name"[^>]*>)[AaEeOoCcPp]', "\\1\u0430"),
    ),
    Lie("letters and looks", QUOTES, "a name turned round", sub(r'(card__name"[^>]*>)', "\\1\u202e")),
    Lie("letters and looks", QUOTES, "words turned round", sub(r'(card__piece"[^>]*>)', "\\1\u202e")),
    Lie("letters and looks", QUOTES, "bdo", sub(r'(<figcaption class="card__foot">)', r'<bdo dir="rtl">\1')),
    Lie(
        "letters and looks",
        QUOTES,
        "dir on the card",
        sub(r'<blockquote class="card__words"', '<blockquote dir="rtl" class="card__words"'),
    ),
    Lie(
        "letters and looks",
        QUOTES,
        "a class of another card",
        sub(r'class="trust"( data-trust="stated")', r'class="visually-hidden"\1'),
    ),
    Lie(
        "letters and looks",
        QUOTES,
        "content-visibility",
        sub(r"</head>", "<style>.card{content-visibility:hidden}</style></head>"),
    ),
    Lie(
        "letters and looks", QUOTES, "a media query for a sheet", sub(r'(<link rel="stylesheet")', r'\1 media="speech"')
    ),
    Lie("letters and looks", QUOTES, "sheets disabled", sub(r'(<link rel="stylesheet")', r"\1 disabled")),
    Lie("letters and looks", QUOTES, "a verbatim label for another", sub(r"(</i> )Verbatim", r"\1Invented")),
    Lie("letters and looks", QUOTES, "another name for a basis", sub(r"(</i> )Named<", r"\1Made up<")),
    # Picture cards.
    Lie("picture cards", CARDS, "another year", shifted(r"(>[^<]*)(20\d\d)([^<]*<)")),
    Lie(
        "picture cards",
        CARDS,
        "another month",
        sub(r">(\d{1,2}) (?:January|March|May|June|July|October|November) ", r">\1 August "),
    ),
    Lie(
        "picture cards",
        CARDS,
        "a name beside it",
        sub("</svg>", f'<text x="100" y="500" font-size="30" fill="#17191e">denied by {OTHER}</text></svg>'),
    ),
    Lie("picture cards", CARDS, "another title", sub(r"<title>[^<]*", "<title>A lie")),
    Lie(
        "picture cards",
        CARDS,
        "a shape over the words",
        sub("</svg>", '<rect x="0" y="0" width="1200" height="630" fill="#fbfaf6"/></svg>'),
    ),
    Lie("picture cards", CARDS, "moved by a transform", sub(r"<text ", '<text transform="translate(-2000 0)" ')),
    Lie("picture cards", CARDS, "nothing of a group", sub(r"(<text )", r'<g transform="scale(0)">\1')),
    Lie(
        "picture cards",
        ("cards/people/*.svg",),
        "how many quotations",
        sub(r">(\d+) quotations?<", r">9\1 quotations<"),
    ),
    Lie(
        "picture cards",
        ("cards/timelines/*.svg",),
        "another year",
        shifted(r"(<text[^>]*>(?:<tspan[^>]*>)?[^<]*?)((?:19|20)\d\d)([^<]*<)"),
    ),
    # Questions, in whatever shows them.
    Lie("questions", ASKED, "a page’s title", sub(r"<title>[^<·]*", "<title>Who lied? ")),
    Lie("questions", ASKED, "og:title", sub(r'(og:title" content=")[^"]*', r"\1Who lied?")),
    Lie("questions", ASKED, "what a preview says of the answer", sub(r"Answered by [^\"]*", "Nobody answers.")),
    Lie("questions", ASKED, "the heading", sub(r"(<h1[^>]*>(?:<a[^>]*>)?)[^<]*", r"\1Who lied?")),
    Lie("questions", ASKED, "words of an answer", sub(r"(<span data-story=[^>]*>)(\S+)", r"\1Nobody")),
    Lie("questions", ASKED, "an answer left out", sub(r"<figure.*?</figure>", "", re.DOTALL)),
    Lie("questions", ASKED, "whose text answers", sub(r"(<bdi>)[^<]*", rf"\1{OTHER}")),
    Lie("questions", ASKED, "when it was published", shifted(r"(<time[^>]*>[^<]*?)(\d{4})(<)")),
    Lie("questions", ASKED, "what a picture says of it", sub(r'(og:image:alt" content="[^"]*)"', r'\1 A lie."')),
    Lie("questions", ASKED, "another picture", sub(r'(og:image" content=")[^"]*', r"\1https://lies.example/a.png")),
    Lie("questions", ("oembed/questions/*/*.json",), "an answer’s title", sub(r'("title": ?")[^"]*', r"\1Who lied?")),
    Lie("questions", ("oembed/questions/*/*.json",), "an answer’s words", sub(r"(<q [^>]*>)[^<]*", r"\1Nobody.")),
    Lie("questions", ("cards/questions/*/*.svg",), "a line", sub("</svg>", ADDED_LINE)),
    Lie("questions", ("cards/questions/*/*.svg",), "the title", sub(r"(>)(?:Was|What|Who|May) [^<]*", r"\1Who lied?")),
    Lie("questions", ("cards/questions/*/*.svg",), "another year", shifted(r"(>[^<]*, \d+ \w+ )(\d{4})(<)")),
    Lie("questions", ("data/questions.json",), "a title", sub(r'("title": ?")[^"]*', r"\1Who lied?")),
    Lie("questions", ("data/questions.json",), "an answer", sub(r'("answers": ?\[\{.*?"text": ?")[^"]*', r"\1No.")),
    # Who checked what.
    Lie("reviews", QUOTES, "other initials", sub(r"(data-reviewed=.*?</time> \()[^)]*", r"\1QQ", re.DOTALL)),
    Lie("reviews", QUOTES, "another day", shifted(r'(data-reviewed="[^"]*">[^<]*<time[^>]*>[^<]*?)(\d{4})(<)')),
    Lie("reviews", QUOTES, "a check that nobody made", sub("Read by rules", "Checked by an editor")),
    Lie("reviews", QUOTES, "an editor in JSON-LD", sub(r'("reviewedBy":\{[^}]*"name":")[^"]*', r"\1QQ")),
    Lie("reviews", QUOTES, "a day in JSON-LD", shifted(r'("lastReviewed":")(\d{4})(-)')),
    Lie("reviews", ("data/quotes.json",), "an editor", sub(r'("reviewed": ?\{.*?"by": ?")[^"]*', r"\1QQ")),
    Lie("reviews", ("data/quotes.json",), "a day", shifted(r'("reviewed": ?\{"date": ?")(\d{4})(-)')),
    Lie("reviews", ("data/stories/*.quotes.csv",), "an editor", sub(r",(\d{4}-\d\d-\d\d),[A-Z]{2}\b", r",\1,QQ")),
    Lie("reviews", STORIES, "how many", sub(r"(data-reviewed=\"[^\"]*\">)\d+", r"\g<1>99")),
    # Editors’ pictures.
    Lie("pictures", PICTURED, "whose it is", sub(r'(class="picture__credit">)[^<]*', rf"\1{OTHER}")),
    Lie("pictures", PICTURED, "nobody’s", sub(r'<figcaption class="picture__credit">.*?</figcaption>', "", re.DOTALL)),
    Lie("pictures", PICTURED, "what it shows", sub(r'(class="picture__image"[^>]* alt=")[^"]+', r"\1A ship on fire")),
    Lie("pictures", PICTURED, "another picture", sub(r"(class=\"picture__image\" src=\"[^\"]*/)[^/\"]+", ANOTHER)),
    Lie("pictures", PICTURED, "what a preview’s shows", sub(r'(og:image:alt" content=")[^"]*', r"\1A ship on fire")),
    Lie("pictures", PICTURED, "another picture in a preview", sub(r'(og:image" content="[^"]*/)[^/"]+', ANOTHER)),
    Lie("pictures", PICTURED, "a caption in JSON-LD", sub(r'("caption":")[^"]*', r"\1A ship on fire")),
    Lie("pictures", PICTURED, "a credit in JSON-LD", sub(r'("creditText":")[^"]*', rf"\1{OTHER}")),
    # Numbers drawn over their table.
    Lie("charts", TOPICS, "a number at a mark", sub(r'(class="chart__label"[^>]*>)\d+', r"\g<1>9")),
    Lie("charts", TOPICS, "a mark’s height", sub(r'(class="chart__stem"[^>]* y2=")\d+', r"\g<1>9")),
    Lie(
        "charts",
        TOPICS,
        "a row’s words",
        sub(r'(class="chart__number"><span[^>]*>)[^<]*', r"\g<1>9 million crowns"),
    ),
    Lie("charts", TOPICS, "how many are drawn", sub(r"(<figcaption[^>]*>[^<]*?)\d+ of", r"\g<1>9 of")),
)


def told(site: Path) -> list[tuple[Lie, str, str]]:
    """Return each lie with the file that it is told in and its text; those that fit no file are left out."""
    found = []
    for lie in LIES:
        paths = (path for pattern in lie.paths for path in sorted(site.glob(pattern)))
        for path in paths:
            text = path.read_text(encoding="utf-8")
            if (forged := lie.change(text)) != text:
                found.append((lie, path.relative_to(site).as_posix(), forged))
                break
    return found
