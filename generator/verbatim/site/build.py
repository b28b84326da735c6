"""Pelican in a process of its own, since importing it changes the logger of the whole program.

Its arguments come in; its messages go to standard error, and ContentErrors out where it failed. This process is forked
for it, which knows already what the command has looked at, and has Pelican loaded in a warm process
(`verbatim.devserver.build_worker`).
Where the locale's words are not in UTF-8, which only an interpreter that begins can change, it has one of its own.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from functools import partial
from typing import TYPE_CHECKING, NamedTuple, TypeVar

import msgspec

from verbatim.core import fork as forked
from verbatim.core.cache import cache_of
from verbatim.core.errors import ContentError, ContentErrors
from verbatim.core.filestate import handed_on
from verbatim.core.fork import end_with_parent
from verbatim.site import preload as ready
from verbatim.site import staging
from verbatim.site.preload import PLAIN, ordered, reads_utf8, run, say_into
from verbatim.site.staging import KEPT, STANDING, carry, stands
from verbatim.site.up_to_date import Seen
from verbatim.verify import verify, verify_changed, write_sums
from verbatim.verify.sums import parse_sums

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from verbatim.site.staging import Stage
    from verbatim.verify import Verification
    from verbatim.verify.run import Baseline


# ---- pelican_run.py

Item = TypeVar("Item")
ONCE = ready.ONCE
# Progress that says nothing new; what remains is for people to act on.
NOISE = ("Done: Processed",)


def run_pelican(asked: Asked, meanwhile: Callable[[], Item]) -> Item:
    """Build what is asked; ContentError where Pelican reports an error, after showing what it said.

    While Pelican is at work, this process does something else, and returns what came of it.
    """
    content, output, settings, options, standing = asked
    arguments = [str(content), "-o", str(output), "-s", str(settings), "--fatal", "errors", "--log-handler", "plain"]
    begun = _forked if reads_utf8() else _spawned
    came, done = begun((*arguments, *options), environment(standing), meanwhile)
    lines = [line for line in came.said.splitlines() if line.strip() and not line.startswith(NOISE)]
    if lines:
        sys.stderr.write("\n".join(lines) + "\n")
    if came.status:
        fix = "Mend what is named above and build again; the site stands as it was"
        raise ContentError(str(settings), 0, "the build stopped", fix)
    return done


class Asked(NamedTuple):
    """Build `content` into `output`, where what holds of the site `standing` may be left out.

    The build says in a file what that is.
    """

    content: Path
    output: Path
    settings: Path
    options: Sequence[str] = ()
    standing: Path | None = None


class Came(NamedTuple):
    """What a run of Pelican came to: what it said, and its exit status."""

    said: str
    status: int


def _spawned(words: Sequence[str], told: Mapping[str, str], meanwhile: Callable[[], Item]) -> tuple[Came, Item]:
    with subprocess.Popen(  # noqa: S603  our own interpreter
        [sys.executable, "-m", ONCE, *words], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        env=told, preexec_fn=end_with_parent,  # noqa: PLW1509  this program has one thread
    ) as process:  # fmt: skip
        done = meanwhile()
        said, _ = process.communicate()
    return Came(said, process.returncode), done


def _forked(words: Sequence[str], told: Mapping[str, str], meanwhile: Callable[[], Item]) -> tuple[Came, Item]:
    child, reading = ordered(words, told, handed_on()) or _begun(words, told)
    try:
        done = meanwhile()
        with os.fdopen(reading, encoding="utf-8", errors="replace") as out:
            said = out.read()
    except BaseException:
        os.kill(child, signal.SIGKILL)  # whoever stops this stops the build
        forked.wait(child)
        raise
    return Came(said, forked.wait(child)), done


def _begun(words: Sequence[str], told: Mapping[str, str]) -> tuple[int, int]:
    """Fork a process for Pelican; return its number, and the open file that it says things into."""
    reading, writing = os.pipe()
    child = forked.begin(partial(_inside, words, told, writing))
    os.close(writing)
    return child, reading


def _inside(words: Sequence[str], told: Mapping[str, str], writing: int) -> int | None:
    say_into(writing)
    return run(words, told)


def environment(standing: Path | None = None) -> dict[str, str]:
    """Return the environment for Pelican: plain words, no line broken at somebody's screen width."""
    told = {**os.environ, **PLAIN}
    return {**told, STANDING: str(standing)} if standing else told


# ---- commands/placing.py

TIMINGS = "timings.json"  # in the cache: what took how long, which `make bench` tells apart


class Done(NamedTuple):
    """What a build came to: what was verified, and what decided it, where that is known."""

    summary: str
    seen: Seen | None


def placed(stage: Stage, content: Path, shown: str, ahead: Baseline) -> Done:
    """Verify what was built and put it in place.

    Raises ContentErrors for a mismatch; `shown` is the folder that their paths begin with, `ahead` what is read.
    """
    told = _told(stage)
    kept = told.files
    began = time.perf_counter()
    carry(stage.output, stage.new)
    if told.is_whole:
        staging.link(stage, kept)
        write_sums(stage.new)
        summary = _held(verify(stage.new, content / "sources", shown))
        verified = time.perf_counter()
        staging.swap(stage)
    else:
        summary, verified = _changed(stage, kept, ahead, shown)
    cache = cache_of(content.absolute())
    stands(cache, stage.output)
    if told.seconds:
        (cache / TIMINGS).write_text(json.dumps({**told.seconds, "verify": verified - began}), encoding="utf-8")
    return Done(summary, told.seen)


def _changed(stage: Stage, kept: Mapping[str, str], ahead: Baseline, shown: str) -> tuple[str, float]:
    """Verify the files that were made, and put those that are others than before into the standing site."""
    now = write_sums(stage.new, kept)
    summary, verified = _held(verify_changed(stage.new, ahead, kept, shown)), time.perf_counter()
    for name, digest in now.items():
        if name not in kept and ahead.sums.get(name) == digest:
            (stage.new / name).unlink()
    staging.change(stage, ahead.sums.keys() - now.keys())
    return summary, verified


class Told(NamedTuple):
    """Which files of the standing site hold, with their hashes; whether to swap the site whole; what took how long.

    `seen` is what Pelican's process looked at before it read anything.
    """

    files: dict[str, str]
    is_whole: bool
    seconds: dict[str, float]
    seen: Seen | None


def _told(stage: Stage) -> Told:
    try:
        data = (stage.root / KEPT).read_bytes()
    except FileNotFoundError:
        return Told({}, is_whole=True, seconds={}, seen=None)
    (stage.root / KEPT).unlink()
    told = msgspec.msgpack.decode(data)
    seen = Seen(*told["seen"]) if told["seen"] else None
    files = parse_sums(told["files"].decode())
    return Told(files, is_whole=told["whole"] or not files, seconds=told["seconds"], seen=seen)


def _held(report: Verification) -> str:
    if report.faults:
        raise ContentErrors(report.listed())
    return f"verified: {report.summary}"
