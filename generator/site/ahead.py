"""Pages of an edited story ahead of their build, by a process of its own (`generator.resident`).

Paths of edited files come in; the addresses of the files that stand anew go out. What cannot be shown ahead waits for
the build; where the build shows that the process knows less than it does, another is started.
"""

from __future__ import annotations

import json
import select
import threading
from hashlib import sha256
from typing import TYPE_CHECKING, Self

from generator.site.beside import Beside

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Mapping, Sequence
    from pathlib import Path


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
        self._held = Beside("generator.resident", self._options)
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
