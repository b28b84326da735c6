"""The scanner: what it makes of markup, what counts as words within quotation marks, and how long both take."""

import re
import sys
import time
from collections.abc import Callable
from html.parser import HTMLParser
from types import FrameType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verbatim.verify.markup import BLOCK, SLICE, STRIDE, Walk, attributes, tokens, unplaced
from verbatim.verify.pages import check_page, grammar
from verbatim.verify.reference import File, SiteCheck, Texts

TYPICAL = 30_000


@given(st.text(alphabet="<>/ab=\"'! -“\n&;", max_size=300))
def test_no_character_of_any_markup_is_lost(markup: str) -> None:
    parts = tokens(markup)
    shown = [part or "" for at, part in enumerate(parts) if at % STRIDE < 2]
    assert "".join(shown) == markup


def test_attributes_are_read_however_they_are_quoted() -> None:
    tag = "<a b='1 > 0' C=\"2\" d=3 e data-f = '&amp;'>"
    assert attributes(tag, "a") == {"b": "1 > 0", "c": "2", "d": "3", "e": "", "data-f": "&"}


def test_a_tag_within_a_script_is_no_tag() -> None:
    parts = tokens("<script>if (a<b) '<p>'</script><p>")
    assert [part for part in parts[2::STRIDE] if part] == ["script"]
    assert [part for part in parts[3::STRIDE] if part] == ["p"]


@pytest.mark.parametrize(
    "unit",
    [
        "<a '",
        '<a "',
        "<",
        "<a b='",
        "<!--",
        "<script>",
        "<p ",
        "</",
        "<!",
        "<a>",
        "<q>",
        "<![CDATA[",
        "&",
        "“<b>",
        "<a b=",
    ],
)
def test_time_grows_with_the_length_of_hostile_markup_and_not_faster(unit: str, tmp_path: object) -> None:
    del tmp_path
    began = time.process_time()
    Walk(unit * (200_000 // len(unit)), grammar).run()
    assert time.process_time() - began < 3


@pytest.fixture
def typical(sliced: Callable[[str], str]) -> str:
    """A page as the site has it: many links and slices, 30 KB."""
    paragraph = (
        f'<p class="fragment fragment--text" id="f-030">{sliced("We shan’t dim a single lamp")}, said '
        '<a class="person" href="../../people/ada-vell/index.html" data-ref="ada-vell">Ada Vell</a>, the harbour '
        "master who has kept the lamps of the outer mole burning through every gale of the last nineteen winters, "
        'and in <time class="moment" datetime="2026-05">May</time> the vote is due.</p>\n'
    )
    numbered = (paragraph.replace("f-030", f"f-{n:03}") for n in range(TYPICAL // len(paragraph)))
    return f"<!doctype html><html><head><title>x</title></head><body><main>{''.join(numbered)}</main></body></html>"


def test_a_typical_page_takes_half_the_steps_that_python_needs_to_parse_it(typical: str, built_once: object) -> None:
    tally = SiteCheck(Texts(built_once.sources))  # type: ignore[attr-defined]
    file = File("stories/x/index.html", "output/stories/x/index.html", typical)
    check_page(file, tally)  # its sources are read once a site
    assert steps(lambda: check_page(file, tally)) < steps(lambda: HTMLParser().feed(typical)) / 2
    assert tally.faults == []
    assert len(re.findall("data-char", typical)) > 50


def steps(work: Callable[[], object]) -> int:
    """Count the instructions of Python's that some work takes, which no other process makes more."""
    count = 0

    def trace(frame: FrameType, event: str, _: object) -> object:
        nonlocal count
        frame.f_trace_opcodes, frame.f_trace_lines = True, False
        count += event == "opcode"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        work()
    finally:
        sys.settrace(before)
    return count


@pytest.mark.parametrize(
    "text",
    [
        "She said “no” then.", "„Nein“, sagte sie", "„Nie”, dodała", "« Non », dit-elle", "»Nein«", "så ”nej” sade",
        'She said "no".', "The ‘model’ town", "(“no”)", f"“{SLICE} no”", "“never closed", f"a “b{BLOCK}c", '"5 lamps"',
    ],
)  # fmt: skip
def test_words_within_marks_are_found(text: str) -> None:
    assert len(list(unplaced(text))) == 1


@pytest.mark.parametrize(
    "text",
    [
        "“…”", f"“{SLICE}”", f"“{SLICE}…”, said {SLICE}", 'a 5" pipe', "it’s the crews’ pay", "rock ’n’ roll",
        "‘tis the season", f"«{SLICE}»", "a word” closed only", "no marks at all", "“ ”",
    ],
)  # fmt: skip
def test_what_is_no_unplaced_quotation_is_left_alone(text: str) -> None:
    assert list(unplaced(text)) == []


def test_a_quotation_ends_at_its_mark_and_the_next_is_found_too() -> None:
    assert [passage.words for passage in unplaced("“one” and “two”")] == ["one", "two"]


@pytest.mark.parametrize("unit", ["“", "‘a ", '"', "„", "«", "‘", "” ", "“‘"])
def test_time_grows_with_the_length_of_hostile_text_and_not_faster(unit: str) -> None:
    began = time.process_time()
    list(unplaced(unit * 100_000))
    assert time.process_time() - began < 2
