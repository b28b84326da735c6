"""A false speaker or date of each kind is found in each kind of file that says who spoke, and when."""

import csv
import gzip
import io
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT, lay_project, run_in, split_published
from verbatim.core.json import readable
from verbatim.verify import verify, write_sums

pytestmark = pytest.mark.campaign("generator/verbatim/verify")

TEXT = (
    "Pier opens at last\n\n"
    "“The pier is open,” said Ida Moe, the mayor. Moe called it “a good day” for the town.\n\n"
    "Ole Dahl, a pilot, came along. “We dance tonight,” he said.\n\n"
    "“It was cold,” a fisherman told the paper.\n\n"
    "“The old beams will hold,” it was said at the harbour.\n\n"
    "“Nobody can stop us now.”\n\n"
    "The pier was closed in May 2029. It was rebuilt on 3 June 2030 by Ida Moe and Ole Dahl.\n"
)
MONTH, DAY = "May 2029", "3 June 2030"
NAMED, WORKED_OUT, DESCRIBED, BY_EDITORS, OPEN = "Ida Moe", "Ole Dahl", "a fisherman", "Nils Berg", ""
WORDS = {
    NAMED: "The pier is open,", WORKED_OUT: "We dance tonight,", DESCRIBED: "It was cold,",
    BY_EDITORS: "The old beams will hold,", OPEN: "Nobody can stop us now.",
}  # fmt: skip
STRANGER = "Kari Foss"  # of whom neither the text nor the site knows


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site of one story, with a speaker of each basis, which a test changes one file of and puts back."""
    source = tmp_path_factory.mktemp("source") / "pier.txt"
    source.write_text(TEXT, encoding="utf-8")
    folder = lay_project(tmp_path_factory.mktemp("pier") / "project", [source], cards=True)
    run_in(folder, "split")
    for path in (folder / "content/fragments/pier").glob("*.md"):
        text = path.read_text(encoding="utf-8")
        if "The old beams" in text:
            given = 'speaker="nils-berg" basis="editor" why="we were at the harbour"'
            path.write_text(re.sub(r'basis="none" why="[^"]*"', given, text), encoding="utf-8")
    file = folder / "content/stories/pier.md"
    dated = re.sub(
        r"Date: .*\nDate-Basis: .*", "Date: 2031-03-04\nDate-Basis: editor", file.read_text(encoding="utf-8")
    )
    file.write_text(dated, encoding="utf-8")
    (folder / "content/people").mkdir()
    (folder / "content/people/nils-berg.md").write_text(
        "Title: Nils Berg\nKind: person\nProfile: yes\n", encoding="utf-8"
    )
    split_published(folder)
    done = run_in(folder, "build", "--", "-e", 'SITEURL="https://pier.example"')
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


def quotations(project: Path) -> dict[str, str]:
    """Return the id of each quotation by its speaker's name."""
    rows = json.loads((project / "output/data/quotes.json").read_text(encoding="utf-8"))
    return {name: next(row["id"] for row in rows if row.get("text") == words) for name, words in WORDS.items()}


def in_rows(text: str, name: str, **changes: Any) -> str:
    value = json.loads(text)
    for row in value if isinstance(value, list) else value["quotes"]:
        if row["id"] == name:
            row.update(changes)
    return readable(value)


def another(text: str, name: str) -> str:
    return in_rows(text, name, speaker="kari-foss", speaker_name=STRANGER)


def stated(text: str, name: str) -> str:
    return in_rows(text, name, basis="stated")


