"""Renders and writes targets, in this process or in forked workers, and returns what each came to."""

from __future__ import annotations

import contextlib
import hashlib
import re
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple, cast
from urllib.parse import urlsplit

import msgspec

from verbatim.core.errors import ContentError
from verbatim.core.executors import executor, spread
from verbatim.core.files import write_new
from verbatim.core.json import readable
from verbatim.publish.feeds import Feed, atom, json_feed
from verbatim.publish.payloads.pages import Page
from verbatim.publish.search import SearchRecord
from verbatim.publish.tracking import EVERYTHING
from verbatim.publish.urls import (
    ATOM,
    JSON,
    SMALL_WIDTH,
    drawing_of,
    link,
    relative_from,
    resolve,
    resolve_under,
    small_card,
)
from verbatim.site.incremental.targets import CardDrawing, DataRow, RawFile, SearchEntry, StoryPage, TextFile
from verbatim.site.settings import is_off
from verbatim.site.theme.csp import refuse_undeclared

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from jinja2 import Template

    from verbatim.publish.payloads.pages import Meta
    from verbatim.publish.tracking import Dependency
    from verbatim.site.context import BuildContext
    from verbatim.site.images.cards import CardPainter, CardPicture
    from verbatim.site.incremental.targets import Target
    from verbatim.site.theme.csp import InlineElement
    from verbatim.site.up_to_date import InputState


ASCII = bytes(range(128))
# A source's words contain no straight quotation mark that could look like this: theirs are escaped. Other attributes
# may begin with words, a title or a name that only looks like a link.
INTRASITE = re.compile(r'(?:(?<= href)|(?<= src))="\{(filename|static|attach)\}/?([^"#?]*)')
FRAME, FRAMES = "embed_", "embed/"  # begins the names of their templates, and their addresses
ALONE, SOME = 0.1, 16  # seconds: what is done by then is done before workers would have started; of so few targets
FEW, BATCH = 64, 4  # fewer targets are handed out one by one: one of them may take longer than all others


@dataclass(slots=True)
class TargetResult:
    """What came of a target: the hashes of its `files` by address, `pages` with whether search engines may index them.

    `unpainted` are the addresses of cards whose pictures are not cached; their drawings are written. `characters` are
    those beyond ASCII, for the fonts.
    """

    files: dict[str, str] = field(default_factory=dict)
    pages: dict[str, bool] = field(default_factory=dict)
    characters: set[str] = field(default_factory=set)
    rows: list[DataRow] = field(default_factory=list)
    unpainted: list[str] = field(default_factory=list)
    entries: list[SearchEntry] = field(default_factory=list)
    dependencies: set[Dependency] = field(default_factory=set)

    def add(self, other: TargetResult) -> None:
        """Add what came of another target, except what it depends on."""
        self.files.update(other.files)
        self.pages.update(other.pages)
        self.characters |= other.characters
        self.rows += other.rows
        self.unpainted += other.unpainted
        self.entries += other.entries


class StoredRow(NamedTuple):
    """A row as the manifest stores it, its text in UTF-8."""

    file: str
    text: bytes
    key: str


class StoredResult(NamedTuple):
    """A result as the manifest stores it; its dependencies are stored apart. `files` are lines as in `SHA256SUMS`."""

    files: bytes
    pages: dict[str, bool]
    characters: str
    rows: list[StoredRow]
    entries: list[tuple[int, Any, str, str, tuple[str, ...]]]

    def search_entries(self) -> list[SearchEntry]:
        """Return the records of the search."""
        return [
            SearchEntry(place, SearchRecord(card, words, title, who)) for place, card, words, title, who in self.entries
        ]


class _RowsAlone(NamedTuple):
    """A stored result of which only the rows are decoded."""

    files: msgspec.Raw
    pages: msgspec.Raw
    characters: msgspec.Raw
    rows: list[StoredRow]
    entries: msgspec.Raw


_RESULTS, _ROWS = msgspec.msgpack.Decoder(StoredResult), msgspec.msgpack.Decoder(_RowsAlone)


def pack_result(result: TargetResult) -> bytes:
    """Return a result as bytes, without what it depends on."""
    characters = "".join(sorted(result.characters))
    files = "".join([f"{digest}  {address}\n" for address, digest in result.files.items()]).encode()
    rows = [StoredRow(row.file, row.text.encode(), row.key) for row in result.rows]
    entries = [(entry.place, *entry.record) for entry in result.entries]
    return msgspec.msgpack.encode(StoredResult(files, result.pages, characters, rows, entries))


