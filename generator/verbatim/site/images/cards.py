"""Draws cards and icons as PNGs, cached by their drawings.

A card is drawn again only where its words or colours change. A build that finds all of them in the cache draws none.
"""

import base64
import io
import re
from collections.abc import Mapping
from functools import cache, partial
from importlib import import_module
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

from verbatim.core.cache import CacheEntry, ContentCache
from verbatim.core.errors import ContentError
from verbatim.core.executors import for_each
from verbatim.core.files import write_if_changed
from verbatim.publish import Edition
from verbatim.publish.cards import canvas_of
from verbatim.publish.cards.setting import COLOURS, Canvas, Face, Faces, coloured, scaled
from verbatim.publish.urls import drawing_of
from verbatim.site.images.pixels import Colours
from verbatim.site.theme.fonts import keep_blanks


class FontInstance(NamedTuple):
    """A static instance of a variable font: its new family name, package, file, and place on each axis."""

    family: str
    package: str
    file: str
    axes: dict[str, float]


NEWSREADER, PUBLIC_SANS = "Newsreader[opsz,wght].ttf", "PublicSans[wght].ttf"
INSTANCES = (
    FontInstance("Verbatim Display", "fontpkg_newsreader", NEWSREADER, {"opsz": 72, "wght": 420}),
    FontInstance("Verbatim Text", "fontpkg_newsreader", NEWSREADER, {"opsz": 24, "wght": 420}),
    FontInstance("Verbatim Label", "fontpkg_public_sans", PUBLIC_SANS, {"wght": 450}),
    FontInstance("Verbatim Strong", "fontpkg_public_sans", PUBLIC_SANS, {"wght": 650}),
)
# Hebrew and Arabic, and, where its package is installed besides (docs/settings.md), more of Latin, Greek and Cyrillic.
FURTHER = (
    FontInstance("Verbatim More", "fontpkg_noto_serif", "NotoSerif[wdth,wght].ttf", {"wdth": 100, "wght": 420}),
    FontInstance("Verbatim Hebrew", "fontpkg_frank_ruhl_libre", "FrankRuhlLibre[wght].ttf", {"wght": 400}),
    FontInstance("Verbatim Arabic", "fontpkg_amiri", "Amiri-Regular.ttf", {}),
)
# The languages, by their first subtag, for which a typeface is loaded; others are loaded wherever they are installed.
LANGUAGES = {
    "fontpkg_frank_ruhl_libre": frozenset(("he", "yi")),
    "fontpkg_amiri": frozenset(("ar", "azb", "ckb", "fa", "khw", "lrc", "mzn", "pnb", "ps", "sd", "ug", "ur")),
}
FONT_VERSION = 2
TRACKING = {"Verbatim Display": -0.018}  # em added to each letter: large letters stand closer
FAMILY_NAMES = (1, 3, 4, 6, 16)  # entries of the name table by which a renderer may know a family
POSTSCRIPT_NAME = 6


def languages_of(edition: Edition) -> frozenset[str]:
    """Return the languages, by their first subtags, that an edition's cards are in."""
    tags = {edition.site.lang, *(story.lang for story in edition.lookups.newsroom.stories.values())}
    return frozenset(tag.lower().partition("-")[0] for tag in tags)


def static_fonts(folder: Path, languages: frozenset[str] = frozenset()) -> tuple[CacheEntry, ...]:
    """Return the static fonts in the cache `folder` for these languages, made where the packages' versions are new."""
    cached = ContentCache(folder / "fonts", str(FONT_VERSION))
    further = (one for one in FURTHER if one.package not in LANGUAGES or LANGUAGES[one.package] & languages)
    instances = (*INSTANCES, *(one for one in further if find_spec(one.package)))
    entries = [(one, cached.entry(repr(one).encode() + _original(one).read_bytes())) for one in instances]
    for_each(_make_instance, [(one, entry) for one, entry in entries if entry.read() is None])
    return tuple(entry for _, entry in entries)


@cache
def faces(fonts: tuple[CacheEntry, ...]) -> Faces:
    """Return the widths of the letters in the fonts of `static_fonts`."""
    more: dict[int, float] = {}
    for font in reversed(fonts[len(INSTANCES) :]):
        more.update(_advances(font.data()))
    own = zip(INSTANCES, fonts[: len(INSTANCES)], strict=True)
    return Faces(
        *(Face(one.family, {**more, **_advances(font.data())}, TRACKING.get(one.family, 0.0)) for one, font in own)
    )


def _original(instance: FontInstance) -> Path:
    return Path(import_module(instance.package).ROOT) / "files" / instance.file


def _make_instance(missing: tuple[FontInstance, CacheEntry]) -> None:
    from fontTools.ttLib import TTFont  # type: ignore[import-untyped]  # noqa: PLC0415  heavy, and needed only where a card changed
    from fontTools.varLib.instancer import instantiateVariableFont  # type: ignore[import-untyped]  # noqa: PLC0415

    instance, entry = missing
    font: TTFont = TTFont(_original(instance), recalcTimestamp=False)
    if instance.axes:
        instantiateVariableFont(font, instance.axes, inplace=True)
    for name in list(font["name"].names):
        if name.nameID in FAMILY_NAMES:
            is_postscript = name.nameID == POSTSCRIPT_NAME
            name.string = instance.family.replace(" ", "") if is_postscript else instance.family
    keep_blanks(font)
    font["OS/2"].usWeightClass = 400
    made = io.BytesIO()
    font.save(made)
    entry.write(made.getvalue())


