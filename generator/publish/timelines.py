"""Moments and drawn timelines as views. `Moment` records come in, rows go out."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, get_args

from generator.newsroom.gaps import between
from generator.newsroom.timeline import dated, is_after, undated
from generator.publish.addresses import moment_address
from generator.publish.dates import date_view, month_of, shape_of, year_of
from generator.publish.filled import filled
from generator.publish.reasons import told
from generator.publish.refs import marked_slice, person_ref, slice_of, story_ref
from generator.publish.scale import best_scale, drawn, scale_view
from generator.publish.shown import shown
from generator.publish.timeline_views import LineView, Meaning, TimelineRow
from generator.publish.views import MomentView, Slice

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from generator.model import Moment, Story
    from generator.publish.edition import Edition
    from generator.publish.timeline_views import GapView


def moment_view(edition: Edition, moment: Moment) -> MomentView:
    """Return the view of a moment, which all pages share."""
    return edition.once(_moment_view, moment.id, moment)


def _moment_view(edition: Edition, moment: Moment) -> MomentView:
    story = edition.newsroom.stories[moment.story]
    return MomentView(
        id=moment.id,
        url=moment_address(edition, moment),
        date=date_view(moment.date, edition.site.words) if moment.date else None,
        shape=shape_of(moment.date),
        words=marked_slice(edition, story.id, moment.words),
        sentence=_sentence(edition, moment),
        basis=moment.basis,
        why=told(moment.why, edition.site.words),
        certainty=moment.certainty,
        ahead=is_after(moment.date, published(story)),
        people=[person_ref(edition, name) for name in moment.people],
        story=story_ref(edition, story),
        year=year_of(moment.date),
        month=month_of(moment.date, edition.site.words),
    )


def _sentence(edition: Edition, moment: Moment) -> Slice:
    """Return the sentence with the words for the date in an element: one sentence may date several moments."""
    text = edition.newsroom.stories[moment.story].text
    first, last = moment.sentence.start, moment.sentence.end
    start, end = max(first, moment.words.start), min(last, moment.words.end)
    here = filled('<span class="moment-here">{}</span>', shown(text[start:end]))
    whole = slice_of(edition, moment.story, moment.sentence)
    return Slice({**whole, "words": shown(text[first:start]) + here + shown(text[end:last])})


def published(story: Story) -> str:
    """Return the date of a story's publication, empty where it is not known."""
    return story.date if story.date_basis != "unknown" else ""


def line_view(edition: Edition, moments: Sequence[Moment], publication: str = "") -> LineView:
    """Return a timeline; `publication` (EDTF) is set among its rows where there is anything dated to set it among."""
    held = [(moment.date, moment) for moment in dated(moments)]
    after = [entry for entry in held if is_after(entry[0], publication)]
    mark: list[tuple[str, Moment | None]] = [(publication, None)] if publication and held else []
    entries = [*held[: len(held) - len(after)], *mark, *after]
    gaps = [None, *(between(one, other) for (one, _), (other, _) in pairwise(entries))][: len(entries)]
    scale = best_scale(gaps)
    rows = [_row(edition, *entry, drawn(gap, scale)) for entry, gap in zip(entries, gaps, strict=True)]
    for above, row in pairwise(rows):
        row["same"] = bool(row["moment"] and above["moment"] and row["moment"]["date"] == above["moment"]["date"])
    rest = [moment_view(edition, moment) for moment in undated(moments)]
    held_open: list[Meaning] = ["undated"] if rest else []
    return LineView(
        rows=rows,
        undated=rest,
        marks=merged(*map(_meanings, rows), held_open),
        scale=scale_view(scale),
    )


def merged(*marks: Iterable[Meaning]) -> list[Meaning]:
    """Return what marks mean, each once, in the order in which a key tells it."""
    found = {meaning for some in marks for meaning in some}
    return [meaning for meaning in get_args(Meaning) if meaning in found]


def _row(edition: Edition, value: str, moment: Moment | None, gap: GapView | None) -> TimelineRow:
    if not moment:
        return TimelineRow(
            moment=None, published=date_view(value, edition.site.words), gap=gap, ahead=False, same=False
        )
    view = moment_view(edition, moment)
    return TimelineRow(moment=view, published=None, gap=gap, ahead=view["ahead"], same=False)


def _meanings(row: TimelineRow) -> Iterator[Meaning]:
    """Yield what a legend has to explain of a row."""
    moment, gap = row["moment"], row["gap"]
    if gap and gap["overlap"]:
        yield "overlap"
    if gap and gap["broken"]:
        yield "broken"
    if row["ahead"]:
        yield "ahead"
    if not moment:
        yield "published"
        return
    if moment["shape"]:
        yield moment["shape"]
    if moment["date"] and moment["date"]["approximate"]:
        yield "about"
    if moment["certainty"] != "reported":
        yield moment["certainty"]
