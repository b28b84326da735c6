"""Tracks which build targets are still up to date, has the rest rendered, and stores what each depends on.

A stored result is up to date while everything that it depends on has the same digest, and the current site is the one
that it was made for. Nothing here is trusted further: the file has a checksum; without it, or where a byte of it
changed, everything is rendered.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import ClassVar, NamedTuple

import msgspec

from verbatim.core.cache import sealed, unsealed
from verbatim.core.files import write_if_changed
from verbatim.publish.digests import Digests
from verbatim.publish.tracking import FACT, Dependency
from verbatim.site.context import BuildContext
from verbatim.site.incremental.output import Output, TargetResult
from verbatim.site.incremental.targets import Target
from verbatim.site.staging import CURRENT_SITE, MANIFEST, manifest_of


class DependencyRow(NamedTuple):
    """A dependency with its digest, and for a fact the numbers of what it depends on."""

    dependency: Dependency
    digest: str
    inner: Sequence[int] = ()


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

    def is_unchanged(self, numbers: Iterable[int]) -> bool:
        """Return whether all dependencies of these numbers have the digests that are stored."""
        return self.changed.isdisjoint(numbers)

    def _compare_fact(self, number: int, others: set[int]) -> None:
        """Compare a fact's digest, after the `others` that it depends on.

        It is computed only where something that the fact depends on changed.
        """
        fact, digest, inner = self._rows[number]
        for other in others.intersection(inner):
            if other in others:
                others.remove(other)
                self._compare_fact(other, others)
        if inner and self.changed.isdisjoint(inner):  # without any, it is not known what the fact depends on
            self.digests.assume(fact, digest)
        elif self.digests[fact] != digest:
            self.changed.add(number)

    def numbers(self, dependencies: Iterable[Dependency]) -> list[int]:
        """Return the numbers of dependencies; new ones get a number."""
        return sorted(self._number(one) for one in dependencies)

    def _number(self, dependency: Dependency) -> int:
        number = self._numbers.get(dependency)
        if number is None:
            self._numbers[dependency] = number = len(self._rows)
            self._rows.append(DependencyRow(dependency, self.digests[dependency]))
        return number

    def rows_now(self) -> list[DependencyRow]:
        """Return what is to be stored: all rows with their digests as they are now, facts with what they depend on."""
        inner = self.digests.edition.recorder.fact_dependencies
        done: set[Dependency] = set()
        while rest := inner.keys() - done:  # computing a fact may compute others
            for fact in rest:
                self._rows[self._number(fact)] = DependencyRow(fact, self.digests[fact], self.numbers(inner[fact]))
            done |= rest
        for number in self.changed:
            row = self._rows[number]
            self._rows[number] = row._replace(digest=self.digests[row.dependency])
        return self._rows


class StoredTarget(NamedTuple):
    """A rendered target: the numbers of what it depends on, and its result."""

    dependencies: list[int]
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
        self._listed = self._beside = DependencyTable(stored.listed, listed)
        if everything is not listed:
            self._beside = DependencyTable(stored.beside, everything)

    def is_up_to_date(self, target: Target) -> bool:
        """Return whether a target is stored, and nothing that it depends on changed."""
        stored = self.targets.get(target.name)
        return stored is not None and self._table(target).is_unchanged(stored.dependencies)

    def _table(self, target: Target) -> DependencyTable:
        return self._beside if target.is_unlisted else self._listed

    def store(self, target: Target, result: TargetResult) -> None:
        """Store what a target came to; `write` writes it."""
        packed = msgspec.msgpack.encode(replace(result, dependencies=set()))
        numbers = self._table(target).numbers(result.dependencies)
        self.targets[target.name] = StoredTarget(numbers, msgspec.Raw(packed))

    def write(self, file: Path, targets: Iterable[str]) -> None:
        """Write all that is stored of these targets, and nothing where the disk takes no more."""
        beside = self._beside.rows_now() if self._beside is not self._listed else ()
        stored = StoredBuild(self._listed.rows_now(), beside, {name: self.targets[name] for name in targets})
        with suppress(OSError):
            write_if_changed(file, sealed(msgspec.msgpack.encode(stored), self._about))


RenderTargets = Callable[[Sequence[Target]], Iterator[TargetResult]]


@dataclass
class BuildTracker:
    """Knows which targets of a build are up to date in the site `current`, and stores what the others come to."""

    KEY: ClassVar[str] = "VERBATIM_TRACKER"

    current: Path
    cache: Path
    fingerprint: str

    def results(
        self, build: BuildContext, output: Output, targets: Sequence[Target], render: RenderTargets
    ) -> Iterator[TargetResult]:
        """Yield the result of every target in order, of those that are out of date after having them rendered.

        They name no files: those that stay are in `output.kept`.
        """
        build.edition.lookups.build_all()  # for the workers to be forked
        digests = Digests(build.edition, build.digests, output.file_address)
        is_same = build.everything is build.edition
        beside = digests if is_same else Digests(build.everything, build.digests, output.file_address)
        self.manifest = Manifest(manifest_of(self.cache, self.current), self.fingerprint, digests, beside)
        self.targets, made = targets, dict[str, TargetResult]()
        stale = [one for one in targets if not self.manifest.is_up_to_date(one)]
        for target, result in zip(stale, render(stale), strict=True):
            self.manifest.store(target, result)
            made[target.name] = replace(result, files={})
        for target in targets:
            yield made[target.name] if target.name in made else self._stored(target, output)

    def _stored(self, target: Target, output: Output) -> TargetResult:
        """Return the result of a target that is up to date."""
        result = msgspec.msgpack.decode(self.manifest.targets[target.name].result, type=TargetResult)
        output.kept |= result.files
        return replace(result, files={})

    def close(self, output: Output) -> None:
        """Write everything beside the site."""
        self.manifest.write(output.folder.parent / MANIFEST, [target.name for target in self.targets])


def start_tracker(cache: Path, fingerprint: str) -> BuildTracker | None:
    """Start tracking a build; None where nothing can be kept from the build before.

    A site that is not built into a stage cannot be: nothing says which site is the current one.
    """
    current = os.environ.get(CURRENT_SITE)
    return BuildTracker(Path(current), cache, fingerprint) if current and fingerprint else None
