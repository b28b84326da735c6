"""A process of ours beside this one, which answers line by line. A module's name comes in, its answers go out."""

from __future__ import annotations

import socket
import subprocess
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


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
