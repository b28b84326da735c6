"""Checks the files that editors supply before they go live, and makes those of the pictures that headers name.

A browser shows such a file from the site's own address, so that only kinds go live that run nothing there, and only
bytes that are of the kind that the name promises; a drawing (SVG), which may hold scripts, does not. A picture is
re-encoded, once for its bytes, which leaves metadata behind, and cached; those of people, stories, moments and topics
in several widths. Raises ContentErrors that name every file that is refused.
"""

import base64
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path, PurePosixPath
from typing import Any, Generic, NamedTuple, TypeVar

import msgspec

from verbatim.content.format.person_file import PersonFile
from verbatim.core.cache import CacheEntry, ContentCache
from verbatim.core.errors import ContentError, Faults
from verbatim.core.files import read_file, write_if_changed
from verbatim.core.slugs import slug
from verbatim.model import Picture
from verbatim.publish.refs import PictureFiles, PortraitView

KEY = "VERBATIM_SUPPLIED"
LARGEST = 20_000_000  # bytes

RASTERS = frozenset((".png", ".jpg", ".jpeg", ".webp", ".avif", ".gif"))
ZIP, OGG, EBML = b"PK\x03\x04", b"OggS", b"\x1aE\xdf\xa3"
# What else goes live, by the bytes that such a file begins with, after how many others; nothing of it runs in a page.
DOCUMENTS: dict[str, tuple[int, tuple[bytes, ...]]] = {
    ".pdf": (0, (b"%PDF-",)),
    ".ico": (0, (b"\0\0\1\0",)),
    ".mp3": (0, (b"ID3", b"\xff\xfb", b"\xff\xfa", b"\xff\xf3", b"\xff\xf2")),
    ".flac": (0, (b"fLaC",)),
    ".wav": (8, (b"WAVE",)),
    **dict.fromkeys((".ogg", ".oga", ".ogv", ".opus"), (0, (OGG,))),
    **dict.fromkeys((".mp4", ".m4a", ".m4v", ".mov"), (4, (b"ftyp",))),
    **dict.fromkeys((".webm", ".mkv"), (0, (EBML,))),
    **dict.fromkeys((".zip", ".docx", ".xlsx", ".pptx", ".odt", ".ods", ".odp", ".epub"), (0, (ZIP,))),
}
HEAD = 16  # bytes of a document that tell its kind
TEXTS = frozenset((".txt", ".csv", ".tsv", ".vtt", ".srt", ".ics", ".json", ".geojson"))
TEXT_NAMES = frozenset(("CNAME",))  # texts that hosts want under a name without an ending
KINDS = ", ".join(sorted({*RASTERS, *DOCUMENTS, *TEXTS}))
PICTURE_VERSION = 1


class CleanFile(NamedTuple):
    """One of Pelican's static contents, and the re-encoded copy of its file."""

    file: Any
    copy: CacheEntry


def cleaned(files: Iterable[Any], content: Path, cache: Path) -> list[CleanFile]:
    """Return the static contents that must not be copied as they are, with their re-encoded copies."""
    found, faults = list[CleanFile](), Faults()
    for file in files:
        path = content / file.source_path
        with faults:
            # The page that links to a file that is not there says so.
            if path.exists() and (copy := _clean_copy(path, f"{content.name}/{file.relative_source_path}", cache)):
                found.append(CleanFile(file, copy))
    faults.raise_all()
    return found


def write_clean(files: Iterable[CleanFile], output: Path) -> None:
    """Write the copies where Pelican would have copied the files to."""
    for file, copy in files:
        write_if_changed(output / file.save_as, copy.data())


def _clean_copy(path: Path, shown: str, cache: Path) -> CacheEntry | None:
    """Return the re-encoded copy of a picture; None where the file goes live unchanged."""
    suffix = path.suffix.lower()
    if suffix in DOCUMENTS:
        _check_document(path, suffix, shown)
        return None
    if suffix not in RASTERS | TEXTS and path.name not in TEXT_NAMES:
        fact = "this kind of file does not go live, since a browser may run it as one of the site's own"
        fix = f"Write a page into content/pages/ instead, take it out, or take one of {KINDS}"
        raise ContentError(shown, 0, fact, fix)
    data = read_file(path, shown, LARGEST)
    if suffix not in RASTERS:
        _check_text(data, shown)
        return None
    entry = ContentCache(cache / "supplied", f"{PICTURE_VERSION} {version('pillow')} {suffix}").entry(data)
    entry.get_or_make(lambda: _reencoded(data, suffix, shown))
    return entry


def _check_document(path: Path, suffix: str, shown: str) -> None:
    if path.is_symlink() or not path.is_file():
        raise ContentError(shown, 0, "this is not a regular file", "Put the file itself there")
    with path.open("rb") as file:
        head = file.read(HEAD)
    start, beginnings = DOCUMENTS[suffix]
    if not head.startswith(beginnings, start):
        fix = "Save it as one, or give it the suffix of what it is"
        raise ContentError(shown, 0, f"its bytes are not those of a {suffix} file", fix)


def _check_text(data: bytes, shown: str) -> None:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise ContentError(shown, line, "this is not text in UTF-8", "Save it as UTF-8") from None
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise ContentError(shown, line, "a text holds no NUL", "Save it as UTF-8")


def _reencoded(data: bytes, suffix: str, shown: str) -> bytes:
    from verbatim.site.images.pixels import RefusedError, pixels_alone  # noqa: PLC0415  only where a picture changed

    try:
        return pixels_alone(data, suffix)
    except RefusedError as refused:
        raise ContentError(shown, 0, f"it {refused.fact}", refused.fix) from None


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
    largest = next(reversed(drawn.values()))
    return {name: data for name, data in {**drawn, FACE: face(largest), TALL: large, FRAMED: framed}.items() if data}


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
