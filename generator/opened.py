"""All that an open file holds. A handle comes in, bytes go out; for thousands of small files, so without Python's own.

Standard library only, and little of it: a build that finds nothing changed asks this.
"""

from __future__ import annotations

import os

# A link is not followed, and a pipe that nobody writes to does not hold us up.
READING = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK
CHUNK = 65_536  # bytes


def whole(handle: int, size: int) -> bytes:
    """Return what an open file holds; `size` is what it was said to have, and spares us to ask for more where it has.

    Any other file is read to its end, in whatever pieces it comes.
    """
    data = os.read(handle, size + 1)
    if len(data) == size:
        return data
    found = [data]
    while more := os.read(handle, CHUNK):
        found.append(more)
    return b"".join(found)
