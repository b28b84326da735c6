"""Runs one command and measures wall and processor seconds and the memory of its largest process."""

import atexit
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

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
    busy = _busy()
    launcher = _launcher()
    print(json.dumps([[*command], str(folder), _environment(extra)]), file=launcher.stdin, flush=True)
    status, wall, cpu, kib, words = json.loads(_line(launcher))
    if status:
        raise SystemExit(f"{' '.join(command)}: exit {status}\n{words}")
    return Took(wall, cpu, kib / MIB, max(0.0, _busy() - busy - cpu) / wall)


@cache
def _launcher() -> subprocess.Popen[str]:
    """Start, before this process grows, the one that runs the commands (`launcher`); it ends with this one."""
    command = [sys.executable, str(Path(__file__).with_name("launcher.py"))]
    launcher = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)  # noqa: S603  our own
    atexit.register(launcher.communicate)  # closes what it reads: it ends, before this process does
    return launcher


def _line(launcher: subprocess.Popen[str]) -> str:
    assert launcher.stdout is not None  # noqa: S101  it is a pipe
    return launcher.stdout.readline()


def _environment(extra: dict[str, str]) -> dict[str, str]:
    """Return the environment of an ordinary shell, with what a generator asks for besides."""
    return {name: value for name, value in os.environ.items() if name not in UNUSUAL} | extra


def _busy() -> float:
    """Return the seconds that all cores were busy so far; 0 where the system does not report it."""
    try:
        with open("/proc/stat", encoding="ascii") as file:  # noqa: PTH123  a file of the kernel's
            ticks = [int(word) for word in file.readline().split()[1:9]]
    except OSError:
        return 0.0
    idle, waiting = ticks[3], ticks[4]
    return (sum(ticks) - idle - waiting) / os.sysconf("SC_CLK_TCK")
