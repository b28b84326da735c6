"""Reads what a newsroom's content says: verify's own small reader, of sources, fragments, headers and ledgers.

Each file is read when it is first needed, once.
"""

import html
import json
import re
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache, partial
from pathlib import Path
from typing import Any

from verbatim.core.text import decode
from verbatim.verify.withheld import Stretch, with_signs

MENTIONS = ("person", "organisation", "place")
TEXTS, PAGES = frozenset((".txt", ".md")), frozenset((".html", ".htm"))
# Where editors write, but for the notes among the fragments.
WRITTEN = ("stories/*.md", "people/*.md", "topics/*.md", "pages/**/*.md")
MANY = 1024  # stories whose marks are kept; those of ten thousand would take half a gigabyte
LENGTH_OF_DAY = len("2031-03-04")
LAST_CODE_POINT = 0x10FFFF
_NAME = re.compile(r"[a-z0-9][a-z0-9-]*")
_EARLIER = re.compile(r"([a-z0-9-]+)\.([0-9]{1,6})")  # an earlier text of a story's source: harbour.1
_VERSION = re.compile(r"([a-z0-9-]+):([^:\s]+):(\d{1,6})")
_PLACE = re.compile(r"#char=(\d{1,9}),(\d{1,9})$")
_HEADER = re.compile(r"^([\w-]++)[ \t]*+:(.*)$", re.MULTILINE)
_CORRECTED = re.compile(r"(\d{4}-\d\d-\d\d)[ \t]++(.*)")
_VALUE = r'"[^"\\]*+(?:\\[\s\S][^"\\]*+)*+"'
# A character that is written as an escape: behind a backslash, or as an entity.
_WRITTEN = r"\\[!-/:-@\[-`{-~]|&(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|amp|lt|gt|quot);"
# Raw blanks at the edges of lines are an editor's, and no words.
_EDGE = r"(?<![^\n])[ \t]++|(?<![ \t])[ \t]++(?![^\n])"
_TOKEN = re.compile(
    rf"(?P<written>{_WRITTEN})|(?P<edge>{_EDGE})|(?P<opener>\[)|\]\{{(?P<listed>(?:[^\"{{}}]++|{_VALUE})*+)\}}"
)
_ITEM = re.compile(rf"(?<=[ \t\n{{])(?:\.([\w-]++)|#([\w.:-]++)|([\w-]++)=(?:({_VALUE})|([^\s\"]++)))")
_ESCAPE = re.compile(_WRITTEN)
# What Markdown leaves out of the words: pictures, where links lead.
_UNSHOWN = re.compile(r"!\[[^\]]*+\]\([^)]*+\)|\]\([^)]*+\)|\]\[[^\]]*+\]")
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class MarkedSpan:
    """A marked span: its class, id and attributes, and the slice of the source."""

    kind: str
    id: str
    attrs: Mapping[str, str]
    start: int
    end: int


class StorySpans:
    """The marks of a story's fragments, by kind and place, and what their headers say.

    `parts` are all pieces of each quotation, `quotes` the first. `corrected` are the day and the reason of each
    correction, `withdrawn` the quotations that begin in a fragment that says so, `same` pairs that a header joins as
    the same words, `notes` the words of the editors' notes.
    """

    def __init__(self) -> None:
        self.at: dict[tuple[str, int, int], MarkedSpan] = {}
        self.parts = defaultdict[str, list[MarkedSpan]](list)
        self.quotes: dict[str, MarkedSpan] = {}
        self.withdrawn = set[str]()
        self.corrected, self.same = list[tuple[str, str]](), list[tuple[str, str]]()
        self.notes = list[str]()

    def add(self, head: Mapping[str, str], spans: Sequence[MarkedSpan]) -> None:
        """Add the marks of a fragment, and what its headers say of them."""
        self.at |= {(span.kind, span.start, span.end): span for span in spans}
        quotes = [span for span in spans if span.kind == "quote"]
        first = {span.id: span for span in quotes if span.attrs.get("part", "1") == "1"}
        self.quotes |= first
        for span in quotes:
            self.parts[span.id].append(span)
        self.corrected += _CORRECTED.findall(head.get("corrected", ""))
        self.withdrawn.update(first if "withdrawn" in head else ())
        joined, ids = {*head.get("same-as", "").replace(",", " ").split()}, {span.id for span in quotes}
        meant = ids if len(ids) == 1 else ids & joined
        self.same += [(one, other) for one in sorted(meant) for other in sorted(joined - {one})]

    def of(self, *kinds: str) -> list[MarkedSpan]:
        """Return the marks of some kinds."""
        return [span for (kind, *_), span in self.at.items() if kind in kinds]

    def is_corrected(self, quote: str) -> bool:
        """Return whether an editor corrected words of a quotation."""
        return any(part.start <= one.start and one.end <= part.end for part in self.parts[quote] for one in self._was)

    @cached_property
    def _was(self) -> list[MarkedSpan]:
        return self.of("was")

    @property
    def new_words(self) -> list[str]:
        """The words that editors put for words as printed."""
        return [plain_words(one.attrs.get("now", "")) for one in self._was]


