"""A Dask cluster as an executor. A scheduler's address comes in; what goes wrong with it goes out as ContentError.

Its workers must see the same files, and be able to import this program.
"""

from __future__ import annotations

import contextlib
import logging
from concurrent.futures import CancelledError
from importlib import import_module
from typing import TYPE_CHECKING, Any

from generator.errors import ContentError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from concurrent.futures import Executor

ANSWER = "10s"  # how long a scheduler may take to answer
INSTALL = "python -m pip install --require-hashes -r requirements-cluster.txt"
SETTING = "DASK_SCHEDULER"
# Who speaks in the thread that holds the connection. Pelican, told to stop at errors, raises where one is logged: there
# it would end the thread, and with it the connection, for a word about a task that was called off.
SPEAKERS = ("distributed", "distributed.client", "tornado.application", "asyncio")


@contextlib.contextmanager
def cluster(scheduler: str) -> Iterator[Executor]:
    """Give the executor of the cluster whose scheduler has this address, as tcp://host:8786.

    A worker that ends has its work done by another, up to Dask's setting `distributed.scheduler.allowed-failures`.
    """
    distributed = _distributed()
    with _client(distributed, scheduler) as client, client.get_executor(pure=False) as pool:
        try:
            yield pool
        except distributed.KilledWorker:
            fact = "workers of the cluster ended in the middle of their work"
            fix = "They may have run out of memory: give them more, or leave the setting empty"
            raise ContentError(SETTING, 0, fact, fix) from None
        except CancelledError:
            fact = f"the scheduler at {scheduler} ended in the middle of the work"
            raise ContentError(SETTING, 0, fact, "Start it anew, or leave the setting empty") from None


def _distributed() -> Any:
    try:
        distributed = import_module("distributed")
    except ModuleNotFoundError:
        fact = "a Dask scheduler is set, and the package distributed is not installed"
        raise ContentError(SETTING, 0, fact, f"Run {INSTALL}, or leave the setting empty") from None
    for name in SPEAKERS:  # what they would say at length is told in words above
        logging.getLogger(name).setLevel(logging.CRITICAL)
    return distributed


def _client(distributed: Any, scheduler: str) -> Any:
    try:
        return distributed.Client(scheduler, timeout=ANSWER, set_as_default=False)
    except (OSError, ValueError):
        fact = f"no scheduler answers at {scheduler}"
        raise ContentError(SETTING, 0, fact, "Start it, or leave the setting empty") from None
