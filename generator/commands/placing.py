"""What Pelican built, put in place: a stage comes in; a whole, verified site stands in the output folder after.

`build` loads this while Pelican is at work, and reads what the site will be held against.
"""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from generator import staging
from generator.cached import cache_of
from generator.commands.verify import listed
from generator.earlier_assets import carry
from generator.errors import ContentErrors
from generator.pelican_run import KEPT
from generator.standing import stands
from generator.unchanged import Seen
from generator.verify import verify, verify_changed, write_sums
from generator.verify.sums import listed_in

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from generator.staging import Stage
    from generator.verify import Ahead, Report

TIMINGS = "timings.json"  # in the cache: what took how long, which `make bench` tells apart


class Done(NamedTuple):
    """What a build came to: what was verified, and what decided it, where that is known."""

    summary: str
    seen: Seen | None


def placed(stage: Stage, content: Path, shown: str, ahead: Ahead) -> Done:
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


def _changed(stage: Stage, kept: Mapping[str, str], ahead: Ahead, shown: str) -> tuple[str, float]:
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
    files = listed_in(told["files"].decode())
    return Told(files, is_whole=told["whole"] or not files, seconds=told["seconds"], seen=seen)


def _held(report: Report) -> str:
    if report.faults:
        raise ContentErrors(listed(report))
    return f"verified: {report.summary}"
