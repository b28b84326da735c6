"""What time is it on a file system? A folder there comes in, its time goes out; standard library only."""

from __future__ import annotations

import os
import time

TRIES = 20  # milliseconds: Linux's clock moves on every 1 to 10, that of a stick for a camera every 2,000


def clock_of(folder: str) -> int:
    """Return the time in ns as the file system of a folder has it: that of another machine, it may be."""
    try:
        os.utime(folder)
        return os.stat(folder).st_mtime_ns  # noqa: PTH116
    except OSError:
        return 0


def tick_after(folder: str) -> int:
    """Wait until the file system's clock moves on, and return its time; after some 20 ms, whatever it is then."""
    began = now = clock_of(folder)
    for _ in range(TRIES):
        if now != began:
            break
        time.sleep(0.001)
        now = clock_of(folder)
    return now
