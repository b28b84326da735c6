"""What a site calls its pages is held to its data: titles, previews, labels, metadata, picture cards, changes."""

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT
from verbatim.verify.data import check_data, rows_by_id
from verbatim.verify.drawings import check_drawing
from verbatim.verify.facts.database import faults_of_row
from verbatim.verify.facts.records import MarkedSpan, Proofs, StorySpans
from verbatim.verify.naming.interface import InterfaceWords
from verbatim.verify.other_files import check_feed
from verbatim.verify.pages import check_page
from verbatim.verify.reference import File, SiteCheck, Texts

TEXT = "Pier opens at last\n\n“The pier is open and it will stay so,” said Ada Vell, the mayor. Nobody came by boat.\n"
WORDS = "The pier is open and it will stay so,"
START = TEXT.index(WORDS)
PLACE = {"story": "pier", "start": START, "end": START + len(WORDS)}
STORY = {
    "id": "pier", "title": "Pier opens at last", "date": "2031-03-04", "date_basis": "editor", "modified": None,
    "section": "Coast", "source_name": "The Courier", "corrected_words": [], "people": [
        {"id": "ada-vell", "name": "Ada Vell", "mentions": [{"start": 75, "end": 83}], "roles": []},
    ],
}  # fmt: skip
QUOTE = {
    "id": "q-aaaaaaaaaa", **PLACE, "text": WORDS, "kind": "direct", "speaker": "ada-vell", "speaker_name": "Ada Vell",
    "basis": "stated", "corrections": [], "withdrawn": None,
}  # fmt: skip
REASON = "We misheard her"
CHANGE = {
    "date": "2031-03-09", "kind": "speaker", "reason": REASON, "quote": "q-aaaaaaaaaa",
    "message": f"Attribution corrected 9 March 2031: was Ole Dahl, now Ada Vell: {REASON}.",
    "attribution": {"was": "Ole Dahl", "now": "Ada Vell"},
}  # fmt: skip
TITLE = f"Ada Vell: “{WORDS}”"
CUT = "Ada Vell: “The pier is open…”"


@pytest.fixture
def check(tmp_path: Path) -> SiteCheck:
    """The check of a site of one story with one quotation, held to what it publishes and to the theme's words."""
    site, sources = tmp_path / "site", tmp_path / "content/sources"
    sources.mkdir(parents=True)
    (sources / "pier.txt").write_text(TEXT, encoding="utf-8")
    files: dict[str, Any] = {
        "manifest.webmanifest": {"name": "The Record", "description": "The news of the coast."},
        "data/stories.json": [STORY], "data/quotes.json": [QUOTE],
        "data/stories/pier.json": {**STORY, "quotes": [QUOTE]},
        "data/people.json": [{"id": "ada-vell", "name": "Ada Vell", "aliases": []},
                             {"id": "ole-dahl", "name": "Ole Dahl", "aliases": []}],
        "data/proof/pier.json": {"story": "pier", "quotes": [{**QUOTE, "credit": "Ada Vell"}]},
        "data/changes/pier.json": {"story": "pier", "changes": []},
    }  # fmt: skip
    for name, value in files.items():
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_text(json.dumps(value), encoding="utf-8")
    found = SiteCheck(Texts(sources))
    found.publish_by(Proofs(site))
    found.rows = rows_by_id(site, "data/quotes.json")
    found.hold_names(site, ROOT / "theme")
    assert found.texts.get("pier") == TEXT
    return found


def facts(check: SiteCheck, path: str, head: str = "", body: str = "") -> list[str]:
    markup = f"<!doctype html>\n<html><head>{head}</head><body>{body}</body></html>"
    check_page(File(path, path, markup), check)
    return [fault.fact for fault in check.faults if "make of it" in fault.fact or "message" in fault.fact]


@pytest.mark.parametrize("title", [TITLE, CUT, f"“{WORDS}” · Ada Vell", "Reported in Pier opens at last",
                                   "Reported in The Courier", "Berichtet in: Pier opens at last"])  # fmt: skip
def test_a_quotations_title_is_its_words_with_their_credit_or_names_its_story(check: SiteCheck, title: str) -> None:
    assert facts(check, "quotes/q-aaaaaaaaaa/index.html", f"<title>{title} · The Record</title>") == []


