"""Supplied portraits as files of the site. People's files come in, pictures of several widths in the cache go out.

A portrait is drawn once for its bytes: a build that finds it in the cache does not load the picture library. Raises
ContentErrors with every picture that is not there or not taken.
"""

from __future__ import annotations

import base64
import hashlib
import shutil
import tempfile
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from generator.errors import ContentError, ContentErrors
from generator.publish.views import PortraitView

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.fragments.people import PersonFile

FOLDER = "portraits"
VERSION = 2
FACE = "face"
BYTES_AT_MOST = 20_000_000
HASH_LENGTH = 10


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
    data = _bytes(content, file)
    engine = f"{VERSION} {version('pillow')} {'whole' if whole else 'cut'}\n"
    key = hashlib.sha256(engine.encode() + data).hexdigest()
    kept = cache / FOLDER / key[:2] / key
    if not kept.is_dir():
        _draw(data, file, kept, whole=whole)
    widths = sorted(int(path.stem) for path in kept.glob("*.webp"))
    stem = f"{FOLDER}/{file.id}.{key[:HASH_LENGTH]}"
    files = {f"{stem}-{width}.{form}": kept / f"{width}.{form}" for width in widths for form in ("webp", "jpg")}
    small = f"data:image/webp;base64,{base64.b64encode((kept / FACE).read_bytes()).decode()}"
    return Portrait(PortraitView(face=small, stem=stem, widths=widths, credit=file.credit), file.image, files)


def _bytes(content: Path, file: PersonFile) -> bytes:
    path = content / file.image
    if path.is_symlink() or not path.is_file():
        raise _refused(file, "is not there", f"Put the picture into {content.name}/")
    if path.stat().st_size > BYTES_AT_MOST:
        raise _refused(file, f"has more than {BYTES_AT_MOST // 1_000_000} MB", "Make it smaller")
    return path.read_bytes()


def _draw(data: bytes, file: PersonFile, kept: Path, *, whole: bool) -> None:
    """Write the squares of a picture into the cache, whole or not at all."""
    from generator.site.portrait_pixels import RefusedError, face, squares  # noqa: PLC0415  only where a portrait changed

    try:
        drawn = squares(data, whole=whole)
    except RefusedError as refused:
        raise _refused(file, refused.fact, refused.fix) from None
    kept.parent.mkdir(parents=True, exist_ok=True)
    aside = Path(tempfile.mkdtemp(dir=kept.parent))
    for square in drawn:
        (aside / f"{square.width}.webp").write_bytes(square.webp)
        (aside / f"{square.width}.jpg").write_bytes(square.jpeg)
    (aside / FACE).write_bytes(face(drawn[-1]))
    try:
        aside.rename(kept)
    except OSError:
        # Another build drew the same meanwhile.
        shutil.rmtree(aside)


def _refused(file: PersonFile, fact: str, fix: str) -> ContentError:
    return ContentError(file.path, file.image_line, f"Image: {file.image} {fact}", fix)
