"""The cards as pictures. Drawings and a look's colours come in, PNGs in the cache go out.

A picture is kept in the cache by the hash of its drawing, so that it is drawn again only where its words change. What
has to be drawn is drawn by several processes where it is much; nothing of the engine is loaded where it is nothing.
"""

from __future__ import annotations

import hashlib
import io
import os
import re
import tempfile
from concurrent.futures import ProcessPoolExecutor
from functools import cache as once
from functools import lru_cache
from importlib import import_module
from importlib.metadata import version
from importlib.util import find_spec
from itertools import chain
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import resvg
from PIL import Image

from verbatim.core.executors import cores, executor, spread
from verbatim.core.files import write_if_changed
from verbatim.publish.cards import canvas_of
from verbatim.publish.cards.lines import Face
from verbatim.publish.cards.svg import COLOURS, Faces, coloured

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

    from verbatim.publish import Edition
    from verbatim.publish.cards.svg import Canvas


# ---- site/card_fonts.py


class Cast(NamedTuple):
    """A static instance: the family name it gets, the package and file it is from, and the place on each axis."""

    family: str
    package: str
    file: str
    axes: dict[str, float]


NEWSREADER, PUBLIC_SANS = "Newsreader[opsz,wght].ttf", "PublicSans[wght].ttf"
CASTS = (
    Cast("Verbatim Display", "fontpkg_newsreader", NEWSREADER, {"opsz": 72, "wght": 420}),
    Cast("Verbatim Text", "fontpkg_newsreader", NEWSREADER, {"opsz": 24, "wght": 420}),
    Cast("Verbatim Label", "fontpkg_public_sans", PUBLIC_SANS, {"wght": 450}),
    Cast("Verbatim Strong", "fontpkg_public_sans", PUBLIC_SANS, {"wght": 650}),
)
# Greek, Cyrillic and more of Latin; Hebrew; Arabic. Optional: docs/settings.md tells when to install them.
MORE = (
    Cast("Verbatim More", "fontpkg_noto_serif", "NotoSerif[wdth,wght].ttf", {"wdth": 100, "wght": 420}),
    Cast("Verbatim Hebrew", "fontpkg_frank_ruhl_libre", "FrankRuhlLibre[wght].ttf", {"wght": 400}),
    Cast("Verbatim Arabic", "fontpkg_amiri", "Amiri-Regular.ttf", {}),
)
FAMILY_NAMES = (1, 3, 4, 6, 16)  # of the name table, what an engine may know a family by
VERSION_CARD_FONTS = 1


def font_files(cache: Path) -> list[Path]:
    """Return the static fonts, made now where the cache has none of these packages' versions."""
    places = [(cast, _place(cast, cache)) for cast in (*CASTS, *installed())]
    missing = [(cast, held) for cast, held in places if not held.is_file()]
    share = min(cores(), len(missing))
    with executor(share) as pool:
        for _ in spread(pool, _instance, missing, workers=share):
            pass
    return [held for _, held in places]


def installed() -> list[Cast]:
    """Return what is used besides for letters that the two typefaces lack."""
    return [cast for cast in MORE if find_spec(cast.package)]


def faces(files: list[Path]) -> Faces:
    """Return the letters' widths of the fonts that `font_files` gave."""
    more: dict[int, float] = {}
    for file in reversed(files[len(CASTS) :]):
        more.update(_advances(file))
    own = zip(CASTS, files[: len(CASTS)], strict=True)
    return Faces(*(Face(cast.family, {**more, **_advances(file)}) for cast, file in own))


def _original(cast: Cast) -> Path:
    return Path(import_module(cast.package).ROOT) / "files" / cast.file


def _place(cast: Cast, cache: Path) -> Path:
    recipe = f"{VERSION_CARD_FONTS} {cast.family} {sorted(cast.axes.items())}"
    digest = hashlib.sha256(recipe.encode() + _original(cast).read_bytes()).hexdigest()
    return cache / "fonts" / f"{cast.family.replace(' ', '-').lower()}-{digest[:16]}.ttf"


