"""Rebuild when something changes. Folders to watch come in; each change runs `split` and `build` again.

`python -m generator.site.watch [--port 8000]`. With a port the site is served meanwhile, and pages that were made anew
reload themselves. A failed build leaves the site as it was and says why; the next change tries again.
"""

from __future__ import annotations

import argparse
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import watchfiles

from generator.fragments.files import WRITING
from generator.site.builder import Builder, Built
from generator.site.live import Changes, live_server
from generator.site.serve import LOCAL
from generator.verify import sums_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

FOLDERS = ("content", "theme", "generator")
PROGRAM, SETTINGS = "generator", ".py"
# What the commands themselves write: watching it would never end.
WRITTEN = (".base", "ledger", "__pycache__", ".extracted")
CALM = 20  # milliseconds without a change after which a change is whole
BEGUN = 200  # milliseconds without a change after which watching has begun
SHOWN = 3  # files named of a change


class Sources(watchfiles.DefaultFilter):
    """Lets through what people edit."""

    def __call__(self, change: watchfiles.Change, path: str) -> bool:
        """Tell whether a changed path is a reason to build again."""
        parts = Path(path).parts
        ours = any(part in WRITTEN for part in parts) or parts[-1].startswith(WRITING)
        return super().__call__(change, path) and not ours


def changed() -> Iterator[list[str]]:
    """Yield the paths of each change, until interrupted; none once after watching began, for what changed before.

    An editor may put a new file in the place of a settings file, which ends the watch of that: all is watched anew.
    """
    while True:
        for number, found in enumerate(_watched()):
            paths = sorted({path for _, path in found})
            if paths or not number:
                yield paths
            if is_program(paths):
                break
        else:
            return


def _watched() -> Iterator[set[watchfiles.main.FileChange]]:
    """Yield the files of each change, and nothing as long as nothing changes."""
    watched = [path for path in (*FOLDERS, *map(str, sorted(Path().glob("*.py")))) if Path(path).exists()]
    return watchfiles.watch(
        *watched, watch_filter=Sources(), step=CALM, rust_timeout=BEGUN, yield_on_timeout=True, raise_interrupt=False
    )


def is_program(paths: Collection[str]) -> bool:
    """Tell whether the program, its tables of words included, or the settings changed."""
    program = Path(PROGRAM).absolute()
    return any(path.endswith(SETTINGS) or program in Path(path).absolute().parents for path in paths)


def named(paths: Sequence[str]) -> str:
    """Name the files of a change, a few of many; an editor's passing files only where there is nothing else."""
    standing = [path for path in paths if Path(path).exists()]
    names = list(dict.fromkeys(Path(path).name for path in standing or paths))
    more = len(names) - SHOWN
    if not names:
        return "something"
    return ", ".join(names) if more <= 1 else f"{', '.join(names[:SHOWN])} and {more} more"


class Watch:
    """Builds into `output` at every change, tells how it went, and which pages are others now."""

    def __init__(self, builder: Builder, output: Path, options: Sequence[str], changes: Changes) -> None:
        self.builder, self.output, self.changes = builder, output, changes
        self.options = ["--output", str(output), *options]
        self.sums = sums_of(output)
        self.how = Built.SAME

    def first(self) -> None:
        """Build before anything changed."""
        self.how = self.builder.build(self.options)
        self.sums = sums_of(self.output)

    def take(self, paths: Sequence[str]) -> None:
        """Build after a change of these files; without any, only where what was built last was whole."""
        if not paths and self.how is Built.FAILED:
            return
        began = time.perf_counter()
        if is_program(paths):
            _say(f"changed: {named(paths)}; starting the program anew, which takes a moment longer")
            self.builder.anew()
        self.how = self.builder.build(self.options)
        seconds = time.perf_counter() - began
        if self.how is Built.DONE:
            after = (
                f"on the site after {seconds:.2f} s" if self._compare() else "the site shows nothing else than before"
            )
            _say(f"changed: {named(paths)}; {after}")
        elif self.how is Built.FAILED:
            _say(f"changed: {named(paths)}; not on the site, which stands as it was. The next change tries again")

    def _compare(self) -> bool:
        """Tell the open pages which files are others now; tell whether any is."""
        before, self.sums = self.sums, sums_of(self.output)
        names = {name for name, _ in before.items() ^ self.sums.items()}
        self.changes.tell(names)
        return bool(names)


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
    with suppress(KeyboardInterrupt), Builder() as builder:
        watch = Watch(builder, given.output, options, changes)
        watch.first()
        if running:
            threading.Thread(target=running.serve_forever, daemon=True).start()
            _say(f"serving {given.output} at http://{given.bind}:{running.server_port}/, Ctrl-C ends it")
        for paths in changed():
            watch.take(paths)
    return 0


if __name__ == "__main__":
    sys.exit(main())
