"""`build`: content, theme and settings come in by name; a whole, verified site stands in the output folder after.

Where anything fails, the old site stays as it was, and the exit status is not 0. Of a site that stands and holds only
what changed is made; `make publish` swaps it in as a whole all the same.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click
import msgspec

from generator import staging
from generator.cached import cache_of
from generator.commands.verify import listed
from generator.earlier_assets import carry
from generator.errors import ContentError, ContentErrors
from generator.pelican_run import KEPT, run_pelican
from generator.standing import stands
from generator.unchanged import Seen, keep, signed
from generator.verify import sums_of, verify, verify_changed, write_sums

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.staging import Stage
    from generator.verify import Report

TIMINGS = "timings.json"  # in the cache: what took how long, which `make bench` tells apart


@click.command("build", context_settings={"ignore_unknown_options": True})
@click.option("--content", type=click.Path(path_type=Path), default=Path("content"), show_default=True)
@click.option("--output", type=click.Path(path_type=Path), default=Path("output"), show_default=True)
@click.option("--settings", type=click.Path(path_type=Path), default=Path("pelicanconf.py"), show_default=True)
@click.argument("pelican_options", nargs=-1, type=click.UNPROCESSED)
def command(content: Path, output: Path, settings: Path, pelican_options: tuple[str, ...]) -> None:
    """Build the site into the output folder, and verify it. What follows `--` is handed to Pelican."""
    began = time.perf_counter()
    for path in (content, settings):
        if not path.exists():
            raise ContentError(str(path), 0, "this is not there", "Run the command in the project's folder, or name it")
    with staging.staged(output.absolute()) as stage:
        files = [str(path) for path in sorted(settings.absolute().parent.glob("*.py"))]
        state = signed(files)
        run_pelican(content, stage.new, settings, pelican_options, stage.output)
        done = placed(stage, content, str(output))
    if done.seen and sys.argv[1:2] == ["build"]:
        keep(sys.argv[2:], done.seen, files, state, done.summary)
    click.echo(f"{output}: {done.summary} ({time.perf_counter() - began:.1f} s)")


class Done(NamedTuple):
    """What a build came to: what was verified, and what decided it, where that is known."""

    summary: str
    seen: Seen | None


def placed(stage: Stage, content: Path, shown: str) -> Done:
    """Verify what was built and put it in place.

    Raises ContentErrors for a mismatch; `shown` is the folder that their paths begin with.
    """
    told = _told(stage)
    kept, sources = told.files, content / "sources"
    began = time.perf_counter()
    carry(stage.output, stage.new)
    if told.is_whole:
        staging.link(stage, kept)
        write_sums(stage.new)
        summary = _held(verify(stage.new, sources, shown))
        verified = time.perf_counter()
        staging.swap(stage)
    else:
        summary, verified = _changed(stage, kept, sources, shown)
    cache = cache_of(content.absolute())
    stands(cache, stage.output)
    if told.seconds:
        (cache / TIMINGS).write_text(json.dumps({**told.seconds, "verify": verified - began}), encoding="utf-8")
    return Done(summary, told.seen)


def _changed(stage: Stage, kept: Mapping[str, str], sources: Path, shown: str) -> tuple[str, float]:
    """Verify the files that were made, and put those that are others than before into the standing site."""
    before = sums_of(stage.output)
    now = write_sums(stage.new, kept)
    summary, verified = _held(verify_changed(stage.new, sources, kept, shown, stage.output)), time.perf_counter()
    for name, digest in now.items():
        if name not in kept and before.get(name) == digest:
            (stage.new / name).unlink()
    staging.change(stage, before.keys() - now.keys())
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
    return Told(told["files"], is_whole=told["whole"] or not told["files"], seconds=told["seconds"], seen=seen)


def _held(report: Report) -> str:
    if report.faults:
        raise ContentErrors(listed(report))
    return f"verified: {report.summary}"
