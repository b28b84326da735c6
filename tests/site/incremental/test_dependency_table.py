"""Stored digests of dependencies: which changed, and which digests are computed again."""

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


def title_fact(name: str) -> Dependency:
    return ("fact", f"{__name__}:{title_of.__qualname__}", name)


def shouted_fact(name: str) -> Dependency:
    return ("fact", f"{__name__}:{shouted.__qualname__}", name)


WALL = story("wall", "The wall holds\n“It holds,” said Ada Vell.", [mark("It holds", "quote", "q-1")], title="Wall")
FERRY = story(
    "ferry", "The ferry sails\n“It sails,” said Nils Dahl.", [mark("It sails", "quote", "q-2")], title="Ferry"
)
BOTH = edition(WALL, FERRY)
FACTS: tuple[Dependency, ...] = (
    ("story", "wall"), ("quote", "q-1"), ("story", "ferry"), title_fact("wall"), shouted_fact("ferry"),
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
    assert now.is_unchanged(now.numbers([title_fact("wall")]))
    assert READ_BY == ["wall"]
    assert DependencyTable(now.rows_now(), digests(edition(WALL, FERRY), wall="2")).changed == set()


def test_a_story_that_changed_is_told_by_whoever_read_it_and_by_no_other() -> None:
    table = DependencyTable([], digests())
    walls, ferries = table.numbers([("quote", "q-1")]), table.numbers([("quote", "q-2"), shouted_fact("ferry")])
    now = DependencyTable(table.rows_now(), digests(edition(WALL, FERRY), wall="2"))
    assert (now.is_unchanged(walls), now.is_unchanged(ferries)) == (False, True)


def test_a_function_within_a_function_is_followed() -> None:
    rows, _ = stored(digests())
    renamed = story("ferry", FERRY.text, title="The boat")
    now = DependencyTable(rows, digests(edition(WALL, renamed), ferry="2"))
    assert not now.is_unchanged(now.numbers([shouted_fact("ferry")]))
    assert now.is_unchanged(now.numbers([title_fact("wall")]))


def test_a_function_of_what_is_gone_is_asked_again_when_it_is_back() -> None:
    rows, read = stored(Digests(edition(WALL), {"wall": "1"}), (title_fact("ferry"),))
    back = DependencyTable(rows, digests())
    assert not back.is_unchanged(read)


def test_whoever_read_everything_is_told_of_any_change() -> None:
    rows, read = stored(digests(), (EVERYTHING,))
    now = DependencyTable(rows, digests(edition(WALL, FERRY), ferry="2"))
    assert not now.is_unchanged(read)


@pytest.mark.parametrize(
    "name", ["os:getcwd", "verbatim.publish.digests:digest_of", f"{__name__}:unregistered", "", ":"]
)
def test_a_stored_name_calls_no_function_that_is_not_registered(name: str) -> None:
    READ_BY.clear()
    assert Digests(BOTH, {})["fact", name, "wall"] == ""
    assert READ_BY == []


def unregistered(held: Edition, name: str) -> str:
    return title_of(held, name)
