"""Subsets the site's fonts to the characters that its pages use.

Newsreader sets text and headlines, Public Sans the labels; both come from their packages. Variable axes are limited to
what the style sheet uses. A subset is cached by everything that it was made from.

Nothing may move when fonts arrive. A site for the web has them as files, which pages preload; a browser without them at
its first paint keeps the fallbacks (`font-display: optional`), so that no page waits for letters. A site that is read
from a folder cannot preload; its fonts are in a sheet (woff2 in `data:` addresses), for which a browser waits, at no
cost of network. There a few kilobytes more cost nobody anything, and cutting fonts is most of a first build: such a
site takes the subsets for Latin letters that stand ready in `latin/`, unless its texts need more. `make latin-fonts`
writes them.
"""

import base64
import io
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import partial
from hashlib import sha256
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import Any, NamedTuple

from verbatim.core.cache import CacheEntry, ContentCache
from verbatim.core.executors import for_each
from verbatim.core.files import write_if_changed

# Those that the style sheets or every browser ask for. Each brings glyphs, and the largest font in one script must fit
# into two round trips of a new connection: 10 and 20 packets (RFC 6928), which is 43 KB.
FEATURES = ("kern", "mark", "mkmk", "liga", "locl", "ccmp", "lnum", "onum", "tnum")
PAIRS = 2  # GPOS lookup type of kerning
BLANK, DASHES = "space", frozenset(("hyphen", "uni00AD", "endash", "emdash"))  # names of glyphs
SUBSET_VERSION = 3  # of how fonts are cut
# What scripts and style sheets add to the pages' words: quotation marks of any language, marks of omission.
ALWAYS = "".join(map(chr, range(0x20, 0x7F))) + "\u00a0“”‘’‚„«»‹›–—…·¶→✓"
# What the fonts in `latin/` have besides: Latin-1 and Latin Extended-A, which western and central Europe write with.
LATIN = frozenset(ALWAYS) | set(map(chr, range(0xA0, 0x180))) | set("‐‑†‡‰′″⁄€™−←↑↓№")
READY = files("verbatim") / "site/theme/latin"
Axes = dict[str, float | tuple[float, float]]


class FontSubset(NamedTuple):
    """A font of the site: its family, its package and file, the limits of its axes, its descriptors and name here."""

    family: str
    package: str
    file: str
    axes: Axes
    descriptors: str
    name: str


SUBSETS = (
    FontSubset("Newsreader", "fontpkg_newsreader", "Newsreader[opsz,wght].ttf", {"opsz": (18, 72), "wght": (400, 600)},
               "font-weight:400 600", "newsreader.woff2"),
    FontSubset("Newsreader", "fontpkg_newsreader", "Newsreader-Italic[opsz,wght].ttf", {"opsz": 18, "wght": 400},
               "font-weight:400;font-style:italic", "newsreader-italic.woff2"),
    FontSubset("Public Sans", "fontpkg_public_sans", "PublicSans[wght].ttf", {"wght": (400, 600)},
               "font-weight:400 600", "public-sans.woff2"),
)  # fmt: skip
FOLDER = "theme/fonts"
SHEET = f"{FOLDER}/fonts.css"


def subsets_in(tokens: str) -> list[FontSubset]:
    """Return the fonts that a sheet of tokens names; a look that uses the reader's own needs none."""
    return [font for font in SUBSETS if f'"{font.family}"' in tokens]


def write_sheet(characters: str, output: Path, cache: Path, fonts: Sequence[FontSubset] = SUBSETS) -> None:
    """Write `theme/fonts/fonts.css` under `output`, with every glyph of each font that `characters` need.

    A character that a font lacks is left to the reader's own fonts. The same characters give the same bytes.
    """
    more = {ord(character) for character in characters if character not in LATIN}
    is_latin = not more or not any(more & _glyphs(font) for font in fonts)
    ready = ((font, (READY / font.name).read_bytes()) for font in fonts)
    made = ready if is_latin else _subsetted(characters, cache, fonts)
    encoded = ((font, base64.b64encode(data).decode()) for font, data in made)
    sheet = "".join(_face(font, f"data:font/woff2;base64,{data}") for font, data in encoded)
    write_if_changed(output / SHEET, sheet.encode())


def _glyphs(font: FontSubset) -> AbstractSet[int]:
    from fontTools.ttLib import TTFont  # type: ignore[import-untyped]  # noqa: PLC0415

    has: dict[int, str] = TTFont(io.BytesIO(original(font)), lazy=True).getBestCmap()
    return has.keys()


