"""Rebuild when something changes. Folders to watch come in; each change runs `split` and `build` again.

`python -m generator.site.watch [--port 8000]`. With a port the site is served meanwhile, and pages that were made anew
reload themselves: an edited story's own ahead of the build that follows. A failed build leaves the site as it was and
says why; the next change tries again.
"""

from __future__ import annotations

import argparse
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path
from queue import SimpleQueue
from typing import TYPE_CHECKING

from generator import staging
from generator.site.ahead import Ahead
from generator.site.builder import Builder, Built
from generator.site.edits import changed, is_program, named
from generator.site.live import Changes, live_server
from generator.site.serve import LOCAL
from generator.verify import sums_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

TICK = 0.05  # seconds by which the clock of a file system may be behind


class Watch:
    """Builds into `output` at every change, tells how it went, and which pages are others now."""

    def __init__(self, builder: Builder, ahead: Ahead, output: Path, options: Sequence[str], changes: Changes) -> None:
        self.builder, self.ahead, self.output, self.options, self.changes = builder, ahead, output, options, changes
        self.sums = sums_of(output)
        self.how = Built.SAME
        self.ended = 0.0

    def first(self) -> None:
        """Build before anything changed."""
        self._build([])
        self.sums = sums_of(self.output)
        self.ahead.built()

    def show(self, paths: Sequence[str]) -> None:
        """Show what can be shown of a change of these files before it is built; by another thread than `take`."""
        began = time.perf_counter()
        names = self.ahead.take(paths) if paths else []
        if names:
            self.changes.tell(names)
            _say(f"changed: {named(paths)}; {_files(names)} of its own after {time.perf_counter() - began:.2f} s")

    def take(self, paths: Sequence[str]) -> None:
        """Build after a change of these files; without any, only where what was built last was whole."""
        if not paths and self.how is Built.FAILED:
            return
        began = time.perf_counter()
        if is_program(paths):
            _say(f"changed: {named(paths)}; starting the program anew, which takes a moment longer")
            self.builder.anew()
        self._build(paths)
        seconds = time.perf_counter() - began
        if self.how is Built.DONE:
            after = (
                f"on the site after {seconds:.2f} s" if self._compare() else "the site shows nothing else than before"
            )
            _say(f"changed: {named(paths)}; {after}")
            self.changes.tell(self.ahead.built())
        elif self.how is Built.FAILED:
            staging.recover(self.output.absolute())
            self.changes.tell(self.ahead.withdrawn())
            _say(f"changed: {named(paths)}; not on the site, which stands as it was. The next change tries again")

    def _build(self, paths: Sequence[str]) -> None:
        """Build; where the last build may have written the files itself, or seen them, only if anything changed."""
        self.ahead.begins()
        is_new = any(_written(path) > self.ended + TICK for path in paths)
        build = self.builder.build if is_new else self.builder.build_if_changed
        self.how = build(self.options)
        self.ended = time.time()

    def _compare(self) -> bool:
        """Tell the open pages which files are others now, and were not shown before; tell whether any is another."""
        before, self.sums = self.sums, sums_of(self.output)
        names = {name for name, _ in before.items() ^ self.sums.items()}
        self.changes.tell(names - self.ahead.told(self.sums))
        return bool(names)


def _written(path: str) -> float:
    """Return when a file was written, in seconds since 1970; 0 where it is gone."""
    try:
        return Path(path).stat().st_ctime
    except OSError:
        return 0.0


def _files(names: Sequence[str]) -> str:
    return "1 file" if len(names) == 1 else f"{len(names)} files"


def gathered(changes: Iterable[list[str]], seen: Callable[[list[str]], None]) -> Iterator[list[str]]:
    """Yield the paths of changes, what came meanwhile as one; a thread tells `seen` of each as it comes."""
    waiting: SimpleQueue[list[str]] = SimpleQueue()

    def look() -> None:
        for paths in changes:
            seen(paths)
            waiting.put(paths)

    threading.Thread(target=look, daemon=True).start()
    while True:
        paths = waiting.get()
        while not waiting.empty():
            paths = sorted({*paths, *waiting.get()})
        yield paths


def _say(line: str) -> None:
    sys.stderr.write(f"{line}\n")


def main(arguments: list[str] | None = None) -> int:
    """Watch until interrupted; return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m generator.site.watch", description="Rebuild on every change.")
    parser.add_argument("--port", type=int)
    parser.add_argument("--bind", default=LOCAL)
    parser.add_argument("--output", type=Path, default=Path("output"))
    given, options = parser.parse_known_args(arguments)
    changes = Changes()
    try:
        running = live_server(given.output, changes, given.bind, given.port) if given.port is not None else None
    except OSError as error:
        _say(f"port {given.port} of {given.bind}: {error.strerror}. Name another, as make devserver PORT=8001.")
        return 1
    options = ["--output", str(given.output), *options]
    with suppress(KeyboardInterrupt), Builder() as builder, Ahead(given.output, options) as ahead:
        watch = Watch(builder, ahead, given.output, options, changes)
        watch.first()
        if running:
            threading.Thread(target=running.serve_forever, daemon=True).start()
            _say(f"serving {given.output} at http://{given.bind}:{running.server_port}/, Ctrl-C ends it")
        for paths in gathered(changed(), watch.show):
            watch.take(paths)
    return 0


if __name__ == "__main__":
    sys.exit(main())
