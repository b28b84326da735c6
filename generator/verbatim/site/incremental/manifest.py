"""Stores the result of each target and what it depends on, between builds.

A stored result is up to date while everything that it depends on has the same digest, and the current site is the one
that it was made for. Nothing here is trusted further: the file has a checksum; without it, or where a byte of it
changed, everything is rendered.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

import msgspec

from verbatim.core.cache import sealed, unsealed
from verbatim.core.files import write_if_changed
from verbatim.publish.digests import Digests
from verbatim.publish.tracking import FACT, Dependency

NUMBERS = "I"  # the array type of dependencies' numbers


class DependencyRow(NamedTuple):
    """A dependency with its digest, and for a fact the numbers of what it depends on, packed."""

    dependency: Dependency
    digest: str
    inner: bytes = b""


def _unpacked(numbers: bytes) -> array[int]:
    found = array(NUMBERS)
    found.frombytes(numbers)
    return found


class DependencyTable:
    """What an edition's pages depend on, each at its number; `changed` are the numbers whose digests differ now."""

    def __init__(self, rows: Iterable[DependencyRow], digests: Digests) -> None:
        self.digests = digests
        self._rows = [*rows]
        self._numbers = {row.dependency: number for number, row in enumerate(self._rows)}
        facts = {number for number, row in enumerate(self._rows) if row.dependency[0] == FACT}
        self.changed = {
            number
            for number, row in enumerate(self._rows)
            if number not in facts and digests[row.dependency] != row.digest
        }
        while facts:
            self._compare_fact(facts.pop(), facts)

    def is_unchanged(self, numbers: bytes) -> bool:
        """Return whether all dependencies of these numbers have the digests that are stored."""
        return not self.changed or self.changed.isdisjoint(_unpacked(numbers))

    def _compare_fact(self, number: int, others: set[int]) -> None:
        """Compare a fact's digest, after the `others` that it depends on.

        It is computed only where something that the fact depends on changed.
        """
        fact, digest, packed = self._rows[number]
        inner = _unpacked(packed)
        for other in others.intersection(inner):
            if other in others:
                others.remove(other)
                self._compare_fact(other, others)
        if inner and self.changed.isdisjoint(inner):  # without any, it is not known what the fact depends on
            self.digests.assume(fact, digest)
        elif self.digests[fact] != digest:
            self.changed.add(number)

    def pack(self, dependencies: Iterable[Dependency]) -> bytes:
        """Return the numbers of dependencies, packed; new ones get a number."""
        return array(NUMBERS, sorted([self._number(one) for one in dependencies])).tobytes()

    def _number(self, dependency: Dependency) -> int:
        number = self._numbers.get(dependency)
        if number is None:
            self._numbers[dependency] = number = len(self._rows)
            self._rows.append(DependencyRow(dependency, self.digests[dependency]))
        return number

    def rows_now(self) -> list[DependencyRow]:
        """Return what is to be stored: all rows with their digests as they are now, facts with what they depend on."""
        inner = self.digests.edition.fact_dependencies
        done: set[Dependency] = set()
        while rest := inner.keys() - done:  # computing a fact may compute others
            for fact in rest:
                self._rows[self._number(fact)] = DependencyRow(fact, self.digests[fact], self.pack(inner[fact]))
            done |= rest
        for number in self.changed:
            row = self._rows[number]
            self._rows[number] = row._replace(digest=self.digests[row.dependency])
        return self._rows


class StoredTarget(NamedTuple):
    """A rendered target: the numbers of what it depends on, and its result."""

    dependencies: bytes
    result: msgspec.Raw


class StoredBuild(NamedTuple):
    """What a manifest holds: dependencies on what indexes list, and on everything; the targets by name."""

    listed: Sequence[DependencyRow] = ()
    beside: Sequence[DependencyRow] = ()
    targets: Mapping[str, StoredTarget] = {}


class Manifest:
    """What the build of a site stored in `file`; empty where that is not there, or the `fingerprint` changed.

    `listed` are the digests of what indexes list, `everything` those with drafts and hidden stories as well.
    """

    def __init__(self, file: Path, fingerprint: str, listed: Digests, everything: Digests) -> None:
        self._about = f"manifest {fingerprint}"
        stored = StoredBuild()
        with suppress(OSError):
            if data := unsealed(file.read_bytes(), self._about):
                stored = msgspec.msgpack.decode(data, type=StoredBuild)
        self.targets = dict(stored.targets)
        self._listed = DependencyTable(stored.listed, listed)
        self._beside = DependencyTable(stored.beside, everything) if everything is not listed else self._listed

    def is_up_to_date(self, target: str, *, is_unlisted: bool) -> bool:
        """Return whether a target is stored, and nothing that it depends on changed."""
        stored = self.targets.get(target)
        return stored is not None and self._table(is_unlisted=is_unlisted).is_unchanged(stored.dependencies)

    def _table(self, *, is_unlisted: bool) -> DependencyTable:
        return self._beside if is_unlisted else self._listed

    def store(self, target: str, dependencies: Iterable[Dependency], result: bytes, *, is_unlisted: bool) -> None:
        """Store what a target came to, packed; `write` writes it."""
        numbers = self._table(is_unlisted=is_unlisted).pack(dependencies)
        self.targets[target] = StoredTarget(numbers, msgspec.Raw(result))

    def write(self, file: Path, targets: Iterable[str]) -> None:
        """Write all that is stored of these targets, and nothing where the disk takes no more."""
        beside = self._beside.rows_now() if self._beside is not self._listed else ()
        stored = StoredBuild(self._listed.rows_now(), beside, {name: self.targets[name] for name in targets})
        with suppress(OSError):
            write_if_changed(file, sealed(msgspec.msgpack.encode(stored), self._about))
