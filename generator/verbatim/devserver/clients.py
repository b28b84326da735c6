"""Starts the processes in which sites are built and edits previewed, and asks them.

Both live as long as they are used as a context; one that was killed, or could not load, is replaced.
"""

import json
import select
import socket
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager, suppress
from enum import Enum
from hashlib import sha256
from pathlib import Path

# The build worker's statuses where nothing changed, and where what is broken was left out: no command has them.
SAME, PARTLY = 99, 98
MOST = 8  # files previewed at a time: more, as after switching a branch, are built sooner


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
    """How a build went: done, done without what is broken, failed, or nothing changed since the one before."""

    DONE = "done"
    PARTLY = "partly"
    FAILED = "failed"
    SAME = "same"


class BuildClient(AbstractContextManager["BuildClient"]):
    """Builds in a warm process (`build_worker`), which lives while this is used as a context, in the same thread."""

    def __init__(self) -> None:
        self._start()

    def __exit__(self, *raised: object) -> None:
        self.worker.end()

    def _start(self) -> None:
        """Start the process, which loads while this one continues; it reports by itself why it cannot."""
        self.worker = ChildProcess("verbatim.devserver.build_worker")

    def restart(self) -> None:
        """Start with the program and the settings as they are now on disk."""
        self.worker.end()
        self._start()

    def build(self, options: Sequence[str]) -> Built:
        """Split, and build unless the site would stay as it is.

        A process that could not load, or was killed, is replaced for the next time.
        """
        status = self.worker.ask(json.dumps([*options]))
        if not status:
            self.restart()
            return Built.FAILED
        return {0: Built.DONE, PARTLY: Built.PARTLY, SAME: Built.SAME}.get(int(status), Built.FAILED)


class PreviewClient(AbstractContextManager["PreviewClient"]):
    """Previews edits in a process (`preview_worker`), which lives while this is used as a context.

    `preview` may be called by another thread than the one that builds. `output` is the current site; `options` are
    those of its build. `pages` are those that are shown before their build, by name.
    """

    def __init__(self, output: Path, options: Sequence[str]) -> None:
        self._output, self._options = output, options
        self._lock = threading.Lock()
        self._since_build: set[str] = set()
        self._waiting: set[str] = set()
        self.pages: dict[str, bytes] = {}
        self._is_ready = self._is_behind = False
        self.worker: ChildProcess | None = None

    def __exit__(self, *raised: object) -> None:
        with self._lock:  # another thread may be asking
            self._end()

    def _start(self) -> None:
        self.worker = ChildProcess("verbatim.devserver.preview_worker", self._options)
        self._is_ready = self._is_behind = False
        self._waiting.clear()  # it reads these files as they are by now

    def _end(self) -> None:
        if self.worker:
            self.worker.end()
            self.worker, self._is_ready = None, False

    def is_listening(self) -> bool:
        """Return whether the process has read everything."""
        if self.worker and not self._is_ready and select.select([self.worker.socket], [], [], 0)[0]:
            self._is_ready = bool(self.worker.read_line())
            self._is_behind = not self._is_ready
        return self._is_ready

    def build_begins(self) -> None:
        """Note that a build starts reading: it includes every edit until now."""
        with self._lock:
            self._since_build.clear()

    @property
    def is_current(self) -> bool:
        """Whether every edit until now is shown as far as stories' own pages go; waits for one that is being shown."""
        with self._lock:
            return self._is_ready and not self._is_behind and not self._waiting

    def preview(self, paths: Sequence[str]) -> list[str]:
        """Show the stories' own pages as an edit of these files makes them; return the files that changed."""
        with self._lock:
            self._since_build |= {*paths}
            self._waiting |= {*paths}
            self._is_behind |= len(self._waiting) > MOST
            return self._show()

    def build_done(self) -> list[str]:
        """Show again what was edited during the build, which has replaced it; return the files that changed."""
        with self._lock:
            if not self.worker or self._is_behind or self.worker.process.poll() is not None:
                self._end()
                self._start()
                return []
            self._waiting |= self._since_build
            return self._show(again=True)

    def build_failed(self) -> list[str]:
        """Show no page any more; return those that were. The process starts afresh after the next build."""
        with self._lock:
            names, self._is_behind = list(self.pages), True
            self.pages.clear()
            return names

    def shown_already(self, sums: Mapping[str, str]) -> set[str]:
        """Return the pages that are as they were shown, by the sums of the site, which stands for them from now on."""
        with self._lock:
            known = {name for name, page in self.pages.items() if sums.get(name) == sha256(page).hexdigest()}
            self.pages.clear()
            return known

    def _show(self, *, again: bool = False) -> list[str]:
        if self._is_behind or not self._waiting or not self.is_listening() or not self.worker:
            return []
        asked = json.dumps({"paths": sorted(self._waiting), "again": again})
        made: dict[str, str] | None = json.loads(self.worker.ask(asked) or "null")
        self._waiting.clear()
        self._is_behind = made is None  # it cannot show this, or has ended
        changed = {name: page for name, file in (made or {}).items() if (page := self._changed(name, Path(file)))}
        self.pages |= changed
        return [*changed]

    def _changed(self, name: str, file: Path) -> bytes:
        """Return a page that was made; empty where it says nothing new, or does not stand yet."""
        page, current = file.read_bytes(), self._output / name
        if not current.is_file():
            return b""
        return b"" if page == (self.pages.get(name) or current.read_bytes()) else page
