"""Watches what people edit, and splits and builds again at every change.

The site is served meanwhile, and changed pages reload themselves; an edited story's own pages are previewed before the
build. A failed build leaves the site as it was and says why; the next change tries again.
"""

import sys
import threading
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any, NamedTuple

import watchfiles

from verbatim.content.layout import BASE
from verbatim.content.transaction import JOURNAL
from verbatim.core.files import WRITING
from verbatim.devserver.clients import BuildClient, Built, PreviewClient
from verbatim.devserver.server import Changes, SiteServer, live_server
from verbatim.site import staging
from verbatim.verify import sums_of

FOLDERS = ("content", "theme", "generator")
PROGRAM, SETTINGS = "generator", ".py"
# What the commands themselves write beside what people edit. The ledger is watched: a review that the desk
# wrote, or git pulled, shows on pages; a build that wrote it itself finds nothing changed after it.
WRITTEN = (BASE, "__pycache__", ".extracted")
CALM = 20  # milliseconds without a change after which a change is complete
BEGUN = 200  # milliseconds without a change after which watching has begun
SHOWN = 3  # files of a change that are named
MOST_CALM = 10  # times that long a change waits at most for the end of others


class Sources(watchfiles.DefaultFilter):
    """Lets through what people edit."""

    def __call__(self, change: watchfiles.Change, path: str) -> bool:
        """Return whether a changed path is a reason to build again."""
        parts = Path(path).parts
        ours = any(part in WRITTEN for part in parts) or parts[-1].startswith(WRITING) or parts[-1] == JOURNAL
        return super().__call__(change, path) and not ours


def changed() -> Iterator[list[str]]:
    """Yield the paths of each change until interrupted; first none, once watching has begun, for earlier changes.

    An editor may replace a settings file, which ends the watch of that file: all are then watched anew.
    """
    while True:
        roots = [path for path in (*FOLDERS, *map(str, sorted(Path().glob("*.py")))) if Path(path).exists()]
        how: dict[str, Any] = {"step": CALM, "rust_timeout": BEGUN, "yield_on_timeout": True, "raise_interrupt": False}
        sets = watchfiles.watch(*roots, watch_filter=Sources(), **how)
        for number, found in enumerate(sets):  # an empty set as long as nothing changes
            paths = sorted({path for _, path in found})
            if paths or not number:
                yield paths
            if is_program(paths):
                break
        else:
            return


def is_program(paths: Collection[str]) -> bool:
    """Return whether the program, with its tables of words, or the settings changed."""
    program = Path(PROGRAM).absolute()
    return any(path.endswith(SETTINGS) or program in Path(path).absolute().parents for path in paths)


def named(paths: Sequence[str]) -> str:
    """Name the files of a change, only some of many; an editor's temporary files only where there are no others."""
    existing = [path for path in paths if Path(path).exists()]
    names = list(dict.fromkeys(Path(path).name for path in existing or paths))
    more = len(names) - SHOWN
    if not names:
        return "something"
    return ", ".join(names) if more <= 1 else f"{', '.join(names[:SHOWN])} and {more} more"


