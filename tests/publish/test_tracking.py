"""What a lookup records as read: as little as determines its result."""

from collections.abc import Callable
from contextlib import suppress
from typing import Any, NamedTuple

import pytest

from verbatim.publish.tracking import EVERYTHING, Dependency, Recorder, TrackedCollection, TrackedMapping, TrackedRows


class Said(NamedTuple):
    id: str
    story: str


ROWS = {"q-1": Said("q-1", "ferry"), "q-2": Said("q-2", "gone")}
Table = TrackedMapping[Said]
KEYED: dict[str, tuple[Callable[[Table], object], Dependency]] = {
    f"{name} {key}": (look, what)
    for key, what in (("q-1", ("story", "ferry")), ("q-2", ("quote", "q-2")), ("q-3", ("quote", "q-3")))
    for name, look in (
        ("get", lambda table, key=key: table.get(key)), ("in", lambda table, key=key: key in table),
        ("[]", lambda table, key=key: table[key]),
    )
}  # fmt: skip
WHOLE: list[Callable[[Any], object]] = [
    list, len, lambda table: list(table.values()), lambda table: list(table.items()), lambda rows: 1 in rows,
]  # fmt: skip


def read_by(look: Callable[[Any], object], table: Callable[[Recorder], object]) -> set[Dependency]:
    """Return what a look has read, whether or not it found anything."""
    reads = Recorder()
    with reads.recording() as found, suppress(KeyError):
        look(table(reads))
    return found


def tracked(reads: Recorder) -> TrackedRows[Said]:
    return TrackedRows(ROWS, reads, "quote", {"ferry": 1})


@pytest.mark.parametrize("look", KEYED)
def test_row_is_read_as_its_story_and_one_of_a_story_that_is_gone_or_that_is_not_there_by_itself(look: str) -> None:
    assert read_by(KEYED[look][0], tracked) == {KEYED[look][1]}


@pytest.mark.parametrize(("look", "table"), [
    *((look, tracked) for look in WHOLE[:4]),
    *((look, lambda reads: TrackedCollection([1, 2], reads)) for look in (*WHOLE[:2], WHOLE[4])),
])  # fmt: skip
def test_whole_table_and_rows_without_keys_are_read_as_one_thing(
    look: Callable[[Any], object], table: Callable[[Recorder], object]
) -> None:
    assert read_by(look, table) == {EVERYTHING}


def test_table_gives_what_is_in_it_and_nothing_is_noted_where_nobody_follows() -> None:
    reads = Recorder()
    table = tracked(reads)
    assert (list(table.values()), dict(table.items())) == ([*ROWS.values()], ROWS)
    assert (table["q-1"].story, reads.open) == ("ferry", [])
