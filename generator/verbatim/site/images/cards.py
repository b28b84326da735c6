"""Draws cards and icons as PNGs, cached by their drawings.

A card is drawn again only where its words or colours change; many are drawn by several processes. A build that finds
all of them in the cache draws none.
"""

import base64
import io
import os
import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache, partial
from importlib import import_module
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

from verbatim.core.cache import CacheEntry, ContentCache
from verbatim.core.errors import ContentError, ContentErrors
from verbatim.core.executors import cores, executor, spread
from verbatim.core.files import write_if_changed
from verbatim.publish import Edition
from verbatim.publish.cards import canvas_of
from verbatim.publish.cards.lines import Face
from verbatim.publish.cards.setting import COLOURS, Canvas, Faces, coloured, scaled
from verbatim.publish.urls import drawing_of
from verbatim.site.images.pixels import Colours


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
FONT_VERSION = 1
TRACKING = {"Verbatim Display": -0.018}  # em added to each letter: large letters stand closer
FAMILY_NAMES = (1, 3, 4, 6, 16)  # entries of the name table by which a renderer may know a family
POSTSCRIPT_NAME = 6


def languages_of(edition: Edition) -> frozenset[str]:
    """Return the languages, by their first subtags, that an edition's cards are in."""
    tags = {edition.site.lang, *(story.lang for story in edition.lookups.newsroom.stories.values())}
    return frozenset(tag.lower().partition("-")[0] for tag in tags)


def static_fonts(folder: Path, languages: frozenset[str] = frozenset()) -> list[CacheEntry]:
    """Return the static fonts in the cache `folder` for these languages, made where the packages' versions are new."""
    cached = ContentCache(folder / "fonts", str(FONT_VERSION))
    further = (one for one in FURTHER if one.package not in LANGUAGES or LANGUAGES[one.package] & languages)
    instances = (*INSTANCES, *(one for one in further if find_spec(one.package)))
    entries = [(one, cached.entry(repr(one).encode() + _original(one).read_bytes())) for one in instances]
    missing = [(one, entry) for one, entry in entries if entry.read() is None]
    share = min(cores(), len(missing))
    with executor(share) as pool:
        for _ in spread(pool, _make_instance, missing, workers=share):
            pass
    return [entry for _, entry in entries]


def faces(fonts: Sequence[CacheEntry]) -> Faces:
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
# Starting a process takes about as long as drawing this many cards.
WORTH_A_PROCESS, PROCESSES = 24, 8
BATCH = 8


class CardPicture(NamedTuple):
    """A card in its colours, as SVG, and where the cache has its picture, if it has."""

    drawing: str
    entry: CacheEntry


class CardPainter(NamedTuple):
    """What cards are drawn with: the cache, the fonts, the colours."""

    cached: ContentCache
    fonts: tuple[CacheEntry, ...]
    colours: Colours

    def sheet(self, edition: Edition) -> Canvas:
        """Return the sheet that an edition's cards are laid out on."""
        return canvas_of(edition, _faces(self.fonts))

    def picture(self, svg: str, width: int = 0) -> CardPicture:
        """Return a drawing in these colours, of that width or its own, and where its picture is cached."""
        drawing = coloured(scaled(svg, width) if width else svg, dict(self.colours))
        return CardPicture(drawing, self.cached.entry(drawing))

    def paint(self, cards: Mapping[str, CardPicture]) -> None:
        """Draw the pictures that the cache lacks, by address. Raises ContentErrors that name all that fail."""
        missing = {address: card for address, card in cards.items() if card.entry.read() is None}
        failed = zip(missing, paint_all([*missing.values()], self.fonts, self.colours), strict=True)
        if errors := [_undrawn(address, why) for address, why in failed if why]:
            raise ContentErrors(errors)


def card_painter(
    folder: Path, colours: Mapping[str, str] = COLOURS, languages: frozenset[str] = frozenset()
) -> CardPainter:
    """Return what draws words of these languages in these colours into the cache `folder`."""
    fonts = tuple(static_fonts(folder, languages))
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


@cache
def _faces(fonts: tuple[CacheEntry, ...]) -> Faces:
    return faces(fonts)


def _undrawn(address: str, why: str) -> ContentError:
    fact = f"this card could not be drawn ({why})"
    whole = f"{drawing_of(address).removesuffix('.svg')}.png"  # which goes with the smaller picture, too
    return ContentError(whole, 0, fact, "The fault is in verbatim: report it with the words that are on it")


def paint_all(cards: Sequence[CardPicture], fonts: tuple[CacheEntry, ...], colours: Colours) -> list[str]:
    """Draw the pictures of these cards; return for each why it could not be drawn, empty where it was."""
    share = min(os.cpu_count() or 1, PROCESSES, len(cards) // WORTH_A_PROCESS)
    batches = [(cards[at : at + BATCH], fonts, colours) for at in range(0, len(cards), BATCH)]
    if share <= 1:
        return [why for batch in batches for why in _paint_batch(*batch)]
    from concurrent.futures import ProcessPoolExecutor  # noqa: PLC0415  25 ms that only many cards need
    from multiprocessing import get_context  # noqa: PLC0415

    # Not forked: a build has other threads at work, and a fork would copy the locks that they hold.
    with ProcessPoolExecutor(share, mp_context=get_context("spawn")) as pool:
        return [why for done in [pool.submit(_paint_batch, *batch) for batch in batches] for why in done.result()]


def _paint_batch(cards: Sequence[CardPicture], fonts: tuple[CacheEntry, ...], colours: Colours) -> list[str]:
    from verbatim.site.images.pixels import paint  # noqa: PLC0415  only where a card changed

    data = tuple(font.data() for font in fonts)
    return [_paint_one(card, partial(paint, card.drawing, data, colours)) for card in cards]


def _paint_one(card: CardPicture, draw: Callable[[], bytes]) -> str:
    """Draw a picture and keep it; return why that failed, empty where it did not: one card never stops the others."""
    try:
        picture = draw()
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:  # noqa: BLE001  whatever the library raises, a panic of its Rust included
        return f"{type(error).__name__}: {error}"
    card.entry.write(picture)
    return ""


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
