"""Checks and re-encodes the files that editors supply, before they go live.

A browser shows such a file from the site's own address, so that only kinds go live that run nothing there, and only
bytes that are of the kind that the name promises; a drawing (SVG), which may hold scripts, does not. A picture is
re-encoded, once for its bytes, which leaves metadata behind, and cached. Raises ContentErrors that name every file
that is refused.
"""

from collections.abc import Iterable
from importlib.metadata import version
from pathlib import Path
from typing import Any, NamedTuple

from verbatim.core.cache import CacheEntry, ContentCache
from verbatim.core.errors import ContentError, Faults
from verbatim.core.files import read_file, write_if_changed

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
