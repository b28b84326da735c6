"""Holds what a site is compared with, the sources and ledgers, and what the comparison has found so far."""

from __future__ import annotations

import contextlib
import json
import re
from collections import Counter
from copy import copy
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from verbatim.core.errors import ContentError
from verbatim.core.text import decode, sha256_text
from verbatim.verify.claims import ListedWords, on_one_line
from verbatim.verify.echoes import Echoes
from verbatim.verify.facts.dates import Dates
from verbatim.verify.facts.editors import EditorsWords
from verbatim.verify.facts.publisher_links import Publishers
from verbatim.verify.facts.questions import Questions
from verbatim.verify.facts.records import Fragments, Headers, People, Proofs, Records
from verbatim.verify.facts.reviews import Reviews
from verbatim.verify.facts.speakers import Speakers
from verbatim.verify.law import Facts
from verbatim.verify.naming import Naming, naming_of
from verbatim.verify.naming.interface import bare
from verbatim.verify.naming.names import MANIFEST
from verbatim.verify.withheld import Withheld, with_signs

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

    from verbatim.verify.markup.parsed_page import MarkupPlace, ParsedPage, SourceSlice
    from verbatim.verify.served_files import KnownCode
    from verbatim.verify.withheld import Stretch


HTML = frozenset((".html", ".htm"))
KINDS = frozenset((".txt", ".md", *HTML))
SOURCES = "sources/"  # in a site
REBUILD = "Build the site again; if the source or a fragment was edited, put its words back or record a correction"
_EARLIER = re.compile(r"([a-z0-9-]+)\.([0-9]{1,6})")  # an earlier text of a story's source: harbour.1
_SOURCE = re.compile(r"^Source:[ \t]*+(.*[^ \t\n])[ \t]*$", re.MULTILINE | re.IGNORECASE)
_VERSION_KEY = re.compile(r"([a-z0-9-]+):([^:\s]+):(\d{1,6})")


def story_of(name: str) -> str:
    """Return the story of whose source this file of a site is; empty for any other file."""
    return name.removeprefix(SOURCES).partition(".")[0] if name.startswith(SOURCES) else ""


