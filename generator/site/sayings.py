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


Kept = tuple[int, str, str, str, bytes]  # a row as it comes from where it is kept


class Sayings:
    """The facts of an edition as they are kept: `changed` are the numbers of those that say something else now."""

    def __init__(self, rows: Iterable[Kept], facts: Facts) -> None:
        self.facts = facts
        self.changed: set[int] = set()
        self._kept: dict[int, Kept] = {}
        self._numbers: dict[Fact, int] = {}
        self._functions: dict[int, Fact] = {}
        self._files: dict[str, Kept] = {}
        self._new: dict[int, Row] = {}
        for row in rows:
            self._take(row)
        self._next = max(self._kept, default=0) + 1
        self._settled: set[int] = set()
        for number in self._functions:
            self._settle(number)

    def _take(self, row: Kept) -> None:
        """Take a row, and ask whether it still holds unless a function says it, or a file."""
        number, kind, key, said, _ = row
        self._kept[number] = row
        fact: Fact = (kind, key) if kind != ALL[0] else ALL
        if kind == FUNCTION:
            self._functions[number] = fact = (FUNCTION, *json.loads(key))
        elif kind == FILE:
            self._files[key] = row
        elif READ[kind](self.facts, key) != said:
            self.changed.add(number)
        self._numbers[fact] = number

    def ask_files(self) -> None:
        """Ask where files are, which nobody knows before all of them are found; no function reads it."""
        self.changed |= {number for number, kind, key, said, _ in self._files.values() if self.facts[kind, key] != said}

    def holds(self, reads: bytes) -> bool:
        """Tell whether all facts of these numbers say what they said."""
        return not self.changed or self.changed.isdisjoint(unpacked(reads))

    def _settle(self, number: int) -> None:
        """Find out whether a function says the same; it is asked only where what it read does not."""
        if number in self._settled:
            return
        self._settled.add(number)
        fact, row = self._functions[number], Row(*self._kept[number])
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
        facts = {number: fact for fact, number in self._numbers.items() if number in self.changed}
        for number in self.changed - self._new.keys():
            row = Row(*self._kept[number])
            self._new[number] = row._replace(said=self.facts[facts[number]])
        yield from (row for number, row in self._new.items() if self._kept.get(number) != row)
