"""Makes the files of the pictures that editors give to stories, moments and topics: several widths, in several formats.

Each picture is made once for its bytes, which leaves metadata behind, and cached. Raises ContentErrors that name every
picture that is refused.
"""

from __future__ import annotations

from importlib.metadata import version
from importlib.util import find_spec
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from verbatim.core.cache import CacheEntry, ContentCache
from verbatim.core.errors import ContentError, ContentErrors
from verbatim.core.slugs import slug
from verbatim.publish.payloads.elements import PictureFiles
from verbatim.site.images.pictures import HASH_LENGTH, NamedPicture

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from verbatim.model import Picture

FOLDER = "pictures"
ILLUSTRATION_VERSION = 1
SIZES = "sizes"  # of the cached files, that which holds the proportions
AVIF = "PIL._avif"  # the part of Pillow that writes AVIF, where it has one


class IllustrationFiles(NamedTuple):
    """A picture: what pages need of its files, its own file in the content folder, and where its files are cached."""

    view: PictureFiles
    source: str
    entry: CacheEntry

    def files(self) -> dict[str, bytes]:
        """Return the picture's files by site address."""
        held = self.entry.files().items()
        return {f"{self.view['stem']}-{name}": data for name, data in held if name != SIZES}


def illustrations_of(content: Path, pictures: Iterable[Picture], cache: Path) -> dict[str, IllustrationFiles]:
    """Return the files of each picture by its own file; one that several headers name is made once."""
    kept = ContentCache(cache / FOLDER, f"{ILLUSTRATION_VERSION} {version('pillow')} {find_spec(AVIF) is not None}")
    found: dict[str, IllustrationFiles] = {}
    errors: list[ContentError] = []
    for picture in pictures:
        if picture.file not in found:
            try:
                found[picture.file] = _made(content, NamedPicture(picture.file, picture.path, picture.line), kept)
            except ContentError as error:
                errors.append(error)
    if errors:
        raise ContentErrors(errors)
    return found


def _made(content: Path, named: NamedPicture, kept: ContentCache) -> IllustrationFiles:
    data = named.read(content)
    entry = kept.entry(data)
    made = entry.get_or_make_files(lambda: _files(data, named))
    width, height, widths, shared = msgspec.json.decode(made[SIZES], type=tuple[int, int, list[int], list[int]])
    name = slug(PurePosixPath(named.file).stem) or "picture"
    view = PictureFiles(
        stem=f"{FOLDER}/{name}.{entry.path.name[:HASH_LENGTH]}",
        width=width,
        height=height,
        widths=widths,
        avif=f"{widths[0]}.avif" in made,
        shared=shared,
    )
    return IllustrationFiles(view, named.file, entry)


def _files(data: bytes, named: NamedPicture) -> Mapping[str, bytes]:
    from verbatim.site.images.pixels import RefusedError, illustration  # noqa: PLC0415  only where a picture changed

    try:
        made = illustration(data)
    except RefusedError as refused:
        raise named.error(refused.fact, refused.fix) from None
    return {**made.files, SIZES: msgspec.json.encode((made.width, made.height, made.widths, made.shared))}
