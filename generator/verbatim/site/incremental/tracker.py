"""Tracks which build targets are still up to date, and has the rest rendered.

The manifest belongs to a process of its own, which compares digests and stores results while the build renders.
"""

from __future__ import annotations

import os
import re
import sqlite3
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from multiprocessing import Pipe
from pathlib import Path
from tempfile import gettempdir
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

import msgspec

from verbatim.core import fork
from verbatim.core.errors import ContentError
from verbatim.core.files import write_pieces
from verbatim.core.json import readable_list
from verbatim.publish.digests import Digests
from verbatim.site.fingerprint import fingerprint, is_incremental
from verbatim.site.incremental.manifest import FILE, Manifest, ManifestEntry, linked_files
from verbatim.site.incremental.output import TargetResult
from verbatim.site.incremental.render import pack_result, unpack_rows
from verbatim.site.incremental.targets import WHOLE, DataRow, all_targets
from verbatim.site.staging import CURRENT_SITE, KEPT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet
    from multiprocessing.connection import Connection

    from verbatim.site.context import BuildContext
    from verbatim.site.incremental.output import Output
    from verbatim.site.incremental.render import StoredResult, StoredRow
    from verbatim.site.incremental.targets import SearchEntry, Target

    RenderTargets = Callable[[Sequence[Target]], Iterator[TargetResult]]


SCHEMA = "CREATE TABLE row (file TEXT, key BLOB, target INTEGER, place INTEGER, text BLOB)"
INSERT = "INSERT INTO row VALUES (?, ?, ?, ?, ?)"
ORDERED = "SELECT text FROM row WHERE file = ? ORDER BY key, target, place"
FOLDER = re.compile(rb"^[0-9a-f]{64}  ([^/\n]+)/", re.MULTILINE)  # of a line of `SHA256SUMS`


class RowSorter:
    """Sorts the rows of one build on disk, in a temporary database that the system deletes with this process.

    `places` are those of the targets by name: rows are sorted by key, then by target, then as they came.
    """

    def __init__(self, places: Mapping[str, int]) -> None:
        self._places = places
        self._added: set[str] = set()
        with _no_room_explained():
            self._base = sqlite3.connect("", isolation_level=None)
            self._base.execute(SCHEMA)
            self._base.execute("BEGIN")

    def add(self, target: str, rows: Iterable[StoredRow]) -> None:
        """Add a target's rows, once: they do not depend on the pictures that come later."""
        if target in self._added:
            return
        self._added.add(target)
        number = self._places[target]
        # A broken encoding may have left half a character in a key; as bytes the order is the same.
        values = (
            (row.file, row.key.encode("utf-8", "surrogatepass"), number, place, row.text)
            for place, row in enumerate(rows)
            if row.file in WHOLE
        )
        with _no_room_explained():
            self._base.executemany(INSERT, values)

    def files(self) -> Iterator[tuple[str, Iterator[bytes]]]:
        """Yield each whole file, and its content in pieces."""
        for file in WHOLE:
            yield file, readable_list(self._texts(file))

    def _texts(self, file: str) -> Iterator[bytes]:
        with _no_room_explained():
            for (text,) in self._base.execute(ORDERED, (file,)):
                yield text


@contextmanager
def _no_room_explained() -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        fact = f"rows of the data files cannot be kept there until all are made ({error})"
        raise ContentError(gettempdir(), 0, fact, "Make room there, or name another folder in TMPDIR") from None


class TargetQuery(NamedTuple):
    """Asks which targets are up to date. They are given by name, with whether they are unlisted.

    `files` are the addresses of files that pages linked to; `is_searched` asks for the records of the search.
    """

    targets: Sequence[tuple[str, bool]]
    files: Mapping[str, str]
    is_searched: bool


class StoredResults(NamedTuple):
    """Answers with the results of all targets that are up to date as one, and their search records by target.

    The results of `lost` targets cannot be read any more.
    """

    result: TargetResult
    entries: dict[str, list[SearchEntry]]
    lost: set[str]


class WriteWholeFiles(NamedTuple):
    """Says that all rows have come: the files about the whole site can be written."""


