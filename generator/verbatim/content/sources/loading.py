"""Reads sources, plain text, Markdown or HTML, into a `Document` that keeps every code point, and finds its blocks.

A source is never written to. Of an HTML source the text is kept beside it; `load` returns what a split has to write
there, and `extraction_files` what an editor's command has.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from verbatim.annotate.text.furniture import is_furniture
from verbatim.content.layout import extracted_path, story_of
from verbatim.content.sources.extraction import PageText, fresh_text, kept_text, page_text, read_extracted
from verbatim.content.sources.front_matter import front_matter
from verbatim.content.sources.html import ExtractedPage
from verbatim.core.errors import Advice, ContentError
from verbatim.core.files import LARGEST_SOURCE, display_path, read_file
from verbatim.core.text import LINE, decode, paragraphs, sha256_bytes, stripped
from verbatim.model import Block, Document, Span

SUFFIXES = (".txt", ".md", ".html")


class LoadedSource(NamedTuple):
    """A source as read; the files to be written with its split; and what is stale."""

    document: Document
    files: tuple[tuple[Path, bytes], ...] = ()
    stale: Advice | None = None


def load(path: Path) -> LoadedSource:
    """Read a source; the text of a page is the one that is kept, unless the page is a newer one."""
    data = read_source_bytes(path)
    if _is_html(path):
        kept = page_text(path, data)
    else:
        kept = PageText(ExtractedPage(decode(data, path=display_path(path)).text, None), sha256_bytes(data))
    return LoadedSource(_document(path, kept.sha256, kept.page), kept.files, kept.stale)


def extraction_files(path: Path, *, keep: bool = False) -> tuple[tuple[Path, bytes], ...]:
    """Return the files that take the text of an HTML source anew, or with `keep` say that the kept text is right."""
    data = read_source_bytes(path)
    if not _is_html(path):
        return ()
    if keep:
        return kept_text(path, data)
    return fresh_text(path, data).files


def read_source_text(path: Path) -> str:
    """Return the text that `load` returns, without looking for its blocks or parsing HTML."""
    if not _is_html(path):
        return decode(read_source_bytes(path), path=display_path(path)).text
    if not extracted_path(path).exists():
        raise ContentError(display_path(path), 0, "its main text was never extracted", "Run verbatim split")
    return read_extracted(path)


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
    text, is_markdown = page.text, path.suffix.lower() == ".md"
    front = front_matter(text, path.name)
    if not text.strip():
        fix = "Put the article's text there, or take the file away"
        raise ContentError(display_path(path), 0, "there is no text in it", fix)
    blocks = markdown_blocks(text, front.end) if is_markdown else text_blocks(text, front.end)
    title = title_in(text, blocks, is_markdown=is_markdown)
    facts = page.facts or front.facts(title)
    return Document(story_of(path), path.name, text, sha256, blocks, facts, text_start=front.end)


# Plain text

LONGEST_HEADLINE = 300  # code points
LONGEST_HEADING = 80
STOPS = ".!?…:;,。！？：；，"
CLOSERS = "”’\"'»)]"


def text_blocks(text: str, start: int = 0) -> tuple[Block, ...]:
    """Return the blocks from `start` on, in order. A short first line without a final stop is the headline.

    A later short line is a heading if the paragraphs before and after it end as sentences do. What is furniture is no
    heading, and the headline may follow it.
    """
    spans = tuple(span.shift(start) for span in paragraphs(text[start:]))
    plain = [is_furniture(span.of(text)) for span in spans]
    stopped = [plain[at] or _ends_with_stop(span.of(text)) for at, span in enumerate(spans)]
    first = plain.index(False) if False in plain else 0
    return tuple(
        Block(span, "heading" if _is_heading(text, spans, stopped, at, first) else "text")
        for at, span in enumerate(spans)
    )


def _is_heading(text: str, spans: tuple[Span, ...], stopped: list[bool], at: int, first: int) -> bool:
    if stopped[at] or at + 1 >= len(spans):
        return False
    length = spans[at].end - spans[at].start
    if at == first:
        return length <= LONGEST_HEADLINE
    between = stopped[at - 1] and stopped[at + 1]
    return between and length <= LONGEST_HEADING and text[spans[at].start].isalnum()


def _ends_with_stop(words: str) -> bool:
    """Return whether words end at a stop, whatever closing marks follow; marks alone make no heading either."""
    bare = words[-20:].rstrip(CLOSERS)
    return not bare or bare[-1] in STOPS


# Markdown

ATX = re.compile(r"#{1,6}(?:[ \t]|$)")
UNDERLINE = re.compile(r"(?:=++|-++)[ \t]*+$")
ITEM = re.compile(r"(?:[-*+]|\d{1,9}[.)])[ \t]")


class SourceLine(NamedTuple):
    """A line without the white space around it, and whether a blank line precedes it."""

    span: Span
    words: str
    after_blank: bool


def markdown_blocks(text: str, start: int = 0) -> tuple[Block, ...]:
    """Return the blocks from `start` on, headings with their marks, since a source is shown as it was written."""
    blocks: list[Block] = []
    previous: SourceLine | None = None
    for line in _lines(text, start):
        continues = previous and not line.after_blank and not any(map(ATX.match, (previous.words, line.words)))
        if blocks and previous and continues and not ITEM.match(line.words):
            # The underline of a one-line paragraph makes it a heading.
            underlined = blocks[-1] == Block(previous.span, "text") and UNDERLINE.match(line.words)
            span = Span(blocks[-1].span.start, line.span.end)
            blocks[-1] = Block(span, "heading" if underlined else "text")
        else:
            blocks.append(Block(line.span, "heading" if ATX.match(line.words) else "text"))
        previous = line
    return tuple(blocks)


def _lines(text: str, start: int) -> Iterator[SourceLine]:
    end = start
    for line in LINE.finditer(text, start):
        span = stripped(text, Span(line.start(), line.end()))
        if span.start < span.end:
            gap = text[end : span.start]
            yield SourceLine(span, span.of(text), gap.count("\n") > 1 or gap.count("\r") > 1)
            end = span.end


def heading_words(heading: str) -> str:
    """Return the words of a Markdown heading without its marks."""
    words = heading.splitlines()[0].strip()
    return words.strip("#").strip() if ATX.match(words) else words


def first_block(text: str, blocks: tuple[Block, ...]) -> Block:
    """Return the first block that is no furniture, or the first of all."""
    return next((block for block in blocks if not is_furniture(block.span.of(text))), blocks[0])


def title_in(text: str, blocks: tuple[Block, ...], *, is_markdown: bool) -> str:
    """Return the words of the heading that a text begins with, on one line; "" if it begins with none."""
    first = first_block(text, blocks)
    heading = first.span.of(text) if first.kind == "heading" else ""
    return heading_words(heading) if heading and is_markdown else " ".join(heading.split())
