from contextlib import suppress
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verbatim.content import sources as markdown
from verbatim.content import sources as text
from verbatim.content.sources import check_limits
from verbatim.core.errors import ContentError


def kinds(words: str) -> list[tuple[str, str]]:
    return [(block.kind, block.span.of(words)) for block in text.text_blocks(words)]


def test_a_first_line_that_ends_as_a_sentence_is_no_headline() -> None:
    assert kinds("The wall stays.\nIt is old.")[0][0] == "text"


def test_a_short_line_between_two_paragraphs_is_a_heading() -> None:
    found = kinds("Wall\nThe wall stays.\nA long vote\nThe council met.\nBy Ada Vell")
    assert [kind for kind, _ in found] == ["heading", "text", "heading", "text", "text"]


def test_a_line_below_the_headline_is_none() -> None:
    assert [kind for kind, _ in kinds("Wall\nBy Ada Vell\nThe wall stays.")] == ["heading", "text", "text"]


def test_a_text_of_one_line_has_no_heading() -> None:
    assert kinds("The wall stays") == [("text", "The wall stays")]


def test_markdown_is_shown_as_written_and_read_for_its_blocks() -> None:
    words = "# The *wall*\n\nThe wall\nstays.\n\n- one\n- two\n\nThe vote\n--------\n\nDone."
    assert [(block.kind, block.span.of(words)) for block in markdown.markdown_blocks(words)] == [
        ("heading", "# The *wall*"),
        ("text", "The wall\nstays."),
        ("text", "- one"),
        ("text", "- two"),
        ("heading", "The vote\n--------"),
        ("text", "Done."),
    ]
    assert markdown.heading_words("# The *wall*") == "The *wall*"


@given(st.text("ab #-=>1.*\n\r\t", max_size=80))
def test_blocks_hold_every_word_in_order(words: str) -> None:
    for blocks in (markdown.markdown_blocks(words), text.text_blocks(words)):
        at = 0
        for block in blocks:
            assert words[at : block.span.start].strip() == ""
            at = block.span.end
        assert words[at:].strip() == ""


@pytest.mark.parametrize(
    ("page", "fact"),
    [
        ("<div>" * 5_000, "elements nested deeper than 256"),
        ("<p " + "a=1 " * 5_000 + ">", "an element with more than 200 attributes"),
        ("<br>" * 300_000, "more than 200,000 tags"),
        ("\n\n<b " + "x " * 900, "an element with more than 200 attributes"),
    ],
)
def test_a_page_made_to_break_parsers_is_refused_before_any_sees_it(page: str, fact: str) -> None:
    with pytest.raises(ContentError, match=fact):
        check_limits(page, "wall.html")


def test_paragraphs_that_nobody_closed_are_not_nested() -> None:
    check_limits("<p>one" * 5_000, "wall.html")


def test_what_scripts_and_comments_hold_counts_for_nothing() -> None:
    check_limits("<script>" + "'<div>'" * 5_000 + "</SCRIPT><!--" + "<div>" * 5_000 + "-->", "wall.html")


@pytest.mark.parametrize("unit", ["<", "<a", "<!--", "</", "<script>", "&"])
def test_caps_take_time_in_proportion_to_the_page(unit: str) -> None:
    def seconds(count: int) -> float:
        page = unit * count
        started = process_time()
        with suppress(ContentError):
            check_limits(page, "wall.html")
        return process_time() - started

    seconds(1_000)
    assert seconds(200_000) < 40 * max(seconds(20_000), 0.001)
