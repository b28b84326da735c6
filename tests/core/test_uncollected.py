import gc

import pytest

from verbatim.annotate import read
from verbatim.core.fork import gc_paused

TEXT = "A rope broke\n\n“Lift,” said Ada Vell, the pilot, on 3 March 2031. “We heard it,” she said. Forty men pulled.\n"


def test_the_collector_waits_and_goes_on_after() -> None:
    with gc_paused():
        assert not gc.isenabled()
    assert gc.isenabled()


def test_it_goes_on_after_a_fault_and_not_before_the_outermost_work_is_done() -> None:
    @gc_paused()
    def broken() -> None:
        with gc_paused():
            pass
        assert not gc.isenabled()
        raise RuntimeError

    with pytest.raises(RuntimeError):
        broken()
    assert gc.isenabled()


def test_a_reading_leaves_nothing_for_the_collector() -> None:
    read(TEXT)
    gc.collect()
    gc.disable()
    try:
        for _ in range(3):
            read(TEXT)
        assert gc.collect() == 0
    finally:
        gc.enable()
