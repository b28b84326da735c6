"""Moments that a calendar can hold: a story comes in; those with a first and a last day go out, and how many have none.

A date without a day or a month is a span of days, never a day picked from it. What has no date, or an open end, has no
place in a calendar.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from generator import edtf

if TYPE_CHECKING:
    from datetime import date

    from generator.model import Moment, Story
    from generator.publish.edition import Edition


class Placed(NamedTuple):
    """A moment with its first and last day, both included."""

    moment: Moment
    first: date
    last: date
    known: edtf.PartialDate


def placed(edition: Edition, story: Story) -> list[Placed]:
    """Return the moments of a story that have a first and a last day, earliest first."""
    held = [_placed(moment) for moment in edition.moments_by_story.get(story.id, [])]
    return sorted((one for one in held if one), key=lambda one: (one.first, one.last, one.moment.words))


def left_out(edition: Edition, story: Story) -> int:
    """Return how many of a story's moments have no such days."""
    return len(edition.moments_by_story.get(story.id, [])) - len(placed(edition, story))


def _placed(moment: Moment) -> Placed | None:
    known = edtf.parse(moment.date)
    if not known or not known.earliest or not known.latest:
        return None
    return Placed(moment, known.earliest, known.latest, known)
