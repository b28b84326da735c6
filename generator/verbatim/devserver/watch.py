"""Rebuild when something changes. Folders to watch come in; each change runs `split` and `build` again.

`python -m verbatim.site.watch [--port 8000]`. With a port the site is served meanwhile, and pages that were made anew
reload themselves: an edited story's own ahead of the build that follows. A failed build leaves the site as it was and
says why; the next change tries again.
"""

from __future__ import annotations

import json
import select
import socket
import subprocess
import sys
import threading
import time
from contextlib import suppress
from enum import Enum
from hashlib import sha256
from pathlib import Path
from queue import SimpleQueue
from typing import TYPE_CHECKING, Self

import watchfiles

from verbatim.core.files import WRITING
from verbatim.devserver.server import Changes, live_server
from verbatim.site import staging
from verbatim.verify import sums_of

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence


# ---- site/edits.py

FOLDERS = ("content", "theme", "generator")
PROGRAM, SETTINGS = "generator", ".py"
# What the commands themselves write: watching it would never end.
WRITTEN = (".base", "ledger", "__pycache__", ".extracted")
CALM = 20  # milliseconds without a change after which a change is whole
BEGUN = 200  # milliseconds without a change after which watching has begun
SHOWN = 3  # files named of a change


class Sources(watchfiles.DefaultFilter):
    """Lets through what people edit."""

    def __call__(self, change: watchfiles.Change, path: str) -> bool:
        """Tell whether a changed path is a reason to build again."""
        parts = Path(path).parts
        ours = any(part in WRITTEN for part in parts) or parts[-1].startswith(WRITING)
        return super().__call__(change, path) and not ours


def changed() -> Iterator[list[str]]:
    """Yield the paths of each change, until interrupted; none once after watching began, for what changed before.

    An editor may put a new file in the place of a settings file, which ends the watch of that: all is watched anew.
    """
    while True:
        for number, found in enumerate(_watched()):
            paths = sorted({path for _, path in found})
            if paths or not number:
                yield paths
            if is_program(paths):
                break
        else:
            return


def _watched() -> Iterator[set[watchfiles.main.FileChange]]:
    """Yield the files of each change, and nothing as long as nothing changes."""
    watched = [path for path in (*FOLDERS, *map(str, sorted(Path().glob("*.py")))) if Path(path).exists()]
    return watchfiles.watch(
        *watched, watch_filter=Sources(), step=CALM, rust_timeout=BEGUN, yield_on_timeout=True, raise_interrupt=False
    )


def is_program(paths: Collection[str]) -> bool:
    """Tell whether the program, its tables of words included, or the settings changed."""
    program = Path(PROGRAM).absolute()
    return any(path.endswith(SETTINGS) or program in Path(path).absolute().parents for path in paths)


def named(paths: Sequence[str]) -> str:
    """Name the files of a change, a few of many; an editor's passing files only where there is nothing else."""
    standing = [path for path in paths if Path(path).exists()]
    names = list(dict.fromkeys(Path(path).name for path in standing or paths))
    more = len(names) - SHOWN
    if not names:
        return "something"
    return ", ".join(names) if more <= 1 else f"{', '.join(names[:SHOWN])} and {more} more"


# ---- site/beside.py


class Beside:
    """`python -m MODULE N WORDS`, where N is the number of a socket of which this holds the other end, `ear`."""

    def __init__(self, module: str, words: Sequence[str] = ()) -> None:
        self.ear, there = socket.socketpair()
        command = [sys.executable, "-X", "utf8", "-m", module, str(there.fileno()), *words]
        self.process = subprocess.Popen(command, pass_fds=(there.fileno(),))  # noqa: S603  our own interpreter
        there.close()
        self._talk = self.ear.makefile("rw", encoding="utf-8")

    def heard(self) -> str:
        """Return the next line that it says; empty where it is no more."""
        return self._talk.readline()

    def asked(self, line: str) -> str:
        """Say a line to it; return its answer, empty where it is no more."""
        try:
            self._talk.write(f"{line}\n")
            self._talk.flush()
            return self.heard()
        except ConnectionError:
            return ""

    def end(self) -> None:
        """Have it end, and wait until it has."""
        with suppress(ConnectionError):  # of one that is no more, what it was last asked is still to be written
            self._talk.close()
        self.ear.close()
        self.process.terminate()
        self.process.wait()


# ---- site/builder.py

SAME = 99  # `verbatim.devserver.build_worker` says so where nothing changed


