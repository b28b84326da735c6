"""Opens a source file by what it is. A path comes in, a `Document` goes out.

Raises ContentError for what is no source: a symbolic link, an unknown kind of file, an empty or a huge one.
"""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import TYPE_CHECKING

from generator.errors import ContentError
from generator.model import Document, SourceFacts
from generator.opened import READING, whole
from generator.slugs import slug
from generator.sources import html, markdown, text
from generator.text import Decoded, decode, sha256_bytes

if TYPE_CHECKING:
    from generator.model import Block

MEGABYTE = 1_000_000
LARGEST = 10 * MEGABYTE
SUFFIXES = (".txt", ".md", ".html")


def story_of(path: Path) -> str:
    """Return the story that a source file belongs to: the slug of its name."""
    return slug(path.stem)


def shown(path: Path) -> str:
    """Return a source's path as messages name it: `content/sources/article.txt`."""
    parts = path.parts
    return "/".join(parts[max(0, len(parts) - (4 if path.parent.name == ".extracted" else 3)) :])


def sources_in(folder: Path) -> dict[str, Path]:
    """Return the sources of a folder by story, in order of name; hidden files are none.

    Raises ContentError where two files would be one story.
    """
    found: dict[str, Path] = {}
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if path.name.startswith(".") or path.is_dir():
            continue
        other = found.setdefault(story_of(path), path)
        if other != path:
            fact = f"its story would be “{story_of(path)}”, which {other.name} is already"
            raise ContentError(shown(path), 0, fact, "Give one of the two files another name")
    return found


def read_bytes(path: Path | str, largest: int = LARGEST) -> bytes:
    """Return the bytes of a regular file of at most `largest` bytes."""
    try:
        handle = os.open(path, READING)
        try:
            state = os.fstat(handle)
            if not stat.S_ISREG(state.st_mode) or state.st_size > largest:
                raise _refused(path, state, largest)
            return whole(handle, state.st_size)
        finally:
            os.close(handle)
    except OSError:
        raise _refused(path, None, largest) from None


def _refused(path: Path | str, state: os.stat_result | None, largest: int) -> ContentError:
    """Return why a file is not read; its `state` is looked for where it could not be opened."""
    place = shown(Path(path))
    try:
        state = state or os.lstat(path)
    except OSError:
        return ContentError(place, 0, "this file cannot be opened", "Look whether it is there")
    if stat.S_ISLNK(state.st_mode):
        return ContentError(place, 0, "this is a symbolic link", "Put the file itself there")
    if not stat.S_ISREG(state.st_mode):
        return ContentError(place, 0, "this is not a regular file", "Put a text file there")
    if state.st_size > largest:
        fact = f"it has {state.st_size:,} bytes; the limit is {largest:,}"
        return ContentError(place, 0, fact, "Split the text into several files")
    return ContentError(place, 0, "this file cannot be read", "Look at its permissions")


def load(path: Path) -> Document:
    """Read one source; an HTML file's text is the one extracted before, where there is one."""
    data = read_source(path)
    if path.suffix.lower() != ".html":
        return _document(path, data, decode(data, path=shown(path)), None)
    extracted = html.extract(data, shown(path))
    kept = extracted_path(path)
    decoded = decode(read_bytes(kept), path=shown(kept)) if kept.exists() else extracted.decoded
    return _document(path, data, decoded, extracted.facts)


def load_anew(path: Path) -> Document:
    """Read an HTML source, whatever was extracted from it before."""
    data = read_source(path)
    extracted = html.extract(data, shown(path))
    return _document(path, data, extracted.decoded, extracted.facts)


def _document(path: Path, data: bytes, decoded: Decoded, facts: SourceFacts | None) -> Document:
    if not decoded.text.strip():
        fix = "Put the article's text there, or take the file away"
        raise ContentError(shown(path), 0, "there is no text in it", fix)
    blocks = _blocks(path, decoded.text)
    return Document(
        story=story_of(path),
        file=path.name,
        text=decoded.text,
        sha256=sha256_bytes(data),
        encoding=decoded.encoding,
        blocks=blocks,
        facts=facts or SourceFacts(title=_title(path, decoded.text, blocks)),
    )


def read_text(path: Path) -> str:
    """Return a source's text as `load` has it, without looking for its blocks; that of HTML from where it is kept."""
    if path.suffix.lower() != ".html":
        return decode(read_source(path), path=shown(path)).text
    kept = extracted_path(path)
    if not kept.exists():
        raise ContentError(shown(path), 0, "its main text was never taken out", "Run python -m generator split")
    return decode(read_bytes(kept), path=shown(kept)).text


def read_source(path: Path) -> bytes:
    """Return a source's bytes, once its name is one that sources may have."""
    if path.suffix.lower() not in SUFFIXES:
        fact = f"files of the kind “{path.suffix}” are no sources" if path.suffix else "its name has no suffix"
        raise ContentError(shown(path), 0, fact, f"Use {', '.join(SUFFIXES)}")
    if not _can_be_written(path.name):
        fact = "this file's name cannot stand in a line of a story's file"
        raise ContentError(shown(path), 0, fact, f"Name it {story_of(path)}{path.suffix}")
    return read_bytes(path)


def _can_be_written(name: str) -> bool:
    """Tell whether a header reads a file's name back as it is: nothing unseen, no blanks but single ones within."""
    return name.isprintable() and " ".join(name.split()) == name and not any(char in name for char in "\\#")


def extracted_path(path: Path) -> Path:
    """Return where the main text of an HTML source is kept."""
    return path.parent / ".extracted" / f"{story_of(path)}.txt"


def _blocks(path: Path, words: str) -> tuple[Block, ...]:
    return markdown.blocks(words) if path.suffix.lower() == ".md" else text.blocks(words)


def _title(path: Path, words: str, blocks: tuple[Block, ...]) -> str:
    first = blocks[0]
    if first.kind != "heading":
        return ""
    heading = first.span.of(words)
    return markdown.heading_words(heading) if path.suffix.lower() == ".md" else " ".join(heading.split())
