"""The site's icons as pictures, drawn from the theme's own `icons/icon.svg`. The drawing comes in, PNG files go out.

Devices round an icon off as they like, so that the drawing's corners are filled and its mark is well within. A picture
is kept in the cache by the hash of the drawing.
"""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

from generator.site.writer import write_bytes

if TYPE_CHECKING:
    from pathlib import Path

DRAWING = "static/icons/icon.svg"
# Names at the site's root, where devices look for them unasked, with the width in pixels.
ICONS = {"icon-192.png": 192, "icon-512.png": 512, "apple-touch-icon.png": 180}
ROUND = re.compile(r'(<rect\b[^>]*?)\srx="[^"]*"')
VERSION = 1


def write_icons(theme: Path, output: Path, cache: Path) -> None:
    """Write every icon; nothing where the theme brings no drawing."""
    path = theme / DRAWING
    if not path.is_file():
        return
    drawing = ROUND.sub(r"\1", path.read_text(encoding="utf-8"))
    for name, size in ICONS.items():
        write_bytes(output / name, _drawn(drawing, size, cache))


def _drawn(drawing: str, size: int, cache: Path) -> bytes:
    key = hashlib.sha256(f"{VERSION} {size}\n{drawing}".encode()).hexdigest()
    kept = cache / "icons" / f"{key}.png"
    if kept.is_file():
        return kept.read_bytes()
    import resvg_py  # noqa: PLC0415  only where the drawing changed

    picture = bytes(resvg_py.svg_to_bytes(svg_string=drawing, width=size, height=size, skip_system_fonts=True))
    write_bytes(kept, picture)
    return picture
