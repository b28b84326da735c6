"""Reads what is recorded of speakers and dates: in a site's proofs, in a newsroom's fragments and files of people.

Each story's are read when they are first needed.
"""

from __future__ import annotations

import html
import json
import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from verbatim.verify.withheld import stretches_in, stretches_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from verbatim.verify.withheld import Stretch


PROOF, STORY, CHANGES = "data/proof/{}.json", "data/stories/{}.json", "data/changes/{}.json"  # in a site
TEXT = "sources/{}.txt"
LISTED = "data/people.json"
PEOPLE = frozenset(("person", "organisation", "place"))
_NAME = re.compile(r"[a-z0-9][a-z0-9-]*")
_SOURCE = re.compile(r"^Source:.*#char=(\d{1,9}),(\d{1,9})[ \t]*$", re.MULTILINE | re.IGNORECASE)
_SAME_AS = re.compile(r"^Same-As:[ \t]*+(.*)$", re.MULTILINE | re.IGNORECASE)
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
LAST_CODE_POINT = 0x10FFFF
_CORRECTED = re.compile(r"^Corrected:[ \t]*+(\d{4}-\d\d-\d\d)[ \t]++(.*)$", re.MULTILINE | re.IGNORECASE)
_WITHDRAWN = re.compile(r"^Withdrawn:", re.MULTILINE | re.IGNORECASE)
_TITLE = re.compile(r"^Title:[ \t]*+(.*)$", re.MULTILINE | re.IGNORECASE)
_DATE = re.compile(r"^Date:[ \t]*+(.*)$", re.MULTILINE | re.IGNORECASE)
_BASIS = re.compile(r"^Date[-_]Basis:[ \t]*+(.*)$", re.MULTILINE | re.IGNORECASE)
_FILE = re.compile(r"^Source:[ \t]*+(.*)$", re.MULTILINE | re.IGNORECASE)
LENGTH_OF_DAY = len("2031-03-04")
_EXTENT = re.compile(r"^Source[-_]Published:[ \t]*+(whole|quoted|hash)[ \t]*+$", re.MULTILINE | re.IGNORECASE)
_CLOSED = re.compile(r"^(?:Profile:[ \t]*+no|Private:[ \t]*+yes)[ \t]*+$", re.MULTILINE | re.IGNORECASE)
_ALIASES = re.compile(r"^Aliases:[ \t]*+(.*)$", re.MULTILINE | re.IGNORECASE)
Row = dict[str, Any]


@dataclass(slots=True)
class Records:
    """All of them, of one site: `proofs` are what it publishes, the others what the newsroom has."""

    proofs: Proofs
    fragments: Fragments
    people: People
    headers: Headers


# Proofs


