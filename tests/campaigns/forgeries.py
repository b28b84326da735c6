"""Forges pages of a built site by a grammar of alterations, and counts what `verify` finds: `make forge`.

Each forgery alters one file so that its reader is told something else. The sums are made to agree, as a liar would:
only the file's own check may find it, and the check that every quotation's page shows it whole. What another
class of attack needs, such as pictures of words, is said in docs/trust.md.
"""

import csv
import html
import io
import random
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from tests.campaigns.lies import told
from verbatim.verify import run
from verbatim.verify.data import HISTORY, QUOTES, rows_by_id, words_in
from verbatim.verify.echoes import Echoes
from verbatim.verify.facts.questions import QUESTIONS
from verbatim.verify.reference import SOURCES, File, SiteCheck, Texts
from verbatim.verify.sums import files_of

SLICE = re.compile(r'<(span|a|p)\b[^<>]*\bdata-char="(\d+),(\d+)"[^<>]*>([^<>]{12,})</\1>')
FALSE = "We never meant a word of it"
QUOTED = f"<p>“{FALSE}”</p>"
# Ways to write markup that a browser shows and that looks as if it were none.
DIFFERENTIALS = (
    "<!-->{}<!-- -->", "<!--->{}<!-- -->", "<!-- --!>{}<!-- -->", "<style-x>{}</style-x>", "<script-x>{}</script-x>",
    "<script>0</script x>{}<script>0</script>", "<style></style/>{}<style></style>", '<i x=a">{}</i>',
    "<i x=a'>{}</i>",
    "<b a='>' b=\">\">{}</b>", "<textarea></textarea x>{}<textarea></textarea>", "<![CDATA[>{}<!-- ]]> -->",
    "<?x >{}<?x ?>", '<!x">{}<!x">', '</ x">{}</ x">', "<SCRIPT>0</SCRIPT\n>{}<script>0</script>",
    '<noscript><p title="</noscript>{}"></p></noscript>', "<svg><title><style></title></svg>{}<i></i></style>",
    '<i a"b=c>{}</i>', '<i =">{}<i =">', "<p title=`a>{}`", "<a/b='>'/>{}",
)  # fmt: skip
MARKS = (
    "&#8220{}&#8221", "&#x201c;{}&#x201d;", "&laquo{}&raquo", "&quot{}&quot", "&#34{}&#34", "&bdquo;{}&ldquo;",
    "&OpenCurlyDoubleQuote;{}&CloseCurlyDoubleQuote;", "<q>{}</q>", "<blockquote>{}</blockquote>", "<Q>{}</Q>",
)  # fmt: skip
OTHER_MARKS = ("‹{}›", "「{}」", "『{}』", "❝{}❞", "＂{}＂", "''{}''", "‚{}‘", "‟{}”", "〝{}〞", "«{}»", "„{}“")
HIDDEN = (
    "<span hidden>{}</span>", '<span style="display:none">{}</span>', '<span style="font-size:0">{}</span>',
    '<span class="visually-hidden">{}</span>', '<span class="markup">{}</span>', "<template>{}</template>",
    "<dialog>{}</dialog>", "<details>{}</details>", "<del>{}</del>", "<s>{}</s>", "<noscript>{}</noscript>",
    '<span style="visibility:hidden">{}</span>', '<svg width="0"><text>{}</text></svg>', "<object data='#'>{}</object>",
    '<font color="white">{}</font>', '<span inert class="sprite">{}</span>', "<rp>{}</rp>", "<datalist>{}</datalist>",
)  # fmt: skip
ADDED = (
    "<ins>never </ins>", '<span data-control="x">never </span>', '<span data-corrected="1">never </span>',
    '<img alt="never" src="">', '<input value="never">', '<b title="never">!</b>',
    "<style>a::before{content:'never '}</style>", '<span data-control="">never </span>',
    "<svg><desc>never</desc></svg>",
    '<a class="source-text__at" data-at="never "></a>',
    "<ruby><rt>never</rt></ruby>", '<span class="control" data-control="0b">never </span>', "<wbr title='never'>",
    "<iframe srcdoc='never'></iframe>", '<meter value="1">never</meter>',
)  # fmt: skip
RULES = (
    ".quote{display:none}", ".number{color:var(--paper)}", "p::before{content:'Never. '}", ".person{font-size:0}",
    "[data-char]{visibility:hidden}", ".moment{position:absolute;left:-99em}", "main{unicode-bidi:bidi-override}",
    "@import url(//x.example/a.css);", ".card__words::after{content:' (a lie)'}", ".text{opacity:0}",
    "@font-face{font-family:Newsreader;src:url(//x.example/swapped.woff2)}", ".cards{clip-path:inset(50%)}",
)  # fmt: skip
LOADED = (
    '<script src="//x.example/a.js"></script>', "<script>document.title='Never'</script>", '<p onclick="x()">x</p>',
    '<link rel="stylesheet" href="//x.example/a.css">', "<style>p{display:none}</style>", '<base href="//x.example/">',
    '<meta http-equiv="content-type" content="text/html; charset=utf-7">', '<iframe src="//x.example/"></iframe>',
    '<meta charset="koi8-r">', '<object data="//x.example/a.html"></object>', '<embed src="//x.example/a.svg">',
    '<img src="//x.example/words.png" alt="">', "<canvas></canvas>", '<svg><use href="//x.example/a.svg#a"/></svg>',
)  # fmt: skip
FILES = {
    "a.htm": QUOTED, "a.xhtml": f"<html xmlns='http://www.w3.org/1999/xhtml'><body>{QUOTED}</body></html>",
    "theme/a.html": QUOTED, "a.svg": f"<svg xmlns='http://www.w3.org/2000/svg'><text>“{FALSE}”</text></svg>",
    "theme/icons/a.svg": f"<svg xmlns='http://www.w3.org/2000/svg'><text>“{FALSE}”</text></svg>",
    "a.xml": f"<a>“{FALSE}”</a>", "a.png": QUOTED, "a.js": "0", "a.css": "p{}", "a.shtml": QUOTED, "a.HTML": QUOTED,
    "a.mht": QUOTED, "a": QUOTED, "a.txt": f"“{FALSE}”", "pagefind/a.html": QUOTED,
    "a.webmanifest": f'{{"name":"“{FALSE}”"}}',
}  # fmt: skip


