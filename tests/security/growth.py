"""Does a computation's time grow with the length of what it is given, or faster? Processor time, the best of three."""

import gc
import signal
import time
from collections.abc import Callable
from functools import partial

SLACK = 2.3  # of time, for twice the length
SPAN = 3
BELIEVED, FAR = 2, 3.0  # of so many runs at once, a factor that needs no more of them
MEASURED = 0.1  # seconds: a clock that ticks every four milliseconds is wrong by a twentieth at most


class TooSlowError(Exception):
    """A computation was broken off."""


def _break_off(*_: object) -> None:
    raise TooSlowError


def seconds(compute: Callable[[], object], times: int = 1, at_most: float = 60.0, measured: float = 0.0) -> float:
    """Return the least processor time of `times` runs. Raises TooSlowError beyond `at_most` seconds of one.

    What is over sooner is run again until it took `measured` seconds, and counts as the mean of that. Python's cycle
    collector, which would look through all that the tests hold, rests meanwhile, as it does in a build.
    """
    least = float("inf")
    gc.disable()
    before = signal.signal(signal.SIGPROF, _break_off)
    try:
        for _ in range(times):
            signal.setitimer(signal.ITIMER_PROF, at_most)
            begun, runs, took = time.process_time(), 0, -1.0
            while took < measured:
                compute()
                runs, took = runs + 1, time.process_time() - begun
            least = min(least, took / runs)
    finally:
        gc.enable()
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
    return least


def growth(compute: Callable[[str], object], made: Callable[[int], str], length: int, floor: float) -> float:
    """Return by what factor the time grows from `length` to twice it; 1.0 where that stays below `floor` seconds.

    Or by what it grows over the last SPAN doublings, if that is more: what grows with the square takes 64 times as long
    there where it should take 8, which a machine that swings by a factor of two can neither hide nor feign.
    """
    shortest, short, long = made(2 * length // 2**SPAN), made(length), made(2 * length)
    if seconds(lambda: compute(long)) <= floor:
        return 1.0
    least = float("inf")
    for times in (1, 2, 3, 9, 9):  # a machine that does other things besides may spoil a measurement
        took = [
            max(seconds(partial(compute, text), times, measured=MEASURED), 1e-9) for text in (shortest, short, long)
        ]
        if took[2] <= floor:  # the first time was spoilt: a ratio of microseconds says nothing
            return 1.0
        least = min(least, max(took[2] / took[1], (took[2] / took[0]) ** (1 / SPAN)))
        if least <= SLACK or (times == BELIEVED and least > FAR):
            break
    return least