def write_files(characters: str, output: Path, cache: Path, fonts: Sequence[FontSubset] = SUBSETS) -> None:
    """Write each font to a file of its own under `theme/fonts/`, for the rules that `faces` returns."""
    for font, data in _subsetted(characters, cache, fonts):
        write_if_changed(output / FOLDER / font.name, data)


def faces(fonts: Sequence[FontSubset]) -> str:
    """Return the rules by which a sheet in `theme/css` loads the files of `write_files`."""
    return "".join(_face(font, f"../fonts/{font.name}", "font-display:optional;") for font in fonts)


def _face(font: FontSubset, address: str, display: str = "") -> str:
    source = f'src:url({address}) format("woff2")'
    return f'@font-face{{font-family:"{font.family}";{font.descriptors};{display}{source}}}\n'


def _subsetted(characters: str, cache: Path, fonts: Sequence[FontSubset]) -> Iterator[tuple[FontSubset, bytes]]:
    wanted = "".join(sorted({*ALWAYS, *characters}))
    made_by = f"{SUBSET_VERSION} {FEATURES} {version('fonttools')} {version('brotli')}"
    cached = ContentCache(cache / "fonts", made_by)
    entries = [(font, cached.entry(f"{font!r}\n{wanted}\n{sha256(original(font)).hexdigest()}")) for font in fonts]
    for_each(partial(_make, wanted), [(font, entry) for font, entry in entries if entry.read() is None])
    return ((font, entry.data()) for font, entry in entries)


def _make(characters: str, missing: tuple[FontSubset, CacheEntry]) -> None:
    font, entry = missing
    entry.write(subset(original(font), characters, font.axes))


def write_latin(folder: Path) -> None:
    """Write the fonts that stand ready for sites whose texts need Latin letters alone."""
    for font in SUBSETS:
        write_if_changed(folder / font.name, subset(original(font), "".join(sorted(LATIN)), font.axes))


def original(font: FontSubset) -> bytes:
    """Return the font as its package has it (TrueType, variable)."""
    return (files(font.package) / "files" / font.file).read_bytes()


def subset(data: bytes, characters: str, axes: Mapping[str, float | tuple[float, float]]) -> bytes:
    """Return a font as woff2 with the glyphs for `characters` and its axes limited to `axes`."""
    from fontTools.subset import Options, Subsetter  # type: ignore[import-untyped]  # noqa: PLC0415
    from fontTools.ttLib import TTFont  # noqa: PLC0415
    from fontTools.varLib.instancer import instantiateVariableFont  # type: ignore[import-untyped]  # noqa: PLC0415

    font = TTFont(io.BytesIO(data), recalcTimestamp=False)
    _fix_kerning(font)
    keep_blanks(font)
    options = Options(layout_features=list(FEATURES), hinting=False, notdef_outline=True, name_IDs=[1, 2])
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=[ord(character) for character in characters])
    subsetter.subset(font)
    instantiateVariableFont(font, axes, inplace=True)
    font.flavor = "woff2"
    made = io.BytesIO()
    font.save(made)
    return made.getvalue()


def _fix_kerning(font: Any) -> None:
    """Kern all sizes and weights alike: variation is a quarter of Newsreader, and moves a headline’s end by 0.2 %."""
    for table in pair_tables(font):
        for value in _moves(table):
            value.XAdvDevice = None


def keep_blanks(font: Any) -> None:
    """Take out the kerning between a blank and a dash, by which “Vell - the mayor” reads as “Vell-the mayor”."""
    for table in (one for one in pair_tables(font) if one.Format == 1):
        for first, row in zip(table.Coverage.glyphs, table.PairSet, strict=True):
            pairs = (one for one in row.PairValueRecord if BLANK in (first, one.SecondGlyph))
            for pair in (one for one in pairs if not DASHES.isdisjoint((first, one.SecondGlyph)) and one.Value1):
                pair.Value1.XAdvance, pair.Value1.XAdvDevice = 0, None


def pair_tables(font: Any) -> Iterator[Any]:
    """Yield the tables by which a font moves pairs of glyphs."""
    lookups = font["GPOS"].table.LookupList.Lookup if "GPOS" in font else ()
    tables = (getattr(one, "ExtSubTable", one) for lookup in lookups for one in lookup.SubTable)
    return (one for one in tables if one.LookupType == PAIRS)


def _moves(table: Any) -> Iterator[Any]:
    """Yield by how much each pair of glyphs is moved."""
    if table.Format == 1:
        pairs = (pair for row in table.PairSet for pair in row.PairValueRecord)
    else:
        pairs = (pair for row in table.Class1Record for pair in row.Class2Record)
    for pair in pairs:
        yield from filter(None, (pair.Value1, pair.Value2))
