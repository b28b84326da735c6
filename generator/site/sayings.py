"""What facts said when the standing site was made. What an edition's facts say now comes in, those that changed go out.

Facts are numbered, so that what a page has read is a handful of small numbers. A function (`Edition.fact`) is asked
again only where something that it read says something else now.
"""

from __future__ import annotations

import json
from array import array
from typing import TYPE_CHECKING, NamedTuple

from generator.publish.facts import FUNCTION, READ
from generator.publish.reads import ALL

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.publish.facts import Facts
    from generator.publish.reads import Fact

FILE = "file"  # the kind of facts that tell where a file is
APART = frozenset((FUNCTION, FILE))
NUMBERS = "I"  # the type of the numbers in arrays of what was read


class Row(NamedTuple):
    """A fact as it is kept; of a function also the numbers of what it read, packed."""

    number: int
    kind: str
    key: str
    said: str
    reads: bytes


def unpacked(numbers: bytes) -> array[int]:
    """Return the numbers that are packed."""
    found = array(NUMBERS)
    found.frombytes(numbers)
    return found


def _key(fact: Fact) -> str:
    """Return the key by which a fact of its kind is kept."""
    return json.dumps(fact[1:], ensure_ascii=False) if fact[0] == FUNCTION else str(*fact[1:])


def _fact(row: Row) -> Fact:
    if row.kind == FUNCTION:
        return (FUNCTION, *json.loads(row.key))
    return (row.kind, row.key) if row.kind != ALL[0] else ALL


class Sayings:
    """The facts of an edition as they are kept: `changed` are the numbers of those that say something else now."""

    def __init__(self, rows: Iterable[Row], facts: Facts) -> None:
        self.facts = facts
        self._kept = {row.number: row for row in rows}
        self._numbers = {_fact(row): number for number, row in self._kept.items()}
        self._next = max(self._kept, default=0) + 1
        self._new: dict[int, Row] = {}
        plain = (row for row in self._kept.values() if row.kind not in APART)
        self.changed = {row.number for row in plain if READ[row.kind](facts, row.key) != row.said}
        self._functions = {number: fact for fact, number in self._numbers.items() if fact[0] == FUNCTION}
        self._settled: set[int] = set()
        for number in self._functions:
            self._settle(number)

    def ask_files(self) -> None:
        """Ask where files are, which nobody knows before all of them are found; no function reads it."""
        files = (row for row in self._kept.values() if row.kind == FILE)
        self.changed |= {row.number for row in files if self.facts[_fact(row)] != row.said}

    def holds(self, reads: bytes) -> bool:
        """Tell whether all facts of these numbers say what they said."""
        return self.changed.isdisjoint(unpacked(reads))

    def _settle(self, number: int) -> None:
        """Find out whether a function says the same; it is asked only where what it read does not."""
        if number in self._settled:
            return
        self._settled.add(number)
        fact, row = self._functions[number], self._kept[number]
        read = unpacked(row.reads)
        for inner in self._functions.keys() & read:
            self._settle(inner)
        if read and self.changed.isdisjoint(read):  # of one that read nothing, nobody knows what it is made of
            self.facts.know(fact, row.said)
        elif self.facts[fact] != row.said:
            self.changed.add(number)

    def packed(self, reads: Iterable[Fact]) -> bytes:
        """Return the numbers of facts, packed; facts that have none are given one."""
        return array(NUMBERS, sorted([self._number(fact) for fact in reads])).tobytes()

    def _number(self, fact: Fact) -> int:
        number = self._numbers.get(fact)
        if number is None:
            self._numbers[fact] = number = self._next
            self._next += 1
            self._new[number] = Row(number, str(fact[0]), _key(fact), self.facts[fact], b"")
        return number

    def news(self) -> Iterator[Row]:
        """Yield what is to be kept: facts that are new or say something else, functions with what they read."""
        asked = self.facts.edition.fact_reads
        done: set[Fact] = set()
        while rest := asked.keys() - done:  # asking what a function says may have another asked
            for fact in rest:
                number = self._number(fact)
                self._new[number] = Row(number, FUNCTION, _key(fact), self.facts[fact], self.packed(asked[fact]))
            done |= rest
        for number in self.changed - self._new.keys():
            row = self._kept[number]
            self._new[number] = row._replace(said=self.facts[_fact(row)])
        yield from (row for number, row in self._new.items() if self._kept.get(number) != row)
