"""Makes what is shown of moments: each with its sentence, and lines of them with the time between drawn to scale.

Lengths are in CSS pixels.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Literal, NamedTuple, TypedDict, get_args

from markupsafe import Markup

from verbatim.annotate.text.segments import after_dateline
from verbatim.core.i18n import Words, msgid
from verbatim.model import Basis, Certainty, Moment, Span, Story
from verbatim.newsroom.timeline import DAYS, Gap, Unit, dated, gap_between, is_after, undated
from verbatim.publish import claims, reasons, refs, urls
from verbatim.publish.edition import RECENT_STORIES, Edition, once
from verbatim.publish.html import as_html, closing_controls, format_html, isolated, span_as_html, spoken_in


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
STRETCH = 16  # for one step of the scale
LONGEST = 112
LEAST = 3
CUT = 44  # of a line with a break in it
MOST = 12  # moments on a card, the newest: it has to be read within another page
# Of a frame with moments.
DOT = 20  # of the width for the line and its dots
HEAD = 4 + 16 + 19 + 4 + 4 + 14  # the rule, the paddings, the line that says what it is

Meaning = Literal[
    "day", "month", "year", "decade", "span", "since", "until", "about",
    "planned", "denied", "undated", "overlap", "broken", "published", "ahead",
]  # fmt: skip


class PlaceView(TypedDict):
    """Another place that tells a moment."""

    id: str  # its id, which once may have been a moment's own
    date: refs.DateView | None  # set where it is not the moment's
    sentence: refs.Slice  # what it says
    words: refs.Slice  # its words for the date


class MomentView(TypedDict):
    """A moment: a date in a story, with the sentence that gives it."""

    id: str  # its id
    url: str  # its place in the story's timeline
    date: refs.DateView | None  # None where the source gives no date that can be placed
    shape: refs.Shape  # how the date is drawn, by its precision; empty where it cannot be placed
    words: refs.Slice  # the words for the date
    sentence: refs.Slice  # the words for the date are an element of class `moment-here`
    basis: Basis  # how the date is known
    why: str  # how the date was found, or why there is none
    certainty: Certainty  # whether it happened, by what the text says
    ahead: bool  # whether it lies after its story's publication
    people: list[refs.PersonRef]  # who is named with it
    story: refs.StoryRef  # the story that it is from
    also: list[PlaceView]  # the other places that tell it, in order of the text
    picture: refs.PictureView | None  # by the editors, None where they gave none


def _told_at(moment: Moment) -> str:
    """Return the ids of a moment's places: its fullest one has its id too, and none of the others."""
    return " ".join(place.id for place in moment.places)


@once(key=_told_at)
def moment_view(edition: Edition, moment: Moment) -> MomentView:
    """Return the view of a moment, made once for all pages that show it."""
    story = edition.newsroom.stories[moment.story]
    return MomentView(
        id=moment.id,
        url=urls.moment_address(edition, moment),
        date=_date(edition, moment),
        shape=refs.shape_of(moment.date),
        words=refs.marked_slice(edition, story.id, moment.words),
        sentence=_sentence(edition, moment),
        basis=moment.basis,
        why=reasons.translated_reason(moment.why, edition.site.words),
        certainty=moment.certainty,
        ahead=is_after(moment.date, story.date),
        people=[refs.person_ref(edition, name) for name in moment.people],
        story=refs.story_ref(edition, story),
        also=[_place(edition, moment, other) for other in moment.also],
        picture=refs.picture_view(edition, moment.picture),
    )


def date_in_words(moment: MomentView, words: Words) -> str:
    """Return a moment's date in words, which say so where it was only planned, or is denied; empty without a date."""
    if not moment["date"]:
        return ""
    certainty = CERTAINTIES[moment["certainty"]].words
    return moment["date"]["human"] + (f" ({words.gettext(certainty)})" if certainty else "")


def _date(edition: Edition, moment: Moment) -> refs.DateView | None:
    return refs.date_view(moment.date, edition.site.words, f"{moment.story}#{moment.id}") if moment.date else None


def _place(edition: Edition, moment: Moment, other: Moment) -> PlaceView:
    own, date = (_date(edition, one) for one in (moment, other))
    return PlaceView(
        id=other.id,
        date=date if own and date and date["human"] != own["human"] else None,
        sentence=_sentence(edition, other),
        words=refs.marked_slice(edition, other.story, other.words),
    )


