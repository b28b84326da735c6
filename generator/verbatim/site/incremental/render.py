"""Recipes followed: what each makes is rendered and written, in this process or by forked workers.

A kitchen comes in that has all that rendering needs; a galley for each recipe goes out, in the order of the recipes.
"""

from __future__ import annotations

import contextlib
import hashlib
import re
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple, cast

import msgspec

from verbatim.core.errors import ContentError
from verbatim.core.executors import executor, spread
from verbatim.core.files import write_new
from verbatim.core.json import readable
from verbatim.publish.feeds import Feed, atom, json_feed
from verbatim.publish.payloads.pages import Page
from verbatim.publish.search import SearchRecord
from verbatim.publish.tracking import EVERYTHING
from verbatim.publish.urls import ATOM, JSON, link, relative_from, resolve, resolve_under
from verbatim.site.incremental.targets import Drawing, Found, Own, Raw, Row, Text
from verbatim.site.settings import is_off
from verbatim.site.theme.csp import hold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from jinja2 import Template

    from verbatim.publish.payloads.pages import Meta
    from verbatim.publish.tracking import Dependency
    from verbatim.site.context import Desk
    from verbatim.site.images.cards import Studio
    from verbatim.site.incremental.targets import Recipe
    from verbatim.site.incremental.tracker import Book
    from verbatim.site.theme.csp import Inline
    from verbatim.site.up_to_date import Seen


# ---- site/galley.py

ASCII = bytes(range(128))


@dataclass(slots=True)
class Galley:
    """`files` are the hashes of the files by address, `pages` tells of pages whether search engines are to know them.

    `unpainted` are the addresses of the cards whose pictures are not in the cache; their drawings are written.
    `characters` are those beyond ASCII, for the fonts.
    """

    files: dict[str, str] = field(default_factory=dict)
    pages: dict[str, bool] = field(default_factory=dict)
    characters: set[str] = field(default_factory=set)
    rows: list[Row] = field(default_factory=list)
    unpainted: list[str] = field(default_factory=list)
    found: list[Found] = field(default_factory=list)
    reads: set[Dependency] = field(default_factory=set)

    def note(self, address: str, data: bytes) -> None:
        """Take note of a file."""
        self.files[address] = hashlib.sha256(data).hexdigest()

    def see(self, page: bytes) -> None:
        """Take note of a page, in UTF-8."""
        self.characters.update(page.translate(None, ASCII).decode())

    def join(self, other: Galley) -> None:
        """Add what came of another recipe."""
        self.files.update(other.files)
        self.pages.update(other.pages)
        self.characters |= other.characters
        self.rows += other.rows
        self.unpainted += other.unpainted
        self.found += other.found


class Line(NamedTuple):
    """A row as it is kept: its text in UTF-8, as files that tell of the whole site have it."""

    file: str
    text: bytes
    key: str


class Held(NamedTuple):
    """A galley as it is kept: what it read stands beside it, and pictures that are not painted yet come with it.

    `files` are lines as in `SHA256SUMS`.
    """

    files: bytes
    pages: dict[str, bool]
    characters: str
    rows: list[Line]
    found: list[tuple[int, Any, str, str, tuple[str, ...]]]


class _Rows(NamedTuple):
    """A galley of which the rows are wanted, and the rest is left as it is."""

    files: msgspec.Raw
    pages: msgspec.Raw
    characters: msgspec.Raw
    rows: list[Line]
    found: msgspec.Raw


_HELD, _ROWS = msgspec.msgpack.Decoder(Held), msgspec.msgpack.Decoder(_Rows)


def packed(galley: Galley) -> bytes:
    """Return a galley as bytes, what it read left out."""
    characters = "".join(sorted(galley.characters))
    files = "".join([f"{digest}  {address}\n" for address, digest in galley.files.items()]).encode()
    rows = [Line(row.file, row.text.encode(), row.key) for row in galley.rows]
    found = [(one.place, *one.record) for one in galley.found]
    return msgspec.msgpack.encode(Held(files, galley.pages, characters, rows, found))


def unpacked(data: bytes) -> Held:
    """Return what is kept in these bytes."""
    return _HELD.decode(data)


