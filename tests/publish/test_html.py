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


CONTROLS = (("\x0b", "␋"), ("\r", "␍"), ("\x7f", "␡"), ("\x85", "␦"))
JOINED = ("\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645", "\U0001f469\u200d\U0001f680")


@pytest.mark.parametrize(("text", "html"), [
    pytest.param('<b onclick="x">&amp;', "&lt;b onclick=&#34;x&#34;&gt;&amp;amp;", id="markup is text"),
    *(pytest.param(f"a{one}b", f'a<span class="control" data-control="{ord(one):02x}">{picture}</span>b',
                   id=f"a control is its picture {picture}") for one, picture in CONTROLS),
    pytest.param("a\tb\nc", "a\tb\nc", id="a tab and a line end stay"),
    pytest.param("a\u202eb", '<bdi class="bidi">a\u202eb</bdi>', id="another direction is isolated"),
    *(pytest.param(f"pay{one}pal", f'pay<span class="unseen">{one}</span>pal', id=f"{ord(one):x} is made visible")
      for one in "\u200b\u2060\ufeff\u200d"),
    *(pytest.param(one, one, id="a joiner of a script or a pictograph stays") for one in JOINED),
])  # fmt: skip
def test_every_character_of_a_source_is_seen(text: str, html: str) -> None:
    assert as_html(text) == html


def test_plain_words_have_no_marks_and_one_line_and_clipped_ones_end_at_a_word() -> None:
    assert plain("He said “no”,\r\nand\x0b ''left''") == "He said no, and left"
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
    ("## Rope", ["## "]), ("- Rope\n* Hemp", ["- ", "* "]), ("> - Rope", ["&gt; - "]), ("#rope", []),
    ("It was *hemp*, not __wire__.", ["*", "*", "__", "__"]), ("2*3 is 6, and a_b a name - so.", []),
])  # fmt: skip
def test_marks_that_make_blocks_or_emphasis_are_wrapped(text: str, found: list[str]) -> None:
    assert marks(text) == found


def test_neither_a_plain_source_nor_a_span_that_begins_within_a_line_has_marks_and_the_words_stay() -> None:
    assert marks("## Rope *hemp*", "rope.txt") == []
    assert "markup" not in span_as_html(story("rope", "so - no", source_file="rope.md"), Span(3, 7))
    text = "## Rope\n> It was *hemp* & wire."
    held = story("rope", text, source_file="rope.md")
    assert read_back(str(span_as_html(held, Span(0, len(text))))) == text


def test_the_first_heading_is_the_headline_whatever_marks_it() -> None:
    made = replace(story("rope", "# Rope breaks\nSome 40 men pulled.", title="Rope breaks"), source_file="rope.md")
    first = replace(made.fragments[0], kind="heading")
    made = replace(made, fragments=(first, *made.fragments[1:]))
    held = edition(made)
    assert headline_view(held, made)
    assert (story_ref(held, made)["title"]["words"], story_ref(held, made)["title"]["char"]) == ("Rope breaks", "2,13")