TITLED = (
    r"(?:<title>|<h1[^>]*>|(?:og:title|og:description|twitter:title|description|og:image:alt)\" content=\")"
    r"([^\"<>]{4,})"
)
LOOSE = (
    "Nobody was hurt", "She has since denied it.", "This story was retracted on 4 May.", "Not confirmed",
    "It is false.", "The police are looking for him", "All of this was invented", "(withdrawn)",
    "Paid for by the company", "He lied",
)  # fmt: skip
UNMARKED = ("and that was a lie", "who lied", "says nobody", "as was later denied", "it is untrue that", "in 1999")
AROUND = r"([^<]{0,3})(<span[^>]*data-around[^>]*>[^<]*</span>)"
PIECE = r'<span class="card__piece"\1>\2</span>'


class Forgery(NamedTuple):
    """A file's new text, and what was done."""

    kind: str
    path: str
    text: str
    how: str


Make = Callable[[random.Random, str, str], Iterator[tuple[str, str]]]


def put(text: str, markup: str) -> str:
    """Return a page with markup at the end of its main part."""
    return text.replace("</main>", f"{markup}</main>", 1)


def slices(text: str) -> list[re.Match[str]]:
    """Return the plain slices of a page that are no name: five words at least."""
    return [found for found in SLICE.finditer(text) if found[4].count(" ") >= 4]


def in_slice(text: str, found: re.Match[str], inner: str) -> str:
    """Return a page with other markup in a slice."""
    return text[: found.start(4)] + inner + text[found.end(4) :]


def differentials(rng: random.Random, path: str, text: str) -> Iterator[tuple[str, str]]:
    del path
    form = rng.choice(
        [*(form.format(QUOTED) for form in DIFFERENTIALS), *(f"<p>{form.format(FALSE)}</p>" for form in MARKS)]
    )
    yield put(text, form), form


def other_marks(rng: random.Random, path: str, text: str) -> Iterator[tuple[str, str]]:
    del path
    form = rng.choice(OTHER_MARKS).format(FALSE)
    yield put(text, f"<p>{form}</p>"), form


def hidden(rng: random.Random, path: str, text: str) -> Iterator[tuple[str, str]]:
    del path
    for found in rng.sample(slices(text), k=min(1, len(slices(text)))):
        first, word, rest = found[4].split(" ", 2)
        form = rng.choice(HIDDEN)
        yield in_slice(text, found, f"{first} {form.format(f'{word} ')}{rest}"), form


