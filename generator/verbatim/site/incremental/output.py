"""The output folder of one build: resolves links, writes files, and records what was written."""

from __future__ import annotations

import contextlib
import hashlib
import re
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, ClassVar, NamedTuple
from urllib.parse import urlsplit

from verbatim.core.errors import ContentError
from verbatim.core.files import write_new
from verbatim.publish import urls
from verbatim.publish.search import SearchRecord
from verbatim.publish.tracking import Dependency
from verbatim.site.theme.csp import InlineElement, refuse_undeclared
from verbatim.site.up_to_date import InputState

ASCII = bytes(range(128))
# A source's words contain no straight quotation mark that could look like this: theirs are escaped. Other attributes
# may begin with words, a title or a name that only looks like a link.
INTRASITE = re.compile(r'(?:(?<= href)|(?<= src))="\{(filename|static|attach)\}/?([^"#?]*)')
FRAMES = "embed/"  # begins their addresses


class DataRow(NamedTuple):
    """A line of a file about the whole site; its lines are sorted by `key`, then as they came."""

    file: str
    text: str
    key: str = ""


class SearchEntry(NamedTuple):
    """A record of the search; they are sorted by `place`, then as they came."""

    place: int
    record: SearchRecord


@dataclass(slots=True)
class TargetResult:
    """What came of a target: the hashes of its `files` by address, `pages` with whether search engines may index them.

    `characters` are those beyond ASCII, for the fonts.
    """

    files: dict[str, str] = field(default_factory=dict)
    pages: dict[str, bool] = field(default_factory=dict)
    characters: set[str] = field(default_factory=set)
    rows: list[DataRow] = field(default_factory=list)
    entries: list[SearchEntry] = field(default_factory=list)
    dependencies: set[Dependency] = field(default_factory=set)

    def add(self, other: TargetResult) -> None:
        """Add what came of another target, except what it depends on."""
        self.files.update(other.files)
        self.pages.update(other.pages)
        self.characters |= other.characters
        self.rows += other.rows
        self.entries += other.entries


class Output:
    """The output folder of one build: resolves links, writes files, and records what was written in `result`.

    `story_pages` has Pelican write each story's own page; `declared` are the inline parts that pages may contain.
    `kept` are the hashes of the files of the current site that stay; `inputs` is what was surveyed before anything was
    read, where the next build may keep something of this one.
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
        self.kept: dict[str, str] = {}
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
            text = INTRASITE.sub(lambda found: f'="{urls.link(self._linked_address(page, found[1], found[2]))}', text)
        stays = page.endswith(".html") and not page.startswith(FRAMES)
        to_link = urls.relative_from(page) if self.relative else urls.under(self.root if stays else self.siteurl, page)
        return urls.resolve(text, to_link).encode()

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
