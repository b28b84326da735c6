import random

from benchmarks.names import Names
from benchmarks.stories import stories
from verbatim.annotate import read


def test_the_stories_are_the_same_for_the_same_size_and_seed() -> None:
    assert list(stories(5)) == list(stories(5))
    assert list(stories(5)) != list(stories(5, seed=8))


def test_each_story_has_an_id_of_its_own() -> None:
    assert len({name for name, _ in stories(200)}) == 200


def test_a_story_is_as_long_as_news() -> None:
    lengths = [len(text.split()) for _, text in stories(50)]
    assert 400 < sum(lengths) / len(lengths) < 600


def test_a_story_gives_the_reader_quotations_moments_people_and_numbers() -> None:
    readings = [read(text, "2025-01-01") for _, text in stories(10)]
    assert all(len({quote.group for quote in one.quotes}) >= 3 for one in readings)
    assert all(len(one.dates) >= 3 for one in readings)
    assert all(one.people and one.numbers for one in readings)


def test_hardly_anybody_says_what_another_says() -> None:
    said = [part.split("”")[0] for _, text in stories(100) for part in text.split("“")[1:]]
    assert len(set(said)) > 0.98 * len(said)


def test_more_stories_name_more_people_but_not_as_many_more() -> None:
    few, many = (len(Names(count, random.Random(1)).voices) for count in (100, 1000))  # noqa: S311  no secret
    assert few < many < 10 * few
