"""Who does the work: in order whoever is done first, no further ahead than needed, and gone with whoever asked."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.conftest import ROOT
from verbatim.core.errors import ContentError, ContentErrors
from verbatim.core.executors import AHEAD, InProcess, executor, shares, spread


def slow_first(number: int) -> int:
    time.sleep(0.05 if number == 0 else 0)
    return number * number


def refuse(number: int) -> int:
    raise ContentErrors([ContentError("wall.txt", number, "this is wrong", "Mend it")])


def end(number: int) -> None:
    if number == 1:
        os.kill(os.getpid(), signal.SIGKILL)


@pytest.mark.parametrize("workers", [0, 1, 2])
@pytest.mark.parametrize("count", [0, 7])
def test_results_come_in_the_order_of_the_items(workers: int, count: int) -> None:
    with executor(workers) as pool:
        assert list(spread(pool, slow_first, range(count), workers=workers, batch=2)) == [n * n for n in range(count)]


def test_no_more_is_asked_for_than_the_workers_have_use_for() -> None:
    asked: list[int] = []
    items = (asked.append(number) or number for number in range(1000))  # type: ignore[func-returns-value]
    assert next(spread(InProcess(), slow_first, items, workers=2, batch=3)) == 0
    assert len(asked) == AHEAD * 2 * 3


@pytest.mark.parametrize("workers", [0, 2])
def test_what_the_work_raises_is_raised_whole_where_it_was_asked_for(workers: int) -> None:
    with executor(workers) as pool, pytest.raises(ContentErrors) as told:
        list(spread(pool, refuse, [3], workers=workers))
    assert told.value.errors == [ContentError("wall.txt", 3, "this is wrong", "Mend it")]
    assert str(told.value) == "wall.txt:3: this is wrong. Mend it."


def test_a_worker_that_the_system_ends_is_told_in_words() -> None:
    with pytest.raises(ContentError, match="ended a worker"), executor(2) as pool:
        list(spread(pool, end, range(4), workers=2))


def test_forked_workers_begin_with_what_is_in_memory() -> None:
    with executor(2) as pool:
        assert pool.submit(os.getppid).result() == os.getpid()


def children(parent: int) -> list[int]:
    listed = subprocess.run(["ps", "-o", "pid=", "--ppid", str(parent)], capture_output=True, text=True, check=False)
    return [int(word) for word in listed.stdout.split()]


def alive(number: int) -> bool:
    try:
        return "State:\tZ" not in Path(f"/proc/{number}/status").read_text(encoding="utf-8")
    except OSError:
        return False


@pytest.mark.skipif(sys.platform != "linux", reason="the kernel is told to end them, which Linux alone can")
def test_workers_end_with_a_killed_parent() -> None:
    program = (
        "import time\nfrom verbatim.core.executors import executor\n"
        "with executor(2) as pool:\n    pool.submit(time.sleep, 60)\n"
        "    print('at work', flush=True)\n    time.sleep(60)\n"
    )
    parent = subprocess.Popen([sys.executable, "-c", program], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert parent.stdout.readline() == "at work\n"
    workers = children(parent.pid)
    parent.kill()
    parent.communicate()
    deadline = time.monotonic() + 20
    while any(map(alive, workers)) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert len(workers) == 2
    assert [worker for worker in workers if alive(worker)] == []


def test_the_environment_goes_before_the_settings_and_what_is_no_number_of_workers_is_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    said = {"WORKERS": 3, "DASK_SCHEDULER": "tcp://one:8786"}
    for name in said:
        monkeypatch.delenv(name, raising=False)
    assert shares(said) == (3, "tcp://one:8786")
    monkeypatch.setenv("WORKERS", "0")
    monkeypatch.setenv("DASK_SCHEDULER", "")
    assert shares(said) == (0, "")
    monkeypatch.setenv("WORKERS", "many")
    with pytest.raises(ContentError, match="many is not a number of workers"):
        shares({})


def test_a_scheduler_without_its_package_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(ContentError, match=r"requirements/cluster\.txt"), executor(2, "tcp://127.0.0.1:1"):
        pass
