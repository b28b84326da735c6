"""What a build makes, before it is written. A recipe's function and its arguments come in, things to write go out."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from generator.publish.feed_records import Feed
from generator.publish.page_views import Page

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from generator.publish.search_records import Record
    from generator.site.desk import Desk


class Text(NamedTuple):
    """A text file of the site, in which link tokens are turned into links."""

    address: str
    text: str


class Raw(NamedTuple):
    """A file of the site whose bytes are written as they are: it holds a source's words, which may look like links."""

    address: str
    data: bytes


class Row(NamedTuple):
    """A line of a file that tells of the whole site; such a file's lines are in order of `key`, then as they came."""

    file: str
    text: str
    key: str = ""


class Drawing(NamedTuple):
    """A picture card that is to be painted, in which colours have the names of tokens."""

    address: str
    svg: str


class Found(NamedTuple):
    """A record of the search; they are in order of `place`, then as they came."""

    place: int
    record: Record


class Own(NamedTuple):
    """A story's own page, which Pelican writes."""

    story: str


Made = Page | Feed | Text | Raw | Row | Drawing | Found | Own


class Recipe(NamedTuple):
    """Something that is made by itself: `make(desk, *about)`. `about` is plain data, which can be sent anywhere."""

    name: str
    make: Callable[..., Iterable[Made]]
    about: tuple[str | int, ...] = ()
    is_unlisted: bool = False  # whether it tells of what stands in no index

    def made(self, desk: Desk) -> Iterable[Made]:
        """Return what it makes of a desk's content."""
        return self.make(desk, *self.about)