def unpack_result(packed: bytes) -> StoredResult:
    """Return the result in these bytes; msgspec.DecodeError where they are no result."""
    return _RESULTS.decode(packed)


def unpack_rows(packed: bytes) -> list[StoredRow]:
    """Return the rows of the result in these bytes."""
    return _ROWS.decode(packed).rows


class Output:
    """The output folder of one build: resolves links, writes files, and records what was written in `result`.

    `story_pages` has Pelican write each story's own page; `declared` are the inline parts that pages may contain.
    """

    KEY: ClassVar[str] = "VERBATIM_OUTPUT"

    def __init__(self, settings: Mapping[str, Any]) -> None:
        self.folder = Path(settings["OUTPUT_PATH"])
        self.siteurl: str = settings["SITEURL"]
        self.root = urlsplit(self.siteurl).path.rstrip("/")
        self.relative = bool(settings["RELATIVE_URLS"]) or not self.siteurl
        self.result = TargetResult()
        self.story_pages: dict[str, Callable[[], None]] = {}
        self.seconds: dict[str, float] = {}
        self.inputs: InputState | None = None
        self.declared: frozenset[InlineElement] = frozenset()
        self.contents: dict[str, Mapping[str, Any]] = {"generated_content": {}, "static_content": {}}
        self._claims: dict[str, str] = {}

    def claim(self, address: str, claimant: str) -> None:
        """Reserve an address for a file or page; ContentError where it is taken, on any file system."""
        other = self._claims.setdefault(address.casefold(), claimant)
        if other != claimant:
            raise ContentError(claimant, 0, f"its address {address} is already that of {other}", "Rename one of them")

    def finished(self, page: str, text: str) -> bytes:
        """Return a page or feed with its links resolved.

        Pages of a published site are under one host, whose name would be a tenth of their bytes. Feeds and frames are
        read elsewhere, so that theirs are absolute.
        """
        if '="{' in text:
            text = INTRASITE.sub(lambda found: f'="{link(self._linked_address(page, found[1], found[2]))}', text)
        if self.relative:
            return resolve(text, relative_from(page)).encode()
        stays = page.endswith(".html") and not page.startswith(FRAMES)
        return resolve_under(self.root if stays else self.siteurl, page, text.encode())

    def write(self, address: str, text: str) -> None:
        """Write a text file of the site. A page may contain declared parts only."""
        data = self._written(address, text)
        if address.endswith(".html"):
            refuse_undeclared(address, data, self.declared)
        self.write_bytes(address, data)

    def write_blogs(self, address: str, text: str) -> None:
        """Write a page or feed of a blog's own, whose scripts are the blog's; it is no result of ours."""
        write_new(f"{self.folder}/{address}", self._written(address, text))

    def _written(self, address: str, text: str) -> bytes:
        """Return what is written for a text; a page's characters go into the fonts."""
        data = self.finished(address, text)
        if address.endswith(".html"):
            self.result.characters.update(data.translate(None, ASCII).decode())
        return data

    def write_bytes(self, address: str, data: bytes) -> None:
        """Write a file of the site unchanged."""
        self.result.files[address] = hashlib.sha256(data).hexdigest()
        write_new(f"{self.folder}/{address}", data)

    @contextlib.contextmanager
    def timed(self, what: str) -> Iterator[None]:
        """Time a part of the build, for `make bench`."""
        began = time.perf_counter()
        yield
        self.seconds[what] = self.seconds.get(what, 0) + time.perf_counter() - began

    def take_result(self) -> TargetResult:
        """Return what was written since the last call, and start afresh."""
        result, self.result = self.result, TargetResult()
        return result

    def _linked_address(self, page: str, what: str, path: str) -> str:
        """Return the site address of a content file that editors link to by Pelican's `{filename}` or `{static}`."""
        named = f"{{{what}}}/{path}"
        self.result.dependencies.add(("file", named))
        if address := self.file_address(named):
            return address
        fact = f"this page links to {named}, which is not there"
        raise ContentError(page, 0, fact, "Correct the link, or put the file into the content folder")

    def file_address(self, named: str) -> str:
        """Return the site address of a content file named as `{static}/images/a.png`; empty where it is not there."""
        what, _, path = named.partition("/")
        keys = ("generated_content", "static_content") if what == "{filename}" else ("static_content",)
        known = (self.contents[key].get(path) for key in keys)
        found = next((content for content in known if content is not None), None)
        is_there = found is not None and Path(found.settings["PATH"], found.source_path).is_file()
        return str(found.url) if found is not None and is_there else ""


