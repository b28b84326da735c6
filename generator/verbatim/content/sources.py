"""Reads sources, plain text, Markdown or HTML, into a `Document` that keeps every code point."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from verbatim.content.layout import extracted_path, story_of
from verbatim.core.errors import ContentError
from verbatim.core.files import LARGEST_SOURCE, display_path, read_file
from verbatim.core.text import LINE, Decoded, decode, line_of, paragraphs, sha256_bytes, stripped
from verbatim.model import Block, Document, SourceFacts, Span

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SUFFIXES = (".txt", ".md", ".html")


def load_source(path: Path) -> Document:
    """Read a source. An HTML file's text is the one extracted at its first split, if there is one."""
    data = read_source_bytes(path)
    if not _is_html(path):
        return _document(path, data, decode(data, path=display_path(path)), None)
    extracted = extract(data, display_path(path))
    kept = extracted_path(path)
    return _document(path, data, _read_extracted(kept) if kept.exists() else extracted.decoded, extracted.facts)


def extract_source(path: Path) -> Document:
    """Read an HTML source, and extract its text anew."""
    data = read_source_bytes(path)
    extracted = extract(data, display_path(path))
    return _document(path, data, extracted.decoded, extracted.facts)


def read_source_text(path: Path) -> str:
    """Return the text that `load_source` returns, without looking for its blocks or parsing HTML."""
    if not _is_html(path):
        return decode(read_source_bytes(path), path=display_path(path)).text
    kept = extracted_path(path)
    if not kept.exists():
        raise ContentError(display_path(path), 0, "its main text was never extracted", "Run verbatim split")
    return _read_extracted(kept).text


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


def _read_extracted(path: Path) -> Decoded:
    return decode(read_file(path, largest=LARGEST_SOURCE), path=display_path(path))


def _document(path: Path, data: bytes, decoded: Decoded, facts: SourceFacts | None) -> Document:
    text, is_markdown = decoded.text, path.suffix.lower() == ".md"
    if not text.strip():
        fix = "Put the article's text there, or take the file away"
        raise ContentError(display_path(path), 0, "there is no text in it", fix)
    blocks = markdown_blocks(text) if is_markdown else text_blocks(text)
    heading = blocks[0].span.of(text) if blocks[0].kind == "heading" else ""
    title = heading_words(heading) if heading and is_markdown else " ".join(heading.split())
    return Document(
        story=story_of(path),
        file=path.name,
        text=text,
        sha256=sha256_bytes(data),
        encoding=decoded.encoding,
        blocks=blocks,
        facts=facts or SourceFacts(title=title),
    )


# Plain text

LONGEST_HEADLINE = 300  # code points
LONGEST_HEADING = 80
STOPS = ".!?…:;,。！？：；，"
CLOSERS = "”’\"'»)]"


def text_blocks(text: str) -> tuple[Block, ...]:
    """Return the blocks in order. A short first line without a final stop is the headline.

    A later short line is a heading if the paragraphs before and after it end as sentences do.
    """
    spans = paragraphs(text)
    stopped = [_ends_with_stop(span.of(text)) for span in spans]
    return tuple(
        Block(span, "heading" if _is_heading(text, spans, stopped, at) else "text") for at, span in enumerate(spans)
    )


def _is_heading(text: str, spans: tuple[Span, ...], stopped: list[bool], at: int) -> bool:
    if stopped[at] or at + 1 >= len(spans):
        return False
    length = spans[at].end - spans[at].start
    if at == 0:
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


def markdown_blocks(text: str) -> tuple[Block, ...]:
    """Return the blocks in order, headings with their marks, since a source is shown as it was written."""
    blocks: list[Block] = []
    previous: SourceLine | None = None
    for line in _lines(text):
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


def _lines(text: str) -> Iterator[SourceLine]:
    end = 0
    for line in LINE.finditer(text):
        span = stripped(text, Span(line.start(), line.end()))
        if span.start < span.end:
            gap = text[end : span.start]
            yield SourceLine(span, span.of(text), gap.count("\n") > 1 or gap.count("\r") > 1)
            end = span.end


def heading_words(heading: str) -> str:
    """Return the words of a Markdown heading without its marks."""
    words = heading.splitlines()[0].strip()
    return words.strip("#").strip() if ATX.match(words) else words


# HTML

