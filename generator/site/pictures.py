"""Quotation cards as files: QuoteViews come in, `cards/<id>.png` and the SVG that each is drawn from go out.

A card is kept in the cache by the hash of its drawing, so that it is drawn again only where its words change.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from functools import cache as once
from importlib.metadata import version
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from generator.publish.card_ink import COLOURS
from generator.publish.cards import svg
from generator.site.card_fonts import faces, font_files
from generator.site.png import blends, with_palette
from generator.words import ENGLISH

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from generator.publish.card_ink import Faces
    from generator.publish.views import QuoteView
    from generator.words import Words


FOLDER = "cards"
VERSION = 1
# The colours of a card and the edges of its letters: from which ground to which ink, in how many steps, so that no edge
# looks stepped; 256 in all at most.
EDGES = (
    ("paper", "ink", 64),
    ("paper", "soft", 64),
    ("paper", "quote", 48),
    ("person-wash", "person", 48),
    ("paper", "person-wash", 12),
    ("paper", "rule", 12),
)


class Inks(NamedTuple):
    """The palette of the cards of one look, and the index found for each colour so far."""

    palette: tuple[int, ...]
    nearest: dict[int, int]


def write_cards(
    quotes: Sequence[QuoteView],
    output: Path,
    cache: Path,
    words: Words = ENGLISH,
    *,
    name: str = "Verbatim",
    colours: Mapping[str, str] = COLOURS,
) -> None:
    """Write the card of each quotation, as PNG and SVG, into `output/cards`; withdrawn ones get none.

    `name` is the site's, `colours` are its look's by their tokens' names.
    """
    shown = [quote for quote in quotes if not quote["withdrawn"]]
    if not shown:
        return
    files = font_files(cache)
    measured = _faces(tuple(files))
    held = inks(colours)
    engine = " ".join([version("resvg_py"), *(file.name for file in files)])
    for quote in shown:
        drawing = svg(quote, measured, name, words, colours)
        _write(output / FOLDER / f"{quote['id']}.svg", drawing.encode())
        _write(output / FOLDER / f"{quote['id']}.png", _drawn(drawing, engine, files, cache, held))


def inks(colours: Mapping[str, str]) -> Inks:
    """Return what cards in these colours are painted with."""
    value = {name: int(colour[1:], 16) for name, colour in colours.items()}
    edges = (blends(value[ground], value[ink], steps) for ground, ink, steps in EDGES)
    return Inks((value["paper"], *chain.from_iterable(edges)), {})


@once
def _faces(files: tuple[Path, ...]) -> Faces:
    return faces(list(files))


def _drawn(drawing: str, engine: str, files: list[Path], cache: Path, held: Inks) -> bytes:
    """Return the PNG of a drawing, from the cache where it was drawn by this engine with these fonts before."""
    key = hashlib.sha256(f"{VERSION} {engine}\n{drawing}".encode()).hexdigest()
    kept = cache / FOLDER / key[:2] / f"{key}.png"
    if kept.is_file():
        return kept.read_bytes()
    picture = png(drawing, files, held)
    _write(kept, picture)
    return picture


def png(drawing: str, files: Sequence[Path], held: Inks) -> bytes:
    """Draw an SVG with these fonts alone, so that every machine draws the same."""
    import resvg_py  # noqa: PLC0415  only where a card changed

    names = [str(file) for file in files]
    drawn = bytes(resvg_py.svg_to_bytes(svg_string=drawing, skip_system_fonts=True, font_files=names))
    return with_palette(drawn, *held)


def _write(target: Path, data: bytes) -> None:
    """Write a file whole, or not at all; one that holds these bytes already is left alone."""
    if target.is_file() and target.read_bytes() == data:
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, aside = tempfile.mkstemp(dir=target.parent, suffix=".part")
    with os.fdopen(handle, "wb") as file:
        file.write(data)
    Path(aside).chmod(0o644)
    Path(aside).replace(target)