class ContentReader:
    """A newsroom's content folder. `stretches` says what a site publishes of a story's source, None for all of it."""

    def __init__(self, folder: Path, stretches: Callable[[str], tuple[Stretch, ...] | None] = lambda _: None) -> None:
        self.folder = folder
        self.stretches = stretches
        self.whole: Callable[[str], str | None] = cache(self._whole)
        self.text: Callable[[str], str | None] = cache(self._text)
        self.spans: Callable[[str], StorySpans | None] = lru_cache(MANY)(self._spans)
        self.story: Callable[[str], Mapping[str, str] | None] = cache(partial(self._head, "stories"))
        self.person: Callable[[str], Mapping[str, str]] = cache(lambda name: self._head("people", name) or {})
        self._ledger: Callable[[str], Sequence[Mapping[str, Any]]] = cache(self._read_ledger)
        self.versions: Callable[[str], Mapping[str, Mapping[str, Any]]] = cache(self._read_versions)

    def _head(self, folder: str, name: str) -> Mapping[str, str] | None:
        """Return the headers of the file of a story or a person; None without one."""
        path = self.folder / folder / f"{name}.md"
        return headers_of(read_written(path)) if _NAME.fullmatch(name) and path.is_file() else None

    def published(self, story: str) -> tuple[str, str] | None:
        """Return the date of a story's publication, empty where it is unknown, and its basis; None without a file."""
        head = self.story(story)
        if head is None:
            return None
        basis = head.get("date-basis") or "editor"
        return "" if basis == "unknown" else head.get("date", "")[:LENGTH_OF_DAY], basis

    # Sources

    def _text(self, story: str) -> str | None:
        """Return the decoded text of a story's source, with signs for what the site withholds; None without one."""
        text = self.whole(story)
        stretches = self.stretches(story) if text is not None else None
        return text if text is None or stretches is None else with_signs(text, stretches)

    def _whole(self, story: str) -> str | None:
        if earlier := _EARLIER.fullmatch(story):
            path = self.folder / "sources" / ".earlier" / earlier[1] / f"{earlier[2]}.txt"
        else:
            found = self._file_of(story)
            if found is None:
                return None
            path = self._extracted(found) if found.suffix in PAGES else found
        return decode(path.read_bytes(), path=str(path)).text if path.is_file() else None

    def _file_of(self, story: str) -> Path | None:
        """Return the file that a story's own file names, else the one with the story's name."""
        if named := (self.story(story) or {}).get("source", "").partition("#")[0]:
            return self.folder / "sources" / named.rpartition("/")[2]
        return self._sources.get(story)

    @cached_property
    def _sources(self) -> Mapping[str, Path]:
        files = [path for path in (self.folder / "sources").glob("*") if path.suffix in TEXTS | PAGES]
        return {_slug(path.stem): path for path in sorted(files, reverse=True)}

    def _extracted(self, page: Path) -> Path:
        named = page.parent / ".extracted" / f"{page.stem}.txt"
        return named if named.is_file() else named.with_name(f"{_slug(page.stem)}.txt")

    # Fragments

    def _spans(self, story: str) -> StorySpans | None:
        """Return the marks of a story; None where it has no fragments."""
        folder = self.folder / "fragments" / story
        if not _NAME.fullmatch(story) or not folder.is_dir():
            return None
        found = StorySpans()
        for path in sorted(folder.glob("*.md")):
            head, _, body = read_written(path).partition("\n\n")
            values = headers_of(head)
            if place := _PLACE.search(values.get("source", "")):
                found.add(values, spans_of(body.strip(" \t\n"), int(place[1])))
            elif values.get("kind") == "note":
                found.notes.append(plain_words(body))
        return found

    # What editors wrote

    def wrote(self, story: str, words: str) -> bool:
        """Return whether a story's editors wrote these words, in this order, in its file, a note or a correction."""
        plain, path = plain_words(words), self.folder / "stories" / f"{story}.md"
        spans = self.spans(story)
        file = [plain_words(read_written(path))] if _NAME.fullmatch(story) and path.is_file() else []
        texts = [*file, *spans.notes, *spans.new_words] if spans else []
        return not plain.strip() or any(plain in text for text in texts)

    def wrote_anywhere(self, words: str) -> bool:
        """Return whether editors wrote these words anywhere but in a note."""
        plain = plain_words(words)
        return any(plain in text for text in self._written)

    @cached_property
    def _written(self) -> Sequence[str]:
        return [plain_words(read_written(path)) for pattern in WRITTEN for path in sorted(self.folder.glob(pattern))]

    # Ledgers

    def version(self, key: str) -> Mapping[str, Any] | None:
        """Return what was recorded of a version, as `harbour:q-…:2`; None where no ledger has it."""
        found = _VERSION.fullmatch(key)
        return self.versions(found[1]).get(key) if found else None

    def _read_versions(self, story: str) -> Mapping[str, Mapping[str, Any]]:
        """Return what a story's ledger has of each version that was public, by its key."""
        public = (row for row in self._ledger(story) if not row.get("kind"))
        return {f"{story}:{row['id']}:{row['version']}": row for row in public}

    def is_reviewed(self, story: str, quote: str, day: str = "", by: str = "") -> bool:
        """Return whether a story's ledger has that an editor checked a quotation, on a day and by whom if given."""
        rows = (row for row in self._ledger(story) if (row.get("event"), row.get("id")) == ("reviewed", quote))
        return any(day in ("", row.get("date")) and by in ("", row.get("by")) for row in rows)

    def _read_ledger(self, story: str) -> Sequence[Mapping[str, Any]]:
        path = self.folder / "ledger" / f"{story}.jsonl"
        lines = path.read_text(encoding="utf-8").split("\n") if path.is_file() else ()
        return [json.loads(line) for line in lines if line.strip()]