def added(rng: random.Random, path: str, text: str) -> Iterator[tuple[str, str]]:
    del path
    for found in rng.sample(slices(text), k=min(1, len(slices(text)))):
        first, rest = found[4].split(" ", 1)
        form = rng.choice(ADDED)
        yield in_slice(text, found, f"{first} {form}{rest}"), form


def dropped(rng: random.Random, path: str, text: str) -> Iterator[tuple[str, str]]:
    del path
    for found in rng.sample(slices(text), k=min(1, len(slices(text)))):
        plain = html.unescape(found[4])
        words = plain.split(" ")
        at = rng.randrange(1, len(words) - 2)
        start, end = int(found[2]), int(found[3])
        if end - start != len(plain) or not any(map(str.isalnum, words[at])):
            return
        head, tail = " ".join(words[:at]), " ".join(words[at + 1 :])
        story = re.search(r'data-story="([^"]*)"', found[0])
        pieces = [(start, start + len(head), head), (end - len(tail), end, tail)]
        made = [
            f'<span data-story="{story[1] if story else ""}" data-char="{a},{b}">{html.escape(t, quote=False)}</span>'
            for a, b, t in pieces
        ]
        form = rng.choice(("{0} {1}", "{1} {0}", "{0}, {1}", "{0}<i></i> {1}"))
        yield text[: found.start()] + form.format(*made) + text[found.end() :], form


def swapped(rng: random.Random, path: str, text: str) -> Iterator[tuple[str, str]]:
    del path
    cards = re.findall(r'<blockquote class="card__words"[^>]*>\s*(.*?)\s*</blockquote>', text, re.DOTALL)
    cards = [card for card in dict.fromkeys(cards) if "data-char" in card]
    if len(cards) > 1:
        one, other = rng.sample(cards, 2)
        yield text.replace(one, "\x00").replace(other, one).replace("\x00", other), "two cards' words exchanged"


def moved_marks(rng: random.Random, path: str, text: str) -> Iterator[tuple[str, str]]:
    del path
    close = '<span class="quotemark">”</span>'
    forms = (
        (
            r'(<span class="quotemark[^>]*>“</span>)(<span data-story[^>]*>)(\S+ )',
            r"\2\3\1",
            "the opening mark moved in",
        ),
        (re.escape(close) + AROUND, rf"\1\2{close}", "the reporter's words taken in"),
        (AROUND, r"\1“\2”", "marks put around the reporter's words"),
        (r'<span class="card__piece"([^>]*)>([^<]*) (\S+)</span>', PIECE + close + r" \3", "the closing mark moved in"),
    )
    pattern, into, how = rng.choice(forms)
    forged = re.sub(pattern, into, text)
    if forged != text:
        yield forged, how


def loaded(rng: random.Random, path: str, text: str) -> Iterator[tuple[str, str]]:
    del path
    form = rng.choice(LOADED)
    yield (put(text, form) if rng.random() < 0.5 else text.replace("</head>", f"{form}</head>", 1)), form


def sheets(rng: random.Random, path: str, text: str) -> Iterator[tuple[str, str]]:
    rule = rng.choice(RULES)
    yield (text + rule if path.endswith(".css") else text + ";document.title='Never';"), rule


def previews(rng: random.Random, path: str, text: str) -> Iterator[tuple[str, str]]:
    del path
    places = [*re.finditer(r'(?:<title>|(?:alt|title|aria-label|content)=")([^"<>]*“[^"<>]{9,})', text)]
    if places:
        found = rng.choice(places)
        forged = f"{re.split('[“„]', found[1], maxsplit=1)[0]}“{FALSE}”"
        yield text[: found.start(1)] + forged + text[found.end(1) :], found[0][:20]


def titles(rng: random.Random, path: str, text: str) -> Iterator[tuple[str, str]]:
    """Put unmarked words before or behind what a page is called."""
    del path
    places = [*re.finditer(TITLED, text)]
    if places:
        found, said = rng.choice(places), rng.choice(UNMARKED)
        end = found.end(1)
        forged = f"{found[1]} {said}" if rng.random() < 0.5 else f"{said[:1].upper()}{said[1:]} {found[1]}"
        yield text[: found.start(1)] + forged + text[end:], f"{found[0][:30]} {said}"


