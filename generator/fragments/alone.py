"""One command at a time writes a content folder. The folder comes in; what is done within is done alone."""

from __future__ import annotations

import contextlib
import fcntl
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


@contextlib.contextmanager
def alone(content: Path, waiting: Callable[[], None]) -> Iterator[None]:
    """Hold the folder's lock, `.cache/content.lock` beside it; `waiting` is called once where another holds it.

    The system lets go of it when a command ends, in whatever way. Where the lock cannot be made (a disk that takes no
    writing, a folder that is not there), there is nothing that two could write at once.
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
        yield


def _lock(content: Path) -> TextIO:
    folder = content.parent / ".cache"
    folder.mkdir(exist_ok=True)
    return (folder / "content.lock").open("a", encoding="ascii")