def in_table(text: str, name: str) -> str:
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    for row in rows:
        if row["id"] == name:
            row.update(speaker="kari-foss", speaker_name=STRANGER, said_by="", basis="stated")
    made = io.StringIO(newline="")
    writer = csv.DictWriter(made, list(rows[0]), lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    return made.getvalue()


def in_annotations(text: str, name: str) -> str:
    value = json.loads(text)
    for item in value["first"]["items"]:
        if item["id"].endswith(f"#{name}"):
            kept = [body for body in item["body"] if body["purpose"] != "identifying"]
            item["body"] = [*kept, {"type": "TextualBody", "purpose": "identifying", "value": STRANGER}]
    return json.dumps(value, ensure_ascii=False)


def credited(text: str) -> str:
    """Put a stranger where a line or pasted code credits somebody."""
    return re.sub(r"Ida Moe|Ole Dahl|a fisherman|Nils Berg|Speaker not established", STRANGER, text)


def in_member(key: str) -> Callable[[str, str], str]:
    def planted(text: str, name: str) -> str:
        del name
        value = json.loads(text)
        value[key] = credited(value[key])
        return json.dumps(value, ensure_ascii=False)

    return planted


def without_editors(text: str, name: str) -> str:
    del name
    return text.replace(" (named by the editors)", "")


def around(inner: str, opening: str, closing: str, planted: Callable[[str], str]) -> str:
    """Change what stands between two strings, first where the opening is found."""
    before, found, rest = inner.partition(opening)
    told, closed, after = rest.partition(closing)
    assert found, opening
    assert closed, closing
    return f"{before}{found}{planted(told)}{closed}{after}"


def in_card(text: str, name: str) -> str:
    """Put a stranger for the speaker into the card of a quotation; where nobody is named there, add one."""
    return around(text, f'data-quote="{name}"', "</figure>", _with_stranger)


def in_row(css: str) -> Callable[[str, str], str]:
    """Put a stranger for the speaker into the element of a story's page, with this class, that tells of a quotation."""

    def planted(text: str, name: str) -> str:
        opening = re.search(rf'<li class="{css}[^>]*data-quote="{name}"', text)
        assert opening
        return around(text, opening[0], "</li>", _with_stranger)

    return planted


def _with_stranger(card: str) -> str:
    forged = re.sub(r'(data-speaker="[^"]*"[^>]*>(?:<b>)?)[^<]*', rf"\1{STRANGER}", card)
    added = f'<a data-speaker="kari-foss" href="../people/kari-foss/">{STRANGER}</a></figcaption>'
    return forged if forged != card else card.replace("</figcaption>", added)


def without_speaker(text: str, name: str) -> str:
    """Put a stranger for the speaker into a card as bare words."""
    bare = re.compile(r'<a [^>]*data-speaker="[^"]*"[^>]*>.*?</a>', re.DOTALL)
    return around(text, f'data-quote="{name}"', "</figure>", lambda card: credited(bare.sub(STRANGER, card)))


def relabelled(text: str, name: str) -> str:
    """Say in a card that the source names the speaker."""
    return around(
        text, f'data-quote="{name}"', "</figure>",
        lambda card: re.sub(r'data-trust="(?:inferred|editor|none)"', 'data-trust="stated"', card),
    )  # fmt: skip


def in_title(text: str, name: str) -> str:
    del name
    return around(text, "<title>", "</title>", credited)


def in_previews(text: str, name: str) -> str:
    del name
    return re.sub(r"<meta [^>]*>", lambda meta: credited(meta[0]), text)


def in_code(text: str, name: str) -> str:
    del name
    return re.sub(r"<textarea.*?</textarea>", lambda code: credited(code[0]), text, flags=re.DOTALL)


def in_alternative_text(text: str, name: str) -> str:
    del name
    return re.sub(r'<meta property="og:image:alt"[^>]*>|data-alt="[^"]*"', lambda alt: credited(alt[0]), text)


def in_linked(text: str, name: str) -> str:
    del name
    return text.replace('"@type":"Person","name":"', f'"@type":"Person","name":"{STRANGER} ')


def in_feed(text: str, name: str) -> str:
    """Put a stranger into a feed's entries, but for its own title."""
    del name
    head, mark, entries = text.partition("<entry" if "<entry" in text else '"items"')
    return head + mark + credited(entries)


def in_drawing(text: str, name: str) -> str:
    del name
    return credited(text)


def relabelled_drawing(text: str, name: str) -> str:
    del name
    return re.sub(r'data-trust="(?:inferred|editor)"', 'data-trust="stated"', text)


EVERYBODY = tuple(WORDS)
KNOWN = (NAMED, WORKED_OUT, DESCRIBED, BY_EDITORS)
Planted = tuple[str, str, Callable[[str, str], str], tuple[str, ...]]
# What is forged, in which file ({} is the quotation's id), how, and for whose quotations.
FORGED: tuple[Planted, ...] = (
    ("another speaker in the list for programs", "data/quotes.json", another, EVERYBODY),
    ("another speaker in a story's JSON", "data/stories/pier.json", another, EVERYBODY),
    ("another speaker in the proof", "data/proof/pier.json", another, EVERYBODY),
    ("another basis in the list for programs", "data/quotes.json", stated, (WORKED_OUT, BY_EDITORS, OPEN)),
    ("another basis in the proof", "data/proof/pier.json", stated, (WORKED_OUT, BY_EDITORS, OPEN)),
    ("another speaker in the table", "data/stories/pier.quotes.csv", in_table, EVERYBODY),
    ("another speaker in the annotations", "data/stories/pier.annotations.jsonld", in_annotations, EVERYBODY),
    ("another name in an oEmbed answer's title", "oembed/quotes/{}.json", in_member("title"), EVERYBODY),
    ("another name in an oEmbed answer's code", "oembed/quotes/{}.json", in_member("html"), EVERYBODY),
    ("another author of an oEmbed answer", "oembed/quotes/{}.json", in_member("author_name"), EVERYBODY),
    ("another name in the card of a quotation's page", "quotes/{}/index.html", in_card, EVERYBODY),
    ("bare words for the name in that card", "quotes/{}/index.html", without_speaker, (NAMED, WORKED_OUT, BY_EDITORS)),
    ("another label in that card", "quotes/{}/index.html", relabelled, (WORKED_OUT, BY_EDITORS, OPEN)),
    ("another name in the title", "quotes/{}/index.html", in_title, EVERYBODY),
    ("another name in the previews", "quotes/{}/index.html", in_previews, EVERYBODY),
    ("another name in the code to paste", "quotes/{}/index.html", in_code, EVERYBODY),
    ("another name in the alternative text to paste", "quotes/{}/index.html", in_alternative_text, EVERYBODY),
    ("another name in the JSON-LD", "quotes/{}/index.html", in_linked, (NAMED, WORKED_OUT, BY_EDITORS)),
    ("another name in a frame", "embed/quotes/{}/index.html", in_card, EVERYBODY),
    ("another label in a frame", "embed/quotes/{}/index.html", relabelled, (WORKED_OUT, BY_EDITORS, OPEN)),
    ("another name in the list of quotations", "quotes/index.html", in_card, EVERYBODY),
    ("another label in the list of quotations", "quotes/index.html", relabelled, (WORKED_OUT, BY_EDITORS, OPEN)),
    ("another name in a story's card", "stories/pier/index.html", in_row("card "), (NAMED, WORKED_OUT, BY_EDITORS)),
    ("another name at a glance", "stories/pier/index.html", in_row("brief-voice "), (NAMED, BY_EDITORS)),
    ("another name on a profile", "people/ole-dahl/index.html", in_card, (WORKED_OUT,)),
    ("another name in an Atom feed", "feeds/people/nils-berg.atom.xml", in_feed, (BY_EDITORS,)),
    ("another name in a JSON feed", "feeds/people/ole-dahl.json", in_feed, (WORKED_OUT,)),
    ("another name in a picture card", "cards/{}.svg", in_drawing, (NAMED, WORKED_OUT, BY_EDITORS)),
    ("another name in a square picture card", "cards/{}-square.svg", in_drawing, (NAMED, WORKED_OUT, BY_EDITORS)),
    ("another label in a picture card", "cards/{}.svg", relabelled_drawing, (WORKED_OUT, BY_EDITORS)),
    ("the editors left out of an oEmbed answer", "oembed/quotes/{}.json", without_editors, (BY_EDITORS,)),
)
FORGERY = pytest.mark.campaign("generator/verbatim/verify", "generator/verbatim/publish/embeds")
# Every run forges each fact of one quotation, and those of the others where what finds them could change.
CASES = [
    pytest.param(what, path, planted, speaker, id=f"{what}: {speaker}", marks=FORGERY if number else ())
    for row, (what, path, planted, speakers) in enumerate(FORGED)
    for number, speaker in enumerate([*speakers[row % len(speakers) :], *speakers[: row % len(speakers)]])
]


def faults_with(project: Path, path: Path, made: bytes, theme: Path | None = None) -> list[str]:
    """Return the faults that a file with these bytes has, in a site that was rehashed."""
    site, before = project / "output", path.read_bytes()
    assert made != before
    try:
        path.write_bytes(made)
        write_sums(site)
        shown = str(path.relative_to(site))
        return [
            str(fault) for fault in verify(site, project / "content/sources", theme=theme).faults if shown in fault.path
        ]
    finally:
        path.write_bytes(before)


@pytest.mark.parametrize(("what", "pattern", "planted", "speaker"), CASES)
def test_a_false_speaker_is_found(
    project: Path, what: str, pattern: str, planted: Callable[[str, str], str], speaker: str
) -> None:
    name = quotations(project)[speaker]
    path = min((project / "output").glob(pattern.format(name)))
    made = planted(path.read_text(encoding="utf-8"), name).encode()
    assert faults_with(project, path, made), what


def otherwise_known(text: str, name: str) -> str:
    """Have the panel's script say of a speaker in code to paste that the source names them, or that editors do."""
    del name
    panel = re.sub(r' data-basis="[^"]*"', "", text)
    return panel if panel != text else text.replace(" data-forms=", ' data-basis="editor" data-forms=')


@pytest.mark.parametrize("speaker", EVERYBODY)
def test_a_speaker_who_is_known_otherwise_in_code_to_paste_is_found(project: Path, speaker: str) -> None:
    name = quotations(project)[speaker]
    path = project / f"output/quotes/{name}/index.html"
    assert faults_with(project, path, otherwise_known(path.read_text(encoding="utf-8"), name).encode())


@pytest.mark.parametrize(
    ("here", "there"),
    [
        ("&gt;…&lt;", "&gt;“The pier never opened”, Ida Moe said.&lt;"),
        ("&gt;…&lt;", "&gt;… And she lied.&lt;"),
        ("alt=&#34;{alt}", "alt=&#34;{alt} (denied)"),
        ("basis=&#34;inferred", "basis=&#34;{alt}"),
        ("https://pier.example/embed/", "https://pier.example.org/embed/"),
        ('data-site="https://pier.example/"', 'data-site="https://pier.example"'),
        ("</main>", "<TEXTAREA>no</TEXTAREA></main>"),
    ],
)
def test_another_form_of_embedding_is_found(project: Path, here: str, there: str) -> None:
    path = project / "output/embed/forms/index.html"
    text = path.read_text(encoding="utf-8")
    assert faults_with(project, path, text.replace(here, there).encode())


def test_words_in_the_alternative_text_of_a_panel_are_found(project: Path) -> None:
    path = project / "output/people/ole-dahl/index.html"
    text = path.read_text(encoding="utf-8")
    assert faults_with(project, path, text.replace(' data-alt="', ' data-alt="“The pier never opened.” ').encode())


def redated(day: str) -> Callable[[str, str], str]:
    """Return what gives every moment of a file another date, in the form that the file has."""

    def planted(text: str, words: str) -> str:
        forms = {
            MONTH: {'"2029-05"': f'"{day}"', ",2029-05,": f",{day},", "20290501": "20280501", ":2029-05": f":{day}"},
            DAY: {'"2030-06-03"': f'"{day}"', ",2030-06-03,": f",{day},", "20300603": "20280603"},
        }[words]
        forms |= {
            '{"year":2029,"month":5}': '{"year":2028,"month":5}',
            '"year":2030,"month":6': '"year":2030,"month":7',
        }
        for here, there in forms.items():
            text = text.replace(here, there)
        return text

    return planted


DATED = {
    "the list for programs": "data/moments.json",
    "a story's data": "data/stories/pier.json",
    "the table of moments": "data/stories/pier.moments.csv",
    "the calendar": "data/stories/pier.ics",
    "the timeline for TimelineJS": "data/stories/pier.timeline.json",
    "the annotations": "data/stories/pier.annotations.jsonld",
    "the JSON-LD of the story's page": "stories/pier/index.html",
}


@pytest.mark.parametrize("kind", DATED)
@pytest.mark.parametrize(("words", "day"), [(MONTH, "2028-05"), (DAY, "2030-06-04"), (DAY, "2030-07-03")])
def test_a_false_date_is_found(project: Path, kind: str, words: str, day: str) -> None:
    path = project / "output" / DATED[kind]
    assert faults_with(project, path, redated(day)(path.read_text(encoding="utf-8"), words).encode())


PRINTED = re.compile(r'(<(?:time|span) class="[^"]*"(?: datetime="([^"]*)")? data-dated="([^"]*)">)([^<]*)(?=<)')
MARKED = re.compile(r'(<time class="moment" datetime=")([^"]*)(")')


def another_year(text: str) -> str:
    return re.sub(r"\b(20[23])\d\b", r"\g<1>4", text)


def another_day(text: str) -> str:
    return re.sub(r"\b3\b|-03$", lambda day: "-04" if day[0].startswith("-") else "4", text)


def another_month(text: str) -> str:
    return text.replace("June", "July").replace("May", "April").replace("March", "April")


def in_words(change: Callable[[str], str]) -> Callable[[str, str], str]:
    """Return what forges the words of every date of a story, or a moment, that a page prints."""

    def planted(text: str, of: str) -> str:
        return PRINTED.sub(lambda one: one[1] + (change(one[4]) if re.fullmatch(of, one[3]) else one[4]), text)

    return planted


def in_datetime(change: Callable[[str], str]) -> Callable[[str, str], str]:
    """Return what forges their `datetime`."""

    def planted(text: str, of: str) -> str:
        return PRINTED.sub(
            lambda one: one[0].replace(f'"{one[2]}"', f'"{change(one[2])}"') if re.fullmatch(of, one[3]) else one[0],
            text,
        )

    return planted


def in_both(text: str, of: str) -> str:
    return in_datetime(another_year)(in_words(another_year)(text, of), of)


def since_then(text: str, of: str) -> str:
    return in_words(lambda words: f"until {words}")(text, of)


def in_mark(text: str, of: str) -> str:
    del of
    return MARKED.sub(lambda mark: mark[1] + another_year(mark[2]) + mark[3], text)


def untied(text: str, of: str) -> str:
    """Leave out what says whose dates these are, and forge them."""
    forged = in_both(text, of)
    return PRINTED.sub(lambda one: one[0].replace(f'"{one[3]}"', '""') if re.fullmatch(of, one[3]) else one[0], forged)


def in_metas(text: str, of: str) -> str:
    del of
    return re.sub(r'<meta property="article:[^>]*>', lambda meta: another_year(meta[0]), text)


def in_description(text: str, of: str) -> str:
    del of
    return re.sub(r'<meta name="description"[^>]*>', lambda meta: another_year(meta[0]), text)


def in_picture(text: str, of: str) -> str:
    del of
    return re.sub(r'<meta property="og:image:alt"[^>]*>', lambda meta: another_year(meta[0]), text)


def published_in(text: str, of: str) -> str:
    """Forge when a story was published, wherever a file for programs says so."""
    del of
    keys = r'"(?:date|date_published|datePublished)":\s?"[^"]*"|<published>[^<]*|<lastmod>[^<]*|,2031-03-04,'
    return re.sub(keys, lambda found: another_year(found[0]), text)


STORY, MOMENT = r"pier", r"pier#.*"
STORYS, TIMELINES = "stories/pier/index.html", "stories/pier/timeline/index.html"
ADDRESSED = (STORYS, TIMELINES, "embed/timelines/pier/index.html", "index.html", "people/ida-moe/index.html")
WAYS = {
    "another year": in_both, "another year in words": in_words(another_year), "until": since_then,
    "another year in `datetime`": in_datetime(another_year),
}  # fmt: skip
PRINTS: tuple[tuple[str, str, str, Callable[[str, str], str]], ...] = (
    *((f"{how} of moments", path, MOMENT, way) for path in ADDRESSED[:4] for how, way in WAYS.items()),
    *((f"{how} of publication", path, STORY, way) for path in ADDRESSED for how, way in WAYS.items()),
    *((f"{how} of publication", "quotes/q-*/index.html", STORY, way) for how, way in WAYS.items()),
    *((f"{how} of publication", "embed/quotes/q-*/index.html", STORY, way) for how, way in WAYS.items()),
    *((f"{how} of publication", "quotes/index.html", STORY, way) for how, way in WAYS.items()),
    *((f"{how} of publication", "search/index.html", STORY, way) for how, way in WAYS.items()),
    ("another day in words", TIMELINES, MOMENT, in_words(another_day)),
    ("another month in words", TIMELINES, MOMENT, in_words(another_month)),
    ("another day in `datetime`", TIMELINES, MOMENT, in_datetime(another_day)),
    ("another year in the text", STORYS, "", in_mark),
    ("another year in the head of a story", STORYS, "", in_metas),
    ("another year in the head of a quotation", "quotes/q-*/index.html", "", in_metas),
    ("another year in a description", STORYS, "", in_description),
    ("another year in a picture’s text", "quotes/q-*/index.html", "", in_picture),
    ("another year in the JSON-LD", STORYS, "", published_in),
    ("another year in the Atom feed", "feeds/all.atom.xml", "", published_in),
    ("another year in the JSON feed", "feeds/all.json", "", published_in),
    ("another year in a profile’s Atom feed", "feeds/people/ida-moe.atom.xml", "", published_in),
    ("another year in a profile’s JSON feed", "feeds/people/ida-moe.json", "", published_in),
    ("another year in the sitemap", "sitemap.xml", "", published_in),
    ("another year in the list of stories", "data/stories.json", "", published_in),
    ("another year in a story’s JSON", "data/stories/pier.json", "", published_in),
    ("another year in the table of quotations", "data/stories/pier.quotes.csv", "", published_in),
)


@pytest.mark.parametrize(("what", "pattern", "of", "planted"), PRINTS, ids=[f"{one[0]}: {one[1]}" for one in PRINTS])
def test_a_false_date_that_a_page_prints_is_found(
    project: Path, what: str, pattern: str, of: str, planted: Callable[[str, str], str]
) -> None:
    path = min((project / "output").glob(pattern))
    theme = ROOT / "theme" if planted in (in_metas, in_description, in_picture) else None  # other themes have others
    assert faults_with(project, path, planted(path.read_text(encoding="utf-8"), of).encode(), theme), what


@pytest.mark.parametrize(("of", "path"), [(STORY, STORYS), (STORY, TIMELINES), (MOMENT, TIMELINES), (MOMENT, STORYS)])
def test_a_date_that_no_longer_says_whose_it_is_is_missed_on_a_page_of_our_theme(
    project: Path, of: str, path: str
) -> None:
    file = project / "output" / path
    made = untied(file.read_text(encoding="utf-8"), of).encode()
    assert any("does not show" in fact for fact in faults_with(project, file, made, ROOT / "theme"))


@pytest.mark.parametrize("kind", ["story", "quotation", "moment"])
def test_a_false_date_is_found_in_a_result_of_the_search(project: Path, kind: str) -> None:
    for path in sorted((project / "output").glob("**/*.pf_fragment")):
        mark, _, text = gzip.decompress(path.read_bytes()).partition(b"{")
        fragment = json.loads(b"{" + text)
        shown = json.loads(fragment["url"])
        if shown["kind"] == kind and "date" in shown:
            fragment["url"] = json.dumps({**shown, "date": another_year(shown["date"])}, ensure_ascii=False)
            assert faults_with(project, path, gzip.compress(mark + json.dumps(fragment, ensure_ascii=False).encode()))
            return
    pytest.fail(f"the search has no {kind} with a date")


def test_a_storys_date_is_held_to_its_own_file(project: Path) -> None:
    file, path = project / "content/stories/pier.md", project / "output/data/stories/pier.json"
    before = file.read_text(encoding="utf-8")
    assert "Date: 2031-03-04" in before
    try:
        file.write_text(before.replace("Date: 2031-03-04", "Date: 2031-03-05"), encoding="utf-8")
        (fact,) = faults_with(project, path, path.read_bytes() + b"\n")
    finally:
        file.write_text(before, encoding="utf-8")
    assert "its file has 2031-03-05" in fact


def test_a_date_that_the_words_do_not_state_is_found_where_the_fragment_has_it_too(project: Path) -> None:
    fragment = next(
        path for path in (project / "content/fragments/pier").glob("*.md") if DAY in path.read_text("utf-8")
    )
    before = fragment.read_text(encoding="utf-8")
    path = project / "output/data/stories/pier.json"
    try:
        fragment.write_text(before.replace("2030-06-03", "2030-06-04"), encoding="utf-8")
        (fact,) = faults_with(project, path, path.read_bytes().replace(b"2030-06-03", b"2030-06-04"))
    finally:
        fragment.write_text(before, encoding="utf-8")
    assert "the day 4 is not in the words" in fact


@pytest.mark.parametrize("speaker", EVERYBODY)
def test_a_false_speaker_is_found_in_a_result_of_the_search(project: Path, speaker: str) -> None:
    name = quotations(project)[speaker]
    for path in sorted((project / "output").glob("**/*.pf_fragment")):
        mark, _, text = gzip.decompress(path.read_bytes()).partition(b"{")
        fragment = json.loads(b"{" + text)
        shown = json.loads(fragment["url"])
        if name in shown["url"]:
            shown.update(who={"name": STRANGER}, basis="stated")
            fragment["url"] = json.dumps(shown, ensure_ascii=False)
            made = gzip.compress(mark + json.dumps(fragment, ensure_ascii=False).encode())
            assert faults_with(project, path, made)
            return
    pytest.fail("the search does not have the quotation")


@pytest.mark.parametrize("theme", [None, ROOT / "theme"], ids=["any theme", "our theme"])
def test_the_site_itself_has_no_false_speaker_and_no_false_date(project: Path, theme: Path | None) -> None:
    write_sums(project / "output")
    assert verify(project / "output", project / "content/sources", theme=theme).faults == ()
