"""Decides how much of a source's text a site publishes: all of it, a part, or the quoted sentences alone.

`Source-Published` of a story's file says it, else the setting of that name, else whose text it is. A site is made of a
view of such a story (`PartialStory`) in whose text a filler stands for every character that is withheld, so that every
offset stays, and no page, feed or file can have more.

`quoted` leaves the paragraphs with quotations, with moments, and with what stands at a glance or answers a question.
`hash` leaves the sentences of quotations, reported speech included, and no moments or numbers. Both leave the headline,
and of everybody who is named in what is left, or speaks there, a name and a role, without the words around them.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from functools import lru_cache
from itertools import chain, pairwise
from operator import attrgetter
from typing import Final, NamedTuple, get_args

from verbatim.content.format.story_file import FILLER
from verbatim.content.people.refs import fullest, without_nickname
from verbatim.core.errors import ContentError, Faults
from verbatim.core.text import sha256_text, stripped
from verbatim.model import Extent, Fragment, PublishedPart, Quote, SourceChange, Span, Story, with_head
from verbatim.newsroom.people import ROLE, PersonMark
from verbatim.newsroom.places import TURNING_NEXT, Sentences, description_in, words_of_title
from verbatim.newsroom.record import StoryRecord, key_numbers

WHOLE: Final = "whole"
QUOTED: Final = "quoted"
HASH: Final = "hash"
EXTENTS: tuple[Extent, ...] = get_args(Extent)
AT_A_GLANCE = ("unknown", "lead", "open")  # the fields of a story that name what its first screen shows
DATA = ("moment", "number")  # marks of what a site tells besides quotations
LINE_ENDS = "\r\n\u2028\u2029"
_HIDDEN = re.compile(f"[^{LINE_ENDS}]")
_RUN = re.compile(f"{FILLER}+(?:[{LINE_ENDS}]+{FILLER}+)*")


def extent_of(story: Story, site: str, default: str = "") -> Extent:
    """Return how much of a story's source the site of that name publishes; `default` is what its settings say."""
    stated = story.header("Source-Published") or default
    if stated in EXTENTS:
        return stated
    return QUOTED if is_foreign(story, site) else WHOLE


def is_foreign(story: Story, site: str) -> bool:
    """Return whether somebody else than the newsroom of that name published a story's source."""
    return bool(story.source_name) and story.source_name.casefold().split() != site.casefold().split()


class Rights(NamedTuple):
    """What the editors say of a source: under which licence they publish it, and whom they credit; may be empty."""

    licence: str
    credited: str

    @property
    def stated(self) -> tuple[str, ...]:
        """Whom they credit, then the licence, as far as the file gives them."""
        return tuple(filter(None, (self.credited, self.licence)))


def rights_of(story: Story) -> Rights:
    """Return what the story's file says of its source."""
    return Rights(story.header("Source-License"), story.header("Source-Credit"))


def masked(text: str, spans: Iterable[Span]) -> str:
    """Return a text with a filler for each character outside of the spans, its line ends kept.

    Blanks at the edges of what is withheld are kept too.
    """
    pieces, at = list[str](), 0
    for span in (*spans, Span(len(text), len(text))):
        withheld = text[at : span.start]
        bare = withheld.strip()
        lead = len(withheld) - len(withheld.lstrip())
        filled = _HIDDEN.sub(FILLER, bare)
        pieces += (withheld[:lead], filled, withheld[lead + len(bare) :], span.of(text))
        at = span.end
    return "".join(pieces)


def elided(words: str) -> str:
    """Return words as a page shows them, with “…” for what is withheld."""
    return _RUN.sub("…", words)


class NamedElsewhere(NamedTuple):
    """What else decides about names and sentences: who has no page, and by story the places that editors name."""

    closed: AbstractSet[str]
    places: Mapping[str, Sequence[Span]]


