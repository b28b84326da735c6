"""Measures the seconds from an edit to its page, and to the whole site, while `make devserver` runs.

Each edit gives another reason for one speaker, in a story of its own. The time begins when the file is written, so that
noticing it (20 ms without another change) is in it.
"""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import NamedTuple
from urllib.request import urlopen

from benchmarks.ours import PROJECT, Verbatim, change_why
from benchmarks.records import Records

EDITS = 7
PATIENCE = 1800.0  # seconds for what a first build takes, at most
READY, WHOLE = "at http://", "on the site after"  # what it says of itself
OFTEN = 0.002  # seconds between two looks


class Shown(NamedTuple):
    """Seconds from an edit until its page says so, and until the whole site is built."""

    page: float
    site: float


def watched(ours: Verbatim, held: Records) -> Iterator[str]:
    """Yield lines about edits one after the other; the site of `ours` is built, and changed."""
    folder = _laid(ours)
    said = folder / "said.txt"
    with said.open("wb") as out:
        command = [sys.executable, "-m", "verbatim", "devserver", "--port", "0", "--output", str(ours.output)]
        more = ["--settings", "measuredconf.py"]
        environment = {**os.environ, **ours.environment, "PYTHONPATH": str(PROJECT / "generator")}
        process = subprocess.Popen(  # noqa: S603  our own
            [*command, *more], cwd=folder, env=environment, stdout=out, stderr=out
        )
    try:
        _until(said, READY, 1)
        shown = list(_edits(ours, held, said))
    finally:
        process.terminate()
        process.wait()
    yield f"watched {len(shown)} edits, medians: on their page after {median(one.page for one in shown):.3f} s"
    yield f"watched on the whole site, verified, after {median(one.site for one in shown):.2f} s"


def _laid(ours: Verbatim) -> Path:
    """Make a project of the measured site, as an editor with a running devserver has it."""
    for name in ("theme", "pelicanconf.py", "benchmarks/measuredconf.py"):
        there = ours.site / name.rpartition("/")[2]
        if (PROJECT / name).is_dir():
            shutil.copytree(PROJECT / name, there, dirs_exist_ok=True)
        else:
            shutil.copyfile(PROJECT / name, there)
    return ours.site


def _edits(ours: Verbatim, held: Records, said: Path) -> Iterator[Shown]:
    """Edit one story after another, without counting the first: by then the process has all content in memory."""
    address = said.read_text(encoding="utf-8").split(READY, 1)[1].split("/", 1)[0]
    stories = [(story, one) for story in held.stories for one in story["quotes"][:1] if one["speaker"]]
    step = max(1, len(stories) // (EDITS + 1))
    for number, (story, quote) in enumerate(stories[::step][: EDITS + 1]):
        why, page = f"watched in edit {number}", f"http://{address}/stories/{story['id']}/"
        began = time.perf_counter()
        change_why(ours.site / "content" / "fragments" / story["id"], quote["id"], why)
        while why not in _read(page):
            _rest(began)
        on_page = time.perf_counter() - began
        _until(said, WHOLE, number + 1)
        if number:
            yield Shown(on_page, time.perf_counter() - began)
        time.sleep(2 + 2 * on_page)  # so that it is at rest when the next comes


def _read(page: str) -> str:
    with urlopen(page) as answer:  # noqa: S310  our own server
        text: str = answer.read().decode()
        return text


def _until(said: Path, words: str, count: int) -> None:
    began = time.perf_counter()
    while said.read_text(encoding="utf-8").count(words) < count:
        _rest(began)


def _rest(began: float) -> None:
    if time.perf_counter() - began > PATIENCE:
        raise SystemExit("make devserver did not get done with it")
    time.sleep(OFTEN)
