"""A feed and its entries as records, their ids and their times: the shapes that `feeds` fills and the writers read."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from generator import edtf

if TYPE_CHECKING:
    from collections.abc import Iterable

    from markupsafe import Markup

    from generator.publish.edition import Edition

NEVER = "1970-01-01T00:00:00Z"


class Entry(NamedTuple):
    """An entry: `address` is of its page, `html` holds tokens of `links`, times are RFC 3339."""

    id: str
    title: str
    address: str
    html: Markup
    published: str
    updated: str
    author: str
    section: str
    lang: str


class Feed(NamedTuple):
    """A feed: `address` without its ending, `home` the address of the page that it goes with."""

    address: str
    home: str
    id: str
    title: str
    entries: list[Entry]

    @property
    def updated(self) -> str:
        """When its newest entry was changed; a fixed day where there is none."""
        return max((entry.updated for entry in self.entries), default=NEVER)


def instant(values: Iterable[str]) -> str:
    """Return the last of some partial dates, each taken at its first day, at midnight; NEVER where there is none."""
    known = [edtf.parse(value) for value in values]
    days = [one.earliest or one.latest for one in known if one]
    return max((f"{day:%Y-%m-%d}T00:00:00Z" for day in days if day), default=NEVER)


def identifier(edition: Edition, address: str) -> str:
    """Return an identifier that is stable for ever: the address where the site has one."""
    return edition.site.absolute(address) or f"urn:verbatim:{address.strip('/').replace('/', ':') or 'site'}"