def rows_in(data: bytes) -> list[Line]:
    """Return the rows of what is kept in these bytes."""
    return _ROWS.decode(data).rows


def found_in(held: Held) -> list[Found]:
    """Return the records of the search."""
    return [Found(place, SearchRecord(card, words, title, people)) for place, card, words, title, people in held.found]


# ---- site/press.py

# A source's words have no straight quotation mark left that could look like this: theirs are escaped. Other attributes
# than these two may begin with words, a title or a name that only looks like a link.
INTRASITE = re.compile(r'(?:(?<= href)|(?<= src))="\{(filename|static|attach)\}/?([^"#?]*)')


class Press:
    """The output folder of one build, with the links of its pages and a memory of what was written.

    `own` writes the own page of each story, by Pelican; `declared` are the inline parts that pages may hold.
    """

    KEY: ClassVar[str] = "VERBATIM_PRESS"

    def __init__(self, settings: Mapping[str, Any]) -> None:
        self.output = Path(settings["OUTPUT_PATH"])
        self.siteurl: str = settings["SITEURL"]
        self.relative = bool(settings["RELATIVE_URLS"]) or not self.siteurl
        self.galley = Galley()
        self.own: dict[str, Callable[[], None]] = {}
        self.book: Book | None = None
        self.seconds: dict[str, float] = {}
        self.seen: Seen | None = None
        self.declared: frozenset[Inline] = frozenset()
        self._claims: dict[str, str] = {}
        self.contents: dict[str, Mapping[str, Any]] = {"generated_content": {}, "static_content": {}}

    def claim(self, address: str, claimant: str) -> None:
        """Take an address for a file or page; ContentError where it is taken, on any file system."""
        other = self._claims.setdefault(address.casefold(), claimant)
        if other != claimant:
            raise ContentError(claimant, 0, f"its address {address} is already that of {other}", "Rename one of them")

    def finished(self, page: str, text: str) -> bytes:
        """Return a page or feed with its links put in."""
        if '="{' in text:
            text = INTRASITE.sub(lambda found: f'="{link(self._target(page, found[1], found[2]))}', text)
        if self.relative:
            return resolve(text, relative_from(page)).encode()
        return resolve_under(self.siteurl, page, text.encode())

    def write(self, address: str, text: str) -> None:
        """Write a text file of the site; a page is remembered for the fonts, and may hold what is declared only."""
        data = self.finished(address, text)
        if address.endswith(".html"):
            hold(address, data, self.declared)
            self.galley.see(data)
        self.put(address, data)

    def put(self, address: str, data: bytes) -> None:
        """Write a file of the site as it is."""
        self.galley.note(address, data)
        write_new(f"{self.output}/{address}", data)

    @contextlib.contextmanager
    def timed(self, what: str) -> Iterator[None]:
        """Take the time of a part of the build, which `make bench` tells apart."""
        began = time.perf_counter()
        yield
        self.seconds[what] = self.seconds.get(what, 0) + time.perf_counter() - began

    def taken(self) -> Galley:
        """Return what was written since the last call of this, and begin anew."""
        galley, self.galley = self.galley, Galley()
        return galley

    def _target(self, page: str, what: str, path: str) -> str:
        """Return the site address of a content file that editors link to by Pelican's `{filename}` or `{static}`."""
        named = f"{{{what}}}/{path}"
        self.galley.reads.add(("file", named))
        if address := self.file_address(named):
            return address
        fact = f"this page links to {named}, which is not there"
        raise ContentError(page, 0, fact, "Correct the link, or put the file into the content folder")

    def file_address(self, named: str) -> str:
        """Return the site address of a content file named as `{static}/images/a.png`; empty where it is not there."""
        what, _, path = named.partition("/")
        keys = ("generated_content", "static_content") if what == "{filename}" else ("static_content",)
        held = (self.contents[key].get(path) for key in keys)
        found = next((content for content in held if content is not None), None)
        is_there = found is not None and Path(found.settings["PATH"], found.source_path).is_file()
        return str(found.url) if found is not None and is_there else ""


# ---- site/kitchen.py

