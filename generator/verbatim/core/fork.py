"""Work in a process of its own that begins with all that is loaded here. Work comes in, an exit status goes out.

For programs of one thread: a fork takes no other thread along.
"""

from __future__ import annotations

import ctypes
import gc
import os
import signal
import sys
import traceback
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


# ---- with_parent.py

PR_SET_PDEATHSIG = 1  # linux/prctl.h


def end_with_parent(parent: int = 0) -> None:
    """Have the kernel end this process with the thread that started it: what it wrote is then the next command's.

    `parent` is the number of the process that started it, where the caller knows it: it may be gone already.
    """
    prctl = getattr(ctypes.CDLL(None), "prctl", None)
    if prctl:
        prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if parent and os.getppid() != parent:
        os._exit(1)


# ---- forked.py

FAULT = 1


def begin(work: Callable[[], int | None]) -> int:
    """Do the work in a forked process, which never outlives this one; return its number, for `ended`.

    It exits with what the work returns, or as `sys.exit` in it says; what else it raises is shown, and its status is 1.
    """
    _flush()
    parent = os.getpid()
    child = os.fork()
    if child:
        return child
    status = FAULT
    try:
        end_with_parent(parent)
        gc.disable()  # it ends soon, and a collection would copy every page that it shares with its parent
        status = _status(work)
        _flush()
    finally:
        os._exit(status)


def _status(work: Callable[[], int | None]) -> int:
    """Do the work as a program does whose last line is `sys.exit(work())`."""
    try:
        return work() or 0
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else int(end.code is not None)
    except BaseException:  # noqa: BLE001  nobody is left to take it
        traceback.print_exc()
        return FAULT


def ended(child: int) -> int:
    """Wait for a forked process; return its exit status, below 0 where a signal ended it."""
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def _flush() -> None:
    """Write out what was said, lest a forked process say it once more."""
    sys.stdout.flush()
    sys.stderr.flush()


# ---- uncollected.py


@contextmanager
def uncollected() -> Iterator[None]:
    """Let the collector wait until the end; it goes on only if it was at work before."""
    was_at_work = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_at_work:
            gc.enable()
