"""The typefaces of the cards: static instances of the two variable fonts, made once into the cache.

Comes in: a cache folder. Goes out: the files, and the widths of their letters. For letters that the two lack, a
newsroom may install packages of others: what is installed is used.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from generator.executors import cores, executor, spread
from generator.publish.card_ink import Faces
from generator.publish.wrap import Face

if TYPE_CHECKING:
    from fontTools.ttLib import TTFont  # type: ignore[import-untyped]


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
VERSION = 1


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
    recipe = f"{VERSION} {cast.family} {sorted(cast.axes.items())}"
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
