"""What editors say of a topic is read; what could not be shown or found is an error at its line."""

import pytest

from verbatim.content.format.topic_file import SourcePlace, TopicFile, read_question, read_topic
from verbatim.core.errors import ContentError
from verbatim.model import Span

PATH = "content/topics/gate.md"


def read(*lines: str, words: str = "") -> TopicFile:
    return read_topic("\n".join((*lines, "", words)).encode(), PATH, "gate")


def test_title_stories_and_words_are_read() -> None:
    file = read("Title: The gate", "Stories: vote, rise  shut", words="It *opens*.")
    assert (file.title, file.stories, file.words, file.words_line) == (
        "The gate",
        ("vote", "rise", "shut"),
        "It *opens*.",
        4,
    )


def test_a_rule_takes_the_place_of_a_list() -> None:
    rule = read("Title: The strike", "Section: Politics", "Tags: tram, Rail strike", "From: 2031-03").rule
    assert (rule.section, rule.tags, rule.first, rule.asks) == ("Politics", ("tram", "Rail strike"), "2031-03", True)


def test_places_are_read_with_blanks_or_commas_between() -> None:
    file = read("Title: G", "Stories: a", "Numbers: a#char=1,5, b-2#char=10,12", "Numbers: a#char=7,8 b#char=3,4")
    assert [one.places for one in file.numbers or ()] == [
        (SourcePlace("a", Span(1, 5)), SourcePlace("b-2", Span(10, 12))),
        (SourcePlace("a", Span(7, 8)), SourcePlace("b", Span(3, 4))),
    ]


def test_numbers_none_differs_from_no_word_on_numbers() -> None:
    assert read("Title: G", "Stories: a", "Numbers: none").numbers is None
    assert read("Title: G", "Stories: a").numbers == ()


def test_chapters_are_read_in_order_of_time() -> None:
    file = read("Title: G", "Stories: a", "Chapters: 2031-06 The rise", "Chapters: 2031-03-04 The vote")
    assert [(one.first, one.head) for one in file.chapters] == [("2031-03-04", "The vote"), ("2031-06", "The rise")]


@pytest.mark.parametrize(
    ("lines", "line", "fact"),
    [
        (("Stories: a",), 1, "Title is missing"),
        (("Title: G",), 1, "nothing says which stories"),
        (("Title: The “late” gate", "Stories: a"), 1, "would be taken for somebody's words"),
        (("Title: G", "Stories: a", "From: soon"), 3, "soon is not a date"),
        (("Title: G", "Stories: a", "Updated: 2031-3"), 3, "is not a day"),
        (("Title: G", "Stories: a", "Status: secret"), 3, "is none of published, draft"),
        (("Title: G", "Stories: a", "Same: m-1"), 3, "joins two moments or more"),
        (("Title: G", "Stories: a", "Numbers: a#char=1,2"), 3, "is not two places or more"),
        (("Title: G", "Stories: a", "Numbers: a#char=1,2 b"), 3, "is not two places or more"),
        (("Title: G", "Stories: a", "Answered: here"), 3, "is not a place"),
        (("Title: G", "Stories: a", "Chapters: The vote"), 3, "is not a date and a head"),
        (("Title: G", "Stories: a", "Chapters: 2031-13 The vote"), 3, "is not a date and a head"),
        (("Title: G", "Stories: a", "Chapters: 2031-03-04"), 3, "is not a date and a head"),
        (("Title: G", "Stories: a", "Chapters: 2031 The “late” vote"), 3, "has quotation marks"),
        (("Title: G", "Stories: a", "Save-As: index.html"), 3, "is refused here"),
    ],
)
def test_what_cannot_be_used_is_an_error_at_its_line(lines: tuple[str, ...], line: int, fact: str) -> None:
    with pytest.raises(ContentError) as raised:
        read(*lines)
    assert (raised.value.path, raised.value.line) == (PATH, line)
    assert fact in raised.value.fact


def test_a_question_is_read_with_its_places_and_words() -> None:
    text = "Title: Who pays?\nAnswer: a#char=1,5 b#char=2,3\n\nThe town.\n"
    file = read_question(text.encode(), "content/questions/gate/10-who-pays.md", ("gate", "10-who-pays"))
    assert (file.id, file.about, len(file.answers), file.words) == ("who-pays", "gate", 2, "The town.")


@pytest.mark.parametrize(
    ("name", "text", "fact"),
    [
        ("who-pays", "Title: W\nAnswer: none\n", "is not a number and a few words"),
        ("10-who-pays", "Answer: none\n", "Title is missing"),
        ("10-who-pays", "Title: W\n", "Answer is missing"),
        ("10-who-pays", "Title: Is it “late”?\nAnswer: none\n", "would be taken for somebody's words"),
        ("10-who-pays", "Title: W\nAnswer: here\n", "is not a place in a source"),
    ],
)
def test_a_question_that_cannot_be_shown_is_an_error(name: str, text: str, fact: str) -> None:
    with pytest.raises(ContentError) as raised:
        read_question(text.encode(), f"content/questions/gate/{name}.md", ("gate", name))
    assert fact in raised.value.fact
