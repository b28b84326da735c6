"""The site's icons as pictures, drawn from the `icons/icon.svg` of its look. The drawing comes in, PNG files go out.

Devices cut an icon to a shape of their own and promise only a circle of four fifths of it: the drawing is set smaller,
and its ground runs on to the edge. A picture is kept in the cache by the hash of the drawing.
"""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

from generator.site.writer import write_bytes

if TYPE_CHECKING:
    from pathlib import Path

# Names at the site's root, where devices look for them unasked, with the width in pixels.
ICONS = {"icon-192.png": 192, "icon-512.png": 512, "apple-touch-icon.png": 180}
ROUND = re.compile(r'(<rect\b[^>]*?)\srx="[^"]*"')
GROUND = re.compile(r'<rect\b[^>]*?\sfill="([^"]*)"')
VERSION = 2


def write_icons(drawing: str, output: Path, cache: Path) -> None:
    """Write every icon from the theme's drawing, an SVG."""
    drawing = framed(drawing)
    for name, size in ICONS.items():
        write_bytes(output / name, _drawn(drawing, size, cache))


def framed(drawing: str) -> str:
    """Return the drawing at five sixths of its size on its own ground, the corners of its first `rect` filled."""
    ground = GROUND.search(drawing)
    inner = ROUND.sub(r"\1", drawing, count=1).replace("<svg ", '<svg x="8" y="8" width="84" height="84" ', 1)
    fill = f'<rect width="100" height="100" fill="{ground[1]}"/>' if ground else ""
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100">{fill}{inner}</svg>'


def _drawn(drawing: str, size: int, cache: Path) -> bytes:
    key = hashlib.sha256(f"{VERSION} {size}\n{drawing}".encode()).hexdigest()
    kept = cache / "icons" / f"{key}.png"
    if kept.is_file():
        return kept.read_bytes()
    from resvg import render, usvg  # noqa: PLC0415  only where the drawing changed

    sized = drawing.replace("<svg ", f'<svg width="{size}" height="{size}" ', 1)
    picture = bytes(render(usvg.Tree.from_str(sized, usvg.Options.default()), (1.0, 0.0, 0.0, 0.0, 1.0, 0.0)))
    write_bytes(kept, picture)
    return picture