def exports(rng: random.Random, path: str, text: str) -> Iterator[tuple[str, str]]:
    """Put false words in the place of a quotation's in a file for programs."""
    if path.endswith(".csv"):
        rows = list(csv.reader(io.StringIO(text, newline="")))
        at = rows[0].index("text")
        rows[rng.randrange(1, len(rows))][at] = FALSE
        made = io.StringIO(newline="")
        csv.writer(made, lineterminator="\r\n").writerows(rows)
        yield made.getvalue(), "a cell"
        return
    if path.endswith(".svg"):
        for found in [*re.finditer(r'data-char="[^"]*">([^<]{4,})', text)][:1]:
            looks = ('display="none"', 'fill="#fbfaf6"', 'opacity="0"', 'x="-900"', 'font-size="1"')
            form = rng.choice((FALSE, *(f"<tspan {look}>{found[1]}</tspan>" for look in looks)))
            yield text[: found.start(1)] + form + text[found.end(1) :], form[:30]
        return
    words = re.findall(r'"text":\s?"([^"\\]{20,})"', text) + re.findall(r"“([^“”<>&\\\"]{20,})”", text)
    if words:
        one = rng.choice(words)
        yield text.replace(one, FALSE), "words exchanged"


def speakers(rng: random.Random, path: str, text: str) -> Iterator[tuple[str, str]]:
    """Name another speaker."""
    del path
    names = re.findall(r'class="card__name"[^>]*>([^<>]{5,})<', text) + re.findall(r'"speaker_name":\s?"([^"]+)"', text)
    if names:
        yield text.replace(rng.choice(names), "Orla Quist"), "another speaker"


PRINTED = re.compile(
    r'<time class="(?:date|moment|moment-card__date)" datetime="((\d{4})[^"]*)"[^>]*>'
    r"((?:(?!\b\d{4}\b)[^<])*)(\d{4})?[^<]*<"
)
HEADS_AND_DATA = re.compile(
    r'(?:property="article:published_time" content="|"(?:date|date_published|datePublished)": ?"'
    r"|<published>|<lastmod>)(\d{4})"
)


def dates(rng: random.Random, path: str, text: str) -> Iterator[tuple[str, str]]:
    """Give a moment or a publication another date: where it is machine-read, in words, or both."""
    del path
    found = [one for one in PRINTED.finditer(text) if one[4] == one[2] and 'data-dated=""' not in one[0]]
    if not found:
        return
    one = rng.choice(found)
    year = str(int(one[2]) - 7)
    ways = {
        "another year": one[0].replace(one[2], year),
        "another year in words": one[0].replace(f"{one[4]}<", f"{year}<"),
        "another year in `datetime`": one[0].replace(f'"{one[1]}"', f'"{one[1].replace(one[2], year)}"'),
        "another day": re.sub(r">(\d{1,2})\b", lambda day: f">{int(day[1]) % 28 + 1}", one[0]),
        "an end left open": one[0].replace(f">{one[3]}", f">until {one[3]}"),
    }
    how = rng.choice([way for way, forged in ways.items() if forged != one[0]])
    yield text[: one.start()] + ways[how] + text[one.end() :], how


def untied(rng: random.Random, path: str, text: str) -> Iterator[tuple[str, str]]:
    """Give another date that is of nothing, as a correction’s is."""
    del path
    found = [one for one in PRINTED.finditer(text) if one[4] == one[2] and ' data-dated="' in one[0]]
    if found:
        one, mark = rng.choice(found), rng.choice(("", ' data-dated=""'))
        forged = re.sub(r' data-dated="[^"]*"', mark, one[0]).replace(one[2], str(int(one[2]) - 7))
        yield text[: one.start()] + forged + text[one.end() :], f"another year, of nothing: {mark}"


def heads(rng: random.Random, path: str, text: str) -> Iterator[tuple[str, str]]:
    """Give a story another date of publication where programs read it."""
    del path
    found = list(HEADS_AND_DATA.finditer(text))
    if found:
        one = rng.choice(found)
        forged = one[0].removesuffix(one[1]) + str(int(one[1]) - 7)
        yield text[: one.start()] + forged + text[one.end() :], one[0]


