"""Stops a command after some of its changes on the disk, as Ctrl-C may at any of them."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest


@contextmanager
def stopped_after(changes: int) -> Iterator[list[bool]]:
    """Let files be put in place and removed that many times, then interrupt once; the list tells whether it did."""
    done, stopped = [0], [False]

    def counted(real: Callable[..., None]) -> Callable[..., None]:
        def step(*given: Any, **how: Any) -> None:
            if done[0] == changes and not stopped[0]:
                stopped[0] = True
                raise KeyboardInterrupt
            done[0] += 1
            real(*given, **how)

        return step

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(os, "replace", counted(os.replace))
        patched.setattr(os, "unlink", counted(os.unlink))
        yield stopped