def _advances(data: bytes) -> dict[int, float]:
    """Return the width of each character of a font, in em."""
    from fontTools.ttLib import TTFont  # noqa: PLC0415

    font = TTFont(io.BytesIO(data), lazy=True)
    units, widths = font["head"].unitsPerEm, font["hmtx"].metrics
    found = {code: widths[glyph][0] / units for code, glyph in font.getBestCmap().items()}
    font.close()
    return found


CARD_VERSION = 3


class CardPainter(NamedTuple):
    """What cards are drawn with: the cache, the fonts, the colours."""

    cached: ContentCache
    fonts: tuple[CacheEntry, ...]
    colours: Colours

    def sheet(self, edition: Edition) -> Canvas:
        """Return the sheet that an edition's cards are laid out on."""
        return canvas_of(edition, faces(self.fonts))

    def drawing(self, svg: str, width: int = 0) -> str:
        """Return a drawing in these colours, of that width or its own."""
        return coloured(scaled(svg, width) if width else svg, dict(self.colours))

    def picture(self, address: str, drawing: str, output: Path) -> bytes:
        """Return the picture of a drawing, made where the cache lacks it; empty where the site lacks its portrait.

        Raises ContentError that names a card that cannot be drawn.
        """
        entry = self.cached.entry(drawing)
        picture = entry.read()
        if picture is None and (whole := with_portrait(drawing, output)):
            from verbatim.site.images.pixels import paint  # noqa: PLC0415  only where a card changed

            try:
                picture = paint(whole, tuple(font.data() for font in self.fonts), self.colours)
            except (KeyboardInterrupt, SystemExit):
                raise
            except BaseException as error:  # noqa: BLE001  whatever the library raises, a panic of its Rust included
                fact = f"this card could not be drawn ({type(error).__name__}: {error})"
                card = f"{drawing_of(address).removesuffix('.svg')}.png"  # which goes with the smaller picture, too
                fix = "The fault is in verbatim: report it with the words that are on it"
                raise ContentError(card, 0, fact, fix) from None
            entry.write(picture)
        return picture or b""


def card_painter(
    folder: Path, colours: Mapping[str, str] = COLOURS, languages: frozenset[str] = frozenset()
) -> CardPainter:
    """Return what draws words of these languages in these colours into the cache `folder`."""
    fonts = static_fonts(folder, languages)
    used = tuple(sorted((name, colours[name]) for name in COLOURS))
    engine = f"{version('resvg')} {version('pillow')} {' '.join(font.path.name for font in fonts)} {used!r}"
    return CardPainter(ContentCache(folder / "cards", f"{CARD_VERSION} {engine}"), fonts, used)


_PORTRAIT = re.compile(r'(?<=<image href=")(?:\.\./)+([^"]+)(?=")')


def with_portrait(drawing: str, output: Path) -> str:
    """Return a drawing with its portrait in it, from the site; empty where that is not there, as in an edition."""
    found = _PORTRAIT.search(drawing)
    if not found:
        return drawing
    file = output / found[1]
    if not file.is_file():
        return ""
    held = base64.b64encode(file.read_bytes()).decode()
    return f"{drawing[: found.start()]}data:image/webp;base64,{held}{drawing[found.end() :]}"


# Names at the site's root that devices ask for unprompted, with the width in pixels.
ICONS = {"icon-192.png": 192, "icon-512.png": 512, "apple-touch-icon.png": 180}
FAVICON = "favicon.ico"
ICON_VERSION = 2
ROUND = re.compile(r'(<rect\b[^>]*?)\srx="[^"]*"')
GROUND = re.compile(r'<rect\b[^>]*?\sfill="([^"]*)"')


def write_icons(drawing: str, output: Path, folder: Path, *, has_favicon: bool = True) -> None:
    """Write every icon from the theme's drawing, an SVG; a newsroom may have a favicon.ico of its own."""
    drawing = framed(drawing)
    cached = ContentCache(folder / "icons", str(ICON_VERSION))
    for name, size in ICONS.items():
        sized = drawing.replace("<svg ", f'<svg width="{size}" height="{size}" ', 1)
        write_if_changed(output / name, cached.entry(sized).get_or_make(partial(_rasterised, sized)))
    if has_favicon:
        icon = (output / "icon-192.png").read_bytes()
        write_if_changed(output / FAVICON, cached.entry(icon).get_or_make(partial(_favicon, icon)))


def framed(drawing: str) -> str:
    """Return the drawing at five sixths of its size on a full background, without the round corners of its `rect`."""
    ground = GROUND.search(drawing)
    inner = ROUND.sub(r"\1", drawing, count=1).replace("<svg ", '<svg x="8" y="8" width="84" height="84" ', 1)
    fill = f'<rect width="100" height="100" fill="{ground[1]}"/>' if ground else ""
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100">{fill}{inner}</svg>'


def _favicon(icon: bytes) -> bytes:
    from verbatim.site.images.pixels import favicon  # noqa: PLC0415  as below

    return favicon(icon)


def _rasterised(drawing: str) -> bytes:
    from verbatim.site.images.pixels import rasterised  # noqa: PLC0415  only where the icon changed

    return rasterised(drawing)