class Proofs:
    """The proofs of a site, each story's read when it is first needed.

    A build makes only what changed: what is not in the first folder stands in the next.
    """

    def __init__(self, *sites: Path) -> None:
        self._sites = sites
        self._quotes: dict[str, Mapping[str, Row]] = {}
        self._stories: dict[str, Row | None] = {}
        self._moments: dict[str, Mapping[tuple[int, int], Row]] = {}
        self._by_id: dict[str, Mapping[str, Row]] = {}
        self._digests: dict[str, Mapping[tuple[str, str], int]] = {}
        self._people: dict[str, frozenset[str] | None] = {}
        self._roles: dict[str, Mapping[tuple[int, int], frozenset[str]]] = {}
        self._stretches: dict[str, tuple[Stretch, ...] | None] = {}
        self._last: tuple[str, Row] = ("", {})

    @cached_property
    def people(self) -> frozenset[str]:
        """The ids of everybody whom the site lists."""
        for site in self._sites:
            if (site / LISTED).is_file():
                return frozenset(str(row.get("id")) for row in _listed(site / LISTED))
        return frozenset()

    def quotes(self, story: str) -> Mapping[str, Row]:
        """Return what the proof of a story says of each quotation, by id, with the story's title as its `headline`."""
        if story not in self._quotes:
            rows, title = _rows(self._file(PROOF, story), "quotes"), (self.story(story) or {}).get("title")
            told = ({**row, "headline": title} for row in rows if isinstance(row.get("id"), str))
            self._quotes[story] = {row["id"]: row for row in told}
        return self._quotes[story]

    def story(self, story: str) -> Row | None:
        """Return the data of a story but for its lists; None where the site has none, or says that it is gone.

        A story that was published once may be a draft again.
        """
        if story not in self._stories:
            heads = self._published(story).items()
            self._stories[story] = {key: one for key, one in heads if not isinstance(one, list)} or None
        return self._stories[story]

    def digest(self, story: str, key: str, name: str) -> int | None:
        """Return the digest of a row of a story's data; None where they do not have it."""
        if story not in self._digests:
            value = self._published(story)
            self._digests[story] = {
                (key, str(row.get("id"))): digest_of(row) for key in ("quotes", "moments") for row in _rows(value, key)
            }
        return self._digests[story].get((key, name))

    def people_of(self, story: str) -> frozenset[str] | None:
        """Return the ids of everybody whom a story's data list; None where the site has none of it, as of a draft."""
        if story not in self._people:
            value = self._published(story)
            self._people[story] = frozenset(str(row.get("id")) for row in _rows(value, "people")) if value else None
        return self._people[story]

    def roles(self, story: str) -> Mapping[tuple[int, int], frozenset[str]]:
        """Return whose roles the data of a story have, by their places."""
        if story not in self._roles:
            roles = dict[tuple[int, int], frozenset[str]]()
            for person in _rows(self._published(story), "people"):
                for role in _rows(person, "roles"):
                    place = (role.get("start", -1), role.get("end", -1))
                    roles[place] = roles.get(place, frozenset()) | {str(person.get("id"))}
            self._roles[story] = roles
        return self._roles[story]

    def moment(self, story: str, name: str) -> Row | None:
        """Return what the data of a story say of the moment with this id; None where they have none."""
        if story not in self._by_id:
            self._by_id[story] = {str(row.get("id")): row for row in self.moments(story).values()}
        return self._by_id[story].get(name)

    def moments(self, story: str) -> Mapping[tuple[int, int], Row]:
        """Return what the data of a story say of each moment, and each time it is told, by the words for the date."""
        if story not in self._moments:
            told = _rows(self._published(story), "moments")
            told += [again for row in told for again in _rows(row, "also")]
            self._moments[story] = {
                (row["start"], row["end"]): row
                for row in reversed(told)
                if type(row.get("start")) is int and type(row.get("end")) is int
            }
        return self._moments[story]

    def changes(self, story: str) -> frozenset[str]:
        """Return the days on which something in a story was changed since it was published."""
        rows = _rows(self._file(CHANGES, story), "changes")
        return frozenset(str(row.get("date")).removesuffix("/..") for row in rows)

    def stretches(self, story: str) -> tuple[Stretch, ...] | None:
        """Return what the site publishes of a story's source; None where it publishes all of it.

        Its proof says it; of one that is not listed, and has no proof, the text that the site has.
        """
        if story not in self._stretches:
            proof = self._file(PROOF, story)
            self._stretches[story] = stretches_of(proof) if proof else stretches_in(self._text(story))
        return self._stretches[story]

    def _text(self, story: str) -> str:
        """Return a story's source as the site has it; empty where it has none."""
        files = (site / TEXT.format(story) for site in self._sites if _NAME.fullmatch(story))
        return next((file.read_bytes().decode("utf-8", "replace") for file in files if file.is_file()), "")

    def _published(self, story: str) -> Row:
        """Return the data of a story, empty where it is gone; only those of the last one are kept."""
        if self._last[0] != story:
            value = self._file(STORY, story)
            self._last = story, {} if value.get("status") == "gone" and "date" not in value else value
        return self._last[1]

    def _file(self, pattern: str, story: str) -> Row:
        """Return a story's file; empty where it is missing or no JSON object, which is told where it is checked."""
        if not _NAME.fullmatch(story):
            return {}
        for site in self._sites:
            path = site / pattern.format(story)
            if path.is_file():
                try:
                    value = json.loads(path.read_bytes())
                except (ValueError, RecursionError):
                    return {}
                return value if isinstance(value, dict) else {}
        return {}


