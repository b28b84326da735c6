"""A newsroom in which one story is told anew. The story and its record come in, the newsroom with them goes out.

For an edit that a whole site need not be joined for: one after which the story names the same people in the same
places, and stands where it stood among the others. Whatever else changed asks for all of it (`graph`).
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from generator.model import Fragment, Newsroom, Story
    from generator.newsroom.record import Record

# Of a story's head what no other page is ordered or found by; its headers say all of the head once more.
OWN = {"title": "", "intro": "", "modified": "", "brief": (), "key_numbers": (), "source_name": "", "source_url": ""}
OWN_HEADERS = ("title", "summary", "modified", "source-name", "source-url")


class OfStory(Protocol):
    """A row that knows its story."""

    @property
    def story(self) -> str:
        """The id of the story."""


Row = TypeVar("Row", bound=OfStory)


def fits(held: Newsroom, before: Record, after: Record) -> bool:
    """Tell whether a story may take its own place in a newsroom that was joined with its record of `before`."""
    mine = after.head.id
    others = [one.id for one in after.quotes if one.id in held.quotes and held.quotes[one.id].story != mine]
    claimed = [one.id for one in after.histories if one.id in held.histories and held.histories[one.id].story != mine]
    strangers = [one.name for one in after.asked if one.name not in held.people]
    return (
        not (others or claimed or strangers)
        and before.named == after.named
        and before.told == after.told
        and {one.id for one in before.histories} <= {one.id for one in after.histories}
        and _place(before.head) == _place(after.head)
    )


def _place(head: Story) -> tuple[Story, list[tuple[str, str]]]:
    """Return what others know a story by."""
    headers = [(name, value) for name, value in head.headers.items() if name.lower() not in OWN_HEADERS]
    return replace(head, **OWN, headers={}), headers  # type: ignore[arg-type]  # of several fields, each by its name


def patched(held: Newsroom, story: Story, record: Record) -> Newsroom:
    """Return the newsroom with a story as its record, which `fits`, says."""
    name = story.id
    rank = {other: place for place, other in enumerate(held.stories)}
    quotes = spliced(held.quotes.values(), record.quotes, name, rank)
    return replace(
        held,
        stories={**held.stories, name: story},
        quotes={quote.id: quote for quote in quotes},
        moments=spliced(held.moments, record.moments, name, rank),
        numbers=spliced(held.numbers, record.numbers, name, rank),
        histories={**held.histories, **{history.id: history for history in record.histories}},
        anchors={**held.anchors, name: record.anchors},
        noted=held.noted - {name} | ({name} if record.has_notes else set()),
        paragraphs={**held.paragraphs, name: record.paragraphs},
        headings=_with(held.headings, name, record.heading),
    )


def _with(held: Mapping[str, Fragment], name: str, heading: Fragment | None) -> Mapping[str, Fragment]:
    """Return the headings of all stories with this one's, where it has one."""
    if heading is None:
        return {other: one for other, one in held.items() if other != name}
    return {**held, name: heading}


def spliced(rows: Iterable[Row], new: Sequence[Row], story: str, rank: Mapping[str, int]) -> tuple[Row, ...]:
    """Return rows of all stories, which are in the order of these, but of one story these, in their place."""
    place = rank[story]
    held = list(rows)
    first = next((at for at, row in enumerate(held) if rank[row.story] >= place), len(held))
    after = next((at for at in range(first, len(held)) if rank[held[at].story] > place), len(held))
    return (*held[:first], *new, *held[after:])