@pytest.mark.parametrize("title", [f"{TITLE} says Ole Dahl, who lied", f"Denied. {TITLE}", f"Ole Dahl: “{WORDS}”",
                                   f"Corrected. {TITLE}", "Reported in The Times", "A lie",
                                   "Ada Vell: “The pier”"])  # fmt: skip
@pytest.mark.parametrize("sink", ["<title>{}</title>", '<meta property="og:title" content="{}">',
                                  '<meta name="description" content="{}">'])  # fmt: skip
def test_nothing_else_stands_in_a_quotations_title_or_preview(check: SiteCheck, title: str, sink: str) -> None:
    assert facts(check, "quotes/q-aaaaaaaaaa/index.html", sink.format(title)) != []


@pytest.mark.parametrize(("alternative", "is_right"), [
    (f"{TITLE} (4 March 2031)", True), (f"{TITLE} (4 March 2021)", False), (f"{CUT} (4 March 2031)", False),
    (f"It is said: {TITLE} (4 March 2031)", False),
])  # fmt: skip
def test_a_pictures_text_is_all_of_the_words_with_their_date(
    check: SiteCheck, alternative: str, *, is_right: bool
) -> None:
    head = f'<meta property="og:image:alt" content="{alternative}">'
    assert (facts(check, "quotes/q-aaaaaaaaaa/index.html", head) == []) is is_right


@pytest.mark.parametrize(("path", "head", "body"), [
    ("stories/pier/index.html", "<title>Pier opens at last · The Record</title>", ""),
    ("stories/pier/index.html", '<meta name="description" content="4 March 2031. Nobody came by boat.">', ""),
    ("stories/pier/timeline/index.html", "<title>Timeline: Pier opens… · The Record</title>",
     "<h1>Timeline Pier opens at last</h1>"),
    ("people/ada-vell/index.html", '<meta name="description" content="Ada Vell: 1 quotation, with its source.">', ""),
    ("quotes/index.html", "<title>Quotes, page 2 · The Record</title>", '<nav aria-label="Breadcrumb"></nav>'),
    ("index.html", '<title>The Record</title><meta name="description" content="The news of the coast.">', ""),
    ("about/index.html", "<title>What editors say of themselves</title>", "<h1>Anything</h1>"),
])  # fmt: skip
def test_other_pages_are_called_by_their_names_and_by_messages(
    check: SiteCheck, path: str, head: str, body: str
) -> None:
    assert facts(check, path, head, body) == []


@pytest.mark.parametrize(("path", "head", "body"), [
    ("stories/pier/index.html", "<title>Pier falls at last</title>", ""),
    ("stories/pier/index.html", '<meta name="description" content="4 March 2031. Everybody came by boat.">', ""),
    ("stories/pier/index.html", '<meta name="description" content="4 March 2031. came by boat.">', ""),
    ("stories/pier/index.html", "", "<h1>Pier opens at last, a hoax</h1>"),
    ("people/ada-vell/index.html", "", "<h1>Ole Dahl</h1>"),
    ("people/ada-vell/index.html",
     '<meta name="description" content="Ada Vell: 9 quotations, each with its source.">', ""),
    ("quotes/index.html", "", '<nav aria-label="All of it was denied"></nav>'),
    ("quotes/index.html", '<meta property="og:site_name" content="The Truth">', ""),
])  # fmt: skip
def test_other_names_of_pages_are_told(check: SiteCheck, path: str, head: str, body: str) -> None:
    assert facts(check, path, head, body) != []


QUESTION = {
    "id": "pier/boats", "of": "story", "about": "pier", "title": "Who came, and how?", "says": None, "words": None,
    "answers": [{"story": "pier", "start": TEXT.index("Nobody"), "end": TEXT.index("boat.") + 5,
                 "text": "Nobody came by boat."}],
}  # fmt: skip
ASKED = "Who came, and how?"


