"""What a site calls its pages, and what it is called elsewhere: titles, previews, metadata, labels, changes."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from verbatim.verify.naming.addresses import Addresses
from verbatim.verify.naming.changes import SiteChanges
from verbatim.verify.naming.interface import InterfaceWords
from verbatim.verify.naming.metadata import Metadata
from verbatim.verify.naming.names import Illustrations, SiteNames
from verbatim.verify.naming.pictures import Pictures
from verbatim.verify.naming.statements import Statements
from verbatim.verify.naming.titles import Titles
from verbatim.verify.naming.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from verbatim.verify.facts.records import Records
    from verbatim.verify.markup.parsed_page import MarkupPlace, ParsedPage


class Naming(NamedTuple):
    """The checks of one site's names, each for a kind of place where they stand."""

    titles: Titles
    metadata: Metadata
    changes: SiteChanges
    addresses: Addresses
    pictures: Pictures
    statements: Statements
    wording: Wording

    def faults_of_page(self, parsed: ParsedPage, path: str, base: str) -> Iterator[tuple[MarkupPlace, str]]:
        """Yield what a page is called, where it leads and what changes it tells otherwise than the site's data do."""
        yield from self.titles.faults_of_page(parsed, path)
        yield from self.addresses.faults_of_page(parsed, path, base)
        yield from self.changes.faults_of_page(parsed, path)
        yield from self.pictures.faults_of_page(parsed, path)
        yield from self.statements.faults_of_page(parsed, path)
        yield from self.wording.faults_of_page(parsed, path)


def naming_of(
    site: Path, theme: Path, content: Path | None, records: Records, text_of: Callable[[str], str | None]
) -> Naming:
    """Return the checks of a site that speaks the words of a theme, and those of a newsroom's own.

    Names and messages are read here, once for all processes that will check pages.
    """
    illustrations = Illustrations(content)
    titles = Titles(SiteNames(site), InterfaceWords(theme, content), records, text_of, illustrations)
    return Naming(
        titles,
        Metadata(titles, illustrations),
        SiteChanges(titles),
        Addresses(titles),
        Pictures(titles, records, illustrations),
        Statements(titles, records),
        Wording(titles, theme, content),
    )