class Built(Enum):
    """How a build went: done, not done, or nothing changed since the one before."""

    DONE = "done"
    FAILED = "failed"
    SAME = "same"


class Builder:
    """Holds the warm process while it is used as a context; for the thread that builds, and ends when that ends."""

    def __init__(self) -> None:
        self._start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *raised: object) -> None:
        self._warm.end()

    def _start(self) -> None:
        """Start a warm process, which loads while this one goes on; it says by itself why where it cannot."""
        self._warm = Beside("verbatim.devserver.build_worker")

    @property
    def process(self) -> int:
        """The number of the warm process."""
        return self._warm.process.pid

    def anew(self) -> None:
        """Start with the program and the settings as they now stand on the disk."""
        self._warm.end()
        self._start()

    def build(self, options: Sequence[str]) -> Built:
        """Split and build."""
        return self._do("anyway", options)

    def build_if_changed(self, options: Sequence[str]) -> Built:
        """Split, and build unless the site would stay as it is, which takes a look at every file."""
        return self._do("if changed", options)

    def _do(self, work: str, options: Sequence[str]) -> Built:
        """Have it done; a warm process that could not load, or was killed, is replaced for the next time."""
        said = self._warm.asked(json.dumps([work, *options]))
        if not said:
            self.anew()
            return Built.FAILED
        return {0: Built.DONE, SAME: Built.SAME}.get(int(said), Built.FAILED)


# ---- site/ahead.py

MOST = 8  # files at a time: of more, such as another branch of the newsroom's brings, a build tells sooner


class Ahead:
    """Holds the process while it is used as a context. `take` may be called by another thread than the one that builds.

    `output` is the site that stands; `options` are those of its build.
    """

    def __init__(self, output: Path, options: Sequence[str]) -> None:
        self._output, self._options = output, options
        self._lock = threading.Lock()
        self._since: set[str] = set()
        self._waiting: set[str] = set()
        self._shown: dict[str, str] = {}
        self._is_ready = self._is_behind = False
        self._held: Beside | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *raised: object) -> None:
        with self._lock:  # another thread may be asking
            self._end()

    def _start(self) -> None:
        self._held = Beside("verbatim.devserver.preview_worker", self._options)
        self._is_ready = self._is_behind = False
        self._waiting.clear()  # it reads what these files hold by now

    def _end(self) -> None:
        if self._held:
            self._held.end()
            self._held, self._is_ready = None, False

    @property
    def process(self) -> subprocess.Popen[bytes] | None:
        """The process, where there is one."""
        return self._held.process if self._held else None

    def is_listening(self) -> bool:
        """Tell whether the process has read everything."""
        if self._held and not self._is_ready and select.select([self._held.ear], [], [], 0)[0]:
            self._is_ready = bool(self._held.heard())
            self._is_behind = not self._is_ready
        return self._is_ready

    def begins(self) -> None:
        """Take note that a build begins to read: it knows of all that was edited until now."""
        with self._lock:
            self._since.clear()

    def take(self, paths: Sequence[str]) -> list[str]:
        """Show what can be shown of an edit of these files at once; return the files that stand anew."""
        with self._lock:
            self._since |= {*paths}
            self._waiting |= {*paths}
            self._is_behind |= len(self._waiting) > MOST
            return self._show()

    def built(self) -> list[str]:
        """Show again what was edited while the build was under way, which has put what it knew in its place."""
        with self._lock:
            if not self._held or self._is_behind or self._held.process.poll() is not None:
                self._end()
                self._start()
                return []
            self._waiting |= self._since
            return self._show()

    def withdrawn(self) -> list[str]:
        """Return the files that were shown and stand no more, after a build that failed; begin anew after the next."""
        with self._lock:
            names, self._is_behind = list(self._shown), True
            self._shown.clear()
            return names

    def told(self, sums: Mapping[str, str]) -> set[str]:
        """Return the files that stand as they were shown, by the sums of the site; forget what was shown."""
        with self._lock:
            known = {name for name, digest in self._shown.items() if sums.get(name) == digest}
            self._shown.clear()
            return known

    def _show(self) -> list[str]:
        if self._is_behind or not self._waiting or not self.is_listening():
            return []
        names = self._asked(sorted(self._waiting))
        self._waiting.clear()
        self._is_behind = names is None
        for name in names or ():
            self._shown[name] = sha256((self._output / name).read_bytes()).hexdigest()
        return names or []

    def _asked(self, paths: Sequence[str]) -> list[str] | None:
        """Ask the process; None where it cannot, or is no more."""
        said = self._held.asked(json.dumps(paths)) if self._held else ""
        names: list[str] | None = json.loads(said or "null")
        return names


