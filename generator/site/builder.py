"""Builds at a word, by a warm process of its own (`generator.warm`). Build options come in; how it went goes out.

Where the program or the settings changed, the warm process has old code: it is ended, and another is started.
"""

from __future__ import annotations

import json
from enum import Enum
from typing import TYPE_CHECKING, Self

from generator.site.beside import Beside

if TYPE_CHECKING:
    from collections.abc import Sequence

SAME = 99  # `generator.warm` says so where nothing changed


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
        self._warm = Beside("generator.warm")

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
