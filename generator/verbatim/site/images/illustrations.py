"""Makes the files of the pictures that editors give to people, stories, moments and topics, in several widths.

Each picture is made once for its bytes, which leaves metadata behind, and cached. Raises ContentErrors that name every
picture that is refused.
"""

import base64
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path, PurePosixPath
from typing import Generic, NamedTuple, TypeVar

import msgspec

from verbatim.content.format.person_file import PersonFile
from verbatim.core.cache import CacheEntry, ContentCache
from verbatim.core.errors import ContentError, Faults
from verbatim.core.slugs import slug
from verbatim.model import Picture
from verbatim.publish.refs import PictureFiles, PortraitView
from verbatim.site.images.pictures import LARGEST

FOLDER, PORTRAITS = "pictures", "portraits"
ILLUSTRATION_VERSION, PORTRAIT_VERSION = 1, 4
HASH_LENGTH = 10
# Of the cached files: the proportions of a picture; what pages, and what frames hold of a portrait.
SIZES, FACE, FRAMED = "sizes", "face", "framed"
WEBP, TALL = ".webp", "tall.webp"
AVIF = "PIL._avif"  # the part of Pillow that writes AVIF, where it has one

View = TypeVar("View", PortraitView, PictureFiles)


class PictureError(ContentError):
    """Refuses a picture, where a header names it: its `file` alone is broken, not what it illustrates."""

    file = ""


class NamedPicture(NamedTuple):
    """A picture in the content folder, and where a header names it."""

    file: str
    path: str
    line: int

    def error(self, fact: str, fix: str) -> ContentError:
        """Return the error that refuses it."""
        error = PictureError(self.path, self.line, f"Image: {self.file} {fact}", fix)
        error.file = self.file
        return error

    def read(self, content: Path) -> bytes:
        """Return its bytes. Raises ContentError where it is no file, or too large."""
        path = content / self.file
        if path.is_symlink() or not path.is_file():
            raise self.error("is not there", f"Put the picture into {content.name}/")
        if path.stat().st_size > LARGEST:
            raise self.error(f"has more than {LARGEST // 1_000_000} MB", "Make it smaller")
        return path.read_bytes()


@dataclass(frozen=True, slots=True)
class ImageFiles(Generic[View]):
    """A picture that editors gave: what pages show, its file in the content folder, and where its files are cached.

    An edition says what pages show, and its picture's files are not made again: they have no `entry`.
    """

    view: View
    source: str
    entry: CacheEntry | None = None

    def files(self) -> dict[str, bytes]:
        """Return the picture's files by site address."""
        held = self.entry.files().items() if self.entry else ()
        return {f"{self.view['stem']}-{name}": data for name, data in held if name not in (FACE, FRAMED, SIZES)}


def _all_made(making: Mapping[str, Callable[[], ImageFiles[View]]]) -> dict[str, ImageFiles[View]]:
    """Return each picture by its key. Raises ContentErrors that name all that are refused."""
    found, faults = dict[str, ImageFiles[View]](), Faults()
    for key, make in making.items():
        with faults:
            found[key] = make()
    faults.raise_all()
    return found


def portraits_of(
    content: Path, people: Mapping[str, PersonFile], kinds: Mapping[str, str], cache: Path
) -> dict[str, ImageFiles[PortraitView]]:
    """Return the portrait of everybody whose file names one; `kinds` tells who is an organisation."""
    given = {name: file for name, file in sorted(people.items()) if file.image}
    return _all_made(
        {
            name: partial(_portrait, content, file, cache, whole=kinds.get(name) == "organisation")
            for name, file in given.items()
        }
    )


def _portrait(content: Path, file: PersonFile, cache: Path, *, whole: bool) -> ImageFiles[PortraitView]:
    named = NamedPicture(file.image, file.path, file.image_line)
    data = named.read(content)
    how = "whole" if whole else f"cut {file.focus}"
    cached = ContentCache(cache / PORTRAITS, f"{PORTRAIT_VERSION} {version('pillow')} {how}")
    entry = cached.entry(data)
    made = entry.get_or_make_files(lambda: _square_files(data, named, file.focus, whole=whole))
    widths = sorted(int(stem) for name in made if (stem := name.removesuffix(WEBP)).isdecimal())
    stem = f"{PORTRAITS}/{file.id}.{entry.path.name[:HASH_LENGTH]}"
    face, framed = (
        f"data:image/webp;base64,{base64.b64encode(made[name]).decode()}" if made.get(name) else ""
        for name in (FACE, FRAMED)
    )
    view = PortraitView(face=face, framed=framed, tall=TALL in made, stem=stem, widths=widths, credit=file.credit)
    return ImageFiles(view, file.image, entry)


def _square_files(data: bytes, named: NamedPicture, focus: tuple[float, float], *, whole: bool) -> dict[str, bytes]:
    from verbatim.site.images.pixels import RefusedError, face, squares, tall  # noqa: PLC0415  only for new portraits

    try:
        drawn = squares(data, whole=whole)
        large, framed = (b"", b"") if whole else tall(data, focus)
    except RefusedError as refused:
        raise named.error(refused.fact, refused.fix) from None
    webp = {f"{square.width}.webp": square.webp for square in drawn}
    jpeg = {f"{square.width}.jpg": square.jpeg for square in drawn}
    tall_ones = {TALL: large, FRAMED: framed}
    return webp | jpeg | {FACE: face(drawn[-1])} | {name: data for name, data in tall_ones.items() if data}


def illustrations_of(content: Path, pictures: Iterable[Picture], cache: Path) -> dict[str, ImageFiles[PictureFiles]]:
    """Return the files of each picture by its own file; one that several headers name is made once."""
    kept = ContentCache(cache / FOLDER, f"{ILLUSTRATION_VERSION} {version('pillow')} {find_spec(AVIF) is not None}")
    named: dict[str, NamedPicture] = {}
    for picture in pictures:
        named.setdefault(picture.file, NamedPicture(picture.file, picture.path, picture.line))
    return _all_made({file: partial(_made, content, one, kept) for file, one in named.items()})


def _made(content: Path, named: NamedPicture, kept: ContentCache) -> ImageFiles[PictureFiles]:
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
    return ImageFiles(view, named.file, entry)


def _files(data: bytes, named: NamedPicture) -> Mapping[str, bytes]:
    from verbatim.site.images.pixels import RefusedError, illustration  # noqa: PLC0415  only where a picture changed

    try:
        made = illustration(data)
    except RefusedError as refused:
        raise named.error(refused.fact, refused.fix) from None
    return {**made.files, SIZES: msgspec.json.encode((made.width, made.height, made.widths, made.shared))}
