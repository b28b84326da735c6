"""Changes of several files that are made all or not at all. A content folder and new bytes come in, files are written.

What is to be written is first written down whole, in one file of the content folder. Whoever is killed after that has
not lost it: the next command that writes the folder carries it out; whoever is killed before has changed nothing.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
from typing import TYPE_CHECKING, TextIO

from verbatim.content.format.version import FILE, hold_format
from verbatim.core.cache import cache_of
from verbatim.core.errors import ContentError
from verbatim.core.files import LEDGER_LARGEST, WRITING, read_file, write_file

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path


# ---- fragments/journal.py

NAME = ".people-change.json"
FOLDERS = ("fragments", "ledger", "people", "stories")  # below which files may be written
FIX = "Run verbatim split, which carries it out, and then this command again"
BROKEN = "Delete it, and put the folders back as git has them"


def apply_changes(content: Path, files: Mapping[str, bytes | None]) -> None:
    """Write files, paths below `content`, and remove those that are None: all, or at a later command's beginning."""
    import json  # noqa: PLC0415  every command looks for a journal, and few write one

    told = {path: None if data is None else data.decode("utf-8", "surrogateescape") for path, data in files.items()}
    write_file(content / NAME, json.dumps(told, indent=0).encode("ascii"))
    finish_changes(content)


def finish_changes(content: Path) -> None:
    """Carry out what an earlier command had begun to write, if there is something."""
    journal = content / NAME
    if not os.path.lexists(journal):
        return
    from verbatim.core.files import Write, write_files  # noqa: PLC0415

    told = _read(content).items()
    write_files([Write(content / path, None if text is None else _bytes(text)) for path, text in told])
    journal.unlink()


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogateescape")


def refuse_unfinished(content: Path) -> None:
    """Raise ContentError where files are being changed just now, or where a command that changed some was killed.

    So it does where the folder is of another format than this program's: whoever reads the folder asks here first.
    """
    hold_format(content)
    if os.path.lexists(content / NAME):
        raise ContentError(f"{content.name}/{NAME}", 0, "a change of several files is not finished", FIX)


def _read(content: Path) -> dict[str, str | None]:
    import json  # noqa: PLC0415

    shown = f"{content.name}/{NAME}"
    try:
        told = json.loads(read_file(content / NAME, shown, LEDGER_LARGEST * 10))
    except ValueError:
        raise ContentError(shown, 0, "this is no list of changes", BROKEN) from None
    if not isinstance(told, dict) or not all(_sound(path, text) for path, text in told.items()):
        raise ContentError(shown, 0, "it names a file that no command of ours writes", BROKEN)
    return told


def _sound(path: str, text: object) -> bool:
    folder, *rest = path.split("/")
    if path == FILE:
        return isinstance(text, str)
    return folder in FOLDERS and bool(rest) and not {"", ".", ".."} & {*rest} and isinstance(text, str | None)


# ---- fragments/alone.py

AT_WORK = "at work"


@contextlib.contextmanager
def content_lock(content: Path, waiting: Callable[[], None]) -> Iterator[None]:
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
        finish_changes(content)
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