def _sentence(edition: Edition, moment: Moment) -> refs.Slice:
    """Return the sentence with the words for the date in an element: one sentence may date several moments.

    The dateline before it is left out, unless the date stands there.
    """
    story = edition.newsroom.stories[moment.story]
    led = after_dateline(story.text, moment.sentence)
    sentence = led if led.start <= moment.words.start else moment.sentence
    first, last = sentence.start, sentence.end
    start, end = max(first, moment.words.start), min(last, moment.words.end)
    before, here, after = (span_as_html(story, Span(*ends)) for ends in ((first, start), (start, end), (end, last)))
    whole = refs.slice_of(edition, moment.story, sentence)
    return refs.Slice({**whole, "words": before + format_html('<span class="moment-here">{}</span>', here) + after})


# Lines


class Scale(NamedTuple):
    """The scale of a timeline: so much time takes a length of `STRETCH` pixels."""

    number: int  # how many
    unit: Unit  # of what

    def length(self, days: int) -> float:
        """Return the pixels that so many days take."""
        return days / (self.number * DAYS[self.unit]) * STRETCH


SCALES = (
    Scale(1, "day"), Scale(1, "week"), Scale(1, "month"), Scale(3, "month"), Scale(1, "year"),
    Scale(5, "year"), Scale(20, "year"), Scale(100, "year"),
)  # fmt: skip


class TimelineRow(NamedTuple):
    """A row of a timeline: a moment, or the day of publication."""

    moment: MomentView | None = None  # either this
    published: refs.DateView | None = None  # or this
    gap: Gap | None = None  # the time since the row above
    length: float = 0  # of the line that is drawn for it, in pixels
    broken: bool = False  # whether it is longer than the scale can hold: the line is cut
    same: bool = False  # whether its date is that of the row above
    again: bool = False  # whether the sentence of the row above tells it


class LineView(NamedTuple):
    """A whole timeline."""

    rows: list[TimelineRow]  # earliest first
    undated: list[MomentView]  # moments without a date
    marks: list[Meaning]  # what a key has to explain
    scale: Scale | None  # None without gaps


class ShortLine(NamedTuple):
    """The newest rows of a timeline, as many as a frame has room for."""

    rows: list[TimelineRow]  # earliest first
    undated: list[MomentView]  # moments without a date, as many as there is room for
    left_out: int  # moments that only the whole timeline shows


@once(RECENT_STORIES)
def story_line(edition: Edition, story: Story) -> LineView:
    """Return the whole timeline of a story, made once for its pages and its frame."""
    return line_view(edition, edition.moments_by_story.get(story.id, []), story.date)


def line_view(edition: Edition, moments: Sequence[Moment], publication: str = "") -> LineView:
    """Return a timeline; `publication` (EDTF) of the moments' story becomes a row where any moment is dated."""
    placed = dated(moments)
    rows = [TimelineRow(moment_view(edition, one)) for one in placed]
    if rows and publication:
        at = sum(not is_after(one.date, publication) for one in placed)
        rows.insert(at, TimelineRow(published=refs.date_view(publication, edition.site.words, placed[0].story)))
    gaps = [gap_between(_day(one), _day(other)) for one, other in pairwise(rows)]
    scale = best_scale(gaps)
    for at, gap in enumerate(gaps, start=1):
        rows[at] = _below(rows[at - 1], rows[at], gap, scale)
    dateless = [moment_view(edition, moment) for moment in undated(moments)]
    return LineView(rows, dateless, meanings(rows, dateless), scale)


def _day(row: TimelineRow) -> str:
    date = row.moment["date"] if row.moment else row.published
    return date["edtf"] if date else ""


def _below(above: TimelineRow, row: TimelineRow, gap: Gap | None, scale: Scale | None) -> TimelineRow:
    """Return a row as it stands below another, the time between in proportion, at least LEAST, at most LONGEST."""
    length = scale.length(gap.days) if gap and scale else 0
    drawn = CUT if length > LONGEST else round(max(LEAST, length), 1) if length else 0
    row = row._replace(gap=gap, length=drawn, broken=length > LONGEST)
    here, there = row.moment, above.moment
    if not here or not there:
        return row
    told = [(moment["sentence"]["story"], moment["sentence"]["char"]) for moment in (here, there)]
    return row._replace(same=_day(row) == _day(above), again=told[0] == told[1] and not here["also"])


