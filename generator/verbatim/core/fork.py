"""Runs work in a forked process, which starts with all that is loaded here, and pauses the garbage collector.

For programs of one thread: a fork does not copy other threads, only the locks that they hold.
"""

import ctypes
import gc
import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing import get_context
from multiprocessing.process import BaseProcess

PR_SET_PDEATHSIG = 1  # linux/prctl.h


def begin(work: Callable[[], int | None]) -> BaseProcess:
    """Run the work in a forked process, which never outlives this one.

    It exits with what the work returns, or as `sys.exit` in it says. Any other exception is printed, with status 1.
    """
    child = get_context("fork").Process(target=_run, args=(work, os.getpid()))
    child.start()
    return child


def _run(work: Callable[[], int | None], parent: int) -> None:
    end_with_parent(parent)
    gc.disable()  # it ends soon, and a collection would copy every page that it shares with its parent
    sys.exit(work())


def wait(child: BaseProcess) -> int | None:
    """Wait for a forked process; return its exit status, below 0 where a signal ended it."""
    child.join()
    return child.exitcode


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