CHARSET = re.compile(rb"""charset\s{0,9}=\s{0,9}["']?([A-Za-z0-9_.:-]{1,40})""", re.IGNORECASE)
PRESCAN = 1024  # bytes in which the HTML standard looks for a declared encoding
NEVER_ARTICLE = (
    "script", "style", "noscript", "template", "svg", "math", "iframe", "frame", "object", "embed", "applet",
    "form", "button", "input", "select", "textarea", "canvas", "audio", "video",
)  # fmt: skip
DEEPEST = 256
MOST_ELEMENTS = 200_000
MOST_ATTRIBUTES = 200  # of one element
TAG_NAME = re.compile(r"/?[A-Za-z][A-Za-z0-9:-]{0,40}")
# Elements that never have content, or that end by themselves where the next begins.
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
NEVER_DEEP = VOID | {"p", "li", "dt", "dd", "tr", "td", "th", "option", "thead", "tbody", "tfoot"}
RAW = {"script": "</script", "style": "</style", "textarea": "</textarea", "title": "</title"}


class ExtractedPage(NamedTuple):
    """The main text of a page, one line a paragraph, headline first, and what the page says of itself."""

    decoded: Decoded
    facts: SourceFacts


def extract(data: bytes, path: str) -> ExtractedPage:
    """Return the article of a page. Raises ContentError for a hostile page, or one without a main text."""
    declared = CHARSET.search(data[:PRESCAN])
    decoded = decode(data, declared[1].decode("ascii") if declared else "", path)
    check_limits(decoded.text, path)
    from bs4 import BeautifulSoup  # noqa: PLC0415  82 ms that only `split` should pay
    from trafilatura import extract as main_text  # noqa: PLC0415

    soup = BeautifulSoup(decoded.text, "lxml")
    lang = str((soup.html.get("lang") if soup.html else "") or "").strip()[:35]  # RFC 5646: no tag in use is longer
    headline = " ".join(soup.h1.get_text(" ").split()) if soup.h1 else ""
    for element in soup.find_all(NEVER_ARTICLE):
        element.decompose()
    text = (main_text(str(soup), include_comments=False, include_tables=False, output_format="txt") or "").strip()
    if not text:
        fix = "Copy the article's words into a .txt file instead"
        raise ContentError(path, 0, "no main text was found in this page", fix)
    if headline and headline not in text[: 2 * len(headline) + 200]:
        text = f"{headline}\n{text}"
    return ExtractedPage(Decoded(text, decoded.encoding), _facts(decoded.text, headline, lang))


def _facts(page: str, headline: str, lang: str) -> SourceFacts:
    from trafilatura.metadata import extract_metadata  # noqa: PLC0415

    # Only what the page states: no search of its words for a date, and today is no limit.
    dates = {"original_date": True, "extensive_search": False, "max_date": "2200-01-01"}
    stated = extract_metadata(page, date_config=dates)
    return SourceFacts(
        title=headline or stated.title or "",
        date=stated.date or "",
        author=stated.author or "",
        publisher=stated.sitename or "",
        url=stated.url or "",
        lang=lang,
    )


def check_limits(page: str, path: str) -> None:
    """Raise ContentError for nesting, elements or attributes beyond what any article needs."""
    depth = 0
    for count, (at, name, tag) in enumerate(_tags(page), start=1):
        if count > MOST_ELEMENTS:
            raise _over_limit(page, path, at, f"more than {MOST_ELEMENTS:,} tags")
        if len(tag) > MOST_ATTRIBUTES and (tag.count("=") > MOST_ATTRIBUTES or len(tag.split()) > MOST_ATTRIBUTES):
            raise _over_limit(page, path, at, f"an element with more than {MOST_ATTRIBUTES} attributes")
        if name.startswith("/"):
            depth = max(0, depth - (name[1:] not in NEVER_DEEP))
        elif name not in NEVER_DEEP and not tag.endswith("/>"):
            depth += 1
        if depth > DEEPEST:
            raise _over_limit(page, path, at, f"elements nested deeper than {DEEPEST}")


def _over_limit(page: str, path: str, at: int, what: str) -> ContentError:
    fix = "Copy the article's words into a .txt file instead"
    return ContentError(path, line_of(page, at), f"there are {what}", fix)


def _tags(page: str) -> Iterator[tuple[int, str, str]]:
    """Yield the place, lower-case name and source of each tag outside scripts, styles and comments."""
    at = page.find("<")
    while at >= 0:
        found = TAG_NAME.match(page, at + 1)
        if page.startswith("<!--", at):
            end = page.find("-->", at + 4)
        elif not found:
            end = at
        else:
            end = page.find(">", at)
            name = found[0].lower()
            yield at, name, page[at : end + 1 if end >= 0 else len(page)]
            if name in RAW and end >= 0:
                closer = re.compile(re.escape(RAW[name]), re.IGNORECASE).search(page, end)
                end = (closer.start() if closer else len(page)) - 1
        at = page.find("<", end + 1) if end >= 0 else -1
