"""Watches what people edit, and splits and builds again at every change.

The site is served meanwhile, and changed pages reload themselves; an edited story's own pages are previewed before the
build. A failed build leaves the site as it was and says why; the next change tries again.
"""

from __future__ import annotations

import json
import select
import socket
import subprocess
import sys
import threading
import time
from contextlib import AbstractContextManager, suppress
from enum import Enum
from hashlib import sha256
from pathlib import Path
from queue import SimpleQueue
from typing import TYPE_CHECKING, Any, NamedTuple

import watchfiles

from verbatim.content.transaction import JOURNAL
from verbatim.core.files import WRITING
from verbatim.devserver.server import Changes, live_server
from verbatim.site import staging
from verbatim.verify import sums_of

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

    from verbatim.devserver.server import SiteServer


FOLDERS = ("content", "theme", "generator")
PROGRAM, SETTINGS = "generator", ".py"
# What the commands themselves write beside what people edit. The ledger is watched: a review made by `verbatim review`,
# or pulled by git, shows on pages; a build that wrote it itself finds nothing changed after it.
WRITTEN = (".base", "__pycache__", ".extracted")
CALM = 20  # milliseconds without a change after which a change is complete
BEGUN = 200  # milliseconds without a change after which watching has begun
SHOWN = 3  # files of a change that are named
TICK = 0.05  # seconds by which the clock of a file system may be behind
SAME = 99  # the build worker's status where nothing changed
MOST = 8  # files previewed at a time: more, as after switching a branch, are built sooner


class Sources(watchfiles.DefaultFilter):
    """Lets through what people edit."""

    def __call__(self, change: watchfiles.Change, path: str) -> bool:
        """Return whether a changed path is a reason to build again."""
        parts = Path(path).parts
        ours = any(part in WRITTEN for part in parts) or parts[-1].startswith(WRITING) or parts[-1] == JOURNAL
        return super().__call__(change, path) and not ours


def changed() -> Iterator[list[str]]:
    """Yield the paths of each change until interrupted; first none, once watching has begun, for earlier changes.

    An editor may replace a settings file, which ends the watch of that file: all are then watched anew.
    """
    while True:
        roots = [path for path in (*FOLDERS, *map(str, sorted(Path().glob("*.py")))) if Path(path).exists()]
        how: dict[str, Any] = {"step": CALM, "rust_timeout": BEGUN, "yield_on_timeout": True, "raise_interrupt": False}
        sets = watchfiles.watch(*roots, watch_filter=Sources(), **how)
        for number, found in enumerate(sets):  # an empty set as long as nothing changes
            paths = sorted({path for _, path in found})
            if paths or not number:
                yield paths
            if is_program(paths):
                break
        else:
            return


def is_program(paths: Collection[str]) -> bool:
    """Return whether the program, with its tables of words, or the settings changed."""
    program = Path(PROGRAM).absolute()
    return any(path.endswith(SETTINGS) or program in Path(path).absolute().parents for path in paths)


def named(paths: Sequence[str]) -> str:
    """Name the files of a change, only some of many; an editor's temporary files only where there are no others."""
    existing = [path for path in paths if Path(path).exists()]
    names = list(dict.fromkeys(Path(path).name for path in existing or paths))
    more = len(names) - SHOWN
    if not names:
        return "something"
    return ", ".join(names) if more <= 1 else f"{', '.join(names[:SHOWN])} and {more} more"


class ChildProcess:
    """`python -m MODULE N WORDS`, where N is the number of a socket of which this holds the other end."""

    def __init__(self, module: str, words: Sequence[str] = ()) -> None:
        self.socket, theirs = socket.socketpair()
        command = [sys.executable, "-X", "utf8", "-m", module, str(theirs.fileno()), *words]
        self.process = subprocess.Popen(command, pass_fds=(theirs.fileno(),))  # noqa: S603  our own interpreter
        theirs.close()
        self._lines = self.socket.makefile("rw", encoding="utf-8")

    def read_line(self) -> str:
        """Return the next line that it writes; empty where it has ended."""
        return self._lines.readline()

    def ask(self, line: str) -> str:
        """Send it a line; return its answer, empty where it has ended."""
        try:
            self._lines.write(f"{line}\n")
            self._lines.flush()
            return self.read_line()
        except ConnectionError:
            return ""

    def end(self) -> None:
        """End it, and wait until it has ended."""
        with suppress(ConnectionError):  # where it has ended already, the last question is still buffered
            self._lines.close()
        self.socket.close()
        self.process.terminate()
        self.process.wait()


class Built(Enum):
    """How a build went: done, failed, or nothing changed since the one before."""

    DONE = "done"
    FAILED = "failed"
    SAME = "same"


