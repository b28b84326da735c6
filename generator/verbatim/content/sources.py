"""Reads sources: a file comes in, a `Document` goes out, every code point kept."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from verbatim.core.errors import ContentError
from verbatim.core.files import LARGEST_SOURCE, display_path, read_file
from verbatim.core.slugs import slug
from verbatim.core.text import LINE, Decoded, decode, line_of, paragraphs, sha256_bytes, stripped
from verbatim.model import Block, Document, SourceFacts, Span

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from bs4 import BeautifulSoup


# ---- sources/text.py

LONGEST_HEADLINE = 200  # code points
LONGEST_HEADING = 80
STOPS = ".!?…:;,。！？：；，"
CLOSERS = "”’\"'»)]"


def text_blocks(text: str) -> tuple[Block, ...]:
    """Return the blocks in order: the first short line without a final stop is the headline.

    A later one is a heading where it stands between two paragraphs that end as sentences do.
    """
    spans = paragraphs(text)
    stopped = [_stopped(span.of(text)) for span in spans]
    return tuple(
        Block(span, "heading" if _heading(text, spans, stopped, at) else "text") for at, span in enumerate(spans)
    )


def _heading(text: str, spans: tuple[Span, ...], stopped: list[bool], at: int) -> bool:
    if stopped[at] or at + 1 >= len(spans):
        return False
    length = spans[at].end - spans[at].start
    if at == 0:
        return length <= LONGEST_HEADLINE
    between = stopped[at - 1] and stopped[at + 1]
    return between and length <= LONGEST_HEADING and text[spans[at].start].isalnum()


def _stopped(words: str) -> bool:
    """Tell whether words end at a stop, whatever closing marks follow it; only marks make no heading either."""
    bare = words[-20:].rstrip(CLOSERS)
    return not bare or bare[-1] in STOPS


# ---- sources/markdown.py

ATX = re.compile(r"#{1,6}(?:[ \t]|$)")
UNDERLINE = re.compile(r"(?:=++|-++)[ \t]*+$")
ITEM = re.compile(r"(?:[-*+]|\d{1,9}[.)])[ \t]")


class Line(NamedTuple):
    """A line without the white space around it, and whether a blank line stands before it."""

    span: Span
    words: str
    parted: bool


def markdown_blocks(text: str) -> tuple[Block, ...]:
    """Return the blocks in order, headings with their marks, since a source is shown as it was written."""
    found: list[Block] = []
    previous: Line | None = None
    for line in _lines(text):
        if found and previous and not line.parted and _goes_on(previous, line):
            kind = "heading" if _underlines(found[-1], previous, line) else "text"
            found[-1] = Block(Span(found[-1].span.start, line.span.end), "heading" if kind == "heading" else "text")
        else:
            found.append(Block(line.span, "heading" if ATX.match(line.words) else "text"))
        previous = line
    return tuple(found)


def heading_words(heading: str) -> str:
    """Return the words of a heading without its marks."""
    words = heading.splitlines()[0].strip()
    return words.strip("#").strip() if ATX.match(words) else words


def _lines(text: str) -> list[Line]:
    found: list[Line] = []
    end = 0
    for line in LINE.finditer(text):
        span = stripped(text, Span(line.start(), line.end()))
        if span.start == span.end:
            continue
        gap = text[end : span.start]
        found.append(Line(span, span.of(text), gap.count("\n") > 1 or gap.count("\r") > 1))
        end = span.end
    return found


def _goes_on(previous: Line, line: Line) -> bool:
    return not (ATX.match(previous.words) or ATX.match(line.words) or ITEM.match(line.words))


def _underlines(block: Block, previous: Line, line: Line) -> bool:
    """Tell whether `line` is the underline of a one-line paragraph, which makes it a heading."""
    return block.span == previous.span and block.kind == "text" and bool(UNDERLINE.match(line.words))


# ---- sources/caps.py

DEEPEST = 256
MOST_ELEMENTS = 200_000
MOST_ATTRIBUTES = 200  # of one element

NAME = re.compile(r"/?[A-Za-z][A-Za-z0-9:-]{0,40}")
# Elements that never have content, or that end by themselves where the next begins.
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
NEVER_DEEP = VOID | {"p", "li", "dt", "dd", "tr", "td", "th", "option", "thead", "tbody", "tfoot"}
RAW = {"script": "</script", "style": "</style", "textarea": "</textarea", "title": "</title"}


def check_limits(page: str, path: str) -> None:
    """Raise ContentError for nesting, elements or attributes beyond what any article needs."""
    depth = 0
    for count, (at, name, tag) in enumerate(_tags(page), start=1):
        if count > MOST_ELEMENTS:
            raise _beyond(page, path, at, f"more than {MOST_ELEMENTS:,} tags")
        if len(tag) > MOST_ATTRIBUTES and (tag.count("=") > MOST_ATTRIBUTES or len(tag.split()) > MOST_ATTRIBUTES):
            raise _beyond(page, path, at, f"an element with more than {MOST_ATTRIBUTES} attributes")
        if name.startswith("/"):
            depth = max(0, depth - (name[1:] not in NEVER_DEEP))
        elif name not in NEVER_DEEP and not tag.endswith("/>"):
            depth += 1
        if depth > DEEPEST:
            raise _beyond(page, path, at, f"elements nested deeper than {DEEPEST}")


def _tags(page: str) -> Iterator[tuple[int, str, str]]:
    """Yield place, lower-case name and source of each tag; what scripts, styles and comments hold is passed over."""
    at = page.find("<")
    while at >= 0:
        found = NAME.match(page, at + 1)
        if page.startswith("<!--", at):
            end = page.find("-->", at + 4)
        elif not found:
            end = at
        else:
            end = page.find(">", at)
            name = found[0].lower()
            yield at, name, page[at : end + 1 if end >= 0 else len(page)]
            if name in RAW and end >= 0:
                end = _raw_end(page, RAW[name], end) - 1
        at = page.find("<", end + 1) if end >= 0 else -1


def _raw_end(page: str, closer: str, start: int) -> int:
    """Return where the closing tag begins, in any case; the page's end where there is none."""
    found = re.compile(re.escape(closer), re.IGNORECASE).search(page, start)
    return found.start() if found else len(page)


