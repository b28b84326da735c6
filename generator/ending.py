"""How a command ends: what it does comes in, an exit status goes out, faults in somebody's input are told.

They end as `error: path:line: fact. fix.` on standard error, and status 1. Nothing is loaded that is not needed.
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from generator.errors import ContentError, ContentErrors, refused

if TYPE_CHECKING:
    from collections.abc import Callable

STOPPED = 130


def ended(work: Callable[[], int]) -> int:
    """Do the work and return its exit status; 1 for what was refused, 130 where somebody stopped it."""
    try:
        status = work()
        sys.stdout.flush()
    except ContentError as error:
        return _told([error])
    except ContentErrors as several:
        return _told(several.errors)
    except KeyboardInterrupt:
        sys.stderr.write("stopped; nothing was left half written\n")
        return STOPPED
    except OSError as error:
        return _hushed() if isinstance(error, BrokenPipeError) else _refused(error)
    return status


def _told(errors: list[ContentError]) -> int:
    sys.stderr.write("".join(f"error: {error}\n" for error in errors))
    return 1


def _refused(error: OSError) -> int:
    """Tell what the disk refused. Raises anything else, which is a fault of ours."""
    fault = refused(error)
    if fault is None:
        raise error
    return _told([fault])


def _hushed() -> int:
    """Point standard output at nothing, so that the interpreter's last flush cannot complain of the closed pipe."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0
