"""Moments and drawn timelines as views. `Moment` records come in, rows go out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.newsroom.timeline import dated, steps, undated
from generator.publish.addresses import moment_address
from generator.publish.dates import date_view, month_of, year_of
from generator.publish.refs import marked_slice, person_ref, slice_of, story_ref
from generator.publish.views import MomentView, TimelineRow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.model import Moment
    from generator.publish.edition import Edition


def moment_view(edition: Edition, moment: Moment) -> MomentView:
    """Return the view of a moment."""
    story = edition.newsroom.stories[moment.story]
    return MomentView(
        id=moment.id,
        url=moment_address(edition, moment),
        date=date_view(moment.date) if moment.date else None,
        words=marked_slice(edition, story.id, moment.words),
        sentence=slice_of(edition, story.id, moment.sentence),
        basis=moment.basis,
        why=moment.why,
        certainty=moment.certainty,
        people=[person_ref(edition, name) for name in moment.people],
        story=story_ref(edition, story),
        year=year_of(moment.date),
        month=month_of(moment.date),
    )


def rows(edition: Edition, moments: Sequence[Moment]) -> list[TimelineRow]:
    """Return the dated moments as rows of one timeline, earliest first."""
    return [
        TimelineRow(moment=moment_view(edition, one.moment), gap=one.gap, gap_step=one.length, broken=one.broken)
        for one in steps(dated(moments))
    ]


def dateless(edition: Edition, moments: Sequence[Moment]) -> list[MomentView]:
    """Return the moments that have no date, in the order of the text."""
    return [moment_view(edition, moment) for moment in undated(moments)]


def by_year(edition: Edition, moments: Sequence[Moment]) -> list[tuple[str, list[TimelineRow]]]:
    """Return the rows of the timeline of many stories, a group a year, earliest first."""
    found: dict[str, list[TimelineRow]] = {}
    for row in rows(edition, moments):
        found.setdefault(row["moment"]["year"], []).append(row)
    return list(found.items())