class BuildClient(AbstractContextManager["BuildClient"]):
    """Builds in a warm process (`build_worker`), which lives while this is used as a context, in the same thread."""

    def __init__(self) -> None:
        self._start()

    def __exit__(self, *raised: object) -> None:
        self._worker.end()

    def _start(self) -> None:
        """Start the process, which loads while this one continues; it reports by itself why it cannot."""
        self._worker = ChildProcess("verbatim.devserver.build_worker")

    @property
    def process(self) -> int:
        """The process id."""
        return self._worker.process.pid

    def restart(self) -> None:
        """Start with the program and the settings as they are now on disk."""
        self._worker.end()
        self._start()

    def build(self, options: Sequence[str]) -> Built:
        """Split and build."""
        return self._do("always", options)

    def build_if_changed(self, options: Sequence[str]) -> Built:
        """Split, and build unless the site would stay as it is, which takes a look at every file."""
        return self._do("if changed", options)

    def _do(self, work: str, options: Sequence[str]) -> Built:
        """Have it done; a process that could not load, or was killed, is replaced for the next time."""
        status = self._worker.ask(json.dumps([work, *options]))
        if not status:
            self.restart()
            return Built.FAILED
        return {0: Built.DONE, SAME: Built.SAME}.get(int(status), Built.FAILED)


class PreviewClient(AbstractContextManager["PreviewClient"]):
    """Previews edits in a process (`preview_worker`), which lives while this is used as a context.

    `preview` may be called by another thread than the one that builds. `output` is the current site; `options` are
    those of its build.
    """

    def __init__(self, output: Path, options: Sequence[str]) -> None:
        self._output, self._options = output, options
        self._lock = threading.Lock()
        self._since_build: set[str] = set()
        self._waiting: set[str] = set()
        self._shown: dict[str, str] = {}
        self._is_ready = self._is_behind = False
        self._worker: ChildProcess | None = None

    def __exit__(self, *raised: object) -> None:
        with self._lock:  # another thread may be asking
            self._end()

    def _start(self) -> None:
        self._worker = ChildProcess("verbatim.devserver.preview_worker", self._options)
        self._is_ready = self._is_behind = False
        self._waiting.clear()  # it reads these files as they are by now

    def _end(self) -> None:
        if self._worker:
            self._worker.end()
            self._worker, self._is_ready = None, False

    @property
    def process(self) -> subprocess.Popen[bytes] | None:
        """The process, where there is one."""
        return self._worker.process if self._worker else None

    def is_listening(self) -> bool:
        """Return whether the process has read everything."""
        if self._worker and not self._is_ready and select.select([self._worker.socket], [], [], 0)[0]:
            self._is_ready = bool(self._worker.read_line())
            self._is_behind = not self._is_ready
        return self._is_ready

    def build_begins(self) -> None:
        """Note that a build starts reading: it includes every edit until now."""
        with self._lock:
            self._since_build.clear()

    def preview(self, paths: Sequence[str]) -> list[str]:
        """Show what can be shown of an edit of these files at once; return the files that changed."""
        with self._lock:
            self._since_build |= {*paths}
            self._waiting |= {*paths}
            self._is_behind |= len(self._waiting) > MOST
            return self._show()

    def build_done(self) -> list[str]:
        """Show again what was edited during the build, which has replaced it; return the files that changed."""
        with self._lock:
            if not self._worker or self._is_behind or self._worker.process.poll() is not None:
                self._end()
                self._start()
                return []
            self._waiting |= self._since_build
            return self._show()

    def build_failed(self) -> list[str]:
        """Return the files that were shown and have been restored; the process starts afresh after the next build."""
        with self._lock:
            names, self._is_behind = list(self._shown), True
            self._shown.clear()
            return names

    def shown_already(self, sums: Mapping[str, str]) -> set[str]:
        """Return the files that are as they were shown, by the sums of the site; forget what was shown."""
        with self._lock:
            known = {name for name, digest in self._shown.items() if sums.get(name) == digest}
            self._shown.clear()
            return known

    def _show(self) -> list[str]:
        if self._is_behind or not self._waiting or not self.is_listening():
            return []
        answer = self._worker.ask(json.dumps(sorted(self._waiting))) if self._worker else ""
        names: list[str] | None = json.loads(answer or "null")  # None where it cannot, or has ended
        self._waiting.clear()
        self._is_behind = names is None
        for name in names or ():
            self._shown[name] = sha256((self._output / name).read_bytes()).hexdigest()
        return names or []


