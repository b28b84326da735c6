"""Where one build writes to. Texts with link tokens come in, finished files go out; what they hold is remembered."""

from __future__ import annotations

import contextlib
import re
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from generator.errors import ContentError
from generator.publish.links import link, relative_from, resolve, resolve_under
from generator.site.declared import hold
from generator.site.galley import Galley
from generator.site.writer import write_new

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from generator.site.book import Book
    from generator.site.inline_parts import Inline
    from generator.unchanged import Seen

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
