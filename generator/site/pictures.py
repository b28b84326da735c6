"""The cards as pictures. Drawings and a look's colours come in, PNGs in the cache go out.

A picture is kept in the cache by the hash of its drawing, so that it is drawn again only where its words change. What
has to be drawn is drawn by several processes where it is much; nothing of the engine is loaded where it is nothing.
"""

from __future__ import annotations

import hashlib
import os
from concurrent.futures import ProcessPoolExecutor
from functools import cache as once
from importlib.metadata import version
from multiprocessing import get_context
from typing import TYPE_CHECKING, NamedTuple

from generator.publish.card_ink import COLOURS, coloured
from generator.publish.card_set import sheet_of
from generator.site.card_fonts import faces, font_files
from generator.site.writer import write_bytes

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from generator.publish.card_ink import Faces, Sheet
    from generator.publish.edition import Edition

FOLDER = "cards"
VERSION = 2
# A new process takes about as long to be ready as these many cards take to be drawn.
WORTH_A_PROCESS, PROCESSES = 24, 8
BATCH = 8
Colours = tuple[tuple[str, str], ...]


class Job(NamedTuple):
    """A picture to be made: the drawing, and the file in the cache."""

    drawing: str
    kept: Path


class Studio(NamedTuple):
    """What cards are painted with: the cache, the files of the typefaces, the colours by name."""

    cache: Path
    fonts: tuple[Path, ...]
    colours: Colours

    def sheet(self, edition: Edition) -> Sheet:
        """Return what the cards of an edition are drawn on."""
        return sheet_of(edition, _faces(self.fonts))

    def job(self, svg: str) -> Job:
        """Return a drawing in these colours, and where its picture is kept."""
        drawing = coloured(svg, dict(self.colours))
        key = hashlib.sha256(f"{VERSION} {self._engine()}\n{drawing}".encode()).hexdigest()
        return Job(drawing, self.cache / FOLDER / key[:2] / f"{key}.png")

    def paint(self, jobs: Iterable[Job]) -> None:
        """Paint into the cache what is not there."""
        make([job for job in jobs if not job.kept.is_file()], self.fonts, self.colours)

    def _engine(self) -> str:
        return _engine(self.fonts, self.colours)


def studio(cache: Path, colours: Mapping[str, str] = COLOURS) -> Studio:
    """Return a studio that paints in these colours."""
    return Studio(cache, tuple(font_files(cache)), tuple(sorted((name, colours[name]) for name in COLOURS)))


@once
def _engine(fonts: tuple[Path, ...], colours: Colours) -> str:
    """Return what a picture depends on besides its drawing."""
    return " ".join([version("resvg"), version("pillow"), *(file.name for file in fonts), repr(colours)])


def make(jobs: Sequence[Job], fonts: tuple[Path, ...], colours: Colours) -> None:
    """Draw pictures into the cache."""
    share = min(os.cpu_count() or 1, PROCESSES, len(jobs) // WORTH_A_PROCESS)
    batches = [(jobs[at : at + BATCH], fonts, colours) for at in range(0, len(jobs), BATCH)]
    if share <= 1:
        for batch in batches:
            _drawn(*batch)
        return
    # Not forked: other threads are at work in a build, and a fork would copy what they hold locked.
    with ProcessPoolExecutor(share, mp_context=get_context("spawn")) as pool:
        for done in [pool.submit(_drawn, *batch) for batch in batches]:
            done.result()


def _drawn(jobs: Sequence[Job], fonts: tuple[Path, ...], colours: Colours) -> None:
    from generator.site.painter import paint  # noqa: PLC0415  the engine, only where a card changed

    names = tuple(str(font) for font in fonts)
    for job in jobs:
        write_bytes(job.kept, paint(job.drawing, names, colours))


@once
def _faces(files: tuple[Path, ...]) -> Faces:
    return faces(list(files))