class FinishBuild(NamedTuple):
    """Ends the build: which files stay, and what the command reports besides."""

    report: Mapping[str, Any]


class ProcessInput(NamedTuple):
    """What the process starts with: the content, its folders, and the fingerprint of the build."""

    build: BuildContext
    output: Path
    current: Path
    cache: Path
    fingerprint: str


class ManifestProcess:
    """The process that owns the manifest, as the build sees it."""

    def __init__(self, given: ProcessInput) -> None:
        self._cache = given.cache
        self._connection, theirs = Pipe()
        self._child = fork.begin(partial(_serve, given, theirs, self._connection))
        theirs.close()

    def linked_files(self) -> list[str]:
        """Return the files that pages of the current site link to, as editors named them."""
        return linked_files(self._cache)

    def send(self, message: object) -> None:
        """Send the process a message; raise what it raised meanwhile."""
        try:
            self._connection.send(message)
        except ConnectionError:
            self.receive()

    def has_answer(self) -> bool:
        """Return whether there is an answer to receive."""
        return self._connection.poll()

    def receive(self) -> Any:
        """Return the next answer; raise what the process raised."""
        try:
            answer = self._connection.recv()
        except EOFError:
            fix = "It may have run out of memory: run the command again"
            raise ContentError("WORKERS", 0, "the system ended a process in the middle of its work", fix) from None
        if isinstance(answer, Exception):
            raise answer
        return answer

    def close(self, last: FinishBuild) -> None:
        """Have everything stored, and wait for the process to end."""
        self.send(last)
        self.receive()
        fork.wait(self._child)


def _serve(given: ProcessInput, connection: Connection, parents: Connection) -> None:
    parents.close()
    try:
        _answer(given, connection)
    except (EOFError, ConnectionError):  # the build ended early
        return
    except Exception as error:  # noqa: BLE001  the build raises it, whatever it is
        with suppress(ConnectionError):
            connection.send(error)


def _answer(given: ProcessInput, connection: Connection) -> None:
    build, files = given.build, dict[str, str]()
    digests = Digests(build.edition, build.digests, files.__getitem__)
    is_same = build.everything is build.edition
    beside = digests if is_same else Digests(build.everything, build.digests, files.__getitem__)
    manifest = Manifest(given.cache, given.current, given.fingerprint, digests, beside)
    query: TargetQuery = connection.recv()
    files.update(query.files)
    sorter = RowSorter({name: place for place, (name, _) in enumerate(query.targets)})
    collector = ResultCollector(sorter, is_searched=query.is_searched)
    current = manifest.up_to_date(query.targets)
    connection.send([name for name, _ in query.targets if name not in current])  # which the build renders meanwhile
    lost = manifest.read_results(current, collector.take)
    connection.send(collector.results._replace(lost=lost))
    while not isinstance(message := connection.recv(), FinishBuild):
        if isinstance(message, ManifestEntry):
            files.update(message.files)
            sorter.add(message.name, unpack_rows(message.result))
            manifest.store(message)
        else:
            for file, pieces in sorter.files():
                write_pieces(f"{given.output}/{file}", pieces)
    manifest.close(query.targets)
    report = {**message.report, "files": collector.files}
    (given.output.parent / KEPT).write_bytes(msgspec.msgpack.encode(report))
    connection.send(None)


class ResultCollector:
    """Collects stored results, as far as the build needs them: of files it needs the top folders only."""

    def __init__(self, sorter: RowSorter, *, is_searched: bool) -> None:
        self.results = StoredResults(TargetResult(), {}, set())
        self.files = bytearray()
        self._sorter, self._is_searched = sorter, is_searched

    def take(self, name: str, stored: StoredResult) -> None:
        """Add the result of one target."""
        result = self.results.result
        result.pages.update(stored.pages)
        result.characters.update(stored.characters)
        result.rows += (DataRow(file, text.decode(), key) for file, text, key in stored.rows if file not in WHOLE)
        result.files.update((f"{folder.decode()}/", "") for folder in FOLDER.findall(stored.files))
        self._sorter.add(name, stored.rows)
        self.files += stored.files
        if self._is_searched:
            self.results.entries[name] = stored.search_entries()


