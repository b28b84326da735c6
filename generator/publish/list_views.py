"""What the templates may count on: the rows, groups and pages of indexes and of the front page."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

if TYPE_CHECKING:
    from generator.publish.story_views import StoryView
    from generator.publish.views import DateView, PersonRef, Slice


class IndexRow(TypedDict):
    """A row of the people index."""

    person: PersonRef
    role: Slice | None
    quotations: int
    stories: int
    namesakes: int  # how many others have a page under this name


class Letter(TypedDict):
    """People of one letter; `anchor` is its place on the page (`l-a`)."""

    letter: str
    anchor: str
    people: list[IndexRow]


class Month(TypedDict):
    """Stories of one month, or of one year where no month is known; `date` None where no date is."""

    anchor: str
    year: str
    date: DateView | None
    stories: list[StoryView]


class Block(TypedDict):
    """A section on the front page, with its newest stories that stand nowhere else there."""

    label: str
    url: str
    stories: list[StoryView]


class PageLink(TypedDict):
    """A page of a long list; the number 0 stands for those that are left out."""

    number: int
    url: str
    current: bool


class PaginationView(TypedDict):
    """Where a page of a long list stands: numbers count from 1, `first` to `last` of `total` items are shown."""

    number: int
    count: int
    first: int
    last: int
    total: int
    url: str
    previous: str
    next: str
    links: list[PageLink]


class Filter(TypedDict):
    """A plain link that narrows an index: `people/organisations/`."""

    label: str
    url: str
    count: int
    current: bool