def _beyond(page: str, path: str, at: int, what: str) -> ContentError:
    return ContentError(
        path, line_of(page, at), f"there are {what}", "Copy the article's words into a .txt file instead"
    )


# ---- sources/html.py

CHARSET = re.compile(rb"""charset\s{0,9}=\s{0,9}["']?([A-Za-z0-9_.:-]{1,40})""", re.IGNORECASE)
PRESCAN = 1024  # bytes in which the HTML standard looks for a declared encoding
NEVER_ARTICLE = (
    "script", "style", "noscript", "template", "svg", "math", "iframe", "frame", "object", "embed", "applet",
    "form", "button", "input", "select", "textarea", "canvas", "audio", "video",
)  # fmt: skip


class Extracted(NamedTuple):
    """The main text of a page, one line a paragraph, the headline first; what the page says of itself."""

    decoded: Decoded
    facts: SourceFacts


def extract(data: bytes, path: str) -> Extracted:
    """Return the article of a page. Raises ContentError for a hostile page and where no main text is found."""
    declared = CHARSET.search(data[:PRESCAN])
    decoded = decode(data, declared[1].decode("ascii") if declared else "", path)
    check_limits(decoded.text, path)
    from bs4 import BeautifulSoup  # noqa: PLC0415  82 ms that only `split` should pay

    soup = BeautifulSoup(decoded.text, "lxml")
    lang = _language(soup)
    headline = _headline(soup)
    for element in soup.find_all(NEVER_ARTICLE):
        element.decompose()
    text = _main_text(str(soup))
    if not text:
        fix = "Copy the article's words into a .txt file instead"
        raise ContentError(path, 0, "no main text was found in this page", fix)
    if headline and headline not in text[: 2 * len(headline) + 200]:
        text = f"{headline}\n{text}"
    return Extracted(Decoded(text, decoded.encoding), _facts(decoded.text, headline, lang))


def _language(soup: BeautifulSoup) -> str:
    root = soup.html
    return str((root.get("lang") if root else "") or "").strip()[:35]  # RFC 5646: no tag in use is longer