def loose(rng: random.Random, path: str, text: str) -> Iterator[tuple[str, str]]:
    """Put words that nobody wrote beside others, or in a place of their own."""
    del path
    said = rng.choice(LOOSE)
    ends = [found.start() for found in re.finditer(r"</(?:p|li|dd|h2|h3|figcaption|summary)>", text)]
    if not ends or rng.random() < 0.3:
        yield put(text, f"<p>{said}</p>"), said
        return
    at = rng.choice(ends)
    yield f"{text[:at]} {said}{text[at:]}", f"{text[max(at - 30, 0) : at]} {said}"


SAID = (
    r'<li class="evidence__item[^>]*>(?:<svg.*?</svg>)? ?()(\d+)', r'class="brief__open".*?()(\d+) quotation',
    r'<p class="proof__why"[^>]*>()([^<]*)', r"</span>(was read as </span>)([^<]*)",
    r'()(class="mark(?: mark--planned)?" )',
    r"</span>()([^<]*the text gives[^<]*)", r'(class="figure__who">according to <a[^>]*>)([^<]*)',
)  # fmt: skip
SAID_INSTEAD = {"class": 'class="mark mark--denied" ', "was": "4 May 1999, from the publication date"}


def statements(rng: random.Random, path: str, text: str) -> Iterator[tuple[str, str]]:
    """Say something else of the program's own: a count, a reason, how a date was read, who told a number."""
    del path
    found = [one for pattern in SAID for one in re.finditer(pattern, text, re.DOTALL)]
    if not found:
        return
    one = rng.choice(found)
    is_count, plain = one[2].isdecimal(), "Orla Quist" if "who" in one[1] else "“…”, said Orla Quist"
    into = str(int(one[2]) + 1) if is_count else SAID_INSTEAD.get((one[1] or one[2])[:5].strip(' ="m'), plain)
    yield text[: one.start(2)] + into + text[one.end(2) :], f"{one[0][:60]} {into}"


LISTS = ("index.html", "people/*/index.html", "quotes/index.html", "stories/*/index.html")
PAGES = (*LISTS, "quotes/*/index.html", "embed/quotes/*/index.html")
CALLED = ("topics/*/index.html", "timeline/index.html", "sections/*/index.html", "embed/people/*/index.html")
EXPORTS = (
    "data/quotes.json", "data/stories/*.json", "data/stories/*.quotes.csv", "feeds/people/*.xml", "feeds/people/*.json",
    "oembed/quotes/*.json", "cards/q-*.svg", "data/proof/*.json", "data/stories/*.annotations.jsonld",
)  # fmt: skip
DATED_PAGES = (*PAGES, "stories/*/timeline/index.html", "embed/timelines/*/index.html")
DATED = (
    "stories/*/index.html", "data/stories.json", "data/stories/*.json", "data/moments.json", "feeds/*.xml",
    "feeds/*.json", "feeds/people/*.xml", "sitemap.xml",
)  # fmt: skip
GRAMMAR: dict[str, tuple[tuple[str, ...], Make]] = {
    "markup read one way by us, another by browsers": (PAGES, differentials),
    "quotations in other marks": (PAGES, other_marks),
    "words hidden or struck": (PAGES, hidden),
    "words added": (PAGES, added),
    "words dropped, slices out of order": (PAGES, dropped),
    "words of another quotation in a card": (LISTS, swapped),
    "marks moved": (("quotes/*/index.html", *LISTS), moved_marks),
    "titles, previews, alternative texts": (PAGES, previews),
    "titles without marks": (PAGES, titles),
    "data, tables, feeds, drawings": (EXPORTS, exports),
    "style sheets and scripts": (("theme/css/*.css", "theme/js/*.js"), sheets),
    "what a page loads or runs": (PAGES, loaded),
    "speakers": ((*PAGES, "data/quotes.json"), speakers),
    "words that nobody wrote": ((*PAGES, *CALLED), loose),
    "what a page says of its own": ((*PAGES, "stories/*/timeline/index.html"), statements),
    "dates on pages": (DATED_PAGES, dates),
    "dates of nothing": (DATED_PAGES, untied),
    "dates in heads, feeds and data": (DATED, heads),
}  # fmt: skip