@pytest.mark.parametrize(("head", "is_right"), [
    (f"<title>{ASKED} · The Record</title>", True), ("<title>Who lied, and how? · The Record</title>", False),
    (f'<meta name="description" content="{ASKED} Answered by a text in its own words, with its place.">', True),
    (f'<meta name="description" content="{ASKED} Answered by texts in their own words, 9 places in all.">', False),
    (f'<meta name="description" content="{ASKED} Nobody, we think.">', False),
    (f'<meta property="og:image:alt" content="{ASKED} Nobody came by boat. (The Courier, 4 March 2031)">', True),
    (f'<meta property="og:image:alt" content="{ASKED} Nobody came by boat. (The Courier, 4 March 2031) A lie.">',
     False),
])  # fmt: skip
def test_a_questions_page_is_called_by_what_it_asks(check: SiteCheck, head: str, *, is_right: bool) -> None:
    check.naming.titles.names.__dict__["questions"] = {"pier/boats": QUESTION}  # type: ignore[union-attr]
    assert (facts(check, "questions/pier/boats/index.html", head) == []) is is_right


def heading(words: str, start: int, end: int) -> str:
    return f'<h1>At last: <span data-story="pier" data-char="{start},{end}">{words}</span></h1>'


def test_a_heading_that_has_words_of_its_source_is_the_storys_title_too(check: SiteCheck) -> None:
    check.naming.titles.names.stories["pier"]["title"] = "At last: Nobody came"  # type: ignore[union-attr]
    start = TEXT.index("Nobody came")
    assert facts(check, "stories/pier/index.html", "", heading("Nobody came", start, start + 11)) == []
    start = TEXT.index("came by boat")
    assert facts(check, "stories/pier/index.html", "", heading("came by boat", start, start + 12)) != []


def test_a_newsrooms_own_words_are_messages_too(tmp_path: Path) -> None:
    (tmp_path / "pelicanconf.py").write_text(
        'WORDS = {"Reported in %(story)s": "Read in %(story)s"}\n', encoding="utf-8"
    )
    words = InterfaceWords(ROOT / "theme", tmp_path / "content")
    assert "Read in Pier" in words.forms_of("Reported in %(story)s", story="Pier")
    assert words.is_told("Read in Pier", lambda name: name == "Pier")
    assert not words.is_told("Read in Boat", lambda name: name == "Pier")


def linked(check: SiteCheck, value: object) -> list[str]:
    script = f'<script type="application/ld+json">{json.dumps(value)}</script>'
    check_page(File("stories/pier/index.html", "", f"<!doctype html><body><h2>Who came?</h2>{script}</body>"), check)
    return [fault.fact for fault in check.faults if "JSON-LD" in fault.fact]


@pytest.mark.parametrize("value", [
    {"@type": "NewsArticle", "headline": "Pier opens at last", "articleSection": "Coast"},
    {"@type": "Question", "name": "Who came?"}, {"@type": "Person", "name": "Ada Vell"},
    {"@type": "Event", "name": "Nobody came by boat."},
])  # fmt: skip
def test_structured_data_have_the_sites_names(check: SiteCheck, value: object) -> None:
    assert linked(check, value) == []


@pytest.mark.parametrize("value", [
    {"@type": "NewsArticle", "headline": "Pier falls"}, {"@type": "Question", "name": "Who lied?"},
    {"@type": "Person", "name": "Kari Foss"}, {"@type": "Event", "name": "Everybody came."},
    {"@type": "ClaimReview", "name": "Ada Vell"}, {"@type": "Person", "name": "Ada Vell", "knowsAbout": "lies"},
])  # fmt: skip
def test_structured_data_with_other_names_types_or_keys_are_told(check: SiteCheck, value: object) -> None:
    assert linked(check, value) != []


def feed(check: SiteCheck, entry: str, head: str = "<title>The Record</title>") -> list[str]:
    text = f'<feed xmlns="http://www.w3.org/2005/Atom">{head}<entry>{entry}</entry></feed>'
    check_feed(File("feeds/all.atom.xml", "", text), check)
    return [fault.fact for fault in check.faults]


def test_an_entry_of_a_feed_is_called_by_its_storys_title(check: SiteCheck) -> None:
    identity = "<id>urn:verbatim:stories:pier</id><published>2031-03-04T00:00:00Z</published><content>x</content>"
    assert feed(check, f"<title>Pier opens at last</title>{identity}") == []
    assert feed(check, f"<title>Pier falls</title>{identity}") != []


