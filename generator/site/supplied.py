"""Files that editors supply, before they go live. What Pelican would copy comes in, clean copies in the cache go out.

A browser shows such a file from the site's own address, so that what would run there is refused. A picture is written
anew, once for its bytes: a build that finds it in the cache loads no picture library. ContentErrors with every file
that is not taken.
"""

from __future__ import annotations

import hashlib
import re
from importlib.metadata import version
from typing import TYPE_CHECKING, Any, NamedTuple

from generator.errors import ContentError, ContentErrors
from generator.site.writer import write_bytes

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

KEY = "VERBATIM_SUPPLIED"
FOLDER = "supplied"
VERSION = 1
BYTES_AT_MOST = 20_000_000
RASTERS = frozenset((".png", ".jpg", ".jpeg", ".webp", ".avif", ".gif"))
DRAWINGS = frozenset((".svg", ".svgz"))
PAGES = frozenset((".html", ".htm", ".xhtml", ".xht", ".shtml", ".mht", ".mhtml"))
# What a drawing could run, load or frame (SVG 2, chapters 5, 12, 15, 16), and what could hide it.
ACTIVE = re.compile(
    rb"<\s{0,9}(?:[\w.-]{1,40}:)?(?:script|foreignobject|iframe|object|embed|image|feimage|a|set|animate\w{0,16}|"
    rb"handler|link|audio|video)\b"
    rb"|\bon[a-z]{2,30}\s{0,9}=|href\s{0,9}=\s{0,9}[\"']\s{0,9}[^#\"'\s]|javascript:|<!ENTITY|<\?xml-stylesheet"
    rb"|@import|url\(\s{0,9}[\"']?\s{0,9}[^#\"')\s]|1999/xhtml|encoding\s{0,9}=\s{0,9}[\"'](?!utf-8[\"'])",
    re.IGNORECASE,
)


class Clean(NamedTuple):
    """A static content of Pelican's, and the clean copy of its file."""

    file: Any
    kept: Path


def cleaned(files: Iterable[Any], content: Path, cache: Path) -> list[Clean]:
    """Return those of Pelican's static contents that are not to be copied as they are, with their clean copies."""
    found: list[Clean] = []
    errors: list[ContentError] = []
    for file in files:
        path = content / file.source_path
        if not path.exists():  # the page that links to it says so
            continue
        try:
            if kept := _kept(path, f"{content.name}/{file.relative_source_path}", cache):
                found.append(Clean(file, kept))
        except ContentError as error:
            errors.append(error)
    if errors:
        raise ContentErrors(errors)
    return found


def write_clean(files: Iterable[Clean], output: Path) -> None:
    """Write clean copies where Pelican would have copied the files to."""
    for file, kept in files:
        write_bytes(output / file.save_as, kept.read_bytes())


def _kept(path: Path, shown: str, cache: Path) -> Path | None:
    """Return the clean copy of a picture; None where the file goes live as it is."""
    suffix = path.suffix.lower()
    if suffix in PAGES:
        fix = "Write it as a page in content/pages/, or take it out"
        raise ContentError(shown, 0, "a browser would run this page as one of the site's own", fix)
    if suffix in DRAWINGS:
        _hold_drawing(path, shown)
    return _redrawn(path, shown, cache) if suffix in RASTERS else None


def _hold_drawing(path: Path, shown: str) -> None:
    """Raise ContentError for a drawing that is more than shapes and words."""
    data = _bytes(path, shown)
    if not data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<") or b"\0" in data:
        raise ContentError(shown, 0, "this drawing cannot be looked through", "Save it as a plain SVG in UTF-8")
    if found := ACTIVE.search(data):
        line = data.count(b"\n", 0, found.start()) + 1
        fact = f"this drawing holds “{found[0].decode('utf-8', 'replace')[:40]}”, which can run or load something"
        raise ContentError(shown, line, fact, "Save it as a plain SVG of shapes, or as a PNG")


def _redrawn(path: Path, shown: str, cache: Path) -> Path:
    data = _bytes(path, shown)
    key = hashlib.sha256(f"{VERSION} {version('pillow')} {path.suffix}\n".encode() + data).hexdigest()
    kept = cache / FOLDER / key[:2] / key
    if not kept.is_file():
        from generator.site.picture_pixels import pixels_alone  # noqa: PLC0415  only where a picture changed
        from generator.site.portrait_pixels import RefusedError  # noqa: PLC0415

        try:
            write_bytes(kept, pixels_alone(data, path.suffix))
        except RefusedError as refused:
            raise ContentError(shown, 0, f"it {refused.fact}", refused.fix) from None
    return kept


def _bytes(path: Path, shown: str) -> bytes:
    if path.stat().st_size > BYTES_AT_MOST:
        raise ContentError(shown, 0, f"it has more than {BYTES_AT_MOST // 1_000_000} MB", "Make it smaller")
    return path.read_bytes()
