"""Twice the text takes twice the time at most: annotators, span syntax, blocks, editors' words, bounds of HTML."""

import json
import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from tests.security.growth import SLACK, growth, seconds
from verbatim.annotate import read
from verbatim.content.format.body import SpanSyntaxError, read_body
from verbatim.content.sources.html import check_limits, extract
from verbatim.content.sources.loading import markdown_blocks, text_blocks
from verbatim.core.errors import ContentError
from verbatim.publish.markup.editors import LONGEST, ContentPlace, Lookup, cleaned, editors_html
from verbatim.verify.facts import Facts
from verbatim.verify.law import CheckedPage

# `make hostile` sets it, in characters; what a machine with other work takes seconds for is enough elsewhere.
ANNOTATED = int(os.environ.get("HOSTILE_LENGTH", "2000"))
READ = 10 * ANNOTATED
FLOOR = 0.05  # seconds

GROWN = pytest.mark.campaign(
    "tests/security/growth.py", "generator/verbatim/annotate", "generator/verbatim/content/format",
    "generator/verbatim/content/sources", "generator/verbatim/publish/markup", "generator/verbatim/verify/law.py",
)  # fmt: skip


def units(table: str, daily: str) -> pytest.MarkDecorator:
    """Try what a text may repeat, by the names of units.json, of which every run tries one."""
    held = json.loads(Path(__file__).with_name("units.json").read_text("utf-8"))[table]
    rows = [pytest.param(unit, id=name, marks=() if name == daily else GROWN) for name, unit in held.items()]
    return pytest.mark.parametrize("unit", rows)


def _made(unit: str) -> Callable[[int], str]:
    return lambda length: (unit * (length // len(unit) + 1))[:length]


@units("news", "speech")
def test_reading_a_text_takes_time_in_proportion_to_it(unit: str) -> None:
    assert growth(lambda words: read(words, "2031-05-03", lang="en"), _made(unit), ANNOTATED, FLOOR) <= SLACK


@GROWN
def test_one_line_of_many_quotations_is_read_in_time_in_proportion_to_it() -> None:
    made = _made("“a,” said Bo Oke. “b.” ")
    assert growth(lambda words: read(words, "2031-05-03", lang="en"), made, 20 * ANNOTATED, FLOOR) <= SLACK


@units("pages", "a link in each paragraph")
def test_taking_an_article_out_of_a_page_takes_time_in_proportion_to_it(unit: str) -> None:
    def page(count: int) -> str:
        return f"<title>Ropes</title><body><article><h1>Ropes</h1><p>{unit * count}</article>"

    assert growth(lambda made: extract(made.encode(), "content/sources/a.html"), page, 2 * ANNOTATED, FLOOR) <= SLACK


def test_a_paragraph_of_too_many_links_keeps_every_word() -> None:
    words = " ".join(f"<a href='x'>Rope {number}</a> was wet." for number in range(600))
    page = f"<title>Ropes</title><body><article><h1>Ropes</h1><p>{words}</p><p>The harbour stayed open.</article>"
    text = extract(page.encode(), "content/sources/a.html").text
    told = " ".join(f"Rope {number} was wet." for number in range(600))
    assert text == f"Ropes\n{told}\nThe harbour stayed open."


@units("marked", "spans")
@pytest.mark.parametrize("reader", [read_body, markdown_blocks, text_blocks], ids=["spans", "md", "txt"])
def test_reading_marks_takes_time_in_proportion_to_the_text(reader: Callable[[str], object], unit: str) -> None:
    def refused_or_read(words: str) -> None:
        with suppress(SpanSyntaxError):
            reader(words)

    assert growth(refused_or_read, _made(unit), READ, FLOOR) <= SLACK


@units("edited", "references")
def test_editors_markdown_as_long_as_is_let_in_is_read_in_seconds(unit: str) -> None:
    assert seconds(lambda: cleaned(_made(unit)(LONGEST))) < 5


@GROWN
@pytest.mark.parametrize("hostile", [
    "[" * 50_000, "![" * 50_000, "[](" * 30_000, "[a](" * 25_000, "1. " * 5_000, "a\n:   b\n" * 3_000,
], ids=["brackets", "pictures", "empty links", "links", "lists in lists", "lists of definitions"])  # fmt: skip
def test_editors_markdown_that_would_take_minutes_is_refused_at_its_place(hostile: str) -> None:
    def refused() -> None:
        with pytest.raises(ContentError, match=r"content/stories/rope\.md"):
            editors_html(hostile, Lookup(lambda _: None), ContentPlace("content/stories/rope.md", 7, "stories"))

    assert seconds(refused) < 10


def test_a_text_is_read_as_ever_after_one_that_was_refused() -> None:
    place = ContentPlace("content/stories/rope.md")
    with pytest.raises(ContentError, match="nested too deeply"):
        editors_html("1. " * 5_000, lambda _: None, place)
    assert editors_html("A *wet* rope.", lambda _: None, place) == "<p>A <em>wet</em> rope.</p>"


def test_a_long_page_with_a_link_in_every_row_is_read() -> None:
    rows = "".join(f"| [Rope {number}](https://rope.example/{number}) | wet |\n" for number in range(200))
    html = editors_html(
        f"| rope | state |\n|---|---|\n{rows}", Lookup(lambda _: None), ContentPlace("content/pages/ropes.md")
    )
    assert html.count("<a href=") == 200


@pytest.mark.parametrize("unit", ["<script>", "<!--", "<a ", "<title></titl", "<p>", "<p a=1>", "<", "</div>", "<br/>"])
def test_looking_at_a_pages_bounds_takes_time_in_proportion_to_it(unit: str) -> None:
    def looked_at(page: str) -> None:
        with suppress(ContentError):
            check_limits(page, "content/sources/a.html")

    assert growth(looked_at, _made(unit), READ, FLOOR) <= SLACK


@units("loose", "quotations")
def test_a_page_with_a_fault_at_every_letter_is_verified_in_time_in_proportion_to_it(unit: str, tmp_path: Path) -> None:
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources/nets.txt").write_text("“I saw the net,” said Ada Vell.\n", encoding="utf-8")

    def checked(page: str) -> None:
        list(CheckedPage(page, Facts(tmp_path)).faults())

    assert growth(checked, _made(unit), READ, FLOOR) <= SLACK
