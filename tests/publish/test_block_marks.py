"""The marks of Markdown stay in the words and are made quiet; other sources have none."""

import re
from dataclasses import replace

import pytest

from tests.made import edition, read_back, story
from verbatim.model import Span
from verbatim.publish.html import span_as_html
from verbatim.publish.refs import story_ref
from verbatim.publish.views.annotated_text import headline_view


def marks(text: str, file: str = "rope.md") -> list[str]:
    held = replace(story("rope", text), source_file=file)
    return re.findall(r'<span class="markup">([^<]*)</span>', span_as_html(held, Span(0, len(text))))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("## Rope", ["## "]),
        ("- Rope\n* Hemp", ["- ", "* "]),
        ("> - Rope", ["&gt; - "]),
        ("It was *hemp*, not __wire__.", ["*", "*", "__", "__"]),
        ("2*3 is 6, and a_b a name - so.", []),
        ("#rope", []),
    ],
)
def test_marks_that_make_blocks_or_emphasis_are_wrapped(text: str, found: list[str]) -> None:
    assert marks(text) == found


def test_a_plain_source_has_no_marks() -> None:
    assert marks("## Rope *hemp*", "rope.txt") == []


def test_the_words_stay_as_they_were_written() -> None:
    text = "## Rope\n> It was *hemp* & wire."
    held = replace(story("rope", text), source_file="rope.md")
    assert read_back(str(span_as_html(held, Span(0, len(text))))) == text


def test_a_span_that_begins_within_a_line_has_no_mark_at_its_start() -> None:
    text = "so - no"
    held = replace(story("rope", text), source_file="rope.md")
    assert "markup" not in span_as_html(held, Span(3, 7))


def test_the_first_heading_is_the_headline_whatever_marks_it() -> None:
    made = replace(story("rope", "# Rope breaks\nSome 40 men pulled.", title="Rope breaks"), source_file="rope.md")
    first = replace(made.fragments[0], kind="heading")
    made = replace(made, fragments=(first, *made.fragments[1:]))
    held = edition(made)
    assert headline_view(held, made)
    assert (story_ref(held, made)["title"]["words"], story_ref(held, made)["title"]["char"]) == ("Rope breaks", "2,13")
