"""What is made of markup, what counts as words within quotation marks, and how long both take."""

import re
import sys
import time
from collections.abc import Callable
from html.parser import HTMLParser
from types import FrameType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verbatim.verify.markup.documents import HtmlDocument, MarkupError, XmlDocument
from verbatim.verify.markup.passages import BLOCK, SLICE, unplaced
from verbatim.verify.markup.walk import Walk, loose_places
from verbatim.verify.pages import check_page, grammar
from verbatim.verify.reference import File, SiteCheck, Texts

TYPICAL = 30_000


def shown(markup: str) -> str:
    """Return the text that is loose in a page, a bar for a block's edge."""
    return re.sub(r"\|+", "|", Walk(HtmlDocument(markup), grammar).run().loose_text.replace(BLOCK, "|")).strip("|")


@pytest.mark.parametrize(
    "markup",
    [
        "<!-->“no”<!-- -->",
        "<!-- --!>“no”<!-- -->",
        "<style-x>“no”</style-x>",
        "<script>1</script x>“no”<script></script>",
        '<i x=a">“no”</i>',
        "<!doctype html [“>“no”",
        "<p></p//>“no”",
        "<?php ?>“no”<?php ?>",
        "<script><!--<script></script>--></script>“no”",
        "<title></titl></title>“no”",
        "<textarea><p></textarea>“no”",
        "<svg><![CDATA[<]]>“no”</svg>",
        "<math><mi>“no”</mi></math>",
        "<table>“no”<tr></table>",
        "<select><option>“no”</select>",
        "<a b='>“x”'c=d>“no”",
    ],
)
def test_markup_that_browsers_read_otherwise_than_it_looks_hides_nothing(markup: str) -> None:
    assert "“no”" in shown(markup)


@pytest.mark.parametrize(
    "markup", ["<!-- “no” -->", "<script>“no”</script>", "<style>“no”</style>", "<template>“no”</template>"]
)
def test_what_no_browser_shows_is_no_text(markup: str) -> None:
    assert "“no”" not in shown(markup)


def test_what_only_readers_without_scripts_see_is_read_too() -> None:
    assert "“no”" in shown("<noscript>“no”</noscript>")


@given(st.text(alphabet="ab<>/ \n=\"'&;!-?pqscript", max_size=200))
def test_any_markup_is_read_and_every_element_has_a_line(markup: str) -> None:
    parsed = Walk(HtmlDocument(markup), grammar, frozenset(("a", "b", "p", "i"))).run()
    lines = [parsed.line(tag.token) for tag in parsed.tags]
    assert all(1 <= line <= markup.count("\n") + 1 for line in lines)


def test_an_element_and_a_text_are_told_by_their_lines() -> None:
    markup = "<p>\n<b\n title='“a”'\n>x\n“no”</b>\n<i>\n“never”</i>"
    parsed = Walk(HtmlDocument(markup), grammar).run()
    assert [parsed.line(tag.token) for tag in parsed.tags if tag.tag.name == "b"] == [2]
    starts = [passage.start for passage in unplaced(parsed.loose_text)]
    assert [parsed.line(place) for place in loose_places(parsed, starts)] == [5, 7]


def test_xml_that_defines_words_of_its_own_is_refused() -> None:
    declared = "<!DOCTYPE svg [<!ENTITY no '“no”'>]><svg>&no;</svg>"
    with pytest.raises(MarkupError, match="document type"):
        Walk(XmlDocument(declared), grammar).run()


@pytest.mark.parametrize(
    "markup", ["<a><b></a>", "<?xml version='1.0' encoding='utf-7'?><a/>", "<?xml-stylesheet href='x'?><a/>", ""]
)
def test_xml_that_readers_would_read_otherwise_is_refused(markup: str) -> None:
    with pytest.raises(MarkupError):
        Walk(XmlDocument(markup), grammar).run()


@pytest.mark.campaign("generator/verbatim/verify")
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
    Walk(HtmlDocument(unit * (200_000 // len(unit))), grammar).run()
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


def test_a_typical_page_is_checked_in_fewer_steps_than_python_needs_to_parse_it(
    typical: str, built_once: object
) -> None:
    tally = SiteCheck(Texts(built_once.sources))  # type: ignore[attr-defined]
    file = File("stories/x/index.html", "output/stories/x/index.html", typical)
    check_page(file, tally)  # its sources are read once a site
    assert steps(lambda: check_page(file, tally)) < steps(lambda: HTMLParser().feed(typical)) * 7 / 10
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
        'She said "no".', "The ‘model’ town", "‹no›", "›no‹", "「no」", "『no』", "❝no❞", "〝no〞", "‚no‘", "‟no”",
        "''no'', he said", "＂no＂", "＂never closed", "「never closed", "(“no”)", f"“{SLICE} no”", "“never closed",
        f"a “b{BLOCK}c", '"5 lamps"',
    ],
)  # fmt: skip
def test_words_within_marks_are_found(text: str) -> None:
    assert len(list(unplaced(text))) == 1


@pytest.mark.parametrize(
    "text",
    [
        "‹ Earlier", "Later ›", "the dogs'' bowls", "rock ''n", "1,‚2", "“…”",
        f"“{SLICE}”", f"“{SLICE}…”, said {SLICE}", 'a 5" pipe', "it’s the crews’ pay", "rock ’n’ roll",
        "‘tis the season", f"«{SLICE}»", "a word” closed only", "no marks at all", "“ ”",
    ],
)  # fmt: skip
def test_what_is_no_unplaced_quotation_is_left_alone(text: str) -> None:
    assert list(unplaced(text)) == []


def test_a_quotation_ends_at_its_mark_and_the_next_is_found_too() -> None:
    assert [passage.words for passage in unplaced("“one” and “two”")] == ["one", "two"]


@pytest.mark.campaign("generator/verbatim/verify")
@pytest.mark.parametrize("unit", ["‹a ", "‚a ", "''a ", "‹", "''", "“", "‘a ", '"', "„", "«", "‘", "” ", "“‘"])
def test_time_grows_with_the_length_of_hostile_text_and_not_faster(unit: str) -> None:
    began = time.process_time()
    list(unplaced(unit * 100_000))
    assert time.process_time() - began < 2