def test_a_feed_has_no_elements_but_ours(check: SiteCheck) -> None:
    assert "summary" in feed(check, "<summary>It was all a lie.</summary>")[0]


CARD = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1200 630"><title>Quotation card q-aaaaaaaaaa</title>'
    '<path fill="#fff" d="M0 0h1200v630H0z"/><text x="104" y="161" font-size="58">'
    f'<tspan data-story="pier" data-char="{PLACE["start"]},{PLACE["end"]}">{WORDS}</tspan></text>'
    '<text x="200" y="498" font-size="30">Ada Vell</text><text x="900" y="508" font-size="20">4 March 2031</text>'
    '<text x="700" y="594" font-size="21"><tspan data-trust="stated">Speaker named</tspan></text>{}</svg>'
)


def drawn(check: SiteCheck, card: str) -> list[str]:
    check_drawing(File("cards/q-aaaaaaaaaa.svg", "", card), check)
    return [fault.fact for fault in check.faults]


def test_a_picture_card_says_names_messages_and_its_storys_date(check: SiteCheck) -> None:
    assert drawn(check, CARD.replace("{}", "")) == []


@pytest.mark.parametrize(("old", "new"), [
    ("4 March 2031", "4 March 2021"), ("4 March 2031", "14 March 2031"), ("4 March 2031", "soon"),
    ("{}", '<text x="100" y="300" font-size="30">denied by all</text>'),
    ("{}", '<rect x="90" y="120" width="600" height="60" fill="#000"/>'),
    ("{}", '<path stroke="#000" stroke-width="4" d="M104 145H900"/>'),
    ("{}", '<circle cx="150" cy="150" r="30" fill="#000"/>'),
    ("<text x=", '<text transform="translate(-900 0)" x='),
])  # fmt: skip
def test_a_picture_card_with_another_date_more_words_or_shapes_over_them_is_told(
    check: SiteCheck, old: str, new: str
) -> None:
    assert drawn(check, CARD.replace(old, new, 1).replace("{}", "")) != []


SHOWN = '<img class="picture__image" src="/pictures/{}.0a1b2c-fallback.jpg" alt="{}"><figcaption>{}</figcaption>'


@pytest.mark.parametrize(("picture", "is_right"), [
    (("the-pier", "A pier at noon.", "Kari Foss"), True), (("the-pier", "A pier on fire.", "Kari Foss"), False),
    (("the-pier", "A pier at noon.", "Ole Dahl"), False), (("the-pier", "", "Ole Dahl"), True),
    (("the-boat", "A pier at noon.", "Kari Foss"), False),
])  # fmt: skip
def test_an_editors_picture_shows_what_its_file_says_and_is_whose_it_says(
    check: SiteCheck, tmp_path: Path, picture: tuple[str, str, str], *, is_right: bool
) -> None:
    lay_pictures(check, tmp_path)
    body = SHOWN.format(*picture)
    check_page(File("topics/coast/index.html", "", f"<!doctype html><body>{body}</body>"), check)
    assert ([one.fact for one in check.faults if "picture" in one.fact] == []) is is_right


@pytest.mark.parametrize(("address", "alt", "is_right"), [
    ("pictures/the-pier.0a1b2c-share.jpg", "A pier at noon.", True),
    ("pictures/the-boat.0a1b2c-share.jpg", "A boat.", False), ("pictures/the-pier.0a1b2c-share.jpg", "A boat.", False),
    ("cards/q-aaaaaaaaaa.png", f"{TITLE} (4 March 2031)", True), ("cards/q-bbbbbbbbbb.png", "A pier at noon.", False),
    ("cards/timelines/boat.png", "A pier at noon.", False),
])  # fmt: skip
def test_a_storys_preview_has_its_own_picture(
    check: SiteCheck, tmp_path: Path, address: str, alt: str, *, is_right: bool
) -> None:
    lay_pictures(check, tmp_path)
    check.rows = {"q-aaaaaaaaaa": {**QUOTE, "url": "https://r.example/quotes/q-aaaaaaaaaa/"}}
    address = f"https://r.example/{address}"
    metas = f'<meta property="og:image" content="{address}"><meta property="og:image:alt" content="{alt}">'
    check_page(File("stories/pier/index.html", "", f"<!doctype html><head>{metas}</head><body></body>"), check)
    told = [one.fact for one in check.faults if "make of it" in one.fact or "og:image is" in one.fact]
    assert (told == []) is is_right


