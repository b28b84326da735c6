"""Shares out work: in this process, among forked workers, or on a Dask cluster.

Callers take any `concurrent.futures.Executor`; nothing here knows what the work is.
"""

import contextlib
import logging
import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import CancelledError, Executor, Future
from importlib import import_module
from itertools import islice
from typing import Any, NamedTuple, ParamSpec, TypeVar

from verbatim.core.errors import ContentError
from verbatim.core.fork import end_with_parent

Item = TypeVar("Item")
Result = TypeVar("Result")
Given = ParamSpec("Given")
AHEAD = 4  # batches per worker under way or not yet consumed: keeps memory constant at any size
ANSWER = "10s"  # how long a scheduler may take to answer
INSTALL = "python -m pip install --require-hashes -r requirements/cluster.txt"
SETTING = "DASK_SCHEDULER"
# Loggers of the thread that holds the connection. Pelican, told to stop at errors, raises where one is logged: there
# it would end the thread, and with it the connection, over a task that was called off.
LOGGERS = ("distributed", "distributed.client", "tornado.application", "asyncio")


class InProcess(Executor):
    """An executor without processes, which does the work on submission."""

    def submit(self, fn: Callable[Given, Result], /, *args: Given.args, **kwargs: Given.kwargs) -> Future[Result]:
        """Do the work now; the future keeps its exception, as with any executor, but for what stops a program."""
        future: Future[Result] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:  # noqa: BLE001  result() raises it, whatever it is
            future.set_exception(error)
        return future


def cores() -> int:
    """Return how many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class Shares(NamedTuple):
    """How many workers of this machine share the work, or the address of the Dask scheduler that does."""

    workers: int
    scheduler: str = ""


def shares(settings: Mapping[str, object]) -> Shares:
    """Return what the environment asks for, else the settings `WORKERS` and `DASK_SCHEDULER`, else every core.

    Raises ContentError where the number of workers is not a number.
    """
    said = os.environ.get("WORKERS") or settings.get("WORKERS")
    scheduler = os.environ.get("DASK_SCHEDULER", settings.get("DASK_SCHEDULER"))
    try:
        workers = cores() if said is None else int(str(said))
    except ValueError:
        raise ContentError("WORKERS", 0, f"{str(said)[:30]} is not a number of workers", "Write 0, 1, 2 …") from None
    return Shares(workers, str(scheduler or ""))


@contextlib.contextmanager
def executor(workers: int, scheduler: str = "") -> Iterator[Executor]:
    """Yield the executor that the settings ask for; on exit all its work is done or called off.

    `scheduler` is the address of a Dask scheduler, as tcp://host:8786. Without one there are this many forked
    `workers`, which start with all that was in memory at the first task; below two, this process does the work.
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
    """Leave Ctrl-C to the parent, and never outlive it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    end_with_parent(parent)


def spread(
    pool: Executor, work: Callable[[Item], Result], items: Iterable[Item], *, workers: int, batch: int = 1
) -> Iterator[Result]:
    """Yield the result for each item, in the order of the items; raises what the work raises.

    Items are submitted in batches of `batch`, and only as many batches as `workers` can use: results are consumed
    before the last items are asked for.
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


def for_each(work: Callable[[Item], None], items: Sequence[Item]) -> None:
    """Do what takes long for each item, by as many workers as there are cores."""
    share = min(cores(), len(items))
    with executor(share) as pool:
        deque(spread(pool, work, items, workers=share), maxlen=0)


def _each(work: Callable[[Item], Result], items: Sequence[Item]) -> list[Result]:
    return [work(item) for item in items]


class _Tasks(Executor):
    """An executor whose futures are the cluster's own.

    Dask's `ClientExecutor` reads how a task ended after it has taken its result. A task whose worker ends between the
    two has failed by then, and what it returned is unpacked as an exception: "not enough values to unpack".
    """

    def __init__(self, client: Any) -> None:
        self._client = client

    def submit(self, fn: Callable[Given, Result], /, *args: Given.args, **kwargs: Given.kwargs) -> Future[Result]:
        """Hand the work to the cluster, each time anew: what it returns may depend on what stands on the disk."""
        future: Future[Result] = self._client.submit(fn, *args, pure=False, **kwargs)
        return future


@contextlib.contextmanager
def cluster(scheduler: str) -> Iterator[Executor]:
    """Yield the executor of the cluster whose scheduler has this address, as tcp://host:8786.

    The work of a worker that ends is done by another, up to Dask's setting `distributed.scheduler.allowed-failures`.
    """
    try:
        distributed = import_module("distributed")
    except ModuleNotFoundError:
        fact = "a Dask scheduler is set, and the package distributed is not installed"
        raise ContentError(SETTING, 0, fact, f"Run {INSTALL}, or leave the setting empty") from None
    for name in LOGGERS:
        logging.getLogger(name).setLevel(logging.CRITICAL)
    try:
        client = distributed.Client(scheduler, timeout=ANSWER, set_as_default=False)
    except (OSError, ValueError):
        fact = f"no scheduler answers at {scheduler}"
        raise ContentError(SETTING, 0, fact, "Start it, or leave the setting empty") from None
    with client:
        try:
            yield _Tasks(client)
        except distributed.KilledWorker:
            fact = "workers of the cluster ended in the middle of their work"
            fix = "They may have run out of memory: give them more, or leave the setting empty"
            raise ContentError(SETTING, 0, fact, fix) from None
        except CancelledError:
            fact = f"the scheduler at {scheduler} ended in the middle of the work"
            raise ContentError(SETTING, 0, fact, "Start it anew, or leave the setting empty") from None
