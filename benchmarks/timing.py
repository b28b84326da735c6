"""Runs one command, and says what it took: seconds of wall and of processor, and the memory of its largest process."""

from __future__ import annotations

import os
import subprocess
import tempfile
import time
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

MIB = 1024
# A machine may keep Python from keeping what it compiled, for tidiness: then every run would compile the program anew.
UNUSUAL = ("PYTHONDONTWRITEBYTECODE",)


class Took(NamedTuple):
    """Seconds of wall and processor, MiB of the largest process, and how many cores others kept busy meanwhile."""

    wall: float
    cpu: float
    mib: float
    others: float


def run(command: Sequence[str], folder: Path, extra: dict[str, str]) -> Took:
    """Run a command to its end. Raises SystemExit with its last words where it fails."""
    with tempfile.TemporaryFile() as said:
        busy, start = _busy(), time.perf_counter()
        child = subprocess.Popen(  # noqa: S603  a command of ours
            list(command), cwd=folder, env=_environment(extra), stdin=subprocess.DEVNULL, stdout=said, stderr=said
        )
        _, status, usage = os.wait4(child.pid, 0)
        wall = time.perf_counter() - start
        child.returncode = os.waitstatus_to_exitcode(status)
        if child.returncode:
            said.seek(0)
            raise SystemExit(
                f"{' '.join(command)}: exit {child.returncode}\n{said.read().decode(errors='replace')[-2000:]}"
            )
    cpu = usage.ru_utime + usage.ru_stime
    return Took(wall, cpu, usage.ru_maxrss / MIB, max(0.0, _busy() - busy - cpu) / wall)


def _environment(extra: dict[str, str]) -> dict[str, str]:
    """Return the environment of an ordinary shell, with what a generator asks for besides."""
    return {name: value for name, value in os.environ.items() if name not in UNUSUAL} | extra


def _busy() -> float:
    """Return the seconds that all cores of the machine were busy so far; 0 where the system does not tell."""
    try:
        with open("/proc/stat", encoding="ascii") as file:  # noqa: PTH123  a file of the kernel's
            ticks = [int(word) for word in file.readline().split()[1:9]]
    except OSError:
        return 0.0
    idle, waiting = ticks[3], ticks[4]
    return (sum(ticks) - idle - waiting) / os.sysconf("SC_CLK_TCK")
