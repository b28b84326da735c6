import random

from benchmarks.names import Names
from benchmarks.stories import stories
from verbatim.annotate import read


def test_the_stories_are_the_same_for_the_same_size_and_seed() -> None:
    assert list(stories(5)) == list(stories(5))
    assert list(stories(5)) != list(stories(5, seed=8))


def test_a_story_gives_the_reader_quotations_moments_people_and_numbers() -> None:
    readings = [read(text, "2025-01-01") for _, text in stories(10)]
    assert all(len({quote.group for quote in one.quotes}) >= 3 for one in readings)
    assert all(len(one.dates) >= 3 for one in readings)
    assert all(one.people and one.numbers for one in readings)


def test_more_stories_name_more_people_but_not_as_many_more() -> None:
    few, many = (len(Names(count, random.Random(1)).voices) for count in (100, 1000))  # noqa: S311  no secret
    assert few < many < 10 * few