# ---- site/watch.py

TICK = 0.05  # seconds by which the clock of a file system may be behind


class Watch:
    """Builds into `output` at every change, tells how it went, and which pages are others now."""

    def __init__(self, builder: Builder, ahead: Ahead, output: Path, options: Sequence[str], changes: Changes) -> None:
        self.builder, self.ahead, self.output, self.options, self.changes = builder, ahead, output, options, changes
        self.sums = sums_of(output)
        self.how = Built.SAME
        self.ended = 0.0

    def first(self) -> None:
        """Build before anything changed."""
        self._build([])
        self.sums = sums_of(self.output)
        self.ahead.built()

    def show(self, paths: Sequence[str]) -> None:
        """Show what can be shown of a change of these files before it is built; by another thread than `take`."""
        began = time.perf_counter()
        names = self.ahead.take(paths) if paths else []
        if names:
            self.changes.tell(names)
            _say(f"changed: {named(paths)}; {_files(names)} of its own after {time.perf_counter() - began:.2f} s")

    def take(self, paths: Sequence[str]) -> None:
        """Build after a change of these files; without any, only where what was built last was whole."""
        if not paths and self.how is Built.FAILED:
            return
        began = time.perf_counter()
        if is_program(paths):
            _say(f"changed: {named(paths)}; starting the program anew, which takes a moment longer")
            self.builder.anew()
        self._build(paths)
        seconds = time.perf_counter() - began
        if self.how is Built.DONE:
            after = (
                f"on the site after {seconds:.2f} s" if self._compare() else "the site shows nothing else than before"
            )
            _say(f"changed: {named(paths)}; {after}")
            self.changes.tell(self.ahead.built())
        elif self.how is Built.FAILED:
            staging.recover(self.output.absolute())
            self.changes.tell(self.ahead.withdrawn())
            _say(f"changed: {named(paths)}; not on the site, which stands as it was. The next change tries again")

    def _build(self, paths: Sequence[str]) -> None:
        """Build; where the last build may have written the files itself, or seen them, only if anything changed."""
        self.ahead.begins()
        is_new = any(_written(path) > self.ended + TICK for path in paths)
        build = self.builder.build if is_new else self.builder.build_if_changed
        self.how = build(self.options)
        self.ended = time.time()

    def _compare(self) -> bool:
        """Tell the open pages which files are others now, and were not shown before; tell whether any is another."""
        before, self.sums = self.sums, sums_of(self.output)
        names = {name for name, _ in before.items() ^ self.sums.items()}
        self.changes.tell(names - self.ahead.told(self.sums))
        return bool(names)


def _written(path: str) -> float:
    """Return when a file was written, in seconds since 1970; 0 where it is gone."""
    try:
        return Path(path).stat().st_ctime
    except OSError:
        return 0.0


def _files(names: Sequence[str]) -> str:
    return "1 file" if len(names) == 1 else f"{len(names)} files"


def gathered(changes: Iterable[list[str]], seen: Callable[[list[str]], None]) -> Iterator[list[str]]:
    """Yield the paths of changes, what came meanwhile as one; a thread tells `seen` of each as it comes."""
    waiting: SimpleQueue[list[str]] = SimpleQueue()

    def look() -> None:
        for paths in changes:
            seen(paths)
            waiting.put(paths)

    threading.Thread(target=look, daemon=True).start()
    while True:
        paths = waiting.get()
        while not waiting.empty():
            paths = sorted({*paths, *waiting.get()})
        yield paths


def _say(line: str) -> None:
    sys.stderr.write(f"{line}\n")


def run(output: Path, options: list[str], bind: str, port: int | None) -> int:
    """Build with these options at every change until interrupted; without a port serve nothing."""
    changes = Changes()
    try:
        running = live_server(output, changes, bind, port) if port is not None else None
    except OSError as error:
        _say(f"port {port} of {bind}: {error.strerror}. Name another: --port 8001, or make devserver PORT=8001.")
        return 1
    with suppress(KeyboardInterrupt), Builder() as builder, Ahead(output, options) as ahead:
        watch = Watch(builder, ahead, output, options, changes)
        watch.first()
        if running:
            threading.Thread(target=running.serve_forever, daemon=True).start()
            _say(f"serving {output} at http://{bind}:{running.server_port}/, Ctrl-C ends it")
        for paths in gathered(changed(), watch.show):
            watch.take(paths)
    return 0
