"""A process that loads Pelican while the command looks at files. An order goes in, what Pelican says comes out.

Loading takes half a second, and so does looking at 80,000 files: two cores do both at once. Whoever orders nothing
ends, and this process with it. Light, since a build where nothing changed loads this too.
"""

from __future__ import annotations

import os
import sys
from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple

from verbatim.core.filestate import BETWEEN, BYTES, Folder, Snapshot, hand_on

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence


ONCE = "verbatim.site.pelican.run"  # runs Pelican for one build
# What Pelican and we import, at once or when a build comes to it.
NEEDED = (ONCE, "verbatim.site.pelican.plugin", "sqlite3", "rich.status", "jinja2.ext", "concurrent.futures.process",
          "multiprocessing.popen_fork", "babel.dates", "nh3", "pytz.tzinfo", "markdown.extensions.def_list",
          "markdown.extensions.sane_lists", "markdown.extensions.tables")  # fmt: skip
PLAIN = {"COLUMNS": "1000", "NO_COLOR": "1", "PYTHONUTF8": "1"}  # words as they are, no line broken at a screen's width


class Ready(NamedTuple):
    """The process's number, where it says what it has to say, where its order is put, and what tells it to read that.

    The three are numbers of open files.
    """

    child: int
    said: int
    order: int
    bell: int


_WAITING: list[Ready] = []


def get_ready() -> None:
    """Have a process load Pelican, where a second core can, and it is not loaded."""
    if ONCE in sys.modules or not hasattr(os, "memfd_create") or len(os.sched_getaffinity(0)) == 1 or not reads_utf8():
        return
    from verbatim.core import fork as forked  # noqa: PLC0415

    order, (said, saying), (heard, bell) = os.memfd_create("order"), os.pipe(), os.pipe()

    def work() -> int | None:
        os.close(bell)
        say_into(saying)
        os.environ.update(PLAIN)
        for name in NEEDED:
            import_module(name)
        return _obeyed(order) if os.read(heard, 1) else 0

    _WAITING.append(Ready(forked.begin(work), said, order, bell))
    os.close(saying)
    os.close(heard)


def ordered(words: Sequence[str], told: Mapping[str, str], seen: Snapshot | None) -> tuple[int, int] | None:
    """Have the process that is ready run Pelican with these words, and hand on what was seen.

    Return its number and the open file that it says things into; None where no process is ready.
    """
    if not _WAITING:
        return None
    ready = _WAITING.pop()
    with os.fdopen(ready.order, "wb") as file:
        file.write(packed(words, told, seen))
    os.write(ready.bell, b"!")
    os.close(ready.bell)
    return ready.child, ready.said


def reads_utf8() -> bool:
    """Tell whether this process takes words for UTF-8, as a forked one then does."""
    import locale  # noqa: PLC0415

    return sys.flags.utf8_mode == 1 or locale.getencoding().upper() == "UTF-8"


def run(words: Sequence[str], told: Mapping[str, str]) -> int | None:
    """Run Pelican in this process."""
    os.environ.update(told)
    status: int | None = import_module(ONCE).main([*words])
    return status


def say_into(descriptor: int) -> None:
    """Have all that this process says go there."""
    for own in (sys.stdout.fileno(), sys.stderr.fileno()):
        os.dup2(descriptor, own)
    os.close(descriptor)


def packed(words: Sequence[str], told: Mapping[str, str], seen: Snapshot | None) -> bytes:
    """Return an order: words, environment and what was seen."""
    import json  # noqa: PLC0415

    held = (*seen[:1], *seen[2:]) if seen else None
    names = {path: folder.names for path, folder in seen.tree.items()} if seen else {}
    numbers = (folder.numbers for folder in seen.tree.values()) if seen else ()
    return b"\n".join((json.dumps((words, dict(told), held, names)).encode(), b"".join(numbers)))


def obeyed_as(order: bytes) -> tuple[list[str], dict[str, str], Snapshot | None]:
    """Return what an order says."""
    import json  # noqa: PLC0415

    said, _, numbers = order.partition(b"\n")
    words, told, held, names = json.loads(said)
    if not held:
        return words, told, None
    folders, clock, sign = held
    return words, told, Snapshot(folders, dict(_folders(names, numbers)), clock, sign)


def _obeyed(order: int) -> int | None:
    words, told, seen = obeyed_as(os.pread(order, os.fstat(order).st_size, 0))
    if seen:
        hand_on(seen)
    return run(words, told)


def _folders(names: Mapping[str, str], numbers: bytes) -> Iterator[tuple[str, Folder]]:
    at = 0
    for path, held in names.items():
        ends = at + (BYTES * (held.count(BETWEEN) + 1) if held else 0)
        yield path, Folder(held, numbers[at:ends])
        at = ends
