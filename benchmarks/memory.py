"""Measures the peak memory of a command with all its processes, counting shared pages once.

Asking costs time, so that no run is measured and timed at once.
"""

import os
import re
import subprocess
import time
from collections.abc import Sequence
from pathlib import Path

OFTEN = 0.05  # seconds between two looks
PSS = re.compile(rb"^Pss:\s+(\d+) kB", re.MULTILINE)


def peak(command: Sequence[str], folder: Path, extra: dict[str, str]) -> float:
    """Return the peak MiB of a command's processes together; 0 where the system does not report it."""
    child = subprocess.Popen(  # noqa: S603  a command of ours
        list(command),
        cwd=folder,
        env={**os.environ, **extra},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    most = 0
    while child.poll() is None:
        most = max(most, sum(_held(pid) for pid in _session(child.pid)))
        time.sleep(OFTEN)
    return most / 1024


def _session(leader: int) -> list[int]:
    """Return the processes that a session leader started, and itself."""
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            if os.getsid(int(entry.name)) == leader:
                found.append(int(entry.name))
        except OSError:
            continue
    return found


def _held(pid: int) -> int:
    """Return a process's KiB, its part of what it shares counted as its part."""
    try:
        told = PSS.search(Path(f"/proc/{pid}/smaps_rollup").read_bytes())
    except OSError:
        return 0
    return int(told[1]) if told else 0