def parts_of(
    stories: Mapping[str, Story],
    records: Mapping[str, StoryRecord],
    extents: Mapping[str, Extent],
    elsewhere: NamedElsewhere,
) -> dict[str, tuple[Extent, PublishedPart]]:
    """Return what is published of each story that is not published whole. Raises ContentErrors."""
    whole = {name: StoryToPart(stories[name], records[name], one) for name, one in extents.items() if one != WHOLE}
    faults = Faults()
    shown: dict[str, tuple[Span, ...]] = {}
    for name, story in whole.items():
        with faults:
            shown[name] = story.spans_shown(elsewhere.places.get(name, ()))
    faults.raise_all()
    if not whole:
        return {}
    told = {who for name, one in extents.items() if one == WHOLE for who in _named(records[name].people_marks)}
    told = told.union(*(story.people(shown[name]) for name, story in whole.items()))
    left = frozenset(_needed(extents, records)) - told
    return {name: (one.extent, one.part(shown[name], left, elsewhere.closed)) for name, one in whole.items()}


def _named(marks: Iterable[PersonMark]) -> frozenset[str]:
    return frozenset(mark.who for mark in marks if mark.kind != ROLE)


def _needed(extents: Mapping[str, Extent], records: Mapping[str, StoryRecord]) -> Iterator[str]:
    """Yield the ids of those of whom a site says something, and who have to be named somewhere in it."""
    for name, extent in extents.items():
        record = records[name]
        yield from (quote.speaker for quote in record.quotes if not quote.withdrawn)
        if extent != HASH:
            yield from (who for moment in record.moments for place in moment.places for who in place.people)
        own = _named(record.people_marks)
        yield from (one.name for one in record.references if one.name not in own)


class StoryToPart(NamedTuple):
    """A story that a site does not publish whole, and its record."""

    story: Story
    record: StoryRecord
    extent: Extent

    def spans_shown(self, named: Iterable[Span]) -> tuple[Span, ...]:
        """Return what pages show; `named` are places that editors name elsewhere, as an answer to a question.

        Raises ContentError for a text that has the filler itself.
        """
        if FILLER in self.story.text:
            fact = f"its source has the character {FILLER}, which stands for what a site withholds"
            raise ContentError(self.story.path, 1, fact, "Write Source-Published: whole")
        return _joined([*self._passages(named), *self._headline()])

    def people(self, shown: Sequence[Span]) -> frozenset[str]:
        """Return the ids of those who are named in what pages show."""
        return _named(mark for mark in self.record.people_marks if _is_within(mark.span, shown))

    def part(self, shown: tuple[Span, ...], left: AbstractSet[str], closed: AbstractSet[str]) -> PublishedPart:
        """Return what is published: what pages show, and names.

        `left` are the ids of those whom no page would name without this, `closed` those who have no page.
        """
        withheld = tuple(one.start for one in self.record.paragraphs if not _meeting(shown, one))
        spans = _joined([*shown, *self._names(shown, left, closed)])
        return PublishedPart(spans, shown, withheld, sha256_text(self.story.text))

    def _passages(self, named: Iterable[Span]) -> Iterator[Span]:
        """Yield what pages show: whole paragraphs, or whole sentences."""
        record, quotes = self.record, [quote for quote in self.record.quotes if not quote.withdrawn]
        if self.extent == HASH:
            known = Sentences(self.story.text, record.paragraphs)
            for place in chain.from_iterable(map(_places, quotes)):
                start = known.around(place.start)[1].start
                _, last, following = known.around(place.end - 1)
                takes_back = TURNING_NEXT.match(self.story.text, following.start, following.end)
                end = following.end if takes_back else last.end
                yield stripped(self.story.text, Span(min(start, place.start), max(end, place.end)))
            return
        told = [place for quote in quotes for place in _places(quote)]
        told += [place.sentence for moment in record.moments for place in moment.places]
        told += [*(one for key in AT_A_GLANCE for one in getattr(record.head, key)), *named]
        for number in key_numbers(record.head, list(record.numbers)):
            told += (number.span, number.means)
        for place in told:
            yield from _meeting(record.paragraphs, place)

    def _headline(self) -> Iterator[Span]:
        """Yield where the source has the title, which the site shows in any case."""
        heading = self.record.heading
        if heading and heading.source and heading.text.strip("# ;").split() == self.record.head.title.split():
            yield heading.source
        elif place := words_of_title(self.story):
            yield place

    def _names(self, shown: Sequence[Span], left: AbstractSet[str], closed: AbstractSet[str]) -> Iterator[Span]:
        """Yield what says who spoke, and the fullest name and a role of whoever is named in what is shown, or spoke."""
        record, speaking = self.record, set[str]()
        for quote in record.quotes:
            if not quote.withdrawn:
                told = record.speaker_mentions.get(quote.id)
                yield from filter(None, [quote.via, told[0] if told else None, description_in(self.story, quote)])
                speaking.add(quote.speaker)
        marks: dict[str, list[PersonMark]] = {}
        for mark in record.people_marks:
            marks.setdefault(mark.who, []).append(mark)
        named = (self.people(shown) | speaking | left) - closed
        for who in sorted(named & marks.keys()):
            names = [mark for mark in marks[who] if mark.kind != ROLE]
            name = fullest(dict.fromkeys(without_nickname(mark.text) for mark in names))
            yield from [mark.span for mark in names if without_nickname(mark.text) == name][:1]
            if who in speaking:
                yield from _first_role(marks[who], shown)


