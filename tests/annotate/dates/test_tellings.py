"""One event told twice in a text, and two events of one day, which stay two."""

import pytest

from tests.security.growth import SLACK, growth
from tests.sentences import rows
from verbatim.annotate import read

PUBLISHED = "2031-03-06"  # a Thursday
FLOOR = 0.05  # seconds
LEAD = "Ada Vell opened the new harbour wall of Sund on Tuesday before a thousand people."


def retold(*sentences: str) -> list[str]:
    """Return the sentences of a text that tell what an earlier one does."""
    text = "\n\n".join(sentences)
    found = read(text, PUBLISHED, lang="en")
    moments = {date.span for date in found.dates if date.moment}
    assert len(moments) >= len(sentences)
    assert all(date.same in moments for date in found.dates if date.same)
    return [date.sentence.of(text) for date in found.dates if date.same and date.sentence]


@rows("again", "annotate/dates/tellings.txt", "the event of the lead")
def test_what_the_lead_told_is_told_again(again: str) -> None:
    assert retold(LEAD, again) == [again]


def test_a_verb_and_its_noun_tell_the_same_and_two_dates_of_one_sentence_are_not_joined() -> None:
    again = "The council held its vote on the toll for the Sund bridge on Tuesday night."
    assert retold("The council voted on Tuesday to double the toll for the bridge of Sund.", again) == [again]
    assert retold("Ada Vell opened the harbour wall on Tuesday and opened the harbour wall on Tuesday again.") == []


@rows("other", "annotate/dates/tellings.txt", "another event than the lead’s")
def test_another_event_is_not_the_same(other: str) -> None:
    assert retold(LEAD, other) == []


@rows("one,other", "annotate/dates/tellings.txt", "two events")
def test_events_that_differ_in_one_thing_are_two(one: str, other: str) -> None:
    assert retold(one, other) == []


def test_a_list_of_captions_is_no_sentence() -> None:
    assert retold(LEAD, "Ada Vell opens the wall " * 30 + "before she opened the harbour wall on Tuesday.") == []


def test_all_later_tellings_lead_to_the_first() -> None:
    text = "\n\n".join([LEAD, *["Ada Vell opened the new harbour wall on Tuesday."] * 3])
    found = [date for date in read(text, PUBLISHED, lang="en").dates if date.moment]
    assert [date.same for date in found] == [None, *[found[0].span] * 3]


@pytest.mark.campaign("generator/verbatim/annotate/dates")
def test_a_long_text_of_one_day_takes_time_in_proportion() -> None:
    def made(length: int) -> str:
        return "\n\n".join(f"The guild painted boat {at} of {at} on Tuesday." for at in range(length // 40))

    assert growth(lambda text: read(text, PUBLISHED, lang="en"), made, 40_000, FLOOR) <= SLACK