def _headline(soup: BeautifulSoup) -> str:
    heading = soup.find("h1")
    return " ".join(heading.get_text(" ").split()) if heading else ""


def _main_text(page: str) -> str:
    from trafilatura import extract as main_text  # noqa: PLC0415

    return (main_text(page, include_comments=False, include_tables=False, output_format="txt") or "").strip()


def _facts(page: str, headline: str, lang: str) -> SourceFacts:
    from trafilatura.metadata import extract_metadata  # noqa: PLC0415

    # Only what the page states: no search of its words for a date, no bound by today's.
    dates = {"original_date": True, "extensive_search": False, "max_date": "2200-01-01"}
    said = extract_metadata(page, date_config=dates)
    return SourceFacts(
        title=headline or said.title or "",
        date=said.date or "",
        author=said.author or "",
        publisher=said.sitename or "",
        url=said.url or "",
        lang=lang,
    )


# ---- sources/load.py

SUFFIXES = (".txt", ".md", ".html")


def story_of(path: Path) -> str:
    """Return the story that a source file belongs to: the slug of its name."""
    return slug(path.stem)


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
            raise ContentError(display_path(path), 0, fact, "Give one of the two files another name")
    return found


def load_source(path: Path) -> Document:
    """Read one source; an HTML file's text is the one extracted before, where there is one."""
    data = read_source_bytes(path)
    if path.suffix.lower() != ".html":
        return _document(path, data, decode(data, path=display_path(path)), None)
    extracted = extract(data, display_path(path))
    kept = extracted_path(path)
    decoded = (
        decode(read_file(kept, largest=LARGEST_SOURCE), path=display_path(kept)) if kept.exists() else extracted.decoded
    )
    return _document(path, data, decoded, extracted.facts)


def extract_source(path: Path) -> Document:
    """Read an HTML source, whatever was extracted from it before."""
    data = read_source_bytes(path)
    extracted = extract(data, display_path(path))
    return _document(path, data, extracted.decoded, extracted.facts)


def _document(path: Path, data: bytes, decoded: Decoded, facts: SourceFacts | None) -> Document:
    if not decoded.text.strip():
        fix = "Put the article's text there, or take the file away"
        raise ContentError(display_path(path), 0, "there is no text in it", fix)
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


def read_source_text(path: Path) -> str:
    """Return a source's text as `load` has it, without looking for its blocks; that of HTML from where it is kept."""
    if path.suffix.lower() != ".html":
        return decode(read_source_bytes(path), path=display_path(path)).text
    kept = extracted_path(path)
    if not kept.exists():
        raise ContentError(display_path(path), 0, "its main text was never taken out", "Run verbatim split")
    return decode(read_file(kept, largest=LARGEST_SOURCE), path=display_path(kept)).text


def read_source_bytes(path: Path) -> bytes:
    """Return a source's bytes, once its name is one that sources may have."""
    if path.suffix.lower() not in SUFFIXES:
        fact = f"files of the kind “{path.suffix}” are no sources" if path.suffix else "its name has no suffix"
        raise ContentError(display_path(path), 0, fact, f"Use {', '.join(SUFFIXES)}")
    if not _can_be_written(path.name):
        fact = "this file's name cannot stand in a line of a story's file"
        raise ContentError(display_path(path), 0, fact, f"Name it {story_of(path)}{path.suffix}")
    return read_file(path, largest=LARGEST_SOURCE)


def _can_be_written(name: str) -> bool:
    """Tell whether a header reads a file's name back as it is: nothing unseen, no blanks but single ones within."""
    return name.isprintable() and " ".join(name.split()) == name and not any(char in name for char in "\\#")


def extracted_path(path: Path) -> Path:
    """Return where the main text of an HTML source is kept."""
    return path.parent / ".extracted" / f"{story_of(path)}.txt"


def _blocks(path: Path, words: str) -> tuple[Block, ...]:
    return markdown_blocks(words) if path.suffix.lower() == ".md" else text_blocks(words)


def _title(path: Path, words: str, blocks: tuple[Block, ...]) -> str:
    first = blocks[0]
    if first.kind != "heading":
        return ""
    heading = first.span.of(words)
    return heading_words(heading) if path.suffix.lower() == ".md" else " ".join(heading.split())
