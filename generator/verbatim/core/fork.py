"""Runs work in a forked process, which starts with all that is loaded here, and pauses the garbage collector.

For programs of one thread: a fork does not copy other threads, only the locks that they hold.
"""

import ctypes
import gc
import os
import signal
import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager

PR_SET_PDEATHSIG = 1  # linux/prctl.h
FAULT = 1


def begin(work: Callable[[], int | None]) -> int:
    """Run the work in a forked process, which never outlives this one; return its process id, for `wait`.

    It exits with what the work returns, or as `sys.exit` in it says. Any other exception is printed, with status 1.
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
    try:
        return work() or 0
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else int(end.code is not None)
    except BaseException:  # noqa: BLE001  no caller is left to handle it
        traceback.print_exc()
        return FAULT


def _flush() -> None:
    """Write out buffered output, lest the forked process write it once more."""
    sys.stdout.flush()
    sys.stderr.flush()


def wait(child: int) -> int:
    """Wait for a forked process; return its exit status, below 0 where a signal ended it."""
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def end_with_parent(parent: int = 0) -> None:
    """Have the kernel end this process with the thread that started it, so that the next command can write its files.

    `parent` is the process id of the starter, if known: it may have ended already.
    """
    prctl = getattr(ctypes.CDLL(None), "prctl", None)
    if prctl:
        prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if parent and os.getppid() != parent:
        os._exit(1)


@contextmanager
def gc_paused() -> Iterator[None]:
    """Pause the garbage collector, and resume it afterwards if it was running before."""
    was_running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_running:
            gc.enable()
