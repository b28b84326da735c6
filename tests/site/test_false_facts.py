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

from tests.conftest import lay_project, run_in, split_published
from verbatim.core.json import readable
from verbatim.verify import verify, write_sums

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
    folder = lay_project(tmp_path_factory.mktemp("pier") / "project", [source])
    run_in(folder, "split")
    for path in (folder / "content/fragments/pier").glob("*.md"):
        text = path.read_text(encoding="utf-8")
        if "The old beams" in text:
            given = 'speaker="nils-berg" basis="editor" why="we were at the harbour"'
            path.write_text(re.sub(r'basis="none" why="[^"]*"', given, text), encoding="utf-8")
    (folder / "content/people").mkdir()
    (folder / "content/people/nils-berg.md").write_text("Title: Nils Berg\nKind: person\n", encoding="utf-8")
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
    return re.sub(r"alt=&#34;.*?&#34;", lambda alt: credited(alt[0]), text)


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
    ("another name in a story's card", "stories/pier/index.html", in_card, (NAMED, WORKED_OUT, BY_EDITORS)),
    ("another name on a profile", "people/ole-dahl/index.html", in_card, (WORKED_OUT,)),
    ("another name in an Atom feed", "feeds/people/nils-berg.atom.xml", in_feed, (BY_EDITORS,)),
    ("another name in a JSON feed", "feeds/people/ole-dahl.json", in_feed, (WORKED_OUT,)),
    ("another name in a picture card", "cards/{}.svg", in_drawing, (NAMED, WORKED_OUT, BY_EDITORS)),
    ("another name in a square picture card", "cards/{}-square.svg", in_drawing, (NAMED, WORKED_OUT, BY_EDITORS)),
    ("another label in a picture card", "cards/{}.svg", relabelled_drawing, (WORKED_OUT, BY_EDITORS)),
    ("the editors left out of an oEmbed answer", "oembed/quotes/{}.json", without_editors, (BY_EDITORS,)),
)
CASES = [(what, path, planted, speaker) for what, path, planted, speakers in FORGED for speaker in speakers]


def faults_with(project: Path, path: Path, made: bytes) -> list[str]:
    """Return the faults that a file with these bytes has, in a site that was rehashed."""
    site, before = project / "output", path.read_bytes()
    assert made != before
    try:
        path.write_bytes(made)
        write_sums(site)
        shown = str(path.relative_to(site))
        return [str(fault) for fault in verify(site, project / "content/sources").faults if shown in fault.path]
    finally:
        path.write_bytes(before)


@pytest.mark.parametrize(("what", "pattern", "planted", "speaker"), CASES, ids=[f"{one[0]}: {one[3]}" for one in CASES])
def test_a_false_speaker_is_found(
    project: Path, what: str, pattern: str, planted: Callable[[str, str], str], speaker: str
) -> None:
    name = quotations(project)[speaker]
    path = min((project / "output").glob(pattern.format(name)))
    made = planted(path.read_text(encoding="utf-8"), name).encode()
    assert faults_with(project, path, made), what


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


def test_the_site_itself_has_no_false_speaker_and_no_false_date(project: Path) -> None:
    write_sums(project / "output")
    assert verify(project / "output", project / "content/sources").faults == ()
