import html
import re
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from tests.content.made_fragments import WORDS, nested_marks
from tests.sentences import rows
from verbatim.content.format.body import MarkedText, SpanSyntaxError, read_body, write_body
from verbatim.model import Mark, Span

UNSHOWN = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff\U0001fffe\U0001ffff]")
BODIES = WORDS.flatmap(lambda words: st.builds(MarkedText, st.just(words), nested_marks(len(words))))


@given(BODIES)
def test_what_is_written_is_read_back(body: MarkedText) -> None:
    assert read_body(write_body(body)) == body


@given(WORDS)
def test_a_markdown_tool_shows_the_same_words_but_for_what_html_cannot_hold(words: str) -> None:
    page = html.unescape(re.sub(r"<[^>]*>", "", MarkdownIt().render(write_body(MarkedText(words, ())))))
    shown, wanted = (UNSHOWN.sub("\ufffd", one).rstrip("\n") for one in (page, words))
    assert shown == wanted


def test_an_exclamation_mark_before_a_mark_makes_no_picture_of_it_and_plain_news_needs_hardly_any_escape() -> None:
    assert write_body(MarkedText("Stop!Now", (Mark(Span(5, 8), "person"),))) == "Stop\\![Now]{.person}"
    words = "The wall (3 m) costs $5.50 – “too much”, she said: it's 10% more! Why?"
    assert write_body(MarkedText(words, ())) == words


def test_a_blank_at_an_edge_means_nothing_unless_it_is_an_entity_and_an_attribute_list_may_run_over_lines() -> None:
    assert read_body("  one \n\ttwo  ").text == "one\ntwo"
    assert read_body("&#32;one&#32;\ntwo").text == " one \ntwo"
    assert read_body("&#0; &#55296; &nbsp; AT&T &amp;").text == "&#0; &#55296; &nbsp; AT&T &"
    (mark,) = read_body('[a]{.quote #q-1\n  basis=none\twhy="x"}').marks
    assert mark == Mark(Span(0, 1), "quote", "q-1", {"basis": "none", "why": "x"})


@rows("at,body,fact", "content/format/refused.txt", "a marked span")
def test_a_broken_span_is_told_at_its_place(at: str, body: str, fact: str) -> None:
    with pytest.raises(SpanSyntaxError, match=re.escape(fact)) as raised:
        read_body(body)
    assert raised.value.at == int(at)
    assert raised.value.fix


@pytest.mark.parametrize("spans", [(Span(0, 2), Span(1, 3)), (Span(1, 1),)])
def test_marks_that_cross_or_hold_nothing_are_not_written(spans: tuple[Span, ...]) -> None:
    with pytest.raises(ValueError, match="must nest and hold words"):
        write_body(MarkedText("abcd", tuple(Mark(span, "person") for span in spans)))


@pytest.mark.campaign("generator/verbatim/content/format")
@pytest.mark.parametrize("unit", [" ", " \n", "1", "a! ", "“a” ", "\r"])
def test_writing_takes_time_in_proportion_to_the_words(unit: str) -> None:
    def seconds(count: int) -> float:
        started = process_time()
        write_body(MarkedText(unit * count, ()))
        return process_time() - started

    seconds(100)
    assert seconds(100_000) < 40 * max(seconds(10_000), 0.001)
