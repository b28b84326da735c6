"""Stored digests of dependencies: which changed, and which digests are computed again."""

from typing import Any

import pytest

from tests.made import edition, mark, story
from verbatim.publish.digests import Digests
from verbatim.publish.edition import Edition, fact
from verbatim.publish.tracking import EVERYTHING, Dependency
from verbatim.site.incremental.tracker import DependencyRow, DependencyTable

READ_BY: list[str] = []


@fact
def title_of(held: Edition, name: str) -> str:
    READ_BY.append(name)
    return held.newsroom.stories[name].title


@fact
def shouted(held: Edition, name: str) -> str:
    return title_of(held, name).upper()


def fact_of(function: Any, name: str) -> Dependency:
    return ("fact", f"{__name__}:{function.__qualname__}", name)


WALL = story("wall", "The wall holds\n“It holds,” said Ada Vell.", [mark("It holds", "quote", "q-1")], title="Wall")
FERRY = story(
    "ferry", "The ferry sails\n“It sails,” said Nils Dahl.", [mark("It sails", "quote", "q-2")], title="Ferry"
)
BOTH = edition(WALL, FERRY)
FACTS: tuple[Dependency, ...] = (
    ("story", "wall"), ("quote", "q-1"), ("story", "ferry"), fact_of(title_of, "wall"), fact_of(shouted, "ferry"),
)  # fmt: skip


def digests(held: Edition = BOTH, wall: str = "1", ferry: str = "1") -> Digests:
    """Return the digests of an edition whose stories' files are of these states."""
    return Digests(held, {"wall": wall, "ferry": ferry})


def stored(first: Digests, read: tuple[Dependency, ...] = FACTS) -> tuple[list[DependencyRow], list[int]]:
    table = DependencyTable([], first)
    packed = table.numbers(read)
    return table.rows_now(), packed


def test_where_files_are_those_of_before_everything_holds_and_nobody_is_asked() -> None:
    rows, read = stored(digests())
    READ_BY.clear()
    now = DependencyTable(rows, digests(edition(WALL, FERRY)))
    assert now.changed == set()
    assert now.is_unchanged(read)
    assert READ_BY == []
    assert now.rows_now() == rows


def test_a_function_that_says_the_same_of_what_changed_holds_and_what_changed_holds_the_next_time() -> None:
    rows, _ = stored(digests())
    READ_BY.clear()
    now = DependencyTable(rows, digests(edition(WALL, FERRY), wall="2"))
    assert now.is_unchanged(now.numbers([fact_of(title_of, "wall")]))
    assert READ_BY == ["wall"]
    assert DependencyTable(now.rows_now(), digests(edition(WALL, FERRY), wall="2")).changed == set()


def test_what_changed_is_told_to_whoever_read_it_also_by_a_function_within_a_function_and_to_no_other() -> None:
    table = DependencyTable([], digests())
    walls = table.numbers([("quote", "q-1")])
    ferries = table.numbers([("quote", "q-2"), fact_of(shouted, "ferry")])
    now = DependencyTable(table.rows_now(), digests(edition(WALL, FERRY), wall="2"))
    assert (now.is_unchanged(walls), now.is_unchanged(ferries)) == (False, True)
    renamed = edition(WALL, story("ferry", FERRY.text, title="The boat"))
    now = DependencyTable(stored(digests())[0], digests(renamed, ferry="2"))
    titles = (now.numbers([one]) for one in (fact_of(shouted, "ferry"), fact_of(title_of, "wall")))
    assert [now.is_unchanged(one) for one in titles] == [False, True]


def test_a_function_of_what_is_gone_is_asked_again_when_it_is_back_and_whoever_read_everything_of_any_change() -> None:
    rows, read = stored(Digests(edition(WALL), {"wall": "1"}), (fact_of(title_of, "ferry"),))
    assert not DependencyTable(rows, digests()).is_unchanged(read)
    rows, read = stored(digests(), (EVERYTHING,))
    assert not DependencyTable(rows, digests(edition(WALL, FERRY), ferry="2")).is_unchanged(read)


@pytest.mark.parametrize("name", ["os:getcwd", "verbatim.publish.digests:digest_of", f"{__name__}:digests", "", ":"])
def test_a_stored_name_calls_no_function_that_is_not_registered(name: str) -> None:
    READ_BY.clear()
    assert Digests(BOTH, {})["fact", name, "wall"] == ""
    assert READ_BY == []
