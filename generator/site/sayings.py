"""What facts said when the standing site was made. What an edition's facts say now comes in, those that changed go out.

Facts are numbered, so that what a page has read is a handful of small numbers. A function (`Edition.fact`) is asked
again only where something that it read says something else now.
"""

from __future__ import annotations

import json
from array import array
from typing import TYPE_CHECKING, NamedTuple

from generator.publish.facts import FUNCTION

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.publish.facts import Facts
    from generator.publish.reads import Fact

NUMBERS = "I"  # the type of the numbers in arrays of what was read


class Row(NamedTuple):
    """A fact as it is kept; of a function also the numbers of what it read, packed."""

    number: int
    kind: str
    key: str
    said: str
    reads: bytes


def named(fact: Fact) -> tuple[str, str]:
    """Return the kind and the key by which a fact is kept."""
    kind, *key = fact
    if kind == FUNCTION:
        return FUNCTION, json.dumps(key, ensure_ascii=False)
    return str(kind), str(key[0]) if key else ""


def _fact(row: Row) -> Fact:
    if row.kind == FUNCTION:
        return (FUNCTION, *json.loads(row.key))
    return (row.kind, row.key) if row.key else (row.kind,)


def unpacked(numbers: bytes) -> array[int]:
    """Return the numbers that are packed."""
    found = array(NUMBERS)
    found.frombytes(numbers)
    return found


class Sayings:
    """The facts of an edition as they are kept: `changed` are the numbers of those that say something else now."""

    def __init__(self, rows: Iterable[Row], facts: Facts) -> None:
        self.facts = facts
        self._kept = {row.number: row for row in rows}
        self._numbers = {(row.kind, row.key): row.number for row in self._kept.values()}
        self._next = max(self._kept, default=0) + 1
        self._new: dict[int, Row] = {}
        functions = [row for row in self._kept.values() if row.kind == FUNCTION]
        plain = (row for row in self._kept.values() if row.kind != FUNCTION)
        self.changed = {row.number for row in plain if self.facts[_fact(row)] != row.said}
        self._settled: set[int] = set()
        for row in functions:
            self._settle(row)

    def holds(self, reads: bytes) -> bool:
        """Tell whether all facts of these numbers say what they said."""
        return self.changed.isdisjoint(unpacked(reads))

    def _settle(self, row: Row) -> None:
        """Find out whether a function says the same; it is asked only where what it read does not."""
        if row.number in self._settled:
            return
        self._settled.add(row.number)
        read = unpacked(row.reads)
        for number in read:
            inner = self._kept.get(number)
            if inner and inner.kind == FUNCTION:
                self._settle(inner)
        if self.changed.isdisjoint(read):
            self.facts.know(_fact(row), row.said)
        elif self.facts[_fact(row)] != row.said:
            self.changed.add(row.number)

    def packed(self, reads: Iterable[Fact]) -> bytes:
        """Return the numbers of facts, packed; facts that have none are given one."""
        return array(NUMBERS, sorted(self._number(fact) for fact in reads)).tobytes()

    def _number(self, fact: Fact) -> int:
        name = named(fact)
        if name not in self._numbers:
            self._numbers[name] = number = self._next
            self._next += 1
            self._new[number] = Row(number, *name, self.facts[fact], b"")
        return self._numbers[name]

    def news(self) -> Iterator[Row]:
        """Yield what is to be kept: facts that are new or say something else, functions with what they read."""
        asked = self.facts.edition.fact_reads
        done: set[Fact] = set()
        while rest := asked.keys() - done:  # asking what a function says may have another asked
            for fact in rest:
                number = self._number(fact)
                self._new[number] = Row(number, *named(fact), self.facts[fact], self.packed(asked[fact]))
            done |= rest
        for number in self.changed - self._new.keys():
            row = self._kept[number]
            self._new[number] = row._replace(said=self.facts[_fact(row)])
        yield from (row for number, row in self._new.items() if self._kept.get(number) != row)