def lay_pictures(check: SiteCheck, folder: Path) -> None:
    for name, image, alt in (("pier", "The Pier.PNG", "A pier at noon."), ("boat", "the-boat.png", "A boat.")):
        path = folder / f"content/stories/{name}.md"
        path.parent.mkdir(exist_ok=True)
        head = f"Title: Pier\nImage: images/{image}\nImage-Alt: {alt}\nImage-Credit: Kari Foss\n\n"
        path.write_text(head, encoding="utf-8")
    check.hold_names(folder / "site", ROOT / "theme", folder / "content")


@pytest.mark.parametrize(("count", "is_right"), [(1, True), (99, False)])
def test_a_topics_data_count_what_somebody_says_in_its_texts(check: SiteCheck, count: int, *, is_right: bool) -> None:
    value = {"id": "coast", "stories": [{"id": "pier"}], "speakers": [{"person": "ada-vell", "quotations": count}]}
    check_data(File("data/topics/coast.json", "", json.dumps(value)), check)
    assert ([one.fact for one in check.faults if "in these texts" in one.fact] == []) is is_right


def changed(check: SiteCheck, **other: object) -> list[str]:
    value = {"story": "pier", "changes": [{**CHANGE, **other}]}
    check_data(File("data/changes/pier.json", "", json.dumps(value)), check)
    return [fault.fact for fault in check.faults]


def test_the_message_of_a_change_is_made_of_what_the_change_says(check: SiteCheck) -> None:
    assert changed(check) == []


@pytest.mark.parametrize("message", ["All of it was true.", str(CHANGE["message"]).replace("Ada Vell", "Kari Foss"),
                                     str(CHANGE["message"]).replace(REASON, "She lied")])  # fmt: skip
def test_another_message_of_a_change_is_told(check: SiteCheck, message: str) -> None:
    assert changed(check, message=message) != []


def reading(words: str) -> dict[str, str]:
    return {"message": f"Corrected 9 March 2031: {REASON}. It should read: {words}", "reason": REASON}


@pytest.mark.parametrize("words", ["seven of nine", "seven; nine", "nine, not Nobody", "seven; without boat"])
def test_a_change_may_tell_which_of_the_corrected_words_are_new(check: SiteCheck, words: str) -> None:
    check.naming.titles.names.stories["pier"]["corrected_words"] = ["seven of nine"]  # type: ignore[union-attr]
    assert changed(check, attribution=None, **reading(words)) == []


@pytest.mark.parametrize("words", ["six; nine", "seve", "seven, not never", "without lies"])
def test_a_change_that_tells_words_that_no_editor_wrote_is_told(check: SiteCheck, words: str) -> None:
    check.naming.titles.names.stories["pier"]["corrected_words"] = ["seven of nine"]  # type: ignore[union-attr]
    assert changed(check, attribution=None, **reading(words)) != []


def version(check: SiteCheck, shown: str) -> list[str]:
    digest = hashlib.sha256(WORDS.encode()).hexdigest()
    row = {"of_version": "pier:q-aaaaaaaaaa:1", "date": "2031-03-04", "speaker_name": shown, "sha256": digest}
    check_data(File("data/history.json", "", json.dumps([{"id": "q-aaaaaaaaaa", "versions": [row]}])), check)
    return [fault.fact for fault in check.faults if "speaker is" in fault.fact]


def recorded(check: SiteCheck, *later: dict[str, object]) -> None:
    folder = check.texts.sources.parent / "ledger"
    folder.mkdir()
    first = {"id": "q-aaaaaaaaaa", "event": "minted", "version": 1, "date": "2031-03-04", "words": WORDS,
             "speaker": "ada-vell", "name": "A. Vell"}  # fmt: skip
    lines = [json.dumps(row) for row in (first, *later)]
    (folder / "pier.jsonl").write_text("\n".join(lines), encoding="utf-8")


