"""What editors say of a topic is read; what could not be shown or found is an error at its line."""

import pytest

from tests.refusals import refused_at
from tests.sentences import rows
from verbatim.content.format.topic_file import QuestionFile, SourcePlace, TopicFile, read_question, read_topic
from verbatim.core.errors import ContentError
from verbatim.model import Span

PATH = "content/topics/gate.md"


def read(*lines: str, words: str = "") -> TopicFile:
    return read_topic("\n".join((*lines, "", words)).encode(), PATH, "gate")


def test_title_stories_and_words_are_read() -> None:
    file = read("Title: The gate", "Stories: vote, rise  shut", words="It *opens*.")
    assert (file.title, file.stories) == ("The gate", ("vote", "rise", "shut"))
    assert (file.words, file.words_line) == ("It *opens*.", 4)


def test_a_rule_takes_the_place_of_a_list() -> None:
    rule = read("Title: The strike", "Section: Politics", "Tags: tram, Rail strike", "From: 2031-03").rule
    assert (rule.section, rule.tags, rule.first, rule.asks) == ("Politics", ("tram", "Rail strike"), "2031-03", True)


def test_places_are_read_with_blanks_or_commas_between_and_numbers_none_differs_from_no_word_on_them() -> None:
    file = read("Title: G", "Stories: a", "Numbers: a#char=1,5, b-2#char=10,12", "Numbers: a#char=7,8 b#char=3,4")
    assert [one.places for one in file.numbers or ()] == [
        (SourcePlace("a", Span(1, 5)), SourcePlace("b-2", Span(10, 12))),
        (SourcePlace("a", Span(7, 8)), SourcePlace("b", Span(3, 4))),
    ]
    assert read("Title: G", "Stories: a", "Numbers: none").numbers is None
    assert read("Title: G", "Stories: a").numbers == ()


def test_chapters_are_read_in_order_of_time() -> None:
    file = read("Title: G", "Stories: a", "Chapters: 2031-06 The rise", "Chapters: 2031-03-04 The vote")
    assert [(one.first, one.head) for one in file.chapters] == [("2031-03-04", "The vote"), ("2031-06", "The rise")]


@rows("text,line,fact", "content/format/refused.txt", "the headers of a topic")
def test_what_cannot_be_used_is_an_error_at_its_line(text: str, line: str, fact: str) -> None:
    with refused_at(PATH, line, fact):
        read(text)


def asked(name: str, text: str) -> QuestionFile:
    return read_question(text.encode(), f"content/questions/gate/{name}.md", ("gate", name))


def test_a_question_is_read_with_its_places_and_words() -> None:
    file = asked("10-who-pays", "Title: Who pays?\nAnswer: a#char=1,5 b#char=2,3\n\nThe town.\n")
    assert (file.id, file.about, len(file.answers), file.words) == ("who-pays", "gate", 2, "The town.")
    with pytest.raises(ContentError, match="is not a number and a few words"):
        asked("who-pays", "Title: W\nAnswer: none\n")


@rows("text,line,fact", "content/format/refused.txt", "the headers of a question")
def test_a_question_that_cannot_be_shown_is_an_error(text: str, line: str, fact: str) -> None:
    with refused_at("content/questions/gate/10-who-pays.md", line, fact):
        asked("10-who-pays", f"{text}\n\n")
