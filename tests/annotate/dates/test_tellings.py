"""One event told twice in a text, and two events of one day, which stay two."""

import pytest

from tests.security.growth import SLACK, growth
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


@pytest.mark.parametrize("again", [
    "Vell, who has been harbour master since 2019, opened the wall on Tuesday, two years late.",
    "On Tuesday Ada Vell opened the harbour wall with a bottle of cider.",
    "Ms. Vell opened the wall at 10 a.m. on Tuesday before a thousand people and a dog.",
])  # fmt: skip
def test_what_the_lead_told_is_told_again(again: str) -> None:
    assert retold(LEAD, again) == [again]


def test_a_verb_and_its_noun_tell_the_same() -> None:
    again = "The council held its vote on the toll for the Sund bridge on Tuesday night."
    assert retold("The council voted on Tuesday to double the toll for the bridge of Sund.", again) == [again]


@pytest.mark.parametrize("other", [
    pytest.param("Ada Vell opened the new harbour wall of Ostholm on Wednesday before a thousand people.", id="day"),
    pytest.param("Ada Vell opened the new market hall of Ostholm on Tuesday before a thousand people.", id="place"),
    pytest.param("Ada Vell inspected the new harbour wall of Sund on Tuesday with her engineers.", id="deed"),
    pytest.param("Jon Marr opened the new harbour wall of Sund on Tuesday before a thousand people.", id="person"),
    pytest.param("Ada Vell opened an exhibition of kites on Tuesday evening and sang there.", id="most is other"),
    pytest.param("Ada Vell will open the harbour wall of Sund on Tuesday before a thousand people.", id="planned"),
    pytest.param("Ada Vell said on Tuesday that the new harbour wall of Sund was a wall.", id="only said"),
])  # fmt: skip
def test_another_event_is_not_the_same(other: str) -> None:
    assert retold(LEAD, other) == []


@pytest.mark.parametrize(("one", "other"), [
    ("The ferry of Jon Marr rammed the old quay at 9 a.m. on Tuesday.",
     "The ferry of Jon Marr rammed the old quay at 4 p.m. on Tuesday."),
    ("Jon Marr sold 40 nets at the market on Tuesday.", "Jon Marr sold 15 nets at the market on Tuesday."),
    ("Ada Vell attacked Jon Marr over the wall on Tuesday.", "Jon Marr attacked Ada Vell over the wall on Tuesday."),
], ids=["two times of a day", "numbers of their own", "who did it to whom"])  # fmt: skip
def test_events_that_differ_in_one_thing_are_two(one: str, other: str) -> None:
    assert retold(one, other) == []


def test_two_dates_of_one_sentence_are_not_joined() -> None:
    assert retold("Ada Vell opened the harbour wall on Tuesday and opened the harbour wall on Tuesday again.") == []


def test_a_list_of_captions_is_no_sentence() -> None:
    captions = "Ada Vell opens the wall " * 30 + "before she opened the harbour wall on Tuesday."
    assert retold(LEAD, captions) == []


def test_all_later_tellings_lead_to_the_first() -> None:
    text = "\n\n".join([LEAD, *["Ada Vell opened the new harbour wall on Tuesday."] * 3])
    found = [date for date in read(text, PUBLISHED, lang="en").dates if date.moment]
    assert [date.same for date in found] == [None, *[found[0].span] * 3]


@pytest.mark.campaign("generator/verbatim/annotate/dates")
def test_a_long_text_of_one_day_takes_time_in_proportion() -> None:
    def made(length: int) -> str:
        return "\n\n".join(f"The guild painted boat {at} of {at} on Tuesday." for at in range(length // 40))

    assert growth(lambda text: read(text, PUBLISHED, lang="en"), made, 40_000, FLOOR) <= SLACK
