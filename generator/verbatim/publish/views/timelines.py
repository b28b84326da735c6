"""Makes the views of moments and of drawn timelines: rows on a line, with the time between them to scale."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple, get_args

from verbatim.core.i18n import msgid
from verbatim.model import Span
from verbatim.newsroom.timeline import DAYS, dated, gap_between, is_after, undated
from verbatim.publish import refs
from verbatim.publish.edition import RECENT_STORIES
from verbatim.publish.html import format_html, span_as_html
from verbatim.publish.payloads.elements import MomentView, PlaceView
from verbatim.publish.payloads.timeline import (
    GapView,
    LineView,
    Meaning,
    ScaleView,
    TimelineRow,
)
from verbatim.publish.reasons import translated_reason
from verbatim.publish.refs import Slice
from verbatim.publish.urls import moment_address

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from verbatim.core.i18n import Words
    from verbatim.model import Certainty, Moment, Story
    from verbatim.newsroom.timeline import Gap, Unit
    from verbatim.publish.edition import Edition
    from verbatim.publish.refs import DateView


class Certain(NamedTuple):
    """How a certainty is shown: in words behind a date, as a calendar's STATUS, as schema.org's status of an event."""

    words: str
    calendar: str
    linked: str
    is_event: bool = True  # whether others may list it among what happened or will


CERTAINTIES: dict[Certainty, Certain] = {
    "reported": Certain("", "CONFIRMED", ""),
    "planned": Certain(msgid("then still ahead"), "TENTATIVE", "EventScheduled"),
    "denied": Certain(msgid("denied"), "CANCELLED", "", is_event=False),
}
# Lines, in pixels.
STRETCH = 16  # for one step of the scale
LONGEST = 112
LEAST = 3
CUT = 44  # of a line with a break in it


def moment_view(edition: Edition, moment: Moment) -> MomentView:
    """Return the view of a moment, made once for all pages that show it as its own story has it."""
    if any(place.story != moment.story for place in moment.several):
        return _moment_view(edition, moment)
    # A moment's fullest place has its id too, and none of the other places.
    return edition.once(_moment_view, f"{moment.id} {len(moment.several)}", moment)


def _moment_view(edition: Edition, moment: Moment) -> MomentView:
    story = edition.newsroom.stories[moment.story]
    return MomentView(
        id=moment.id,
        url=moment_address(edition, moment),
        date=_date(edition, moment),
        shape=refs.shape_of(moment.date),
        words=refs.marked_slice(edition, story.id, moment.words),
        sentence=_sentence(edition, moment),
        basis=moment.basis,
        why=translated_reason(moment.why, edition.site.words),
        certainty=moment.certainty,
        ahead=is_after(moment.date, story.date),
        people=[refs.person_ref(edition, name) for name in moment.people],
        story=refs.story_ref(edition, story),
        year=refs.year_of(moment.date),
        month=refs.month_of(moment.date, edition.site.words),
        also=[_place(edition, moment, other) for other in moment.also],
        picture=refs.picture_view(edition, moment.picture),
    )


def date_in_words(moment: MomentView, words: Words) -> str:
    """Return a moment's date in words, which say so where it was only planned, or is denied; empty without a date."""
    if not moment["date"]:
        return ""
    certainty = CERTAINTIES[moment["certainty"]].words
    return moment["date"]["human"] + (f" ({words.gettext(certainty)})" if certainty else "")


def _date(edition: Edition, moment: Moment) -> DateView | None:
    return refs.date_view(moment.date, edition.site.words, f"{moment.story}#{moment.id}") if moment.date else None


def _place(edition: Edition, moment: Moment, other: Moment) -> PlaceView:
    own, date = (_date(edition, one) for one in (moment, other))
    return PlaceView(
        id=other.id,
        date=date if own and date and date["human"] != own["human"] else None,
        sentence=_sentence(edition, other),
        words=refs.marked_slice(edition, other.story, other.words),
    )


def _sentence(edition: Edition, moment: Moment) -> Slice:
    """Return the sentence with the words for the date in an element: one sentence may date several moments."""
    story = edition.newsroom.stories[moment.story]
    first, last = moment.sentence.start, moment.sentence.end
    start, end = max(first, moment.words.start), min(last, moment.words.end)
    before, here, after = (span_as_html(story, Span(*ends)) for ends in ((first, start), (start, end), (end, last)))
    whole = refs.slice_of(edition, moment.story, moment.sentence)
    return Slice({**whole, "words": before + format_html('<span class="moment-here">{}</span>', here) + after})


def story_line(edition: Edition, story: Story) -> LineView:
    """Return the whole timeline of a story, made once for its pages and its frame."""
    return edition.once(_story_line, story.id, story, RECENT_STORIES)