def headers_of(text: str) -> dict[str, str]:
    """Return the headers of a file by name, in small letters with hyphens; repeated ones on lines of their own."""
    found: dict[str, str] = {}
    for name, value in _HEADER.findall(text.partition("\n\n")[0]):
        key = name.lower().replace("_", "-")
        found[key] = f"{found[key]}\n{value.strip()}" if key in found else value.strip()
    return found


def spans_of(body: str, start: int) -> list[MarkedSpan]:
    """Return the spans of a fragment's body, whose words begin at `start` of the source."""
    spans, opened = list[MarkedSpan](), list[int]()
    at, words = 0, start
    for token in _TOKEN.finditer(body):
        words += token.start() - at
        at = token.end()
        if token["opener"]:
            opened.append(words)
        elif token["written"]:
            words += len(_character(token["written"]))
        elif token["listed"] is not None and opened:
            spans.append(_span(token["listed"], opened.pop(), words))
    return spans


def _character(written: str) -> str:
    """Return the character that an escape stands for; an entity that names none is its own letters."""
    if written[0] == "\\":
        return written[1]
    if written[1] != "#":
        return html.unescape(written)
    # Not by html.unescape, which drops control characters and takes some for others, as browsers do.
    code = int(written[3:-1], 16) if written[2] in "xX" else int(written[2:-1])
    is_character = 0 < code <= LAST_CODE_POINT and not 0xD800 <= code <= 0xDFFF  # noqa: PLR2004  surrogates are none
    return chr(code) if is_character else written


def _span(listed: str, start: int, end: int) -> MarkedSpan:
    kind, name, attrs = "", "", dict[str, str]()
    for found in _ITEM.finditer(f" {listed}"):
        if found[1] or found[2]:
            kind, name = found[1] or kind, found[2] or name
        else:
            quoted = found[4]
            attrs[found[3]] = found[5] if quoted is None else _ESCAPE.sub(lambda one: _character(one[0]), quoted[1:-1])
    return MarkedSpan(kind, name, attrs, start, end)


def plain_words(text: str) -> str:
    """Return the words of Markdown or of plain text, each between blanks, without marks and punctuation."""
    return f" {' '.join(_WORD.findall(html.unescape(_UNSHOWN.sub(']', text))))} "


def read_written(path: Path) -> str:
    """Return a file that people write, with line feeds alone; what is no UTF-8 is shown as that."""
    return path.read_text(encoding="utf-8-sig", errors="replace").replace("\r\n", "\n")


def _slug(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")