class Texts:
    """Every source by story, each decoded from its original bytes once, when it is first needed.

    `stretches` says what the site publishes of a story's source, None for all of it.
    """

    def __init__(self, sources: Path) -> None:
        self.sources = sources
        self.stretches: Callable[[str], tuple[Stretch, ...] | None] = lambda _: None
        files = {_plain(path.name): path for path in sorted(sources.glob("*")) if path.suffix in KINDS}
        self._files: dict[str, Path] = {}
        for path in files.values():
            self._files.setdefault(_plain(path.stem), path)
        self._texts: dict[str, str | None] = {}
        self._preloaded: dict[str, str | None] = {}
        self._whole: dict[str, str] = {}  # of those of which the site publishes a part

    @property
    def content(self) -> Path | None:
        """The newsroom's folder; None where there is nothing but a published site."""
        return self.sources.parent

    def __len__(self) -> int:
        return sum(text is not None for text in self._texts.values())

    def get(self, story: str) -> str | None:
        """Return the decoded text of a story's source; None where there is none. Raises ContentError as decode does.

        Of what the site withholds it has signs. `harbour.1` is the first of the texts that the source of `harbour` had
        before.
        """
        if story not in self._texts:
            text = self._preloaded.pop(story) if story in self._preloaded else self._load(story)
            stretches = self.stretches(story) if text is not None else None
            if text is not None and stretches is not None:
                self._whole[story], text = text, with_signs(text, stretches)
            self._texts[story] = text
        return self._texts[story]

    def whole(self, story: str) -> str | None:
        """Return the text of a story's source with what the site withholds, where the newsroom is at hand."""
        text = self.get(story)
        return self._whole.get(story, text) if self.content else text

    def parts(self) -> Iterator[tuple[str, tuple[Stretch, ...]]]:
        """Yield the stories read until now that the site does not publish whole, with what it does."""
        for story in self._texts:
            if (stretches := self.stretches(story)) is not None:
                yield story, stretches

    def preload(self, stories: Iterable[str]) -> None:
        """Decode the texts of stories that `get` may be called for, which then reports any error."""
        for story in stories:
            with contextlib.suppress(ContentError, OSError):
                self._preloaded[story] = self._load(story)

    def any_contains(self, words: str) -> bool:
        """Return whether any source read until now contains these words, as it stands or told on one line."""
        texts = [text for text in self._texts.values() if text is not None]
        return any(words in text for text in texts) or any(words in on_one_line(text) for text in texts)

    def received(self, story: str) -> bytes | None:
        """Return the bytes that a story's words were taken from, as they were received; None where there are none."""
        path = self.file_of(story)
        if path is not None and path.suffix in HTML:
            kept = self._extracted(path, ".html")
            path = kept if kept.is_file() else path
        return path.read_bytes() if path is not None and path.is_file() else None

    def file_of(self, story: str) -> Path | None:
        """Return the file that the story's own file names, else the one with the story's name."""
        headers = self.sources.parent / "stories" / f"{story}.md"
        if headers.is_file() and (named := _SOURCE.search(_head(headers))):
            return self.sources / Path(named[1].partition("#")[0]).name
        return self._files.get(story)

    def _load(self, story: str) -> str | None:
        if earlier := _EARLIER.fullmatch(story):
            path: Path | None = self._earlier_file(*earlier.groups())
        else:
            path = self.file_of(story)
            if path is not None and path.suffix in HTML:
                path = self._extracted(path, ".txt")
        return self._decode(path) if path is not None and path.is_file() else None

    def _extracted(self, page: Path, suffix: str) -> Path:
        folder = self.sources / ".extracted"
        named = folder / f"{page.stem}{suffix}"
        return named if named.is_file() else folder / f"{_plain(page.stem)}{suffix}"

    def _earlier_file(self, story: str, number: str) -> Path:
        return self.sources / ".earlier" / story / f"{number}.txt"

    def _decode(self, path: Path) -> str:
        return decode(path.read_bytes(), path=str(path)).text


