"""Errors for people: a place, the fact, what to do. Nothing comes in; `ContentError` goes out."""

from __future__ import annotations

import errno
import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


# ---- errors.py

ROOM = "Make room, and run the command again: what stood there stands"
LEAVE = "Let your user read and write there"
# What a disk may refuse, and what to do.
REFUSED = {
    errno.EACCES: LEAVE,
    errno.EPERM: LEAVE,
    errno.EROFS: "Work in a folder that can be written",
    errno.ENOSPC: ROOM,
    errno.EDQUOT: ROOM,
    errno.EFBIG: "Let your user write larger files, and run the command again: what stood there stands",
}


def told(path: str, line: int, fact: str, fix: str) -> str:
    """Return what is told of a place, a fault or a piece of advice: `path:line: fact. fix.`, without a line where 0."""
    place = f"{path}:{line}" if line else path
    return _visible(f"{place}: {fact}. {fix}.")


def _visible(words: str) -> str:
    """Return words on one line, what a terminal would obey or not show written out: they may be a stranger's."""
    if words.isprintable():
        return words
    return "".join(char if char.isprintable() else char.encode("unicode_escape").decode() for char in words)


class ContentError(Exception):
    """A fault in somebody's input, told as `path:line: fact. fix`.

    `path` is relative to the project where that is known; `line` counts from 1, 0 where no line applies. Two that say
    the same are equal, and nothing changes one once it is raised. No dataclass: what makes those is slow to load.
    """

    def __init__(self, path: str, line: int, fact: str, fix: str) -> None:
        super().__init__(path, line, fact, fix)
        self.path = path
        self.line = line
        self.fact = fact
        self.fix = fix

    def __eq__(self, other: object) -> bool:
        return isinstance(other, ContentError) and self.args == other.args

    def __hash__(self) -> int:
        return hash(self.args)

    def __str__(self) -> str:
        return told(self.path, self.line, self.fact, self.fix)


class ContentErrors(Exception):  # noqa: N818  the plural says what it is
    """Several faults at once, so that an editor sees all of them in one run; in the order found."""

    def __init__(self, errors: list[ContentError]) -> None:
        super().__init__("\n".join(str(error) for error in errors))
        self.errors = errors

    def __reduce__(self) -> tuple[type[ContentErrors], tuple[list[ContentError]]]:
        """Say how it is sent from a worker: by the errors, not by the words that were made of them."""
        return ContentErrors, (self.errors,)


def refused(error: OSError) -> ContentError | None:
    """Return what a disk refused, at the file if the system names one; None for what else fails."""
    if error.errno not in REFUSED:
        return None
    place = os.path.relpath(os.fsdecode(error.filename)) if error.filename else "disk"
    return ContentError(place, 0, str(error.strerror).lower(), REFUSED[error.errno])


# ---- ending.py

STOPPED = 130


def ended(work: Callable[[], int]) -> int:
    """Do the work and return its exit status; 1 for what was refused, 130 where somebody stopped it."""
    try:
        status = work()
        sys.stdout.flush()
    except ContentError as error:
        return _told([error])
    except ContentErrors as several:
        return _told(several.errors)
    except KeyboardInterrupt:
        sys.stderr.write("stopped; nothing was left half written\n")
        return STOPPED
    except OSError as error:
        return _hushed() if isinstance(error, BrokenPipeError) else _refused(error)
    return status


def _told(errors: list[ContentError]) -> int:
    sys.stderr.write("".join(f"error: {error}\n" for error in errors))
    return 1


def _refused(error: OSError) -> int:
    """Tell what the disk refused. Raises anything else, which is a fault of ours."""
    fault = refused(error)
    if fault is None:
        raise error
    return _told([fault])


def _hushed() -> int:
    """Point standard output at nothing, so that the interpreter's last flush cannot complain of the closed pipe."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0
