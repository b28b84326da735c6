"""All that an open file holds. A handle comes in, bytes go out; for thousands of small files, so without Python's own.

Standard library only, and little of it: a build that finds nothing changed asks this.
"""

from __future__ import annotations

import os

# A link is not followed, and a pipe that nobody writes to does not hold us up.
READING = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK
CHUNK = 65_536  # bytes: more than most files have


def whole(handle: int, size: int = CHUNK) -> bytes:
    """Return what an open file holds, to its end, in whatever pieces it comes; about `size` bytes are looked for."""
    found = [os.read(handle, size)]
    while more := os.read(handle, CHUNK):
        found.append(more)
    return found[0] if len(found) == 1 else b"".join(found)
