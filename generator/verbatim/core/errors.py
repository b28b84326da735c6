"""Errors that tell an editor the place, the fact and what to do, and the exit status that follows from them."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable
from typing import NamedTuple

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
STOPPED = 130


def message(path: str, line: int, fact: str, fix: str) -> str:
    """Return a fault or a piece of advice on one line, `path:line: fact. fix.`, without the line number where 0.

    Characters that a terminal would obey or not show are written out: the words may be a stranger's.
    """
    place = f"{path}:{line}" if line else path
    words = f"{place}: {fact}. {fix}."
    if words.isprintable():
        return words
    return "".join(char if char.isprintable() else char.encode("unicode_escape").decode() for char in words)


class ContentErrors(Exception):  # noqa: N818  the plural says what it is
    """Faults in the order found, so that an editor sees all of them in one run; a ContentError is one by itself."""

    def __init__(self, errors: list[ContentError]) -> None:
        super().__init__(errors)

    @property
    def errors(self) -> list[ContentError]:
        """Each fault."""
        return list(self.args[0])

    def __str__(self) -> str:
        return "\n".join(map(str, self.errors))


class ContentError(ContentErrors):
    """A fault in the user's input, shown as `path:line: fact. fix`.

    `path` is relative to the project where that is known; `line` counts from 1, 0 where no line applies. Errors that
    say the same are equal. Not a dataclass, which would be slow to load.
    """

    def __init__(self, path: str, line: int, fact: str, fix: str) -> None:
        Exception.__init__(self, path, line, fact, fix)
        self.path = path
        self.line = line
        self.fact = fact
        self.fix = fix

    @property
    def errors(self) -> list[ContentError]:
        """Itself."""
        return [self]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, ContentError) and self.args == other.args

    def __hash__(self) -> int:
        return hash(self.args)

    def __str__(self) -> str:
        return message(self.path, self.line, self.fact, self.fix)


class Advice(NamedTuple):
    """A place, a fact, and what could be done. It is displayed like an error, but nothing is wrong."""

    path: str
    line: int
    fact: str
    fix: str

    def __str__(self) -> str:
        return message(self.path, self.line, self.fact, self.fix)


class Faults(list[ContentError]):
    """What is wrong with several things: `with faults:` notes what the block raises and goes on behind it."""

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind: object, error: object, trace: object) -> bool:
        if isinstance(error, ContentErrors):
            self += error.errors
            return True
        return False

    def raise_all(self) -> None:
        """Raise ContentErrors with all that was noted, if anything was."""
        if self:
            raise ContentErrors(list(dict.fromkeys(self)))


def unreadable(path: str, line: int, error: Exception) -> ContentError:
    """Return the error of a document on which the program failed, with the line of the program: a fault of its own."""
    place, at = "", error.__traceback__
    while at:
        place, at = f"{at.tb_frame.f_code.co_filename.rpartition(os.sep)[2]}:{at.tb_lineno}", at.tb_next
    fix = "The fault is in verbatim: report this line, and leave this document as it is or out for now"
    fact = f"reading this document failed ({type(error).__name__}: {error}; {place})"
    return ContentError(path, line, fact, fix)


def refusal(error: OSError) -> ContentError | None:
    """Return what a disk refused, at the file if the system names one; None for any other failure."""
    if error.errno not in REFUSED:
        return None
    place = os.path.relpath(os.fsdecode(error.filename)) if error.filename else "disk"
    return ContentError(place, 0, str(error.strerror).lower(), REFUSED[error.errno])


def exit_status(work: Callable[[], int]) -> int:
    """Do a command's work and return its exit status: 1 after printing what was wrong, 130 if it was interrupted."""
    errors: list[ContentError]
    try:
        status = work()
        sys.stdout.flush()
    except ContentErrors as faults:
        errors = faults.errors
    except KeyboardInterrupt:
        sys.stderr.write("stopped; nothing was left half written\n")
        return STOPPED
    except BrokenPipeError:  # the interpreter's last flush must not complain of the closed pipe
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        fault = refusal(error)
        if fault is None:
            raise
        errors = [fault]
    else:
        return status
    sys.stderr.write("".join(f"error: {error}\n" for error in errors))
    return 1
