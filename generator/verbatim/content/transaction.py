"""Locks a content folder, knows its format, and changes several of its files all at once or not at all.

The change is first written whole into a journal, one file of the content folder. A command killed before that has
changed nothing; if it is killed later, the next command that writes the folder completes the change.
"""

import contextlib
import fcntl
import os
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from verbatim.core.cache import cache_of
from verbatim.core.errors import ContentError
from verbatim.core.files import LEDGER_LARGEST, WRITING, read_file, read_if_there, write_file, write_files
from verbatim.core.filestate import ALONE

JOURNAL = ".people-change.json"
LOCK = "content.lock"
# Below which files may be written.
FOLDERS = (ALONE, "fragments", "images", "ledger", "people", "questions", "sources", "stories", "topics")
MOMENTS = 0.6  # seconds
BROKEN = "Delete it, and put the folders back as git has them"
AT_WORK = "at work"
# The version of the formats that this program reads and writes, and the file that states it; a folder without that
# file is of this version, since nothing was split in it yet.
FORMAT = 2
FORMAT_FILE = ".verbatim"
FORMAT_STATED = f"format = {FORMAT}\n".encode()
UPGRADE = "Upgrade the program: name a newer wheel or commit in requirements.txt, and run make install"


class ChangedFiles(dict[str, tuple[bytes | None, bytes | None]]):
    """Files by path below the content folder, before and after; None where there is none."""

    def put(self, name: str, before: bytes, after: bytes | None) -> None:
        """Note a file, if it changes."""
        if before != after:
            self[name] = before or None, after

    @property
    def after(self) -> dict[str, bytes | None]:
        """What is to be written."""
        return {name: after for name, (_, after) in self.items()}


def apply_changes(content: Path, files: Mapping[str, bytes | None]) -> None:
    """Write files, given by path below `content`, and remove those that are None: all of them, now or later.

    Raises ContentError where a folder is a link: then nothing has changed.
    """
    import json  # noqa: PLC0415  every command looks for a journal, and few write one

    texts = {path: text_of(data) for path, data in files.items()}
    write_file(content / JOURNAL, json.dumps(texts, indent=0, ensure_ascii=False).encode("utf-8", "surrogateescape"))
    try:
        finish_changes(content)
    except ContentError:
        (content / JOURNAL).unlink()
        raise


def text_of(data: bytes | None) -> str | None:
    """Return a file's bytes as JSON holds them."""
    return None if data is None else data.decode("utf-8", "surrogateescape")


def data_of(text: str | None) -> bytes | None:
    """Return the bytes that `text_of` was given."""
    return None if text is None else text.encode("utf-8", "surrogateescape")


def finish_changes(content: Path) -> None:
    """Complete the change that an earlier command began, if there is one."""
    journal = content / JOURNAL
    if os.path.lexists(journal):
        write_files([(content / path, data_of(text)) for path, text in _read_journal(content).items()])
        journal.unlink()


def refuse_unfinished(content: Path) -> None:
    """Raise ContentError if a change is not complete, as a command is at work or was killed, or for another format.

    Everything that reads the folder calls this first. A command that is at work, as the desk is while a site is built,
    needs moments to complete a change: that long it is waited for.
    """
    hold_format(content)
    until = time.monotonic() + MOMENTS
    while (is_open := os.path.lexists(content / JOURNAL)) and time.monotonic() < until:
        time.sleep(MOMENTS / 20)
    if is_open:
        fix = "Run verbatim split, which carries it out, and then this command again"
        raise ContentError(f"{content.name}/{JOURNAL}", 0, "a change of several files is not finished", fix)


def _read_journal(content: Path) -> dict[str, str | None]:
    import json  # noqa: PLC0415

    shown = f"{content.name}/{JOURNAL}"
    try:
        texts = json.loads(read_file(content / JOURNAL, shown, LEDGER_LARGEST * 10).decode("utf-8", "surrogateescape"))
    except ValueError:
        raise ContentError(shown, 0, "this is not a list of changes", BROKEN) from None
    if not isinstance(texts, dict) or not all(_is_valid(path, text) for path, text in texts.items()):
        raise ContentError(shown, 0, "it names a file that no command writes", BROKEN)
    return texts


def _is_valid(path: str, text: object) -> bool:
    folder, *rest = path.split("/")
    return folder in FOLDERS and bool(rest) and not {"", ".", ".."} & {*rest} and isinstance(text, str | None)


def hold_format(content: Path) -> None:
    """Raise ContentError where the folder is of another version than this program's."""
    place = f"{content.name}/{FORMAT_FILE}"
    said = read_if_there(content / FORMAT_FILE, place).decode("utf-8", "replace")
    name, _, value = (part.strip() for part in said.partition("="))
    if not said or (name, value) == ("format", str(FORMAT)):
        return
    if name != "format" or not (value.isascii() and value.isdecimal()) or int(value) < FORMAT:
        raise ContentError(place, 1, "this is no version of a format", f"Put it back as git has it: format = {FORMAT}")
    fact = f"this folder is of format {value}, and this Verbatim reads and writes format {FORMAT}"
    raise ContentError(place, 1, fact, UPGRADE)


def state_format(content: Path) -> None:
    """State the version where the folder does not yet."""
    if not os.path.lexists(content / FORMAT_FILE):
        write_file(content / FORMAT_FILE, FORMAT_STATED)


@contextlib.contextmanager
def content_lock(content: Path, waiting: Callable[[], None]) -> Iterator[None]:
    """Hold the folder's lock, `.cache/content.lock` beside it; call `waiting` once if another command holds it.

    The system releases the lock when a command ends in any way. A killed one leaves its unfinished files, and its mark
    in the lock: the files are cleared away first, then its journal is completed. Where the lock cannot be created (a
    read-only disk, a missing folder), nothing could be written at the same time either.
    """
    with contextlib.ExitStack() as stack:
        try:
            cache_of(content).mkdir(exist_ok=True)
            lock = stack.enter_context((cache_of(content) / LOCK).open("a", encoding="ascii"))
        except OSError:
            yield
            return
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            waiting()
            fcntl.flock(lock, fcntl.LOCK_EX)
        if os.fstat(lock.fileno()).st_size:
            lock.truncate(0)
            for path in content.rglob(f"{WRITING}*"):
                path.unlink()
        finish_changes(content)
        lock.write(AT_WORK)
        lock.flush()
        try:
            yield
        finally:
            lock.truncate(0)
