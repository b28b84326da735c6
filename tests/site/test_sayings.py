"""Digests that are kept by numbers: which say something else now, and which functions are asked again."""

from tests.made import edition, mark, story
from verbatim.publish.digests import Digests
from verbatim.publish.edition import Edition
from verbatim.publish.tracking import EVERYTHING, Dependency
from verbatim.site.incremental.manifest import Row, Sayings

READ_BY: list[str] = []


def title_of(held: Edition, name: str) -> str:
    READ_BY.append(name)
    return held.newsroom.stories[name].title


def shouted(held: Edition, name: str) -> str:
    return held.fact(title_of, name).upper()


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
    ("story", "wall"),
    ("quote", "q-1"),
    ("story", "ferry"),
    title_fact("wall"),
    shouted_fact("ferry"),
)


def kept(facts: Digests, read: tuple[Dependency, ...] = FACTS) -> tuple[list[Row], bytes]:
    sayings = Sayings([], facts)
    packed = sayings.packed(read)
    return list(sayings.news()), packed


def test_where_files_are_those_of_before_everything_holds_and_nobody_is_asked() -> None:
    rows, read = kept(Digests(BOTH, {"wall": "1", "ferry": "1"}))
    READ_BY.clear()
    now = Sayings(rows, Digests(edition(WALL, FERRY), {"wall": "1", "ferry": "1"}))
    assert now.changed == set()
    assert now.holds(read)
    assert READ_BY == []
    assert list(now.news()) == []


def test_a_story_that_changed_is_told_by_whoever_read_it_and_by_no_other() -> None:
    facts = Digests(BOTH, {"wall": "1", "ferry": "1"})
    sayings = Sayings([], facts)
    walls, ferries = sayings.packed([("quote", "q-1")]), sayings.packed([("quote", "q-2"), shouted_fact("ferry")])
    now = Sayings(list(sayings.news()), Digests(edition(WALL, FERRY), {"wall": "2", "ferry": "1"}))
    assert (now.holds(walls), now.holds(ferries)) == (False, True)


def test_a_function_that_says_the_same_of_what_changed_holds() -> None:
    rows, _ = kept(Digests(BOTH, {"wall": "1", "ferry": "1"}))
    READ_BY.clear()
    now = Sayings(rows, Digests(edition(WALL, FERRY), {"wall": "2", "ferry": "1"}))
    assert now.holds(now.packed([title_fact("wall")]))
    assert READ_BY == ["wall"]


def test_a_function_within_a_function_is_followed() -> None:
    rows, _ = kept(Digests(BOTH, {"wall": "1", "ferry": "1"}))
    renamed = story("ferry", FERRY.text, title="The boat")
    now = Sayings(rows, Digests(edition(WALL, renamed), {"wall": "1", "ferry": "2"}))
    assert not now.holds(now.packed([shouted_fact("ferry")]))
    assert now.holds(now.packed([title_fact("wall")]))


def test_a_function_of_what_is_gone_is_asked_again_when_it_is_back() -> None:
    rows, read = kept(Digests(edition(WALL), {"wall": "1"}), (title_fact("ferry"),))
    back = Sayings(rows, Digests(BOTH, {"wall": "1", "ferry": "1"}))
    assert not back.holds(read)


def test_what_changed_is_kept_as_it_is_now_and_holds_the_next_time() -> None:
    rows, _ = kept(Digests(BOTH, {"wall": "1", "ferry": "1"}))
    second = Sayings(rows, Digests(edition(WALL, FERRY), {"wall": "2", "ferry": "1"}))
    held = {row.number: row for row in rows} | {row.number: row for row in second.news()}
    third = Sayings(held.values(), Digests(edition(WALL, FERRY), {"wall": "2", "ferry": "1"}))
    assert third.changed == set()


def test_whoever_read_everything_is_told_of_any_change() -> None:
    rows, read = kept(Digests(BOTH, {"wall": "1", "ferry": "1"}), (EVERYTHING,))
    now = Sayings(rows, Digests(edition(WALL, FERRY), {"wall": "1", "ferry": "2"}))
    assert not now.holds(read)
