"""Checks and re-encodes the files that editors supply, before they go live.

A browser shows such a file from the site's own address, so that anything that could run there is refused. A picture is
re-encoded once for its bytes, which leaves metadata behind, and cached. Raises ContentErrors that name every file that
is refused.
"""

from __future__ import annotations

import base64
import re
from importlib.metadata import version
from typing import TYPE_CHECKING, Any, NamedTuple

from verbatim.core.cache import ContentCache
from verbatim.core.errors import ContentError, ContentErrors
from verbatim.core.files import write_if_changed
from verbatim.publish.payloads.elements import PortraitView

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from verbatim.content.format.person_file import PersonFile


KEY = "VERBATIM_SUPPLIED"
LARGEST = 20_000_000  # bytes

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
PICTURE_VERSION, PORTRAIT_VERSION = 1, 2
PORTRAITS, FACE = "portraits", "face"
HASH_LENGTH = 10


class CleanFile(NamedTuple):
    """One of Pelican's static contents, and the re-encoded copy of its file."""

    file: Any
    copy: Path


def cleaned(files: Iterable[Any], content: Path, cache: Path) -> list[CleanFile]:
    """Return the static contents that must not be copied as they are, with their re-encoded copies."""
    found: list[CleanFile] = []
    errors: list[ContentError] = []
    for file in files:
        path = content / file.source_path
        if not path.exists():  # the page that links to it says so
            continue
        try:
            if copy := _clean_copy(path, f"{content.name}/{file.relative_source_path}", cache):
                found.append(CleanFile(file, copy))
        except ContentError as error:
            errors.append(error)
    if errors:
        raise ContentErrors(errors)
    return found


def write_clean(files: Iterable[CleanFile], output: Path) -> None:
    """Write the copies where Pelican would have copied the files to."""
    for file, copy in files:
        write_if_changed(output / file.save_as, copy.read_bytes())


def _clean_copy(path: Path, shown: str, cache: Path) -> Path | None:
    """Return the re-encoded copy of a picture; None where the file goes live unchanged."""
    suffix = path.suffix.lower()
    if suffix in PAGES:
        fix = "Write it as a page in content/pages/, or take it out"
        raise ContentError(shown, 0, "a browser would run this page as one of the site's own", fix)
    if suffix not in DRAWINGS and suffix not in RASTERS:
        return None
    if path.stat().st_size > LARGEST:
        raise ContentError(shown, 0, f"it has more than {LARGEST // 1_000_000} MB", "Make it smaller")
    data = path.read_bytes()
    if suffix in DRAWINGS:
        _refuse_active(data, shown)
        return None
    cached = ContentCache(cache / "supplied", f"{PICTURE_VERSION} {version('pillow')} {suffix}")
    return cached.get_or_make(data, lambda: _reencoded(data, suffix, shown))


def _reencoded(data: bytes, suffix: str, shown: str) -> bytes:
    from verbatim.site.images.pixels import RefusedError, pixels_alone  # noqa: PLC0415  only where a picture changed

    try:
        return pixels_alone(data, suffix)
    except RefusedError as refused:
        raise ContentError(shown, 0, f"it {refused.fact}", refused.fix) from None


def _refuse_active(drawing: bytes, shown: str) -> None:
    """Raise ContentError for a drawing that is more than shapes and words."""
    if not drawing.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<") or b"\0" in drawing:
        raise ContentError(shown, 0, "this drawing cannot be looked through", "Save it as a plain SVG in UTF-8")
    if found := ACTIVE.search(drawing):
        line = drawing.count(b"\n", 0, found.start()) + 1
        fact = f"this drawing holds “{found[0].decode('utf-8', 'replace')[:40]}”, which can run or load something"
        raise ContentError(shown, line, fact, "Save it as a plain SVG of shapes, or as a PNG")


class Portrait(NamedTuple):
    """A portrait: what pages show of it, its file in the content folder, and its files by site address."""

    view: PortraitView
    source: str
    files: dict[str, Path]


def portraits_of(
    content: Path, people: Mapping[str, PersonFile], kinds: Mapping[str, str], cache: Path
) -> dict[str, Portrait]:
    """Return the portrait of everybody whose file names one; `kinds` tells who is an organisation."""
    found: dict[str, Portrait] = {}
    errors: list[ContentError] = []
    for name, file in sorted(people.items()):
        if file.image:
            try:
                found[name] = _portrait(content, file, cache, whole=kinds.get(name) == "organisation")
            except ContentError as error:
                errors.append(error)
    if errors:
        raise ContentErrors(errors)
    return found


def _portrait(content: Path, file: PersonFile, cache: Path, *, whole: bool) -> Portrait:
    path = content / file.image
    if path.is_symlink() or not path.is_file():
        raise _portrait_error(file, "is not there", f"Put the picture into {content.name}/")
    if path.stat().st_size > LARGEST:
        raise _portrait_error(file, f"has more than {LARGEST // 1_000_000} MB", "Make it smaller")
    data = path.read_bytes()
    how = "whole" if whole else "cut"
    cached = ContentCache(cache / PORTRAITS, f"{PORTRAIT_VERSION} {version('pillow')} {how}")
    folder = cached.get_or_make(data, lambda: _square_files(data, file, whole=whole))
    widths = sorted(int(path.stem) for path in folder.glob("*.webp"))
    stem = f"{PORTRAITS}/{file.id}.{folder.name[:HASH_LENGTH]}"
    files = {f"{stem}-{width}.{form}": folder / f"{width}.{form}" for width in widths for form in ("webp", "jpg")}
    small = f"data:image/webp;base64,{base64.b64encode((folder / FACE).read_bytes()).decode()}"
    return Portrait(PortraitView(face=small, stem=stem, widths=widths, credit=file.credit), file.image, files)


def _portrait_error(file: PersonFile, fact: str, fix: str) -> ContentError:
    return ContentError(file.path, file.image_line, f"Image: {file.image} {fact}", fix)


def _square_files(data: bytes, file: PersonFile, *, whole: bool) -> dict[str, bytes]:
    from verbatim.site.images.pixels import RefusedError, face, squares  # noqa: PLC0415  only where a portrait changed

    try:
        drawn = squares(data, whole=whole)
    except RefusedError as refused:
        raise _portrait_error(file, refused.fact, refused.fix) from None
    webp = {f"{square.width}.webp": square.webp for square in drawn}
    return webp | {f"{square.width}.jpg": square.jpeg for square in drawn} | {FACE: face(drawn[-1])}
