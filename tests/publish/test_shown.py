import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.made import read_back
from verbatim.publish.html import as_html, clipped, closing_controls, plain


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


def test_clipped_words_end_at_a_word() -> None:
    assert clipped("The rope broke, and then", 16) == "The rope broke…"


def test_short_words_are_not_clipped() -> None:
    assert clipped("The rope", 16) == "The rope"


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("plain", ""),
        ("\u202ea", "\u202c"),
        ("\u202ea\u202c", ""),
        ("\u2067a\u202bb", "\u202c\u2069"),
        ("\u2067a\u202bb\u2069", ""),
        ("\u2067a\u202cb", "\u2069"),
        ("\u200fa\u2069\u202c", ""),
    ],
)
def test_every_change_of_direction_that_is_left_open_is_ended(text: str, end: str) -> None:
    assert closing_controls(text) == end