def _head(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig").partition("\n\n")[0]
    except UnicodeDecodeError as error:
        raise ContentError(str(path), 0, "the file is not UTF-8", "Save it as UTF-8") from error


def _plain(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")


class Ledgers:
    """The ledgers of a content folder, each read when it is first needed."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._versions: dict[str, dict[tuple[str, int], dict[str, Any]]] = {}
        self._moves: dict[str, list[tuple[str, str]]] = {}  # by story: the ids of people, and what took their place

    def row(self, key: str) -> Mapping[str, Any] | None:
        """Return what was recorded of a version; None where no ledger has it."""
        match = _VERSION_KEY.fullmatch(key)
        if not match:
            return None
        story, identity, version = match.groups()
        if story not in self._versions:
            self._versions[story] = self._public_versions(story)
        return self._versions[story].get((identity, int(version)))

    def words(self, key: str) -> str | None:
        """Return the words of a version; None where no ledger has it."""
        row = self.row(key)
        return None if row is None else row.get("now") or row.get("words", "")

    def difference(self, key: str, row: Mapping[str, Any]) -> str:
        """Return how a row of a version has another day or reason than was recorded; empty where it has not.

        A reason that no editor gave may be left out.
        """
        recorded = self.row(key) or {}
        for name, value in ((name, row.get(name)) for name in ("date", "reason")):
            if value and recorded.get(name) and str(value).removesuffix("/..") != recorded[name]:
                return f"its {name} is “{str(value)[:80]}”; the ledger has “{str(recorded[name])[:80]}”"
        return ""

    def speakers(self, key: str) -> frozenset[str]:
        """Return the id of a version's speaker, and those that it was merged into, renamed or parted to since."""
        found, left = set[str](), [str((self.row(key) or {}).get("speaker") or "")]
        moves = self._moves.get(key.partition(":")[0], [])
        while left:
            found.add(one := left.pop())
            left += [into for former, into in moves if former == one and into not in found]
        return frozenset(found - {""})

    def holds(self, key: str, words: str | None, sha256: object) -> bool:
        """Return whether a version has this hash, and these words unless they are None."""
        recorded = self.words(key)
        return recorded is not None and words in (None, recorded) and sha256 == sha256_text(recorded)

    def _public_versions(self, story: str) -> dict[tuple[str, int], dict[str, Any]]:
        path = self._folder / f"{story}.jsonl"
        if not path.is_file():
            return {}
        rows = [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line.strip()]
        self._moves[story] = [(row["id"], row["into"]) for row in rows if row.get("kind") and row.get("into")]
        public = (row for row in rows if not row.get("kind") and row.get("status") != "draft")
        return {(row["id"], row["version"]): row for row in public}


@dataclass(frozen=True, slots=True)
class File:
    """A file of the site: its path under the site's root, the path that messages show, and its text."""

    path: str
    shown: str
    text: str


@dataclass(slots=True)
class SiteCheck:
    """One check of a site: faults in the order found, and what later files are compared with.

    `rows` are the quotations of `/data/quotes.json` by id, `echoes` knows their words, `shown` has the slices on each
    quotation's page. `elsewhere` are the editors' quotations of other sites, by address and words, which are not
    checked. `past` are the ids of `/data/history.json` that stand for no current quotation. `verified_lists`
    are rows of lists that need not be checked again, `known_rows` those that were read before, by list and line.
    `claimed` are the words that `rows` claim, once they are asked for. `unchecked` are files of a blog's own,
    `unserved` the hashes of listed files that a host reads and may not serve. `code` is what style sheets and scripts
    are held to, `naming` what pages are called; None where they were just made of it. `lists` are those of `/data/` by
    name, read for a database alone. `pasted` are pieces of markup without a fault, with their number of passages.
    """

    texts: Texts
    ledgers: Ledgers = field(init=False)
    editors: EditorsWords = field(init=False)
    records: Records = field(init=False)
    speakers: Speakers = field(init=False)
    dates: Dates = field(init=False)
    publishers: Publishers = field(init=False)
    reviews: Reviews = field(init=False)
    questions: Questions = field(init=False)
    past: frozenset[str] = frozenset()
    verified_lists: Mapping[str, Collection[str]] = field(default_factory=dict)
    faults: list[ContentError] = field(default_factory=list)
    passages: int = 0
    elsewhere: set[tuple[str, str]] = field(default_factory=set)
    unchecked: frozenset[str] = frozenset()
    unserved: Mapping[str, str] = field(default_factory=dict)
    code: KnownCode | None = None
    naming: Naming | None = None
    echoes: Echoes = field(default_factory=Echoes)
    rows: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    lists: Mapping[str, Sequence[Mapping[str, Any]]] = field(default_factory=dict)
    shown: dict[str, list[SourceSlice]] = field(default_factory=dict)
    pasted: dict[str, int] = field(default_factory=dict)
    _listed: dict[str, set[str]] = field(default_factory=dict)
    known_rows: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    claimed: list[ListedWords] = field(default_factory=list)
    withheld: Withheld | None = None
    facts: Facts | None = None
    names: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.ledgers = Ledgers(self.texts.sources.parent / "ledger")
        content = self.texts.sources.parent
        self.editors = EditorsWords(content)
        self.records = Records(Proofs(), Fragments(content), People(content), Headers(content))
        self.publishers = Publishers(content, self.records.headers, self.texts.get)
        self.speakers, self.dates = Speakers(self.records), Dates(self.records)
        self.reviews = Reviews(self.records, content, self.texts.whole)
        self.questions = Questions(content, self.records, self.dates, self.texts.get)

    @property
    def address(self) -> str:
        """The site's address as its list of quotations has it; empty for one that is read from a folder."""
        urls = (row.get("url") for row in self.rows.values())
        return next((str(url).partition("/quotes/")[0] for url in urls if str(url).startswith("http")), "")

    def empty_copy(self) -> SiteCheck:
        """Return a check of the same site that has found nothing yet."""
        own = copy(self)
        own.faults, own.passages, own.shown, own.elsewhere = [], 0, {}, set()
        return own

    def add(self, faults: Iterable[ContentError], passages: int, shown: Mapping[str, list[SourceSlice]]) -> None:
        """Add what another check found."""
        self.faults.extend(faults)
        self.passages += passages
        for name, places in shown.items():
            self.shown.setdefault(name, []).extend(places)

    def listed(self, story: str) -> set[str]:
        """Return the ids of a story's quotations in `/data/quotes.json`."""
        if not self._listed:
            for name, row in self.rows.items():
                self._listed.setdefault(str(row.get("story")), set()).add(name)
        return self._listed.get(story, set())

    def holds(self, words: str) -> bool:
        """Return whether a source has these words; first whether a quotation begins so, as most that are shown do.

        “…” at the end says that they are cut.
        """
        if not self.claimed and self.rows:
            self.claimed.append(ListedWords(self.rows.values()))
        begun = on_one_line(words).removesuffix("…").strip()
        return any(one.begin_with(begun) for one in self.claimed) or self.texts.any_contains(begun)

    def publish_by(self, proofs: Proofs) -> None:
        """Hold everything to these proofs of the site, which say what of each source is published."""
        self.records.proofs, self.texts.stretches = proofs, proofs.stretches

    def read_withheld(self) -> None:
        """Read what the site withholds of the texts that have been read until now, and what laws are held to."""
        self.withheld = Withheld(self.texts.parts(), self.texts.whole)
        if self.texts.content:
            current = (row for row in self.rows.values() if not row.get("withdrawn"))
            counted = Counter((str(row.get("story")), row.get("kind") == "indirect") for row in current)
            proofs, fragments = self.records.proofs, self.records.fragments
            self.facts = Facts(fragments, self.rows, self.names, self.texts.get, proofs.people_of, counted)

    def check_withheld(self, file: File, text: str) -> None:
        """Fault words that the site withholds, in a text of any kind; the editors' own words may have the same."""
        for story, words in self.withheld.runs_in(text) if self.withheld else ():
            if not (self.texts.any_contains(words) or self.editors.any_has(words)):
                fact = f"it has words of {story} that the site withholds: “{words[:80]}”"
                self.fault(file, 0, fact)
                return

    def hold_names(self, site: Path, theme: Path, content: Path | None = None) -> None:
        """Hold what files are called to the data of a site that has them, and to the words of a theme."""
        if (site / MANIFEST).is_file():
            self.naming = naming_of(site, theme, content, self.records, self.texts.get)

    def fault_of_version(self, key: str, row: Mapping[str, Any]) -> str:
        """Return how a version's row has another day, reason or speaker than was recorded; empty where it has not."""
        if fact := self.ledgers.difference(key, row):
            return fact
        recorded, attribution = self.ledgers.row(key) or {}, row.get("attribution")
        shown = attribution.get("now") if isinstance(attribution, dict) else row.get("speaker_name")
        people = self.ledgers.speakers(key)
        listed = self.naming.titles.names.people if self.naming else {}
        named = {recorded.get("name"), *(listed.get(one, {}).get("name") for one in people)}
        named.update(name for one in people for name in self.records.people.names(one))
        known = [bare(str(one)) for one in named if one]
        is_right = not shown or not known or bare(str(shown)) in known
        return "" if is_right else f"its speaker is “{str(shown)[:80]}”; the ledger has “{recorded.get('name')}”"

    def faults_of_names(self, parsed: ParsedPage, file: File) -> Iterator[tuple[MarkupPlace, str]]:
        """Yield what a page is called, where it leads and what changes it tells otherwise than the site's data do."""
        if self.naming:
            yield from self.naming.faults_of_page(parsed, file.path, self.address)

    def fault(self, file: File, line: int, fact: str, fix: str = REBUILD) -> None:
        """Record a fault at a line of a file; 0 where no line applies."""
        self.faults.append(ContentError(file.shown, line, fact, fix))
