"""Reads sources, plain text, Markdown or HTML, into a `Document` that keeps every code point.

A source is never written to. Of an HTML source the text is kept beside it; `load` returns what a split has to write
there, and `extraction_files` what an editor's command has.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from verbatim.content.layout import extracted_path, story_of
from verbatim.content.sources.blocks import markdown_blocks, text_blocks, title_in
from verbatim.content.sources.extraction import fresh_text, kept_text, page_text, read_extracted
from verbatim.content.sources.html import ExtractedPage
from verbatim.core.errors import ContentError
from verbatim.core.files import LARGEST_SOURCE, display_path, read_file
from verbatim.core.text import decode, sha256_bytes
from verbatim.model import Document, SourceFacts

if TYPE_CHECKING:
    from pathlib import Path

    from verbatim.content.sources.extraction import StaleText

SUFFIXES = (".txt", ".md", ".html")


class LoadedSource(NamedTuple):
    """A source as read; the files to be written with its split, those without bytes removed; and what is stale."""

    document: Document
    files: tuple[tuple[Path, bytes | None], ...] = ()
    stale: StaleText | None = None


def load_source(path: Path) -> Document:
    """Read a source. An HTML file's text is the one that is kept, unless the page is a newer one."""
    return load(path).document


def load(path: Path) -> LoadedSource:
    """Read a source as `load_source` does, with what a split has to do about the kept text of a page."""
    data = read_source_bytes(path)
    if not _is_html(path):
        text = ExtractedPage(decode(data, path=display_path(path)), None)
        return LoadedSource(_document(path, sha256_bytes(data), text))
    kept = page_text(path, data)
    return LoadedSource(_document(path, kept.sha256, kept.page), kept.files, kept.stale)


def extraction_files(path: Path, *, keep: bool = False) -> tuple[tuple[Path, bytes | None], ...]:
    """Return the files that take the text of an HTML source anew, or with `keep` say that the kept text is right."""
    data = read_source_bytes(path)
    if not _is_html(path):
        return ()
    if keep:
        return kept_text(path, data)
    return fresh_text(path, data).files


def read_source_text(path: Path) -> str:
    """Return the text that `load_source` returns, without looking for its blocks or parsing HTML."""
    if not _is_html(path):
        return decode(read_source_bytes(path), path=display_path(path)).text
    if not extracted_path(path).exists():
        raise ContentError(display_path(path), 0, "its main text was never extracted", "Run verbatim split")
    return read_extracted(path).text


def read_source_bytes(path: Path) -> bytes:
    """Return a source's bytes. Raises ContentError for a name that no source may have."""
    if path.suffix.lower() not in SUFFIXES:
        fact = f"files of the kind “{path.suffix}” are not sources" if path.suffix else "its name has no suffix"
        raise ContentError(display_path(path), 0, fact, f"Use {', '.join(SUFFIXES)}")
    # The story's file names its source in a header: nothing unseen, no blanks but single ones within.
    if not path.name.isprintable() or " ".join(path.name.split()) != path.name or {*"\\#"} & {*path.name}:
        fact = "this file's name cannot stand in a line of a story's file"
        raise ContentError(display_path(path), 0, fact, f"Name it {story_of(path)}{path.suffix}")
    return read_file(path, largest=LARGEST_SOURCE)


def _is_html(path: Path) -> bool:
    return path.suffix.lower() == ".html"


def _document(path: Path, sha256: str, page: ExtractedPage) -> Document:
    text, is_markdown = page.decoded.text, path.suffix.lower() == ".md"
    if not text.strip():
        fix = "Put the article's text there, or take the file away"
        raise ContentError(display_path(path), 0, "there is no text in it", fix)
    blocks = markdown_blocks(text) if is_markdown else text_blocks(text)
    return Document(
        story=story_of(path),
        file=path.name,
        text=text,
        sha256=sha256,
        encoding=page.decoded.encoding,
        blocks=blocks,
        facts=page.facts or SourceFacts(title=title_in(text, blocks, is_markdown=is_markdown)),
    )
