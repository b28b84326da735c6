"""A process that ends when the one that started it is killed. Nothing comes in; the kernel is told."""

from __future__ import annotations

import ctypes
import os
import signal

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