def digest_of(row: Mapping[str, Any]) -> int:
    """Return what is the same for equal rows, in the processes of one check."""
    return hash(json.dumps(row, sort_keys=True, ensure_ascii=False))


def _listed(path: Path) -> list[Row]:
    """Return the rows of a list of a site; none where it is missing or damaged, which is told where it is checked."""
    try:
        rows = json.loads(path.read_bytes()) if path.is_file() else []
    except (ValueError, RecursionError):
        rows = []
    return [row for row in rows if isinstance(row, dict)]


def _rows(value: Row, key: str) -> list[Row]:
    rows = value.get(key)
    return [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []


# Fragments


@dataclass(frozen=True, slots=True)
class MarkedSpan:
    """A marked span: its class, id and attributes, and the slice of the source."""

    kind: str
    id: str
    attrs: Mapping[str, str]
    start: int
    end: int


@dataclass(slots=True)
class StorySpans:
    """The spans of a story's fragments: each quotation's first piece by id, moments by place, mentions in order.

    `parts` are all pieces of each quotation, `corrections` the words that were corrected, `places` the slices of the
    fragments, `withdrawn` the quotations that begin in a fragment that says so, `corrected` the
    day and the reason of each correction, `same` pairs that a header joins as the
    same words, `roles` whose each is, `numbers` the slice of the phrase that gives each its meaning.
    """

    quotes: dict[str, MarkedSpan] = field(default_factory=dict)
    parts: dict[str, list[MarkedSpan]] = field(default_factory=dict)
    corrections: list[MarkedSpan] = field(default_factory=list)
    places: list[tuple[int, int]] = field(default_factory=list)
    withdrawn: set[str] = field(default_factory=set)
    moments: dict[tuple[int, int], MarkedSpan] = field(default_factory=dict)
    mentions: list[MarkedSpan] = field(default_factory=list)
    corrected: list[tuple[str, str]] = field(default_factory=list)
    same: list[tuple[str, str]] = field(default_factory=list)
    roles: dict[tuple[int, int], str] = field(default_factory=dict)
    numbers: dict[tuple[int, int], str] = field(default_factory=dict)

    def is_corrected(self, quote: str) -> bool:
        """Return whether an editor corrected words of a quotation."""
        parts = self.parts.get(quote, ())
        return any(part.start <= one.start and one.end <= part.end for part in parts for one in self.corrections)

    def add(self, span: MarkedSpan) -> None:
        """Add a span."""
        if span.kind == "quote":
            self.parts.setdefault(span.id, []).append(span)
        elif span.kind == "was":
            self.corrections.append(span)
        elif span.kind == "role":
            self.roles[span.start, span.end] = span.attrs.get("of", "")
        elif span.kind == "number":
            self.numbers[span.start, span.end] = span.attrs.get("means", "")
        if span.kind == "quote" and span.attrs.get("part", "1") == "1":
            self.quotes[span.id] = span
        elif span.kind == "moment":
            self.moments[span.start, span.end] = span
        elif span.kind in PEOPLE:
            self.mentions.append(span)


class Fragments:
    """The fragments of a content folder, each story's read when they are first needed."""

    def __init__(self, content: Path) -> None:
        self._content = content
        self._stories: dict[str, StorySpans | None] = {}

    def of(self, story: str) -> StorySpans | None:
        """Return the spans of a story; None where the newsroom is not at hand."""
        if story not in self._stories:
            self._stories[story] = self._read(story) if _NAME.fullmatch(story) else None
        return self._stories[story]

    def _read(self, story: str) -> StorySpans | None:
        folder = self._content / "fragments" / story
        if not folder.is_dir():
            return None
        found = StorySpans()
        for path in sorted(folder.glob("*.md")):
            text = path.read_text(encoding="utf-8-sig", errors="replace").replace("\r\n", "\n")
            head, _, body = text.partition("\n\n")
            if place := _SOURCE.search(head):
                found.places.append((int(place[1]), int(place[2])))
                for span in (spans := spans_of(body.strip(" \t\n"), int(place[1]))):
                    found.add(span)
                found.corrected += _CORRECTED.findall(head)
                found.same += _same_words(head, {one.id for one in spans if one.kind == "quote"})
                if _WITHDRAWN.search(head):
                    begun = (one.id for one in spans if one.kind == "quote" and one.attrs.get("part", "1") == "1")
                    found.withdrawn.update(begun)
        return found


def _same_words(head: str, own: set[str]) -> Iterator[tuple[str, str]]:
    """Yield the pairs that a header joins: in a fragment with several quotations it names its own one too."""
    ids = {name for line in _SAME_AS.findall(head) for name in line.replace(",", " ").split()}
    meant = own if len(own) == 1 else own & ids
    yield from ((one, other) for one in sorted(meant) for other in sorted(ids - {one}))


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


# Headers


class Headers:
    """The headers of the files in `stories/` of a content folder, each read when they are first needed."""

    def __init__(self, content: Path) -> None:
        self._content = content
        self._heads: dict[str, str | None] = {}

    def of(self, story: str) -> str | None:
        """Return the headers of a story's file as text; None without one."""
        if story not in self._heads:
            path = self._content / "stories" / f"{story}.md"
            is_there = _NAME.fullmatch(story) and path.is_file()
            self._heads[story] = _head(path) if is_there else None
        return self._heads[story]

    def extent(self, story: str) -> str:
        """Return how much of a story's source is to be published, as its file says; empty where it does not."""
        found = _EXTENT.search(self.of(story) or "")
        return found[1] if found else ""

    def title(self, story: str) -> str | None:
        """Return a story's title; None without a file, or where it has none."""
        found = _TITLE.search(self.of(story) or "")
        return found[1].strip() if found else None

    def date(self, story: str) -> tuple[str, str] | None:
        """Return the date of a story's publication, empty where it is unknown, and its basis; None without a file."""
        head = self.of(story)
        if head is None:
            return None
        given, based = (found[1].strip() if (found := one.search(head)) else "" for one in (_DATE, _BASIS))
        basis = based or "editor"
        return "" if basis == "unknown" else given[:LENGTH_OF_DAY], basis

    def source(self, story: str) -> str | None:
        """Return the name of a story's source; None without a file, or where it names none."""
        found = _FILE.search(self.of(story) or "")
        return found[1].strip() if found else None


def _head(path: Path) -> str:
    return path.read_text(encoding="utf-8-sig", errors="replace").replace("\r\n", "\n").partition("\n\n")[0]


# People


class People:
    """The files in `people/` of a content folder, each read when it is first needed."""

    def __init__(self, content: Path) -> None:
        self._content = content
        self._names: dict[str, Sequence[str]] = {}

    def names(self, person: str) -> Sequence[str]:
        """Return the title and other names of a person's file; none where there is no such file."""
        if person not in self._names:
            self._names[person] = self._read(person) if _NAME.fullmatch(person) else ()
        return self._names[person]

    def is_titled(self, person: str) -> bool:
        """Return whether a person's file gives the name that is shown; without it the texts do."""
        path = self._content / "people" / f"{person}.md"
        return path.is_file() and _TITLE.search(_head(path)) is not None

    def is_closed(self, person: str) -> bool:
        """Return whether a person's file says that they have no page."""
        path = self._content / "people" / f"{person}.md"
        return path.is_file() and _CLOSED.search(_head(path)) is not None

    def _read(self, person: str) -> Sequence[str]:
        path = self._content / "people" / f"{person}.md"
        if not path.is_file():
            return ()
        head = _head(path)
        aliases = (name for line in _ALIASES.findall(head) for name in line.split(","))
        return [name.strip() for name in (*_TITLE.findall(head), *aliases) if name.strip()]


class PublishedPeople(People):
    """The names that a site lists in `/data/people.json`."""

    def __init__(self, site: Path) -> None:
        super().__init__(site)
        self._rows: Mapping[str, Mapping[str, Any]] | None = None

    def _read(self, person: str) -> Sequence[str]:
        if self._rows is None:
            self._rows = {str(row.get("id")): row for row in _listed(self._content / LISTED)}
        row = self._rows.get(person, {})
        aliases = row.get("aliases")
        names = [row.get("name"), *(aliases if isinstance(aliases, list) else ())]
        return [name for name in names if isinstance(name, str) and name]
