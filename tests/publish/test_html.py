"""Source words as HTML: escaped, every character visible, Markdown marks set apart."""

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup, escape

from tests.made import edition, read_back, story
from verbatim.model import Span
from verbatim.publish.annotated_text import headline_view
from verbatim.publish.html import as_html, clipped, closing_controls, escaped, format_html, plain, span_as_html
from verbatim.publish.refs import story_ref


@given(st.text(max_size=40))
def test_shown_words_read_back_as_they_were(text: str) -> None:
    assert read_back(as_html(text)) == text


@given(st.text(max_size=40))
def test_no_character_is_left_that_html_cannot_hold(text: str) -> None:
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff]", as_html(text))


def test_markup_in_a_source_is_text() -> None:
    assert as_html('<b onclick="x">&amp;') == "&lt;b onclick=&#34;x&#34;&gt;&amp;amp;"


@pytest.mark.parametrize(("control", "picture"), [("\x0b", "␋"), ("\r", "␍"), ("\x7f", "␡"), ("\x85", "␦")])
def test_a_control_is_shown_as_its_picture_and_marked(control: str, picture: str) -> None:
    assert as_html(f"a{control}b") == f'a<span class="control" data-control="{ord(control):02x}">{picture}</span>b'


def test_a_tab_and_a_line_end_stay() -> None:
    assert as_html("a\tb\nc") == "a\tb\nc"


def test_words_that_change_the_direction_are_isolated() -> None:
    assert as_html("a\u202eb") == '<bdi class="bidi">a\u202eb</bdi>'


@pytest.mark.parametrize("character", ["\u200b", "\u2060", "\ufeff", "\u200d"])
def test_a_character_without_width_stands_in_an_element_that_pages_make_visible(character: str) -> None:
    assert as_html(f"pay{character}pal") == f'pay<span class="unseen">{character}</span>pal'


def test_a_joiner_of_a_script_or_of_a_pictograph_is_none_that_hides() -> None:
    for text in ("\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645", "\U0001f469\u200d\U0001f680"):
        assert as_html(text) == text


def test_plain_words_have_no_marks_and_one_line() -> None:
    assert plain("He said “no”,\r\nand\x0b ''left''") == "He said no, and left"


def test_clipped_words_end_at_a_word_and_short_ones_are_not_clipped() -> None:
    assert clipped("The rope broke, and then", 16) == "The rope broke…"
    assert clipped("The rope", 16) == "The rope"


@pytest.mark.parametrize(("text", "end"), [
    ("plain", ""), ("\u202ea", "\u202c"), ("\u202ea\u202c", ""), ("\u2067a\u202bb", "\u202c\u2069"),
    ("\u2067a\u202bb\u2069", ""), ("\u2067a\u202cb", "\u2069"), ("\u200fa\u2069\u202c", ""),
])  # fmt: skip
def test_every_change_of_direction_that_is_left_open_is_ended(text: str, end: str) -> None:
    assert closing_controls(text) == end


class Html:
    """What says itself how it stands in HTML."""

    def __html__(self) -> str:
        return "<hr>"


VALUES = st.text() | st.text().map(Markup) | st.integers() | st.none() | st.builds(Html) | st.lists(st.text())


@given(VALUES)
def test_a_value_is_escaped_as_markupsafe_does_it(value: object) -> None:
    assert escaped(value) == str(escape(value))


@pytest.mark.parametrize(("form", "values", "html"), [
    ('<a title="{}">{}</a>', ('"><b>', "a & b"), '<a title="&#34;&gt;&lt;b&gt;">a &amp; b</a>'),
    ("<p>{}</p>{}", ("{0.__class__}", 7), "<p>{0.__class__}</p>7"),
    ("<{0}>{1}</{0}>", ("ins", "a < b"), "<ins>a &lt; b</ins>"),
], ids=["escaped", "its braces are no places", "one value in several places"])  # fmt: skip
def test_what_is_put_in_is_escaped_wherever_it_stands(form: str, values: tuple[object, ...], html: str) -> None:
    assert format_html(form, *values) == html


def marks(text: str, file: str = "rope.md") -> list[str]:
    held = story("rope", text, source_file=file)
    return re.findall(r'<span class="markup">([^<]*)</span>', span_as_html(held, Span(0, len(text))))


@pytest.mark.parametrize(("text", "found"), [
    ("## Rope", ["## "]),
    ("- Rope\n* Hemp", ["- ", "* "]),
    ("> - Rope", ["&gt; - "]),
    ("It was *hemp*, not __wire__.", ["*", "*", "__", "__"]),
    ("2*3 is 6, and a_b a name - so.", []),
    ("#rope", []),
])  # fmt: skip
def test_marks_that_make_blocks_or_emphasis_are_wrapped(text: str, found: list[str]) -> None:
    assert marks(text) == found


def test_a_plain_source_has_no_marks() -> None:
    assert marks("## Rope *hemp*", "rope.txt") == []


def test_the_words_stay_as_they_were_written() -> None:
    text = "## Rope\n> It was *hemp* & wire."
    held = story("rope", text, source_file="rope.md")
    assert read_back(str(span_as_html(held, Span(0, len(text))))) == text


def test_a_span_that_begins_within_a_line_has_no_mark_at_its_start() -> None:
    assert "markup" not in span_as_html(story("rope", "so - no", source_file="rope.md"), Span(3, 7))


def test_the_first_heading_is_the_headline_whatever_marks_it() -> None:
    made = replace(story("rope", "# Rope breaks\nSome 40 men pulled.", title="Rope breaks"), source_file="rope.md")
    first = replace(made.fragments[0], kind="heading")
    made = replace(made, fragments=(first, *made.fragments[1:]))
    held = edition(made)
    assert headline_view(held, made)
    assert (story_ref(held, made)["title"]["words"], story_ref(held, made)["title"]["char"]) == ("Rope breaks", "2,13")