def forgeries(site: Path, number: int, seed: int) -> Iterator[Forgery]:
    """Yield `number` forgeries, as many of each class as of any other, then the files that no site of ours has."""
    rng = random.Random(seed)  # noqa: S311  nothing secret
    paths = {kind: sorted({p for one in of for p in site.glob(one)}) for kind, (of, _) in GRAMMAR.items()}
    seen: set[tuple[str, str]] = set()
    made, tried = Counter[str](), 0
    while sum(made.values()) < number and tried < number * 40:
        tried += 1
        kind = min(GRAMMAR, key=lambda one: (made[one], rng.random()))
        path = rng.choice(paths[kind])
        text = path.read_text(encoding="utf-8")
        name = path.relative_to(site).as_posix()
        for forged, how in GRAMMAR[kind][1](rng, name, text):
            if forged != text and (name, forged) not in seen:
                seen.add((name, forged))
                made[kind] += 1
                yield Forgery(kind, name, forged, how)
        if tried % 60 == 0 and made[kind] == 0:
            made[kind] = number  # the site has nothing that this class could alter
    for name, text in FILES.items():
        yield Forgery("files of other kinds", name, text, name)


class Checker:
    """Checks single files of a site as `verify` does, with what this version of it knows besides the words."""

    def __init__(self, site: Path, sources: Path, theme: Path) -> None:
        self.site = site
        self.check = SiteCheck(Texts(sources))
        if hasattr(self.check, "code"):
            from verbatim.verify.served_files import KnownCode  # noqa: PLC0415  older versions have none

            self.check.code = KnownCode(theme, sources.parent)
        if hasattr(self.check, "hold_names"):
            self.check.hold_names(site, theme, sources.parent)
        if hasattr(self.check, "records"):
            from verbatim.verify.facts.records import Proofs  # noqa: PLC0415  likewise

            self.check.publish_by(Proofs(site))
        self.check.rows = rows_by_id(site, QUOTES)
        self.check.questions.rows = self._asked = rows_by_id(site, QUESTIONS)
        self.check.echoes = Echoes(tuple(words_in(self.check.rows)))
        history = rows_by_id(site, HISTORY).items()
        self.check.past = frozenset(name for name, row in history if row.get("status") != "current")
        sources_in = [name for name in files_of(site) if name.startswith(SOURCES)]
        _ = run._part(site, self.check, "site", sources_in)  # noqa: SLF001  a whole check takes seconds

    def faults(self, path: str) -> list[str]:
        """Return the faults of a file, and of a quotation that its page does not show whole."""
        if path == QUESTIONS:
            self.check.questions.rows = rows_by_id(self.site, QUESTIONS)
        part = run._part(self.site, self.check, "site", [path])  # noqa: SLF001
        own = self.check.empty_copy()
        own.shown = part.shown
        own.rows = {name: self.check.rows[name] for name in part.shown if name in self.check.rows}
        run._check_coverage(File(QUOTES, QUOTES, ""), own)  # noqa: SLF001
        self.check.questions.rows = self._asked
        return [str(fault) for fault in (*part.faults, *own.faults)]


def tally(site: Path, checker: Checker, made: Iterator[Forgery]) -> tuple[Counter[str], Counter[str], list[Forgery]]:
    """Put each forgery in its place, check it, and put the true file back; return what was tried, caught, missed."""
    tried, caught, missed = Counter[str](), Counter[str](), list[Forgery]()
    for forgery in made:
        path = site / forgery.path
        before = path.read_bytes() if path.is_file() else None
        path.write_text(forgery.text, encoding="utf-8", newline="")
        try:
            found = checker.faults(forgery.path)
        finally:
            path.unlink() if before is None else path.write_bytes(before)
        tried[forgery.kind] += 1
        caught[forgery.kind] += bool(found)
        missed += [] if found else [forgery]
    return tried, caught, missed


def main(arguments: list[str]) -> int:
    """Print what was tried and caught by class, and each forgery that was missed."""
    site, sources, theme, number, seed = (
        Path(arguments[0]),
        Path(arguments[1]),
        Path(arguments[2]),
        *map(int, arguments[3:5]),
    )
    checker = Checker(site, sources, theme)
    lies = (Forgery(lie.kind, path, text, lie.how) for lie, path, text in told(site))
    tried, caught, missed = tally(site, checker, chain(forgeries(site, number, seed), lies))
    for kind in tried:
        print(f"{kind}: {tried[kind]} tried, {caught[kind]} caught")  # noqa: T201
    print(f"all: {tried.total()} tried, {caught.total()} caught")  # noqa: T201
    for one in missed:
        print(f"missed: {one.kind}: {one.path}: {one.how}")  # noqa: T201
    return int(bool(missed))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
