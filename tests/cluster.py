"""A Dask cluster on this machine, over loopback: `python -m tests.cluster` prints its address, and ends with its input.

In a process of its own, as a cluster is: its workers know nothing of whoever asks it.
"""

import contextlib
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

ROOT = Path(__file__).parents[1]


@contextlib.contextmanager
def running() -> Iterator[str]:
    """Give the address of a Dask scheduler on this machine, with two workers that are processes of their own."""
    cluster = subprocess.Popen(
        [sys.executable, "-m", "tests.cluster"], cwd=ROOT, text=True,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    assert cluster.stdout
    try:
        yield cluster.stdout.readline().strip()
    finally:  # else the cluster outlives a test that fails, and its process is told as a fault of another test
        cluster.communicate("")


def end(number: int) -> int:
    """End the process that is asked to do this, if the number is 1."""
    if number == 1:
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def main() -> None:
    """Start a scheduler and two workers, each a process."""
    local_cluster = import_module("distributed").LocalCluster
    with local_cluster(n_workers=2, threads_per_worker=1, host="127.0.0.1", dashboard_address=None) as cluster:
        print(cluster.scheduler_address, flush=True)  # noqa: T201  whoever started it waits for this
        sys.stdin.read()


if __name__ == "__main__":
    main()