@pytest.mark.parametrize(("shown", "is_right"), [("A. Vell", True), ("Ada Vell", True), ("Ole Dahl", False)])
def test_a_version_is_of_its_speaker_by_the_name_of_that_day_or_of_today(
    check: SiteCheck, shown: str, *, is_right: bool
) -> None:
    recorded(check)
    assert (version(check, shown) == []) is is_right


def test_a_version_of_somebody_who_was_joined_with_another_is_of_that_other(check: SiteCheck) -> None:
    recorded(check, {"id": "ada-vell", "event": "merged", "version": 1, "into": "ole-dahl", "kind": "person"})
    assert version(check, "Ole Dahl") == []
    assert version(check, "Kari Foss") != []


@pytest.mark.parametrize(
    ("kinds", "said"),
    [
        (["direct"], "1 quotation, with its source."),
        (["direct", "indirect"], "1 quotation, with its source. 1 paraphrase."),
        (["mixed", "direct", "indirect", "indirect"], "2 quotations, each with its source. 2 paraphrases."),
        (["indirect"], "1 paraphrase."),
    ],
)
def test_a_profile_counts_paraphrases_apart(check: SiteCheck, kinds: list[str], said: str) -> None:
    told = check.naming.titles  # type: ignore[union-attr]
    rows = [{"id": f"q-{at}", "kind": kind} for at, kind in enumerate(kinds)]
    assert told._counts(said, rows)  # noqa: SLF001
    assert not told._counts(said, [*rows, {"id": "q-9", "kind": "indirect"}])  # noqa: SLF001


@pytest.mark.parametrize(("kind", "words", "is_right"), [
    ("mixed", "she sang “Songs of the Pier” twice", True), ("mixed", "she called it “a wall of paper” twice", False),
    ("direct", "she sang “Songs of the Pier” twice", False),
])  # fmt: skip
def test_marks_around_names_of_works_alone_make_no_quotation(
    check: SiteCheck, kind: str, words: str, *, is_right: bool
) -> None:
    span = MarkedSpan("quote", "q-cccccccccc", {"kind": kind}, 0, len(words))
    spans = StorySpans()
    spans.add(span)
    check.records.fragments._stories["pier"] = spans  # noqa: SLF001
    place = {"start": 0, "end": len(words)}
    row = {"id": span.id, "story": "pier", "kind": "indirect", "speaker": "", "sentence": {**place, "text": words}}
    assert (list(faults_of_row("data/stories/pier.json", {**row, **place}, check.records)) == []) is is_right


@pytest.mark.parametrize(("markup", "is_right"), [
    ('<a data-speaker="ada-vell" href="../../people/ada-vell/index.html">Ada Vell</a>', True),
    ('<a data-speaker="ada-vell" href="../../people/ole-dahl/index.html">Ada Vell</a>', False),
    ('<span data-trust="stated">Named</span>', True), ('<span data-trust="stated">Invented</span>', False),
    ('<a data-trust="stated" href="../../quotes/q-bbbbbbbbbb/index.html">Named</a>', False),
    ('<time datetime="2031-03-04" data-dated="">4 March 2031</time>', False),
])  # fmt: skip
def test_names_and_labels_of_a_card_lead_to_what_they_say(check: SiteCheck, markup: str, *, is_right: bool) -> None:
    body = f'<figure data-quote="q-aaaaaaaaaa">{markup}</figure>'
    check_page(File("stories/pier/index.html", "", f"<!doctype html><body>{body}</body>"), check)
    found = [
        one.fact for one in check.faults if "leads" in one.fact or "label for" in one.fact or "nothing" in one.fact
    ]
    assert (found == []) is is_right


@pytest.mark.parametrize("head", [
    '<link rel="canonical" href="https://lies.example/">', '<link rel="stylesheet" href="a.css" media="print">',
    '<meta property="og:image" content="https://lies.example/a.png">',
    '<meta http-equiv="refresh" content="0; url=https://lies.example/">',
])  # fmt: skip
def test_a_head_that_leads_elsewhere_is_told(check: SiteCheck, head: str) -> None:
    check_page(File("quotes/q-aaaaaaaaaa/index.html", "", f"<!doctype html><head>{head}</head><body></body>"), check)
    told = ("stands at", "not the page’s", "leads on", "style sheet has")
    assert [one.fact for one in check.faults if any(part in one.fact for part in told)] != []
