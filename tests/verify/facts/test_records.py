"""The marks of a fragment's body are found at the slices of the source that the format gives them."""

import json
from pathlib import Path

import pytest

from verbatim.content.format.body import MarkedText, nest_marks, read_body, write_body
from verbatim.model import Mark, Span
from verbatim.verify.facts.dates import faults_of_story
from verbatim.verify.facts.records import Fragments, Headers, People, Proofs, Records, spans_of

START = 40  # of the fragment in its source
BEFORE = {
    "control characters": "red \x1b[31m \x01\x7f",
    "those that browsers take for others": "\x80\x85\x9f",
    "brackets and braces": "[a]{.person} ]{ {b} [",
    "backslashes": "C:\\windows\\[x] \\\\",
    "entities in the words": "&amp; &eacute; &#27; &#0; &copy",
    "blanks at the edges of lines": "  a \n\t b \r c",
    "empty lines": "\n\na\n\n\nb\n",
    "characters beyond the first plane": "🏴󠁧󠁢󠁳󠁣󠁴󠁿 \u2028\ufeff",
    "Markdown": "# a *b* _c_ `d` ~e~ ^f^ |g|\n- h\n1. i\n> j ![",
}


def places(body: str) -> list[tuple[str, int, int]]:
    return sorted((one.kind, one.start, one.end) for one in spans_of(body, START))


@pytest.mark.parametrize("before", BEFORE.values(), ids=BEFORE)
def test_marks_behind_and_around_any_words_are_at_their_slices(before: str) -> None:
    text = f"{before} on 3 March {before}"
    start = len(before) + len(" on ")
    moment = Mark(Span(start, start + len("3 March")), "moment", "", {"date": "2031-03-03"})
    around = Mark(Span(0, len(text)), "quote", "q-1", {})
    body = write_body(MarkedText(text, nest_marks([moment, around]))).strip(" \t\n")
    assert places(body) == [
        ("moment", START + start, START + start + len("3 March")), ("quote", START, START + len(text)),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "body",
    [
        "We met  \n\t [today]{.moment}",
        "We met [ \n today]{.moment}",
        "[We met today  \n]{.moment} ",
        "a  b   [today]{.moment}  \n",
    ],
)
def test_blanks_that_an_editor_left_at_the_edges_of_lines_are_no_words(body: str) -> None:
    read = read_body(body.strip(" \t\n"))
    assert places(body.strip(" \t\n")) == [
        (mark.kind, START + mark.span.start, START + mark.span.end) for mark in read.marks
    ]


@pytest.mark.parametrize("written", ["&eacute;", "&#0;", "&#xD800;", "&#9999999;", "&#12345678;", "&;"])
def test_an_entity_that_names_no_character_is_its_own_letters(written: str) -> None:
    (span,) = spans_of(f"{written} [today]{{.moment}}", 0)
    assert span.start == len(written) + 1


@pytest.mark.parametrize("value", ['a "b" \\c &amp; <d>', "\x1b\x80\n", "\\&lt;", "{]} ["])
def test_values_of_attributes_are_those_that_were_written(value: str) -> None:
    body = write_body(MarkedText("today", (Mark(Span(0, 5), "moment", "m-1", {"why": value}),)))
    (span,) = spans_of(body, 0)
    assert (span.id, span.attrs) == ("m-1", {"why": value})


def test_an_escape_in_a_value_is_read_once() -> None:
    (span,) = spans_of(r'[today]{.moment why="\&lt;"}', 0)
    assert span.attrs["why"] == "&lt;"


@pytest.mark.parametrize(("row", "faults"), [({"status": "gone"}, 0), ({"status": "gone", "date": "2031-03-05"}, 1)])
def test_what_stands_for_a_story_that_is_gone_states_no_date(tmp_path: Path, row: dict[str, str], faults: int) -> None:
    for folder in ("data/stories", "stories"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "data/stories/wall.json").write_text(json.dumps({"id": "wall", **row}), encoding="utf-8")
    (tmp_path / "stories/wall.md").write_text("Title: Wall\nDate: 2031-03-04\nStatus: draft\n\n", encoding="utf-8")
    records = Records(Proofs(tmp_path), Fragments(tmp_path), People(tmp_path), Headers(tmp_path))
    assert len(list(faults_of_story("wall", "", records))) == faults


@pytest.mark.parametrize(
    ("file", "faults"), [("2031-03-05_wall", 0), ("wall-20310305", 0), ("wall", 1), ("wall-2031", 1)]
)
def test_a_story_is_dated_by_the_name_of_its_file_only_where_that_has_the_day(
    tmp_path: Path, file: str, faults: int
) -> None:
    for folder in ("data/stories", "stories"):
        (tmp_path / folder).mkdir(parents=True)
    row = {"id": "wall", "date": "2031-03-05", "date_basis": "file"}
    (tmp_path / "data/stories/wall.json").write_text(json.dumps(row), encoding="utf-8")
    head = f"Title: Wall\nDate: 2031-03-05\nDate-Basis: file\nSource: {file}.txt\n\n"
    (tmp_path / "stories/wall.md").write_text(head, encoding="utf-8")
    records = Records(Proofs(tmp_path), Fragments(tmp_path), People(tmp_path), Headers(tmp_path))
    assert len(list(faults_of_story("wall", "", records))) == faults
