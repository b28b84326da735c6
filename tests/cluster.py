"""A Dask cluster on this machine, over loopback: `python -m tests.cluster` prints its address, and ends with its input.

In a process of its own, as a cluster is: its workers know nothing of whoever asks it.
"""

from __future__ import annotations

import sys
from importlib import import_module


def main() -> None:
    """Start a scheduler and two workers, each a process."""
    local_cluster = import_module("distributed").LocalCluster
    with local_cluster(n_workers=2, threads_per_worker=1, host="127.0.0.1", dashboard_address=None) as cluster:
        print(cluster.scheduler_address, flush=True)  # noqa: T201  whoever started it waits for this
        sys.stdin.read()


if __name__ == "__main__":
    main()
