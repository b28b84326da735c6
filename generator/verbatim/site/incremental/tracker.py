"""Tracks which build targets are still up to date, and has the rest rendered."""

import os
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import ClassVar

from verbatim.core.files import write_pieces
from verbatim.core.json import readable_list
from verbatim.publish.digests import Digests
from verbatim.site.context import BuildContext
from verbatim.site.incremental.manifest import Manifest, ManifestEntry
from verbatim.site.incremental.output import Output, TargetResult
from verbatim.site.incremental.render import StoredResult, pack_result
from verbatim.site.incremental.targets import WHOLE, DataRow, SearchEntry, Target
from verbatim.site.staging import CURRENT_SITE

RenderTargets = Callable[[Sequence[Target]], Iterator[TargetResult]]

FOLDER = re.compile(rb"^[0-9a-f]{64}  ([^/\n]+)/", re.MULTILINE)  # of a line of `SHA256SUMS`


class RowSorter:
    """Sorts the rows of one build: by key, then in the order of the `targets`, then as they came."""

    def __init__(self, targets: Iterable[str]) -> None:
        self._places = {name: place for place, name in enumerate(targets)}
        self._rows: dict[str, list[tuple[str, int, int, str]]] = {file: [] for file in WHOLE}

    def take(self, target: str, rows: Iterable[DataRow]) -> list[DataRow]:
        """Take the rows of the files about the whole site from those of a target; return the others."""
        left, number = list[DataRow](), self._places[target]
        for place, row in enumerate(rows):
            if row.file in self._rows:
                self._rows[row.file].append((row.key, number, place, row.text))
            else:
                left.append(row)
        return left

    def write(self, output: Output) -> None:
        """Write the files about the whole site."""
        for file, rows in self._rows.items():
            write_pieces(f"{output.folder}/{file}", readable_list(text.encode() for *_, text in sorted(rows)))
            output.result.files[file] = ""  # all that matters is that it is there


@dataclass
class BuildTracker:
    """Knows which targets of a build are up to date in the site `current`, and stores what the others come to.

    `unfinished` are results whose cards are not drawn yet.
    """

    KEY: ClassVar[str] = "VERBATIM_TRACKER"

    current: Path
    cache: Path
    fingerprint: str
    unfinished: dict[str, TargetResult] = field(default_factory=dict)

    def results(
        self, build: BuildContext, output: Output, targets: Sequence[Target], sorter: RowSorter, render: RenderTargets
    ) -> Iterator[TargetResult]:
        """Yield the result of every target that is out of date, after having it rendered, then one for all others.

        They lack the rows of the files about the whole site, and of files they have the top folders only.
        """
        build.edition.lookups.build_all()  # for the workers to be forked
        digests = Digests(build.edition, build.digests, output.file_address)
        is_same = build.everything is build.edition
        beside = digests if is_same else Digests(build.everything, build.digests, output.file_address)
        self.names = [(one.name, one.is_unlisted) for one in targets]
        self.manifest = Manifest(self.cache, self.current, self.fingerprint, digests, beside)
        stored = TargetResult()
        entries: dict[str, list[SearchEntry]] = {}

        def take(name: str, held: StoredResult) -> None:
            stored.pages.update(held.pages)
            stored.characters.update(held.characters)
            stored.rows += sorter.take(name, held.rows)
            stored.files.update((f"{folder.decode()}/", "") for folder in FOLDER.findall(held.files))
            output.kept += held.files
            if build.is_searched:
                entries[name] = held.search_entries()

        current = self.manifest.up_to_date(self.names)
        current -= self.manifest.read_results(current, take)
        wanted = [target for target in targets if target.name not in current]
        for target, result in zip(wanted, render(wanted), strict=True):
            entries[target.name] = result.entries
            if result.unpainted:
                self.unfinished[target.name] = result
            else:
                self._store(target.name, result)
            folders = {f"{address.partition('/')[0]}/": "" for address in result.files if "/" in address}
            rows = sorter.take(target.name, result.rows)
            yield TargetResult(folders, result.pages, result.characters, rows, result.unpainted)
        stored.entries = [entry for name, _ in self.names for entry in entries.get(name, ())]
        yield stored

    def _store(self, name: str, result: TargetResult) -> None:
        self.manifest.store(ManifestEntry(name, result.dependencies, pack_result(result)))

    def close(self, output: Output) -> None:
        """Store the results whose cards are drawn by now, and commit everything."""
        for name, result in self.unfinished.items():
            result.files |= {address: output.result.files[address] for address in result.unpainted}
            self._store(name, result)
        self.manifest.close(self.names)


def start_tracker(cache: Path, fingerprint: str) -> BuildTracker | None:
    """Start tracking a build; None where nothing can be kept from the build before.

    A site that is not built into a stage cannot be: nothing says which site is the current one.
    """
    current = os.environ.get(CURRENT_SITE)
    return BuildTracker(Path(current), cache, fingerprint) if current and fingerprint else None
