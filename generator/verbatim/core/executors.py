"""Who does work that can be shared out: this process, forked workers, or a cluster. Settings come in, an executor out.

Whatever takes one of these takes any `concurrent.futures.Executor`. Nothing here knows what the work is.
"""

from __future__ import annotations

import contextlib
import logging
import os
import signal
from collections import deque
from concurrent.futures import CancelledError, Executor, Future
from importlib import import_module
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple, ParamSpec, TypeVar

from verbatim.core.errors import ContentError
from verbatim.core.fork import end_with_parent

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence


# ---- dask.py

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


# ---- executors.py

Item = TypeVar("Item")
Result = TypeVar("Result")
Given = ParamSpec("Given")
AHEAD = 4  # batches a worker that may be under way, or wait for whoever takes them: memory stays the same at any size


class InProcess(Executor):
    """An executor without processes: work is done when it is handed over."""

    def submit(self, fn: Callable[Given, Result], /, *args: Given.args, **kwargs: Given.kwargs) -> Future[Result]:
        """Do the work now; what it raises is kept in the future, as with any executor, but for what stops a program."""
        future: Future[Result] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:  # noqa: BLE001  whoever asks for the result gets it, whatever it is
            future.set_exception(error)
        return future


def cores() -> int:
    """Return how many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class Shares(NamedTuple):
    """Who shares the work: so many workers of this machine, or those of the Dask scheduler at this address."""

    workers: int
    scheduler: str = ""


def shares(settings: Mapping[str, object]) -> Shares:
    """Return what the environment asks for, else the settings `WORKERS` and `DASK_SCHEDULER`, else every core.

    Raises ContentError where the number of workers is none.
    """
    said = os.environ.get("WORKERS") or settings.get("WORKERS")
    scheduler = os.environ.get("DASK_SCHEDULER", settings.get("DASK_SCHEDULER"))
    try:
        workers = cores() if said is None else int(str(said))
    except ValueError:
        raise ContentError("WORKERS", 0, f"{str(said)[:30]} is no number of workers", "Write 0, 1, 2 …") from None
    return Shares(workers, str(scheduler or ""))


@contextlib.contextmanager
def executor(workers: int, scheduler: str = "") -> Iterator[Executor]:
    """Give the executor that the settings ask for; all that it was given is done, or called off, after.

    `scheduler` is the address of a Dask scheduler, as tcp://host:8786; without one there are so many forked `workers`,
    and below two the work is done in this process. Forked workers begin with all that was in memory at the first task.
    """
    with contextlib.ExitStack() as held:
        if scheduler:
            yield held.enter_context(cluster(scheduler))
        elif workers > 1:
            yield held.enter_context(_forked(workers))
        else:
            yield InProcess()


@contextlib.contextmanager
def _forked(workers: int) -> Iterator[Executor]:
    from concurrent.futures.process import BrokenProcessPool, ProcessPoolExecutor  # noqa: PLC0415  25 ms
    from multiprocessing import get_context  # noqa: PLC0415

    pool = ProcessPoolExecutor(workers, get_context("fork"), _begin, (os.getpid(),))
    try:
        yield pool
    except BrokenProcessPool:
        fix = "It may have run out of memory: set WORKERS to fewer, and run the command again"
        raise ContentError("WORKERS", 0, "the system ended a worker in the middle of its work", fix) from None
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _begin(parent: int) -> None:
    """Leave Ctrl-C to the process that shares out the work, and never outlive it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    end_with_parent(parent)


def spread(
    pool: Executor, work: Callable[[Item], Result], items: Iterable[Item], *, workers: int, batch: int = 1
) -> Iterator[Result]:
    """Yield the result for each item, in the order of the items, whoever is done first; raises what the work raises.

    So many items go out at a time as `batch` says, and no more batches than `workers` have use for: what is yielded is
    free to go before the last items are asked for.
    """
    waiting: deque[Future[list[Result]]] = deque()
    left = iter(items)
    try:
        for some in iter(lambda: list(islice(left, batch)), []):
            waiting.append(pool.submit(_each, work, some))
            if len(waiting) >= AHEAD * max(1, workers):
                yield from waiting.popleft().result()
        while waiting:
            yield from waiting.popleft().result()
    finally:
        for future in waiting:
            future.cancel()


def _each(work: Callable[[Item], Result], items: Sequence[Item]) -> list[Result]:
    return [work(item) for item in items]
