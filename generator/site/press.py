"""Where one build writes to. Texts with link tokens come in, finished files go out; what pages held is remembered."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from generator.errors import ContentError
from generator.publish.links import absolute_under, link, relative_from, resolve
from generator.site.writer import Written, write_bytes

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

# A source's words have no straight quotation mark left that could look like this: theirs are escaped.
INTRASITE = re.compile(r'="\{(filename|static|attach)\}/?([^"#?]*)')


class Press:
    """The output folder of one build, with the links of its pages and a memory of what was written."""

    KEY: ClassVar[str] = "VERBATIM_PRESS"

    def __init__(self, settings: Mapping[str, Any]) -> None:
        self.output = Path(settings["OUTPUT_PATH"])
        self.siteurl: str = settings["SITEURL"]
        self.relative = bool(settings["RELATIVE_URLS"]) or not self.siteurl
        self.seen = Written(set(), set())
        self.addresses: list[tuple[str, str]] = []
        self._claims: dict[str, str] = {}
        self.contents: dict[str, Mapping[str, Any]] = {"generated_content": {}, "static_content": {}}

    def links_from(self, page: str) -> Callable[[str], str]:
        """Return the function that turns site addresses into links as `page` shows them."""
        return relative_from(page) if self.relative else absolute_under(self.siteurl, page)

    def claim(self, address: str, claimant: str) -> None:
        """Take an address for a file or page; ContentError where it is taken, on any file system."""
        other = self._claims.setdefault(address.casefold(), claimant)
        if other != claimant:
            raise ContentError(claimant, 0, f"its address {address} is already that of {other}", "Rename one of them")

    def finished(self, page: str, text: str) -> str:
        """Return a page or feed with its links put in."""
        if '="{' in text:
            text = INTRASITE.sub(lambda found: f'="{link(self._target(page, found[1], found[2]))}', text)
        return resolve(text, self.links_from(page))

    def write(self, address: str, text: str) -> None:
        """Write a text file of the site; a page is remembered for the fonts and the policy."""
        text = self.finished(address, text)
        if address.endswith(".html"):
            self.seen.see(address, text)
        write_bytes(self.output / address, text.encode())

    def remember(self, seen: Written) -> None:
        """Add what workers saw in the pages that they wrote."""
        self.seen.characters.update(seen.characters)
        self.seen.inline.update(seen.inline)

    def _target(self, page: str, what: str, path: str) -> str:
        """Return the site address of a content file that editors link to by Pelican's `{filename}` or `{static}`."""
        keys = ("generated_content", "static_content") if what == "filename" else ("static_content",)
        held = (self.contents[key].get(path) for key in keys)
        found = next((content for content in held if content is not None), None)
        if found is None or not Path(found.settings["PATH"], found.source_path).is_file():
            fact = f"this page links to {{{what}}}/{path}, which is not there"
            raise ContentError(page, 0, fact, "Correct the link, or put the file into the content folder")
        return str(found.url)
