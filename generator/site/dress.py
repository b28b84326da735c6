"""What templates know of the site's look: addresses of its files, its parts within pages, its fonts, bars and logo."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import quote

from generator.errors import ContentError
from generator.site.assets import addresses, icon, inline
from generator.site.fonts import FOLDER, SHEET, cuts
from generator.site.looks import CONF, TOKENS
from generator.site.repeated import repeated

if TYPE_CHECKING:
    from pathlib import Path

    from generator.site.looks import Look
    from generator.site.palette import Pair

SAFE = "=/:;,()"
VIEW = re.compile(r'<svg\b[^>]*\bviewBox="[\d.-]+[\s,]+[\d.-]+[\s,]+([\d.]+)[\s,]+([\d.]+)"')


class Logo(NamedTuple):
    """A newsroom's logo: its site address and its own width and height, which keep its room free while it loads."""

    url: str
    width: int
    height: int


class Dress(NamedTuple):
    """The look as pages speak of it: its fonts as a sheet or as files to ask for early, bars, logos, the small icon."""

    fonts: str
    early: tuple[str, ...]
    icon: str
    bars: Pair
    logos: tuple[Logo, ...]


def known_to_templates(look: Look) -> dict[str, Any]:
    """Return the globals of our templates: `asset(name)`, `once(macro, view)`, `inline` and `look`."""
    held, colours = addresses(look), look.colours
    logos = tuple(Logo(held[f"logo-{at}{path.suffix}"], *size(path)) for at, path in enumerate(look.logos))
    bars = (colours.light["band"], colours.dark["band"])
    wanted = cuts(look.read(TOKENS))
    # A page asks early only for what every page uses: browsers complain of the rest.
    early = tuple(f"{FOLDER}/{cut.name}" for cut in wanted if "italic" not in cut.descriptors) if look.for_web else ()
    return {
        "asset": held.__getitem__,
        "once": repeated(),
        "inline": inline(look),
        "look": Dress(SHEET if wanted and not look.for_web else "", early, _in_the_head(icon(look)), bars, logos),
    }


def _in_the_head(drawing: str) -> str:
    """Return the icon as a `data:` address, so that no page asks for it."""
    return f"data:image/svg+xml,{quote(drawing.strip(), safe=SAFE)}"


def size(picture: Path) -> tuple[int, int]:
    """Return a picture's width and height: of an SVG those of its viewBox. ContentError where it does not say."""
    if picture.suffix.lower() != ".svg":
        from PIL import Image  # noqa: PLC0415  only for a logo of pixels

        with Image.open(picture) as opened:
            return opened.size
    found = VIEW.search(picture.read_text(encoding="utf-8"))
    if not found:
        fact = f"the logo {picture.name} has no viewBox, so that nobody can tell how wide it is"
        raise ContentError(CONF, 0, fact, 'Give its <svg> element one, as viewBox="0 0 240 60"')
    return round(float(found[1])), round(float(found[2]))