FRAME = "embed_"
ALONE = 0.1  # seconds: what is done by then is done before workers would have begun
FEW, BATCH = 64, 4  # fewer recipes are given out one by one: one of them may take longer than all others


@dataclass(frozen=True)
class Kitchen:
    """What it takes to follow a recipe: the content, the press, the templates and what all of them know."""

    desk: Desk
    press: Press
    settings: Mapping[str, Any]
    shared: Mapping[str, Any]
    template: Callable[[str], Template]
    studio: Studio | None
    shows_others: bool  # whether a story's own page may show what Pelican knows of all of them

    def follow(self, recipe: Recipe) -> Galley:
        """Render and write everything that a recipe makes; return what came of it."""
        with self.desk.edition.recorder.recording() as reads, self.desk.everything.recorder.recording() as beside:
            for made in recipe.made(self.desk):
                TAKEN[type(made)](self, made)
        galley = self.press.taken()
        galley.reads |= beside if recipe.is_unlisted else reads
        return galley

    def page(self, made: Page) -> None:
        """Render and write a page."""
        if is_off(self.settings, made.template):
            return
        text = self.template(made.template.removesuffix(".html")).render({**self.shared, **made.payload})
        self.press.write(made.address, text)
        meta = cast("Meta", made.payload["meta"])
        self.press.galley.pages[made.address] = not (made.template.startswith(FRAME) or meta["robots"])

    def feed(self, made: Feed) -> None:
        """Write a feed in both its forms."""
        edition, address = self.desk.edition, made.address + JSON
        self.press.write(made.address + ATOM, atom(edition, made))
        told = json_feed(edition, made, lambda html: self.press.finished(address, html).decode())
        self.press.put(address, readable(told).encode())

    def text(self, made: Text) -> None:
        """Write a text, its links put in."""
        self.press.write(made.address, made.text)

    def raw(self, made: Raw) -> None:
        """Write bytes as they are."""
        self.press.put(made.address, made.data)

    def row(self, made: Row) -> None:
        """Put a row down for a file that tells of the whole site."""
        self.press.galley.rows.append(made)

    def found(self, made: Found) -> None:
        """Put a record down for the search."""
        self.press.galley.found.append(made)

    def own(self, made: Own) -> None:
        """Have Pelican write a story's own page."""
        if self.shows_others:
            self.desk.edition_of(made.story).recorder.record(*EVERYTHING)
        self.press.own[made.story]()

    def drawing(self, made: Drawing) -> None:
        """Write the drawing of a card, and its picture where it is painted already."""
        if not self.studio:
            return
        job = self.studio.job(made.svg)
        self.press.put(f"{made.address.removesuffix('.png')}.svg", job.drawing.encode())
        if job.kept.is_file():
            self.press.put(made.address, job.kept.read_bytes())
        else:
            self.press.galley.unpainted.append(made.address)


# By the kind of what is made: it is asked fifty times a story.
TAKEN: dict[type, Callable[[Kitchen, Any], None]] = {
    Page: Kitchen.page,
    Feed: Kitchen.feed,
    Text: Kitchen.text,
    Raw: Kitchen.raw,
    Row: Kitchen.row,
    Found: Kitchen.found,
    Own: Kitchen.own,
    Drawing: Kitchen.drawing,
}
_AT_WORK: list[tuple[Kitchen, Sequence[Recipe]]] = []


def follow_all(kitchen: Kitchen, recipes: Sequence[Recipe], workers: int) -> Iterator[Galley]:
    """Yield the galley of each recipe in order; where it takes a while, by workers, forked with all that is known.

    Raises what following a recipe raises.
    """
    began, done = time.monotonic(), 0
    _AT_WORK.append((kitchen, recipes))
    try:
        while done < len(recipes) and time.monotonic() - began < ALONE:
            yield _numbered(done)
            done += 1
        rest = range(done, len(recipes))
        with executor(workers if rest else 1) as pool:
            yield from spread(pool, _numbered, rest, workers=workers, batch=BATCH if len(rest) >= FEW else 1)
    finally:
        _AT_WORK.pop()


def _numbered(number: int) -> Galley:
    kitchen, recipes = _AT_WORK[-1]
    return kitchen.follow(recipes[number])
