"""What a lookup records as read: as little as determines its result."""

from collections.abc import Callable
from typing import NamedTuple

import pytest

from verbatim.publish.tracking import EVERYTHING, Dependency, Recorder, TrackedCollection, TrackedMapping, TrackedRows


class Said(NamedTuple):
    """A row of a story."""

    id: str
    story: str


ROWS = {"q-1": Said("q-1", "ferry"), "q-2": Said("q-2", "gone")}
Table = TrackedMapping[Said]
LOOKS: list[Callable[[Table, str], object]] = [
    lambda table, key: table.get(key),
    lambda table, key: key in table,
    lambda table, key: table[key] if key in ROWS else None,
]


def read_by(look: Callable[[TrackedRows[Said]], object]) -> set[Dependency]:
    """Return what a look into the table of rows has read."""
    reads = Recorder()
    with reads.recording() as found:
        look(TrackedRows(ROWS, reads, "quote", {"ferry": 1}))
    return found


@pytest.mark.parametrize("look", LOOKS)
def test_row_is_read_as_its_story_and_one_of_a_story_that_is_gone_or_that_is_not_there_by_itself(
    look: Callable[[Table, str], object],
) -> None:
    assert read_by(lambda table: look(table, "q-1")) == {("story", "ferry")}
    assert read_by(lambda table: look(table, "q-2")) == {("quote", "q-2")}
    assert look not in LOOKS[:2] or read_by(lambda table: look(table, "q-3")) == {("quote", "q-3")}


def test_row_that_is_asked_for_and_not_there_is_read_all_the_same() -> None:
    reads = Recorder()
    with reads.recording() as found, pytest.raises(KeyError):
        TrackedRows(ROWS, reads, "quote", {})["q-3"]
    assert found == {("quote", "q-3")}


@pytest.mark.parametrize("look", [list, len, lambda table: list(table.values()), lambda table: list(table.items())])
def test_whole_table_is_read_as_one_thing(look: Callable[[Table], object]) -> None:
    assert read_by(look) == {EVERYTHING}


def test_whole_table_gives_what_is_in_it() -> None:
    table = TrackedRows(ROWS, Recorder(), "quote", {})
    assert (list(table.values()), dict(table.items())) == ([*ROWS.values()], ROWS)


@pytest.mark.parametrize("look", [list, len, lambda rows: 1 in rows])
def test_rows_without_keys_are_read_as_one_thing(look: Callable[[TrackedCollection[int]], object]) -> None:
    reads = Recorder()
    with reads.recording() as found:
        look(TrackedCollection([1, 2], reads))
    assert found == {EVERYTHING}


def test_nothing_is_noted_where_nobody_follows() -> None:
    reads = Recorder()
    assert TrackedRows(ROWS, reads, "quote", {"ferry": 1})["q-1"].story == "ferry"
    assert reads.open == []
