"""The site's fonts, cut to the characters that its pages use. Characters come in, a style sheet with them goes out.

Newsreader sets text and headlines, Public Sans the labels; both come from their packages. Variable axes are kept only
as far as the style sheet uses them. A cut font is kept in the cache under a hash of all that it was made from.

Nothing may move when they arrive. A site for the web has them as files, which pages ask for first of all, and a browser
that does not have them when it draws goes on with the stand-ins (`font-display: optional`): no page waits for letters.
A site that is read from a folder cannot ask early; its fonts stand in a sheet (woff2 in `data:` addresses), for which a
browser waits, and which costs no network there.
"""

from __future__ import annotations

import base64
import hashlib
import io
import os
import tempfile
from functools import partial
from importlib.metadata import version
from importlib.resources import files
from typing import TYPE_CHECKING, NamedTuple

from verbatim.core.executors import cores, executor, spread

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path


# Those that the style sheets or every browser ask for. Each brings glyphs, and in one script the largest font
# is to come in two trips of a new connection: 10 and 20 packets (RFC 6928), which is 43 KB.
FEATURES = ("kern", "mark", "mkmk", "liga", "locl", "ccmp", "lnum", "onum", "tnum")
# What scripts and style sheets add to the words of the pages: marks of quotation in any language, marks of cuts.
ALWAYS = "".join(map(chr, range(0x20, 0x7F))) + "\u00a0“”‘’‚„«»‹›–—…·¶→✓"


class Cut(NamedTuple):
    """A font of the site: its family, package and file there, the limits of its axes, its face and its name here."""

    family: str
    package: str
    file: str
    axes: Mapping[str, float | tuple[float, float]]
    descriptors: str
    name: str


ROMAN = {"opsz": (18, 72), "wght": (400, 600)}
CUTS = (
    Cut(
        "Newsreader",
        "fontpkg_newsreader",
        "Newsreader[opsz,wght].ttf",
        ROMAN,
        "font-weight:400 600",
        "newsreader.woff2",
    ),
    Cut(
        "Newsreader",
        "fontpkg_newsreader",
        "Newsreader-Italic[opsz,wght].ttf",
        {"opsz": 18, "wght": 400},
        "font-weight:400;font-style:italic",
        "newsreader-italic.woff2",
    ),
    Cut(
        "Public Sans",
        "fontpkg_public_sans",
        "PublicSans[wght].ttf",
        {"wght": (400, 600)},
        "font-weight:400 600",
        "public-sans.woff2",
    ),
)
FOLDER = "theme/fonts"
SHEET = f"{FOLDER}/fonts.css"


def cuts(tokens: str) -> list[Cut]:
    """Return the fonts that a sheet of tokens names: a look that has the reader's own needs no file."""
    return [cut for cut in CUTS if f'"{cut.family}"' in tokens]


def write_sheet(characters: str, output: Path, cache: Path, wanted_cuts: Sequence[Cut] = CUTS) -> None:
    """Write `theme/fonts/fonts.css` under `output`, with every glyph of each font that `characters` need.

    A character that a font does not have is left to the reader's own fonts. Same characters, same bytes.
    """
    made = ((cut, base64.b64encode(font).decode()) for cut, font in _made(characters, cache, wanted_cuts))
    _replace(output / SHEET, "".join(_face(cut, f"data:font/woff2;base64,{font}") for cut, font in made).encode())


def write_files(characters: str, output: Path, cache: Path, wanted_cuts: Sequence[Cut] = CUTS) -> None:
    """Write each font as a file of its own under `theme/fonts/`, for the faces that `faces` gives."""
    for cut, font in _made(characters, cache, wanted_cuts):
        _replace(output / FOLDER / cut.name, font)


def faces(wanted_cuts: Sequence[Cut]) -> str:
    """Return the rules by which a sheet in `theme/css` takes in the files that `write_files` writes."""
    return "".join(_face(cut, f"../fonts/{cut.name}", "font-display:optional;") for cut in wanted_cuts)


def _made(characters: str, cache: Path, wanted_cuts: Sequence[Cut]) -> Iterator[tuple[Cut, bytes]]:
    wanted = "".join(sorted({*ALWAYS, *characters}))
    cache.mkdir(parents=True, exist_ok=True)
    places = [(cut, _place(cut, wanted, cache)) for cut in wanted_cuts]
    missing = [(cut, held) for cut, held in places if not held.exists()]
    share = min(cores(), len(missing))
    with executor(share) as pool:
        for _ in spread(pool, partial(_cut, wanted), missing, workers=share):
            pass
    return ((cut, held.read_bytes()) for cut, held in places)


def _face(cut: Cut, address: str, display: str = "") -> str:
    source = f'src:url({address}) format("woff2")'
    return f'@font-face{{font-family:"{cut.family}";{cut.descriptors};{display}{source}}}\n'


def original(cut: Cut) -> bytes:
    """Return the font as its package has it (TrueType, variable)."""
    return (files(cut.package) / "files" / cut.file).read_bytes()


def _place(cut: Cut, characters: str, cache: Path) -> Path:
    return cache / f"{cut.family.replace(' ', '-')}-{_digest(cut, characters, original(cut))}.woff2"


def _cut(characters: str, wanted: tuple[Cut, Path]) -> None:
    cut, held = wanted
    _replace(held, subset(original(cut), characters, cut.axes))


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
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".font-")
    with os.fdopen(handle, "wb") as file:
        file.write(data)
    os.chmod(name, 0o644)  # noqa: PTH101  mkstemp makes it the owner's alone, and a site is for all
    os.replace(name, path)  # noqa: PTH105