class Watch:
    """Builds into `output` at every change, reports how it went, and tells which pages changed."""

    def __init__(
        self, builder: BuildClient, previews: PreviewClient, output: Path, options: Sequence[str], changes: Changes
    ) -> None:
        self.builder, self.previews, self.output = builder, previews, output
        self.options, self.changes = options, changes
        self.sums = sums_of(output)
        self.last = Built.SAME
        self.ended = 0.0

    def first(self) -> None:
        """Build before anything changed."""
        self._build([])
        self.sums = sums_of(self.output)
        self.previews.build_done()

    def preview(self, paths: Sequence[str]) -> None:
        """Show what can be shown of a change of these files before it is built; in another thread than `take`."""
        began = time.perf_counter()
        names = self.previews.preview(paths) if paths else []
        if names:
            files = "1 file" if len(names) == 1 else f"{len(names)} files"
            self.changes.tell(names)
            _say(f"changed: {named(paths)}; {files} of its own after {time.perf_counter() - began:.2f} s")

    def take(self, paths: Sequence[str]) -> None:
        """Build after a change of these files; without any, only if the last build did not fail."""
        if not paths and self.last is Built.FAILED:
            return
        began = time.perf_counter()
        if is_program(paths):
            _say(f"changed: {named(paths)}; starting the program anew, which takes a moment longer")
            self.builder.restart()
        self._build(paths)
        seconds = time.perf_counter() - began
        if self.last is Built.DONE:
            is_news = self._tell_changes()
            after = f"on the site after {seconds:.2f} s" if is_news else "the site shows nothing else than before"
            _say(f"changed: {named(paths)}; {after}")
            self.changes.tell(self.previews.build_done())
        elif self.last is Built.FAILED:
            staging.recover(self.output.absolute())
            self.changes.tell(self.previews.build_failed())
            _say(f"changed: {named(paths)}; not on the site, which is unchanged. The next change tries again")

    def _build(self, paths: Sequence[str]) -> None:
        """Build; where the last build may have written the files itself, or seen them, only if anything changed."""
        self.previews.build_begins()
        is_new = any(_written(path) > self.ended + TICK for path in paths)
        build = self.builder.build if is_new else self.builder.build_if_changed
        self.last = build(self.options)
        self.ended = time.time()

    def _tell_changes(self) -> bool:
        """Tell the open pages which files changed, and were not previewed so; return whether any did."""
        before, self.sums = self.sums, sums_of(self.output)
        names = {name for name, _ in before.items() ^ self.sums.items()}
        self.changes.tell(names - self.previews.shown_already(self.sums))
        return bool(names)


def _written(path: str) -> float:
    """Return when a file was written, in seconds since 1970; 0 where it is gone."""
    try:
        return Path(path).stat().st_ctime
    except OSError:
        return 0.0


def gathered(
    changes: Iterable[list[str]], seen: Callable[[list[str]], None], told: Iterable[list[str]] = ()
) -> Iterator[list[str]]:
    """Yield the paths of changes, those that came meanwhile as one; a thread calls `seen` for each as it comes.

    Some are seen on the disk, others `told` by who made them.
    """
    waiting: SimpleQueue[list[str]] = SimpleQueue()

    def look(source: Iterable[list[str]]) -> None:
        for paths in source:
            seen(paths)
            waiting.put(paths)

    for source in (changes, told):
        threading.Thread(target=look, args=(source,), daemon=True).start()
    while True:
        paths = waiting.get()
        while not waiting.empty():
            paths = sorted({*paths, *waiting.get()})
        yield paths


def _say(line: str) -> None:
    sys.stderr.write(f"{line}\n")


class Serving(NamedTuple):
    """How a site is served while it is built: the server's maker, changes that it tells of, whether it waits.

    A server that starts `at_once` serves the last site, or none yet, during the first build.
    """

    make: Callable[[Path, Changes, str, int], SiteServer] = live_server
    told: Iterable[list[str]] = ()
    at_once: bool = False


def run(output: Path, options: list[str], bind: str, port: int | None, serving: Serving | None = None) -> int:
    """Build with these options at every change until interrupted; serve nothing without a port."""
    changes, how = Changes(), serving or Serving()
    try:
        running = how.make(output, changes, bind, port) if port is not None else None
    except OSError as error:
        _say(f"port {port} of {bind}: {error.strerror}. Name another: --port 8001, or make devserver PORT=8001.")
        return 1
    with suppress(KeyboardInterrupt), BuildClient() as builder, PreviewClient(output, options) as previews:
        watch = Watch(builder, previews, output, options, changes)
        if running and how.at_once:
            threading.Thread(target=running.serve_forever, daemon=True).start()
        watch.first()
        if running and not how.at_once:
            threading.Thread(target=running.serve_forever, daemon=True).start()
        if running:
            _say(f"serving {output} at http://{bind}:{running.server_port}/, Ctrl-C ends it")
        for paths in gathered(changed(), watch.preview, how.told):
            watch.take(paths)
    return 0