def meanings(rows: Iterable[TimelineRow], undated: Sequence[MomentView] = ()) -> list[Meaning]:
    """Return what a key has to explain of rows and of moments without a date, in the order of a key."""
    found = {meaning for row in rows for meaning in _meanings(row)} | ({"undated"} if undated else set())
    return [meaning for meaning in get_args(Meaning) if meaning in found]


def _meanings(row: TimelineRow) -> Iterator[Meaning]:
    moment = row.moment
    if row.gap and row.gap.overlap:
        yield "overlap"
    if row.broken:
        yield "broken"
    if not moment:
        yield "published"
        return
    if moment["ahead"]:
        yield "ahead"
    if moment["shape"]:
        yield moment["shape"]
    if moment["date"] and moment["date"]["approximate"]:
        yield "about"
    if moment["certainty"] != "reported":
        yield moment["certainty"]


def best_scale(gaps: Sequence[Gap | None]) -> Scale | None:
    """Return the scale at which most gaps are between LEAST and LONGEST, of equals the finest; None without gaps."""
    days = [gap.days for gap in gaps if gap and gap.days]
    if not days:
        return None
    return max(SCALES, key=lambda scale: sum(LEAST <= scale.length(one) <= LONGEST for one in days))


# To other sites


def short_line(line: LineView) -> ShortLine:
    """Return the newest rows of a timeline, and as many moments without a date as there is room for."""
    dated = [at for at, row in enumerate(line.rows) if row.moment]
    undated = line.undated[: max(0, MOST - len(dated))]
    left = max(0, len(dated) - MOST)
    rows = line.rows[dated[left] if left else 0 :]
    if rows:  # the time since a row left out would read as the time since the row above
        rows[0] = rows[0]._replace(gap=None, same=False)
    return ShortLine(rows, undated, left + len(line.undated) - len(undated))


def dated_moments(edition: Edition, short: ShortLine) -> Iterator[tuple[str, MomentView]]:
    """Yield each moment with its date in words, which say how it is known."""
    words = edition.site.words
    yield from ((date_in_words(row.moment, words), row.moment) for row in short.rows if row.moment)
    yield from ((words.gettext("Without a date"), moment) for moment in short.undated)


def moments_alt(edition: Edition, heading: str, told: Iterable[tuple[str, MomentView]]) -> str:
    """Return the text alternative of a card: what its moments are of, and each date with its sentence."""
    lines = (_alt(edition, date, moment) for date, moment in told)
    return " ".join((heading if heading.endswith(claims.ENDS) else f"{heading}.", *lines))


def _alt(edition: Edition, date: str, moment: MomentView) -> str:
    """Return a date in words and the source's sentence, as plain text with the marks of whoever speaks."""
    story = edition.newsroom.stories[moment["story"]["id"]]
    return f"{date}: {claims.sentence_in_marks(edition, story, urls.span_of(moment['sentence']))}".removeprefix(": ")


def moments_block(edition: Edition, short: ShortLine, heading: str, cited: str, more: tuple[str, str, str]) -> Markup:
    """Return form 1: a list of our dates and the source's sentences, each in a `q` that cites its place.

    `more` is what stands before the link at its end, where that leads, and its words.
    """
    items = Markup("").join(format_html("<li>{}</li> ", _item(edition, *one)) for one in dated_moments(edition, short))
    before, address, words = more
    return format_html('<blockquote cite="{}" {}><b>{}.</b> {}{}<a href="{}">{}</a></blockquote>',
        edition.site.url_of(cited), spoken_in(edition.site.lang), heading,
        format_html("<ul>{}</ul> ", items) if items else "", before, edition.site.url_of(address), words,
    )  # fmt: skip


def _item(edition: Edition, date: str, moment: MomentView) -> Markup:
    """Return a date in words, and the source's sentence with its place."""
    story = edition.newsroom.stories[moment["story"]["id"]]
    span = urls.span_of(moment["sentence"])
    sentence = span.of(story.text)
    spoken = format_html(" {}", spoken_in(story.lang)) if story.lang != edition.site.lang else ""
    return format_html('<b>{}:</b> <q cite="{}"{}>{}</q>{}',
        isolated(date, edition.site.lang), urls.cite(edition, story.id, span), spoken, as_html(sentence),
        closing_controls(sentence) + ("" if sentence.endswith(claims.ENDS) else "."),
    )  # fmt: skip