@dataclass
class BuildTracker:
    """The targets of a build, and the process that knows which are up to date.

    `unfinished` are results whose cards are not drawn yet.
    """

    KEY: ClassVar[str] = "VERBATIM_TRACKER"

    process: ManifestProcess
    output: Output
    targets: Sequence[Target] = ()
    unfinished: dict[str, TargetResult] = field(default_factory=dict)

    def results(self, build: BuildContext, render: RenderTargets) -> Iterator[TargetResult]:
        """Yield the result of every target that is out of date, after having it rendered, then one for all others.

        They lack the rows of the files about the whole site, which the process writes (`write_whole`), and of files
        they have the top folders only.
        """
        build.edition.lookups.build_all()  # while the process compares digests, and for the workers to be forked
        self.targets = list(all_targets(build))
        files = {named: self.output.file_address(named) for named in self.process.linked_files()}
        names = [(one.name, one.is_unlisted) for one in self.targets]
        self.process.send(TargetQuery(names, files, build.is_searched))
        stored: StoredResults | None = None
        rendered: dict[str, TargetResult] = {}
        entries: dict[str, list[SearchEntry]] = {}
        for name, result in self._rendered(frozenset(self.process.receive()), render):
            rendered[name] = result
            entries[name] = result.entries
            if stored or self.process.has_answer():
                stored = stored or self.process.receive()
                yield from self._send(rendered)
        stored = stored or self.process.receive()
        for name, result in self._rendered(stored.lost, render):
            rendered[name] = result
            entries[name] = result.entries
        yield from self._send(rendered)
        entries |= stored.entries
        stored.result.entries = [entry for target in self.targets for entry in entries.get(target.name, ())]
        yield stored.result

    def _rendered(self, wanted: AbstractSet[str], render: RenderTargets) -> Iterator[tuple[str, TargetResult]]:
        targets = [target for target in self.targets if target.name in wanted]
        yield from zip((target.name for target in targets), render(targets), strict=True)

    def _send(self, rendered: dict[str, TargetResult]) -> Iterator[TargetResult]:
        """Send the process what was rendered, and yield what the build still needs of it."""
        for name, result in rendered.items():
            if result.unpainted:
                self.unfinished[name] = result
            self.process.send(self._entry(name, result, is_final=not result.unpainted))
            rows = [row for row in result.rows if row.file not in WHOLE]
            folders = {f"{address.partition('/')[0]}/": "" for address in result.files if "/" in address}
            yield TargetResult(folders, result.pages, result.characters, rows, result.unpainted)
        rendered.clear()

    def _entry(self, name: str, result: TargetResult, *, is_final: bool) -> ManifestEntry:
        linked = [str(one[1]) for one in result.dependencies if one[0] == FILE]
        files = {named: self.output.file_address(named) for named in linked}
        return ManifestEntry(name, result.dependencies, files, pack_result(result), is_final)

    def write_whole(self) -> None:
        """Have the files about the whole site written."""
        self.process.send(WriteWholeFiles())
        self.output.result.files.update(dict.fromkeys(WHOLE, ""))  # all that matters is that they are there

    def close(self, settings: Mapping[str, Any]) -> None:
        """Store the results, and report which files of the current site stay, and what took how long."""
        for name, result in self.unfinished.items():
            result.files |= {address: self.output.result.files[address] for address in result.unpainted}
            self.process.send(self._entry(name, result, is_final=True))
        is_whole = bool(settings["PUBLISHING"])
        report = {"whole": is_whole, "seconds": self.output.seconds, "inputs": self.output.inputs}
        self.process.close(FinishBuild(report))


def start_tracker(build: BuildContext, output: Output, cache: Path, settings: Mapping[str, Any]) -> BuildTracker | None:
    """Start tracking a build whose content is read; None where nothing can be kept from the build before.

    A site that is not built into a stage cannot be: nothing says which site is the current one.
    """
    current = os.environ.get(CURRENT_SITE)
    if not current or not is_incremental(settings):
        return None
    given = ProcessInput(build, output.folder, Path(current), cache, fingerprint(settings))
    return BuildTracker(ManifestProcess(given), output)