def _instance(wanted: tuple[Cast, Path]) -> None:
    from fontTools.ttLib import TTFont  # noqa: PLC0415  heavy, and needed only where a card changed
    from fontTools.varLib.instancer import instantiateVariableFont  # type: ignore[import-untyped]  # noqa: PLC0415

    cast, target = wanted
    target.parent.mkdir(parents=True, exist_ok=True)
    font: TTFont = TTFont(_original(cast), recalcTimestamp=False)
    if cast.axes:
        instantiateVariableFont(font, cast.axes, inplace=True)
    for name in list(font["name"].names):
        if name.nameID in FAMILY_NAMES:
            name.string = cast.family.replace(" ", "") if name.nameID == 6 else cast.family  # noqa: PLR2004
    font["OS/2"].usWeightClass = 400
    handle, aside = tempfile.mkstemp(dir=target.parent, suffix=".part")
    os.close(handle)
    font.save(aside)
    Path(aside).replace(target)


def _advances(file: Path) -> dict[int, float]:
    """Return the width of each character that a font has, in em."""
    from fontTools.ttLib import TTFont  # noqa: PLC0415

    font = TTFont(file, lazy=True)
    units, widths = font["head"].unitsPerEm, font["hmtx"].metrics
    found = {code: widths[glyph][0] / units for code, glyph in font.getBestCmap().items()}
    font.close()
    return found


# ---- site/painter.py

Colours_painter = tuple[tuple[str, str], ...]
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

    colours: Colours_painter
    coarse: int


def paint(drawing: str, fonts: tuple[str, ...], colours: Colours_painter) -> bytes:
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


# ---- site/pictures.py

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

    def sheet(self, edition: Edition) -> Canvas:
        """Return what the cards of an edition are drawn on."""
        return canvas_of(edition, _faces(self.fonts))

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

    names = tuple(str(font) for font in fonts)
    for job in jobs:
        write_if_changed(job.kept, paint(job.drawing, names, colours))


@once
def _faces(files: tuple[Path, ...]) -> Faces:
    return faces(list(files))


# ---- site/icons.py

# Names at the site's root, where devices look for them unasked, with the width in pixels.
ICONS = {"icon-192.png": 192, "icon-512.png": 512, "apple-touch-icon.png": 180}
ROUND = re.compile(r'(<rect\b[^>]*?)\srx="[^"]*"')
GROUND = re.compile(r'<rect\b[^>]*?\sfill="([^"]*)"')
VERSION_ICONS = 2


def write_icons(drawing: str, output: Path, cache: Path) -> None:
    """Write every icon from the theme's drawing, an SVG."""
    drawing = framed(drawing)
    for name, size in ICONS.items():
        write_if_changed(output / name, _drawn_icons(drawing, size, cache))


def framed(drawing: str) -> str:
    """Return the drawing at five sixths of its size on its own ground, the corners of its first `rect` filled."""
    ground = GROUND.search(drawing)
    inner = ROUND.sub(r"\1", drawing, count=1).replace("<svg ", '<svg x="8" y="8" width="84" height="84" ', 1)
    fill = f'<rect width="100" height="100" fill="{ground[1]}"/>' if ground else ""
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100">{fill}{inner}</svg>'


def _drawn_icons(drawing: str, size: int, cache: Path) -> bytes:
    key = hashlib.sha256(f"{VERSION_ICONS} {size}\n{drawing}".encode()).hexdigest()
    kept = cache / "icons" / f"{key}.png"
    if kept.is_file():
        return kept.read_bytes()
    from resvg import render, usvg  # noqa: PLC0415  only where the drawing changed

    sized = drawing.replace("<svg ", f'<svg width="{size}" height="{size}" ', 1)
    picture = bytes(render(usvg.Tree.from_str(sized, usvg.Options.default()), (1.0, 0.0, 0.0, 0.0, 1.0, 0.0)))
    write_if_changed(kept, picture)
    return picture
