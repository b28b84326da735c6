"""Forked work ends as a program does, and the garbage collector waits where it is told to."""

import gc
import os
import signal

import pytest

from verbatim.annotate import read
from verbatim.core import fork as forked
from verbatim.core.fork import gc_paused

TEXT = "A rope broke\n\n“Lift,” said Ada Vell, the pilot, on 3 March 2031. “We heard it,” she said. Forty men pulled.\n"


def test_the_collector_waits_and_goes_on_after_also_after_a_fault_and_not_before_the_outermost_work_is_done() -> None:
    with gc_paused():
        assert not gc.isenabled()
    assert gc.isenabled()

    @gc_paused()
    def broken() -> None:
        with gc_paused():
            pass
        assert not gc.isenabled()
        raise RuntimeError

    with pytest.raises(RuntimeError):
        broken()
    assert gc.isenabled()


@pytest.mark.campaign("generator/verbatim/core", "generator/verbatim/annotate")
def test_a_reading_leaves_nothing_for_the_collector() -> None:
    read(TEXT)
    gc.disable()
    try:
        assert min(_left_by(TEXT) for _ in range(5)) == 0  # other threads of the tests may leave something besides
    finally:
        gc.enable()


def _left_by(text: str) -> int:
    gc.collect()
    read(text)
    return gc.collect()


@pytest.mark.parametrize(("raised", "status"), [(SystemExit(3), 3), (SystemExit("why"), 1), (SystemExit(None), 0)])
def test_forked_work_exits_as_a_program_does(raised: SystemExit, status: int) -> None:
    def work() -> int:
        raise raised

    assert forked.wait(forked.begin(work)) == status


def test_what_forked_work_raises_is_shown(capfd: pytest.CaptureFixture[str]) -> None:
    assert forked.wait(forked.begin(lambda: 1 // 0)) == 1
    assert "ZeroDivisionError" in capfd.readouterr().err


def test_a_signal_that_ends_forked_work_is_told() -> None:
    assert forked.wait(forked.begin(lambda: os.kill(os.getpid(), signal.SIGKILL))) == -signal.SIGKILL