def _story_line(edition: Edition, story: Story) -> LineView:
    return line_view(edition, edition.moments_by_story.get(story.id, []), story.date)


def line_view(edition: Edition, moments: Sequence[Moment], publication: str = "") -> LineView:
    """Return a timeline; `publication` (EDTF) of the moments' story becomes a row where any moment is dated."""
    placed = [(moment.date, moment) for moment in dated(moments)]
    after = [entry for entry in placed if is_after(entry[0], publication)]
    mark: list[tuple[str, Moment | None]] = [(publication, None)] if publication and placed else []
    entries = [*placed[: len(placed) - len(after)], *mark, *after]
    gaps = [None, *(gap_between(one, other) for (one, _), (other, _) in pairwise(entries))][: len(entries)]
    scale = best_scale(gaps)
    rows = [
        bare_row(moment_view(edition, moment) if moment else None, drawn(gap, scale))
        for (_, moment), gap in zip(entries, gaps, strict=True)
    ]
    for row in rows:
        if not row["moment"]:
            row["published"] = refs.date_view(publication, edition.site.words, placed[0][1].story)
    for (one, above), (other, row) in pairwise(zip(entries, rows, strict=True)):
        if (here := row["moment"]) and (there := above["moment"]):
            row["same"] = one[0] == other[0]
            told = [(moment["sentence"]["story"], moment["sentence"]["char"]) for moment in (here, there)]
            row["again"] = told[0] == told[1] and not here["also"]
    dateless = [moment_view(edition, moment) for moment in undated(moments)]
    marks: list[Meaning] = ["undated"] if dateless else []
    return LineView(
        rows=rows,
        undated=dateless,
        marks=merged(*map(_meanings, rows), marks),
        scale=ScaleView(count=scale.number, unit=scale.unit, length=STRETCH) if scale else None,
    )


def bare_row(moment: MomentView | None, gap: GapView | None = None) -> TimelineRow:
    """Return the row of a moment, or of a publication, as it stands alone."""
    return TimelineRow(
        moment=moment, published=None, gap=gap, ahead=bool(moment and moment["ahead"]), same=False, again=False
    )


def merged(*marks: Iterable[Meaning]) -> list[Meaning]:
    """Return the meanings of marks, each once, in the order of a key."""
    found = {meaning for some in marks for meaning in some}
    return [meaning for meaning in get_args(Meaning) if meaning in found]


def _meanings(row: TimelineRow) -> Iterator[Meaning]:
    """Yield what a key has to explain of a row."""
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


class Scale(NamedTuple):
    """`number` of `unit` take STRETCH pixels."""

    number: int
    unit: Unit

    def length(self, days: int) -> float:
        """Return the pixels that so many days take."""
        return days / (self.number * DAYS[self.unit]) * STRETCH


SCALES = (
    Scale(1, "day"), Scale(1, "week"), Scale(1, "month"), Scale(3, "month"), Scale(1, "year"),
    Scale(5, "year"), Scale(20, "year"), Scale(100, "year"),
)  # fmt: skip


def best_scale(gaps: Sequence[Gap | None]) -> Scale | None:
    """Return the scale at which most gaps are between LEAST and LONGEST, of equals the finest; None without gaps."""
    days = [gap.days for gap in gaps if gap and gap.days]
    if not days:
        return None
    return max(SCALES, key=lambda scale: sum(LEAST <= scale.length(one) <= LONGEST for one in days))


def drawn(gap: Gap | None, scale: Scale | None) -> GapView | None:
    """Return a gap as it is drawn: in proportion, at least LEAST; cut where it is longer than LONGEST."""
    if not gap:
        return None
    length = scale.length(gap.days) if scale and gap.days else 0.0
    broken = length > LONGEST
    return GapView(
        count=gap.count,
        unit=gap.unit,
        about=gap.about,
        overlap=gap.overlap,
        broken=broken,
        length=CUT if broken else round(max(LEAST, length), 1) if length else 0,
    )


# What a matter is about


def of_matter(edition: Edition, moments: Iterable[Moment], *, sentences: int) -> list[Moment]:
    """Return those of moments that their texts are about: told in what opens a text, or by several texts.

    What opens a text are so many `sentences` of its brief, or the one that it opens with where it has none. Else a date
    may be a side matter: when somebody was born, or another mill burned.
    """
    return [moment for moment in moments if _is_of_matter(edition, moment, sentences)]


def _is_of_matter(edition: Edition, moment: Moment, sentences: int) -> bool:
    if len({place.story for place in moment.places}) > 1:
        return True
    story = edition.newsroom.stories[moment.story]
    first = refs.opening(edition, story)
    spans = story.brief[:sentences] or ((first,) if first else ())
    return any(span.meets(place.sentence) for place in moment.places for span in spans)
