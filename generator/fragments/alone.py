"""One command at a time writes a content folder. The folder comes in; what is done within is done alone."""

from __future__ import annotations

import contextlib
import fcntl
import os
from typing import TYPE_CHECKING, TextIO

from generator.cached import cache_of
from generator.fragments.files import WRITING
from generator.fragments.journal import finish

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

AT_WORK = "at work"


@contextlib.contextmanager
def alone(content: Path, waiting: Callable[[], None]) -> Iterator[None]:
    """Hold the folder's lock, `.cache/content.lock` beside it; `waiting` is called once where another holds it.

    The system lets go of it when a command ends, in whatever way. One that was killed leaves what it had begun to
    write, and its mark in the lock: that is cleared away first, and what it had written down to do is done. Where the
    lock cannot be made (a disk that takes no writing, a folder that is not there), nothing could write at once.
    """
    with contextlib.ExitStack() as held:
        try:
            lock = held.enter_context(_lock(content))
        except OSError:
            yield
            return
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            waiting()
            fcntl.flock(lock, fcntl.LOCK_EX)
        _clear(content, lock)
        finish(content)
        lock.write(AT_WORK)
        lock.flush()
        try:
            yield
        finally:
            lock.truncate(0)


def _lock(content: Path) -> TextIO:
    folder = cache_of(content)
    folder.mkdir(exist_ok=True)
    return (folder / "content.lock").open("a", encoding="ascii")


def _clear(content: Path, lock: TextIO) -> None:
    """Delete the half-written files of a command that was killed; whoever comes to their end leaves none."""
    if os.fstat(lock.fileno()).st_size:
        lock.truncate(0)
        for path in content.rglob(f"{WRITING}*"):
            path.unlink()
