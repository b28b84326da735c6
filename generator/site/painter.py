"""From a drawing to a picture. An SVG, font files and colours come in, the bytes of a small PNG go out.

resvg draws with these fonts alone, so that every machine draws the same; Pillow puts the picture into a palette of the
look's colours and the edges of its letters. resvg's fonts belong to the thread that loaded them.
"""

from __future__ import annotations

import io
from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

import resvg
from PIL import Image

if TYPE_CHECKING:
    from collections.abc import Mapping

Colours = tuple[tuple[str, str], ...]
AS_DRAWN = (1.0, 0.0, 0.0, 0.0, 1.0, 0.0)
MOST = 60 * 1024
# By what the steps of the edges are divided, and zlib's effort: 9 takes eight times as long for a tenth less, and is
# taken, then coarser edges, where a picture full of small letters would be larger than `MOST`.
TRIES = ((1, 6), (1, 9), (4, 9))
# The edges of letters: from which ground to which ink, in how many steps, so that no edge looks stepped. With the
# colours themselves, which stand first, 256 in all at most.
EDGES = (
    ("paper", "ink", 56),
    ("paper", "soft", 44),
    ("paper", "quote", 44),
    ("paper", "moment", 32),
    ("person-wash", "person", 40),
    ("paper", "person-wash", 12),
    ("paper", "rule", 12),
)
# Pillow looks colours up by the first six bits of each channel.
LOOKED_UP = 0xFC


class Palette(NamedTuple):
    """The colours of a look, and by what the steps between them are divided."""

    colours: Colours
    coarse: int


def paint(drawing: str, fonts: tuple[str, ...], colours: Colours) -> bytes:
    """Return a drawing as PNG of 60 KB at most; `fonts` are files, `colours` are a look's by their tokens' names."""
    drawn = resvg.render(resvg.usvg.Tree.from_str(drawing, _options(fonts)), AS_DRAWN)
    with Image.open(io.BytesIO(bytes(drawn)), formats=("PNG",)) as opened:
        picture = opened.convert("RGB")
    data = b""
    for coarse, effort in TRIES:
        data = _packed(picture, Palette(colours, coarse), effort)
        if len(data) <= MOST:
            break
    return data


def _packed(picture: Image.Image, palette: Palette, effort: int) -> bytes:
    inked = picture.quantize(palette=_palette(palette), dither=Image.Dither.NONE)
    inked.putpalette(_flat(palette, 0xFF))
    file = io.BytesIO()
    inked.save(file, "PNG", compress_level=effort)
    return file.getvalue()


def blends(ground: int, ink: int, steps: int) -> list[int]:
    """Return `steps` colours (0xRRGGBB) from `ground` (left out) to `ink`, evenly."""
    return [_mix(ground, ink, step / steps) for step in range(1, steps + 1)]


def inks(colours: Mapping[str, str], coarse: int = 1) -> list[int]:
    """Return the palette of the pictures in these colours: the colours themselves, then the edges of letters.

    `coarse` divides the steps of the edges.
    """
    value = {name: int(colour[1:], 16) for name, colour in colours.items()}
    named = dict.fromkeys(value[name] for name in chain.from_iterable(edge[:2] for edge in EDGES))
    edges = chain.from_iterable(blends(value[ground], value[ink], steps // coarse) for ground, ink, steps in EDGES)
    return list(dict.fromkeys([*named, *edges]))


def _mix(ground: int, ink: int, share: float) -> int:
    channels = zip(ground.to_bytes(3, "big"), ink.to_bytes(3, "big"), strict=True)
    return int.from_bytes(bytes(round(a + (b - a) * share) for a, b in channels), "big")


@lru_cache(maxsize=4)
def _options(fonts: tuple[str, ...]) -> resvg.usvg.Options:
    options = resvg.usvg.Options.default()
    for font in fonts:
        options.load_font_file(font)
    return options


@lru_cache(maxsize=8)
def _palette(palette: Palette) -> Image.Image:
    held = Image.new("P", (1, 1))
    held.putpalette(_flat(palette, LOOKED_UP))
    return held


@lru_cache(maxsize=8)
def _flat(palette: Palette, bits: int) -> bytes:
    found = inks(dict(palette.colours), palette.coarse)
    return bytes(channel & bits for ink in found for channel in ink.to_bytes(3, "big"))