@dataclass(frozen=True)
class Renderer:
    """Renders targets: has the content, the output, the templates and what all templates know."""

    build: BuildContext
    output: Output
    settings: Mapping[str, Any]
    shared: Mapping[str, Any]
    template: Callable[[str], Template]
    painter: CardPainter | None
    shows_others: bool  # whether a story's own page may show what Pelican knows about all of them

    def render(self, target: Target) -> TargetResult:
        """Render and write everything of a target; return what came of it."""
        listed, everything = self.build.edition.recorder, self.build.everything.recorder
        with listed.recording() as recorded, everything.recording() as recorded_beside:
            for artifact in target.artifacts(self.build):
                self.WRITERS[type(artifact)](self, artifact)
        result = self.output.take_result()
        result.dependencies |= recorded_beside if target.is_unlisted else recorded
        return result

    def _page(self, page: Page) -> None:
        if is_off(self.settings, page.template):
            return
        text = self.template(page.template.removesuffix(".html")).render({**self.shared, **page.payload})
        self.output.write(page.address, text)
        meta = cast("Meta", page.payload["meta"])
        self.output.result.pages[page.address] = not (page.template.startswith(FRAME) or meta["robots"])

    def _feed(self, feed: Feed) -> None:
        edition, address = self.build.edition, feed.address + JSON
        self.output.write(feed.address + ATOM, atom(edition, feed))
        converted = json_feed(edition, feed, lambda html: self.output.finished(address, html).decode())
        self.output.write_bytes(address, readable(converted).encode())

    def _text_file(self, file: TextFile) -> None:
        self.output.write(file.address, file.text)

    def _raw_file(self, file: RawFile) -> None:
        self.output.write_bytes(file.address, file.data)

    def _row(self, row: DataRow) -> None:
        self.output.result.rows.append(row)

    def _search_entry(self, entry: SearchEntry) -> None:
        self.output.result.entries.append(entry)

    def _story_page(self, page: StoryPage) -> None:
        if self.shows_others:
            self.build.edition_of(page.story).recorder.record(*EVERYTHING)
        self.output.story_pages[page.story]()

    def _drawing(self, drawing: CardDrawing) -> None:
        """Write the drawing of a card, and its pictures where they are cached."""
        if not self.painter:
            return
        card = self.painter.picture(drawing.svg)
        self.output.write_bytes(drawing_of(drawing.address), card.drawing.encode())
        self._picture(drawing.address, card)
        if small := small_card(drawing.address):
            self._picture(small, self.painter.picture(drawing.svg, SMALL_WIDTH))

    def _picture(self, address: str, card: CardPicture) -> None:
        picture = card.entry.read()
        if picture is None:
            self.output.result.unpainted.append(address)
        else:
            self.output.write_bytes(address, picture)

    # By the kind of artifact: this is looked up fifty times a story.
    WRITERS: ClassVar[dict[type, Callable[[Renderer, Any], None]]] = {
        Page: _page,
        Feed: _feed,
        TextFile: _text_file,
        RawFile: _raw_file,
        DataRow: _row,
        SearchEntry: _search_entry,
        StoryPage: _story_page,
        CardDrawing: _drawing,
    }


_IN_WORK: list[tuple[Renderer, Sequence[Target]]] = []  # forked workers find here what they are to render


def render_all(renderer: Renderer, targets: Sequence[Target], workers: int) -> Iterator[TargetResult]:
    """Yield the result of each target in order; if that takes a while, from workers, forked with all that is known.

    Raises what rendering a target raises.
    """
    began, done = time.monotonic(), 0
    alone = ALONE if len(targets) <= SOME else 0.0
    _IN_WORK.append((renderer, targets))
    try:
        while done < len(targets) and time.monotonic() - began < alone:
            yield _render_numbered(done)
            done += 1
        rest = range(done, len(targets))
        with executor(workers if rest else 1) as pool:
            yield from spread(pool, _render_numbered, rest, workers=workers, batch=BATCH if len(rest) >= FEW else 1)
    finally:
        _IN_WORK.pop()


def _render_numbered(number: int) -> TargetResult:
    renderer, targets = _IN_WORK[-1]
    return renderer.render(targets[number])
