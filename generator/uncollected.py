"""Work during which Python's garbage collector waits. Nothing comes in, a context or decorator goes out.

For work that makes very many objects of which none refers to itself: the collector looks through all of them again and
again, and finds nothing. What nobody refers to is freed at once anyway.
"""

from __future__ import annotations

import gc
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def uncollected() -> Iterator[None]:
    """Let the collector wait until the end; it goes on only if it was at work before."""
    was_at_work = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_at_work:
            gc.enable()