class Watch:
    """Builds into `output` at every change, reports how it went, and tells which pages changed."""

    def __init__(
        self, builder: BuildClient, previews: PreviewClient, output: Path, options: Sequence[str], changes: Changes
    ) -> None:
        self.builder, self.previews, self.output = builder, previews, output
        self.options, self.changes = options, changes
        self.sums = sums_of(output)
        self.last = Built.SAME

    def first(self) -> None:
        """Build before anything changed."""
        self._build()
        self.sums = sums_of(self.output)
        self.previews.build_done()

    def preview(self, paths: Sequence[str]) -> bool:
        """Show what can be shown of a change of these files before it is built; in another thread than `take`.

        Return whether its stories' own pages are as they will be built.
        """
        began = time.perf_counter()
        if names := self.previews.preview(paths) if paths else []:
            self.changes.tell(names)
            files = "1 page" if len(names) == 1 else f"{len(names)} pages"
            _say(f"changed: {named(paths)}; {files} shown after {time.perf_counter() - began:.2f} s")
        return bool(paths) and self.previews.is_current

    def take(self, paths: Sequence[str]) -> None:
        """Build after a change of these files; without any, only if the last build did not fail."""
        if not paths and self.last is Built.FAILED:
            return
        began = time.perf_counter()
        if is_program(paths):
            _say(f"changed: {named(paths)}; starting the program anew, which takes a moment longer")
            self.builder.restart()
        self._build()
        seconds = time.perf_counter() - began
        if self.last is Built.DONE:
            is_news = self._tell_changes()
            after = f"on the site after {seconds:.2f} s" if is_news else "the site shows nothing else than before"
            _say(f"changed: {named(paths)}; {after}")
        elif self.last is Built.PARTLY:
            self._tell_changes()
            _say(f"changed: {named(paths)}; on the site after {seconds:.2f} s, but for what is broken")
        elif self.last is Built.FAILED:
            staging.recover(self.output.absolute())
            self.changes.tell(self.previews.build_failed())
            _say(f"changed: {named(paths)}; not on the site, which is unchanged. The next change tries again")

    def _build(self) -> None:
        self.previews.build_begins()
        self.last = self.builder.build(self.options)
        if self.last is Built.FAILED and staging.wait_for_another(self.output.absolute()):  # of another desk, say
            again = self.builder.build(self.options)
            self.last = Built.DONE if again is Built.SAME else again  # the other's site is news here

    def _tell_changes(self) -> bool:
        """Tell the open pages which files changed, and were not previewed so; return whether any did.

        What was edited during the build is shown again first: no page is seen to go back. Where something is broken,
        nothing is previewed.
        """
        before, self.sums = self.sums, sums_of(self.output)
        names = {name for name, _ in before.items() ^ self.sums.items()}
        others = names - self.previews.shown_already(self.sums)
        is_whole = self.last is Built.DONE
        self.changes.tell(others.union(self.previews.build_done() if is_whole else self.previews.build_failed()))
        return bool(names)


def gathered(
    changes: Iterable[list[str]], seen: Callable[[list[str]], bool], told: Iterable[list[str]] = (), calm: float = 0
) -> Iterator[list[str]]:
    """Yield the paths of changes, those that came meanwhile as one; a thread calls `seen` for each as it comes.

    Some are seen on the disk, others `told` by who made them. As long as `seen` says that all are shown, they wait
    until none came for `calm` seconds, but not for ever.
    """
    waiting: SimpleQueue[tuple[list[str], bool]] = SimpleQueue()

    def look(source: Iterable[list[str]]) -> None:
        for paths in source:
            waiting.put((paths, seen(paths)))

    for source in (changes, told):
        threading.Thread(target=look, args=(source,), daemon=True).start()
    while True:
        paths, can_wait = waiting.get()
        until = time.monotonic() + calm * MOST_CALM
        with suppress(Empty):
            while True:
                left = min(calm, until - time.monotonic()) if can_wait else 0
                more, also = waiting.get(block=left > 0, timeout=left or None)
                paths, can_wait = sorted({*paths, *more}), can_wait and also
        yield paths


def _say(line: str) -> None:
    sys.stderr.write(f"{line}\n")


class Serving(NamedTuple):
    """How a site is served while it is built: the server's maker, changes that it tells of, whether it waits.

    A server that starts `at_once` serves the last site, or none yet, during the first build. What is shown already is
    built once nothing else was changed for `calm` seconds.
    """

    make: Callable[[Path, Changes, str, int], SiteServer] = live_server
    told: Iterable[list[str]] = ()
    at_once: bool = False
    calm: float = 0


def run(output: Path, options: list[str], bind: str, port: int | None, serving: Serving | None = None) -> int:
    """Build with these options at every change until interrupted; serve nothing without a port."""
    changes, how = Changes(), serving or Serving()
    try:
        running = how.make(output, changes, bind, port) if port is not None else None
    except OSError as error:
        _say(f"port {port} of {bind}: {error.strerror}. Name another: --port 8001, or make devserver PORT=8001.")
        return 1
    with suppress(KeyboardInterrupt), BuildClient() as builder, PreviewClient(output, options) as previews:
        changes.previews = previews.pages
        watch = Watch(builder, previews, output, options, changes)
        if running and how.at_once:
            threading.Thread(target=running.serve_forever, daemon=True).start()
        watch.first()
        if running and not how.at_once:
            threading.Thread(target=running.serve_forever, daemon=True).start()
        if running:
            _say(f"serving {output} at http://{bind}:{running.server_port}/, Ctrl-C ends it")
        for paths in gathered(changed(), watch.preview, how.told, how.calm):
            watch.take(paths)
    return 0
