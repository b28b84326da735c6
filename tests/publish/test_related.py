"""Where to read on from a story."""

from typing import Any

from tests.made import edition, mark, story
from verbatim.model import Story
from verbatim.publish.views.story import RELATED_AT_MOST, related

WORDS = "“Nets,” said Ada Vell. Per Olsen heard it."


def told(name: str, *speakers: str, date: str = "2031-03-04", **fields: Any) -> Story:
    """Make a story in which each of the two is marked, and those among `speakers` speak."""
    speaker = {"speaker": speakers[0], "basis": "stated"} if speakers else {"basis": "none"}
    marks = [
        mark("Nets", "quote", f"q-{name:a<10}", **speaker),
        mark("Ada Vell", "person", ref="ada-vell"),
        mark("Per Olsen", "person", ref="per-olsen"),
    ]
    return story(name, WORDS, marks, date=date, **fields)


def names(held: list[Story], of: str) -> list[str]:
    made = edition(*held)
    return [one["story"]["id"] for one in related(made, made.newsroom.stories[of])]


def test_who_speaks_in_both_counts_more_than_who_is_newer() -> None:
    held = [told("one", "ada-vell"), told("old", "ada-vell", date="2030-01-01"), told("new", date="2031-09-09")]
    assert names(held, "one") == ["old"]


def test_of_equals_the_newest_comes_first_and_three_are_enough() -> None:
    held = [told("one", "ada-vell"), *(told(f"t{day}", "ada-vell", date=f"2030-01-0{day}") for day in range(1, 7))]
    assert names(held, "one") == ["t6", "t5", "t4"]
    assert len(names(held, "one")) == RELATED_AT_MOST


def test_a_story_that_only_names_somebody_is_no_reason_to_read_on() -> None:
    assert names([told("one", "ada-vell"), told("two")], "one") == []


def test_a_translation_is_not_told_as_another_story() -> None:
    held = [told("one", "ada-vell"), told("eins", "ada-vell", lang="de", headers={"Translation-Of": "one"})]
    assert names(held, "one") == []


def test_nothing_leads_to_a_draft() -> None:
    held = [told("one", "ada-vell"), told("two", "ada-vell", status="draft")]
    assert names(held, "one") == []
