"""Runs commands for `timing`, from a process that stays small.

The kernel counts the memory of whoever starts a program as that program's too (`ru_maxrss` lives on through `exec`),
and the benchmark itself holds all records of a site. Each line that comes in is a list in JSON: command, folder,
environment; the line that goes out has the exit status, seconds of wall and processor, KiB, and the last words.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time

LAST = 2000  # characters of what a command that failed said


def main() -> None:
    """Answer each line until there is none."""
    for line in sys.stdin:
        print(json.dumps(ran(*json.loads(line))), flush=True)  # noqa: T201  the answer


def ran(command: list[str], folder: str, environment: dict[str, str]) -> list[object]:
    """Run a command to its end."""
    with tempfile.TemporaryFile() as said:
        start = time.perf_counter()
        child = subprocess.Popen(  # noqa: S603  a command of ours
            command, cwd=folder, env=environment, stdin=subprocess.DEVNULL, stdout=said, stderr=said
        )
        _, status, usage = os.wait4(child.pid, 0)
        wall = time.perf_counter() - start
        child.returncode = os.waitstatus_to_exitcode(status)
        said.seek(0)
        words = said.read().decode(errors="replace")[-LAST:]
    return [child.returncode, wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss, words]


if __name__ == "__main__":
    main()
