"""The site's fonts, cut to the characters that its pages use. Characters come in, woff2 files go out.

Newsreader sets text and headlines, Public Sans the labels; both come from their packages. Variable axes are kept only
as far as the style sheet uses them. A cut font is kept in the cache under a hash of all that it was made from.
"""

from __future__ import annotations

import hashlib
import io
import os
import tempfile
from importlib.metadata import version
from importlib.resources import files
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

FEATURES = ("kern", "mark", "mkmk", "liga", "locl", "ccmp", "case", "lnum", "onum", "pnum", "tnum")
# What scripts and style sheets add to the words of the pages: marks of quotation in any language, marks of cuts.
ALWAYS = "".join(map(chr, range(0x20, 0x7F))) + "\u00a0“”‘’‚„«»‹›–—…·¶→✓"


class Cut(NamedTuple):
    """A font of the site: its file's name, its package and file there, and the limits of its axes."""

    name: str
    package: str
    file: str
    axes: Mapping[str, float | tuple[float, float]]


CUTS = (
    Cut("newsreader", "fontpkg_newsreader", "Newsreader[opsz,wght].ttf", {"opsz": (18, 72), "wght": (400, 600)}),
    Cut("newsreader-italic", "fontpkg_newsreader", "Newsreader-Italic[opsz,wght].ttf", {"opsz": 18, "wght": 400}),
    Cut("public-sans", "fontpkg_public_sans", "PublicSans[wght].ttf", {"wght": (400, 600)}),
)


def write_fonts(characters: str, output: Path, cache: Path) -> None:
    """Write `theme/fonts/<name>.woff2` under `output` for each font, with every glyph that `characters` need.

    A character that a font does not have is left to the reader's own fonts. Same characters, same bytes.
    """
    wanted = "".join(sorted({*ALWAYS, *characters}))
    folder = output / "theme" / "fonts"
    folder.mkdir(parents=True, exist_ok=True)
    cache.mkdir(parents=True, exist_ok=True)
    for cut in CUTS:
        _replace(folder / f"{cut.name}.woff2", _cached(cut, wanted, cache))


def original(cut: Cut) -> bytes:
    """Return the font as its package has it (TrueType, variable)."""
    return (files(cut.package) / "files" / cut.file).read_bytes()


def _cached(cut: Cut, characters: str, cache: Path) -> bytes:
    data = original(cut)
    held = cache / f"{cut.name}-{_digest(cut, characters, data)}.woff2"
    if not held.exists():
        _replace(held, subset(data, characters, cut.axes))
    return held.read_bytes()


def _digest(cut: Cut, characters: str, data: bytes) -> str:
    made_from = (cut, characters, FEATURES, version("fonttools"), version("brotli"), hashlib.sha256(data).hexdigest())
    return hashlib.sha256(repr(made_from).encode("utf-8", "surrogatepass")).hexdigest()[:32]


def subset(data: bytes, characters: str, axes: Mapping[str, float | tuple[float, float]]) -> bytes:
    """Return a font as woff2 with the glyphs for `characters`, its axes held within `axes`."""
    from fontTools.subset import Options, Subsetter  # type: ignore[import-untyped]  # noqa: PLC0415
    from fontTools.ttLib import TTFont  # type: ignore[import-untyped]  # noqa: PLC0415
    from fontTools.varLib.instancer import instantiateVariableFont  # type: ignore[import-untyped]  # noqa: PLC0415

    font = TTFont(io.BytesIO(data), recalcTimestamp=False)
    options = Options(layout_features=list(FEATURES), hinting=False, notdef_outline=True, name_IDs=[1, 2])
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=[ord(character) for character in characters])
    subsetter.subset(font)
    instantiateVariableFont(font, axes, inplace=True)
    font.flavor = "woff2"
    made = io.BytesIO()
    font.save(made)
    return made.getvalue()


def _replace(path: Path, data: bytes) -> None:
    """Write a file beside its place and rename it there: nobody ever reads half of it, no linked copy changes."""
    if path.exists() and path.read_bytes() == data:
        return
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".font-")
    with os.fdopen(handle, "wb") as file:
        file.write(data)
    os.chmod(name, 0o644)  # noqa: PTH101  mkstemp makes it the owner's alone, and a site is for all
    os.replace(name, path)  # noqa: PTH105