def _places(quote: Quote) -> list[Span]:
    """Return the pieces of a quotation; of reported speech, whose sentence is one, all from the first to the last."""
    pieces = [part.span for part in quote.parts]
    return pieces if quote.kind == "direct" else [Span(pieces[0].start, pieces[-1].end)]


def _first_role(marks: Iterable[PersonMark], shown: Sequence[Span]) -> Iterator[Span]:
    roles = [mark.span for mark in marks if mark.kind == ROLE]
    if not any(_is_within(role, shown) for role in roles):
        yield from roles[:1]


def _meeting(spans: Sequence[Span], place: Span) -> Sequence[Span]:
    """Return which of some spans, in order and apart, share a character with a place."""
    first = bisect_right(spans, place.start, key=attrgetter("end"))
    return spans[first : bisect_left(spans, place.end, key=attrgetter("start"))]


def _is_within(place: Span, spans: Sequence[Span]) -> bool:
    """Return whether one of some spans, in order and apart, covers a place."""
    return any(span.covers(place) for span in _meeting(spans, place))


def _joined(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Return spans in order, those that touch each other as one."""
    found: list[Span] = []
    for span in sorted(spans):
        if found and span.start <= found[-1].end:
            found[-1] = Span(found[-1].start, max(found[-1].end, span.end))
        elif span.start < span.end:
            found.append(span)
    return tuple(found)


def is_shown(story: Story, place: Span) -> bool:
    """Return whether pages show a place of a story's source with what stands around it: not a name alone."""
    return story.part is None or _is_within(place, story.part.shown)


def share_published(text: str, part: PublishedPart) -> float:
    """Return how much of the characters of a text that are no blanks is published, from 0 to 1."""
    whole = sum(map(len, text.split()))
    return sum(len(word) for span in part.spans for word in span.of(text).split()) / whole if whole else 1.0


# What a site has of it


class _PartOfText:
    """A text and its part, compared by identity: a key of the texts that were made last."""

    def __init__(self, story: Story, part: PublishedPart) -> None:
        self.story, self.part = story, part


@lru_cache(maxsize=256)
def _text_of(one: _PartOfText) -> str:
    return masked(one.story.text, one.part.spans)


class PartialStory(Story):
    """A story of whose source a site publishes a part. What is large is made when somebody asks for it."""

    __slots__ = ("_own",)

    @property
    def text(self) -> str:
        """The source's text, with a filler for what is withheld."""
        own: _PartOfText = self._own  # type: ignore[attr-defined]
        return _text_of(own)

    @property
    def fragments(self) -> tuple[Fragment, ...]:
        """The fragments of which pages show something, in order of their names, and the notes."""
        own: _PartOfText = self._own  # type: ignore[attr-defined]
        shown = (partial_fragment(one, self.extent, own.part) for one in own.story.fragments)
        return tuple(one for one in shown if one is not None)

    @property
    def replaced(self) -> tuple[SourceChange, ...]:
        """The replacements of the source, without the earlier texts."""
        own: _PartOfText = self._own  # type: ignore[attr-defined]
        return tuple(replace(one, before=None) for one in own.story.replaced)


def partial_story(story: Story, extent: Extent, part: PublishedPart, text_start: int | None = None) -> Story:
    """Return a story of which a site publishes this part; an edition, which lacks the rest, says where it begins."""
    start = story.text_start if text_start is None else text_start
    own = {"extent": extent, "part": part, "text_start": start, **_at_a_glance(story, part)}
    return with_head(PartialStory, story, _own=_PartOfText(story, part), **own)


def _at_a_glance(head: Story, part: PublishedPart) -> dict[str, tuple[Span, ...]]:
    return {key: tuple(one for one in getattr(head, key) if _is_within(one, part.spans)) for key in AT_A_GLANCE}


def partial_fragment(fragment: Fragment, extent: Extent, part: PublishedPart) -> Fragment | None:
    """Return a fragment without what is withheld; None where pages show nothing of it. Notes are the editors' own."""
    if fragment.source is None:
        return fragment
    here = _meeting(part.shown, fragment.source)
    if not here:
        return None
    if _is_within(fragment.source, here) and extent != HASH:
        return fragment
    start = fragment.source.start
    inner = [Span(max(one.start, start), min(one.end, fragment.source.end)).shift(-start) for one in here]
    text = masked(fragment.text, inner)
    place = Span(_with_sign(text, inner[0].start, -1), _with_sign(text, inner[-1].end, 1))
    marks = tuple(
        replace(one, span=one.span.shift(-place.start))
        for one in fragment.marks
        if _is_within(one.span, inner) and (extent != HASH or one.kind not in DATA)
    )
    return replace(fragment, source=place.shift(start), text=place.of(text), marks=marks)


def _with_sign(text: str, edge: int, step: int) -> int:
    """Return an edge of what is shown, moved so that it has one sign of what is withheld there."""
    at = edge
    while 0 < at < len(text) and text[at - 1 if step < 0 else at].isspace():
        at += step
    near = text[at - 1 : at] if step < 0 and at else text[at : at + 1] if step > 0 else ""
    return at + step if near == FILLER else edge


def partial_record(record: StoryRecord, extent: Extent, part: PublishedPart) -> StoryRecord:
    """Return a story's record without what a site withholds of it."""
    withheld = frozenset(part.withheld)
    of_withheld = [one for one in record.paragraphs if one.start in withheld]
    heading = partial_fragment(record.heading, extent, part) if record.heading else None
    own = _named(record.people_marks)
    return replace(
        record,
        head=replace(record.head, extent=extent, part=part, **_at_a_glance(record.head, part)),  # type: ignore[arg-type]
        quotes=tuple(_partial_quote(quote, part) for quote in record.quotes),
        moments=() if extent == HASH else record.moments,
        numbers=tuple(
            one
            for one in record.numbers
            if extent != HASH and _is_within(one.span, part.spans) and _is_within(one.means, part.spans)
        ),
        people_marks=tuple(mark for mark in record.people_marks if _is_within(mark.span, part.spans)),
        references=tuple(one for one in record.references if one.name not in own),
        anchors=tuple(pair for pair in record.anchors if not _meeting(of_withheld, Span(pair[0], pair[0] + 1))),
        paragraphs=tuple(_divided(record.paragraphs, part)) if extent == HASH else record.paragraphs,
        heading=heading,
    )


def _partial_quote(quote: Quote, part: PublishedPart) -> Quote:
    """Return a quotation; one that was withdrawn relies on nothing that is withheld."""
    if not quote.withdrawn or _is_within(quote.span, part.spans):
        return quote
    return replace(quote, via=None, said_by="", speaker="", basis="none")


def _divided(paragraphs: Iterable[Span], part: PublishedPart) -> Iterator[Span]:
    """Yield paragraphs divided where what is published begins and ends: no sentence goes on there."""
    for paragraph in paragraphs:
        edges = {paragraph.start, paragraph.end}
        for span in _meeting(part.spans, paragraph):
            edges |= {at for at in (span.start, span.end) if paragraph.start < at < paragraph.end}
        yield from (Span(start, end) for start, end in pairwise(sorted(edges)))
