"""Extracts from one story and its ledger a `StoryRecord`: everything that the newsroom is joined from.

A record depends on nothing but the story's own files, so it can be cached, and records can be made in parallel.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import cast

from verbatim.annotate import lang
from verbatim.annotate.dates.scope import dated_part
from verbatim.content.format.story_file import TURNS, left_out
from verbatim.content.history import quote_pieces
from verbatim.content.ledger import LedgerEntry
from verbatim.content.reviews import mark_id
from verbatim.core import dates as edtf
from verbatim.core.errors import ContentError, Faults
from verbatim.core.slugs import is_name, slug
from verbatim.core.text import stripped
from verbatim.model import (
    Basis,
    Certainty,
    Fragment,
    History,
    Mark,
    Moment,
    Number,
    Quote,
    QuoteKind,
    QuotePart,
    Span,
    Story,
)
from verbatim.newsroom import places
from verbatim.newsroom.attributions import WrittenAttribution, as_shown, check_attribution
from verbatim.newsroom.descriptions import is_of_child
from verbatim.newsroom.grounds import Ground, grounds_in
from verbatim.newsroom.history import has_changes, histories_of, rows_of_former_people, with_reviews, without_speakers
from verbatim.newsroom.law import check_moment
from verbatim.newsroom.people import ROLE, PersonMark, PersonReference, people_marks, references_in
from verbatim.newsroom.places import Sentences, error_at, source_fragments, source_marks, span_attribute
from verbatim.newsroom.timeline import with_places_joined
from verbatim.newsroom.variants import same_as

BASES = ("none", "stated", "inferred", "editor")
LONGEST_SIDE = 45  # words of a voice on the first screen, whoever chooses it
CERTAINTIES, QUOTE_KINDS = ("reported", "planned", "denied"), ("direct", "mixed", "indirect")


@dataclass(frozen=True, slots=True)
class StoryRecord:
    """What a story contributes. `head` is the story without its text, fragments and source changes.

    Everything is in order of place. `grounds` is what speaks for and against pages of people (`gate`),
    `speaker_mentions` what the source calls the speaker of each quotation that has one, with its place.
    `people_rows` are the ledger's rows about people no longer known, `anchors` the
    start in the source and the number of each fragment. `heading` is the first if it is one, or has the title.
    """

    head: Story
    quotes: tuple[Quote, ...]
    moments: tuple[Moment, ...]
    numbers: tuple[Number, ...]
    people_marks: tuple[PersonMark, ...]
    grounds: tuple[Ground, ...]
    speaker_mentions: dict[str, tuple[Span, str]]
    references: tuple[PersonReference, ...]
    histories: tuple[History, ...]
    people_rows: tuple[LedgerEntry, ...]
    anchors: tuple[tuple[int, str], ...]
    has_notes: bool
    has_changes: bool
    paragraphs: tuple[Span, ...]
    heading: Fragment | None


def record_of(story: Story, ledger: tuple[LedgerEntry, ...]) -> StoryRecord:
    """Return the record of a story. Raises ContentErrors with every error in it."""
    faults = Faults([*_invalid_ids(story), *_unwritten_notes(story)])
    quotes: list[Quote] = []
    moments: list[Moment] = []
    numbers: list[Number] = []
    paragraphs = tuple(places.paragraph_spans(story))
    with faults:
        quotes = quotes_of(story)
    with faults:
        moments, numbers = moments_of(story, Sentences(story.text, paragraphs)), numbers_of(story)
    faults += _side_errors(story, quotes, Sentences(story.text, paragraphs))
    faults.raise_all()
    fragments, marks = source_fragments(story), people_marks(story)
    read, quotes = quotes, shown_quotes(story, quotes, ledger)
    unsure = frozenset(one.id for one, told in zip(read, quotes, strict=True) if told.basis != one.basis)
    return StoryRecord(
        head=replace(story, text="", fragments=(), replaced=()),
        quotes=tuple(quotes),
        moments=tuple(moments),
        numbers=tuple(numbers),
        people_marks=marks,
        grounds=grounds_in(story),
        speaker_mentions={quote.id: place for quote in quotes if (place := _speaker_mention(story, quote, marks))},
        references=tuple(references_in(story)),
        histories=tuple(without_speakers(one) if one.id in unsure else one for one in histories_of(story, ledger)),
        people_rows=rows_of_former_people(ledger),
        anchors=tuple((fragment.source.start, fragment.number) for fragment in fragments if fragment.source),
        has_notes=len(fragments) < len(story.fragments),
        has_changes=has_changes(story),
        paragraphs=paragraphs,
        heading=places.heading_of(story, fragments),
    )


def _invalid_ids(story: Story) -> Iterator[ContentError]:
    """Yield an error for each id that cannot be part of an address: a page would be written there."""
    for fragment, mark in source_marks(story):
        for name in (mark.id, mark.attrs.get("ref", "")):
            if name and not is_name(name):
                fact = f"“{name[:60]}” cannot be an id, which is part of an address"
                yield error_at(fragment, mark, fact, f"Write {slug(name)}")


def _unwritten_notes(story: Story) -> Iterator[ContentError]:
    """Yield an error for each note that is empty, or still the template's."""
    from verbatim.content.format.fragment_file import NOTE_TEMPLATE  # noqa: PLC0415  whoever reads a story has it

    for fragment in story.fragments:
        words = " ".join(fragment.text.split())
        if fragment.kind == "note" and words in ("", NOTE_TEMPLATE):
            fact = "this note still has the template's words" if words else "this note is empty"
            fix = "Write what readers should know, or delete the file"
            yield ContentError(fragment.path, fragment.body_line, fact, fix)


# Quotations


def _speaker_mention(story: Story, quote: Quote, marks: Iterable[PersonMark]) -> tuple[Span, str] | None:
    """Return what the source calls a quotation's speaker: where that is relied on, else the last mention before it.

    “He” says nothing of who it was, wherever that stands alone.
    """
    if not quote.speaker:
        return None
    mentions = [mark.span for mark in marks if mark.who == quote.speaker and mark.kind != ROLE]
    before = [span for span in mentions if span.start < quote.span.end]
    is_told = quote.via is not None and quote.via.of(story.text).lower() not in lang.words("person_pronouns")
    place = quote.via if is_told else next(iter([*before[-1:], *mentions[:1]]), quote.via)
    return (place, " ".join(place.of(story.text).split())) if place else None


def shown_quotes(story: Story, quotes: Iterable[Quote], ledger: tuple[LedgerEntry, ...]) -> list[Quote]:
    """Return a story's quotations as pages show them: with their reviews, and nobody named whom we are not sure of."""
    grades = {mark.id: mark.attrs["grade"] for _, mark in source_marks(story, "quote") if mark.attrs.get("grade")}
    return [as_shown(quote, grades.get(quote.id, "")) for quote in with_reviews(story, quotes, ledger)]


def quotes_of(story: Story) -> list[Quote]:
    """Return the story's quotations. Raises ContentErrors with everything wrong in any."""
    faults = Faults(_without_id(story))
    quotes: list[Quote] = []
    for quote_id, parts in quote_pieces(source_fragments(story)).items():
        with faults:
            _check_order(quote_id, parts)
            quotes.append(_quote(story, quote_id, parts))
    faults.raise_all()
    return sorted(quotes, key=lambda quote: (quote.span, quote.id))


def _without_id(story: Story) -> Iterator[ContentError]:
    for fragment, mark in source_marks(story, "quote"):
        if not mark.id:
            fix = "Put its id back, as in {.quote #q-…}; git has it"
            yield error_at(fragment, mark, "this quotation has no id", fix)


def _check_order(quote_id: str, pieces: Iterable[tuple[Mark, Fragment]]) -> None:
    for expected, (mark, fragment) in enumerate(pieces, start=1):
        number = mark.attrs.get("part") or "1"
        if not number.isdecimal():
            fix = "Number the parts 1, 2, 3 in the order of the text"
            raise error_at(fragment, mark, f'part="{number}" is not a number', fix)
        if int(number) != expected:
            fact = f"part {int(number)} of quotation {quote_id} stands where part {expected} should be"
            fix = "A part was taken out, copied or moved: put it back, or take all parts out"
            raise error_at(fragment, mark, fact, fix)


def _quote(story: Story, quote_id: str, pieces: Sequence[tuple[Mark, Fragment]]) -> Quote:
    mark, fragment = pieces[0]
    kind = cast("QuoteKind", places.choice_attribute(fragment, mark, "kind", QUOTE_KINDS))
    spans = [(one.in_source(piece.span), one.name) for piece, one in pieces]
    via = span_attribute(fragment, mark, "via", story)
    relied_on = check_attribution(
        story, WrittenAttribution(fragment, mark, via, tuple(span for span, _ in spans), kind)
    )
    if kind == "mixed" and not any(one for span, _ in spans for one in quoted_pieces(story.text, span)):
        kind = "indirect"  # what stands in marks there are names of works
    return Quote(
        id=quote_id,
        story=story.id,
        parts=tuple(QuotePart(span, bare_words(story.text, span, kind), name) for span, name in spans),
        kind=kind,
        speaker=mark.attrs.get("speaker", ""),
        said_by=mark.attrs.get("said-by", ""),
        via=relied_on,
        basis=cast("Basis", places.choice_attribute(fragment, mark, "basis", BASES)),
        candidates=tuple(mark.attrs.get("candidates", "").split()),
        why=mark.attrs.get("why", ""),
        corrections=_corrections(pieces),
        withdrawn=next(_headers(fragment, "withdrawn"), ""),
        edited=mark.attrs.get("by") == "editor",
        same_as=same_as(fragment, mark),
        is_closed=not mark.attrs.get("speaker") and is_of_child(mark.attrs.get("said-by", "")),
    )


def _corrections(pieces: Iterable[tuple[Mark, Fragment]]) -> tuple[str, ...]:
    """Return the `Corrected` headers of the fragments in which words of this quotation were corrected."""
    found: list[str] = []
    for mark, fragment in pieces:
        if not next(_headers(fragment, "corrected"), ""):
            continue
        if any(inner.kind == "was" and mark.span.covers(inner.span) for inner in fragment.marks):
            found += _headers(fragment, "corrected")
    return tuple(dict.fromkeys(found))


def _headers(fragment: Fragment, name: str) -> Iterator[str]:
    return (value for key, value in fragment.headers if key.lower() == name)


# Every closer that newsrooms write for an opener. Wire services type two straight apostrophes for a quotation mark.
PAIRS = {
    "“": ("”", "“"), "„": ("“", "”", "‟"), "«": ("»",), "»": ("«",), "‹": ("›",), "‘": ("’",), "‚": ("‘", "’"),
    '"': ('"',), "''": ("''", '"'), "``": ("''",), "'": ("'",), "「": ("」",), "『": ("』",),
}  # fmt: skip
# What may close a piece opened in an earlier one; never an apostrophe, which ends plurals too.
CLOSERS = ("”", "»", '"', "''", "」", "』")
OPENERS = {"”": "“„", "»": "«", '"': '"', "''": "`", "」": "「", "』": "『"}
MISMATCHED = {"“": ('"',), '"': ("”", "“")}  # as writers mistype them, where the right one is nowhere
APOSTROPHES, SHORT = frozenset("'’"), 4  # letters: of, and, the
_NAMING_WORD = re.compile(r"[^\W\d_][\w’'-]*")


def bare_words(text: str, span: Span, kind: QuoteKind) -> Span:
    """Return the part of `span` within its outer quotation marks, which only a direct quotation has.

    The two ends are independent: a quotation that runs on into the next paragraph is opened here and closed there.
    """
    whole = stripped(text, span)
    if kind != "direct":
        return whole
    first = text[whole.start : min(whole.start + 2, whole.end)]
    opener = first if first in PAIRS else first[:1] if first[:1] in PAIRS else ""
    inner = stripped(text, Span(whole.start + len(opener), whole.end))
    closer = _closer(inner.of(text), opener)
    bare = stripped(text, Span(inner.start, inner.end - len(closer)))
    return bare if bare.start < bare.end else whole


def _closer(words: str, opener: str) -> str:
    if opener:
        mistyped = (mark for mark in MISMATCHED.get(opener, ()) if OPENERS.get(mark, mark)[0] not in words[:-1])
        return next((mark for mark in (*PAIRS[opener], *mistyped) if words.endswith(mark)), "")
    closer = next((mark for mark in CLOSERS if words.endswith(mark)), "")
    opened_here = closer and any(mark in words[: -len(closer)] for mark in OPENERS[closer])
    return "" if opened_here else closer


def marked_pieces(text: str, within: Span) -> Iterator[tuple[Span, Span]]:
    """Yield what stands in quotation marks within a span, with its marks and without; an apostrophe opens nothing."""
    at = within.start
    while at < within.end:
        opener = next((mark for mark in (text[at : at + 2], text[at]) if mark in PAIRS), "")
        inside = text[at - 1].isalnum() if opener and at > within.start and opener in APOSTROPHES else False
        end, mark = _first_closing(text, PAIRS.get(opener, ()), at + len(opener), within.end)
        if end < 0:
            end, mark = _first_closing(text, MISMATCHED.get(opener, ()), at + len(opener), within.end)
        if not opener or inside or end < 0:
            at += 1
            continue
        piece = stripped(text, Span(at + len(opener), end))
        if piece.start == piece.end:
            at += len(opener)  # ““It rained”: a mark that is typed twice opens once
            continue
        yield Span(at, end + len(mark)), piece
        at = end + len(mark)


def _first_closing(text: str, marks: Iterable[str], start: int, end: int) -> tuple[int, str]:
    """Return where the first of several closing marks is, and which; -1 where there is none."""
    ends = ((_closing(text, mark, start, end), mark) for mark in marks)
    return min((one for one in ends if one[0] >= 0), default=(-1, ""))


def _closing(text: str, mark: str, start: int, end: int) -> int:
    """Return where a closing mark is; -1 where there is none. An apostrophe within a word closes nothing."""
    at = text.find(mark, start, end)
    while at >= 0 and mark in APOSTROPHES and text[at + 1 : at + 2].isalnum():
        at = text.find(mark, at + 1, end)
    return at


def quoted_pieces(text: str, within: Span) -> Iterator[tuple[Span, Span]]:
    """Yield the pieces in marks within a partly quoted sentence that somebody may have spoken: no names of works."""
    return (found for found in marked_pieces(text, within) if not is_title(found[1].of(text)))


def is_title(words: str) -> bool:
    """Return whether words in marks within a sentence are the name of a work or a label: “Tales of the Pier”.

    Every word of it is capitalised but for short ones. A sentence that was spoken begins with one capital.
    """
    found = _NAMING_WORD.findall(words)
    return bool(found) and found[0][0].isupper() and all(one[0].isupper() or len(one) < SHORT for one in found)


# What editors choose for the first screen


def spoken_pieces(story: Story, quote: Quote) -> Iterator[QuotePart]:
    """Yield the pieces of a quotation that are its speaker's own words; none of a paraphrase."""
    if quote.kind == "direct":
        yield from quote.parts
    elif quote.kind == "mixed":
        for part in quote.parts:
            yield from (QuotePart(*found, part.fragment) for found in quoted_pieces(story.text, part.span))


def reports(quotes: Iterable[Quote], known: Sentences) -> Iterator[tuple[Quote, Span]]:
    """Yield the whole sentences that say in the reporter's words what somebody said, each with its quotation."""
    for quote in quotes:
        if quote.kind != "direct":
            yield quote, known.holding(quote.parts[0].span, quote.parts[-1].span)


def _side_errors(story: Story, quotes: Sequence[Quote], known: Sentences) -> Iterator[ContentError]:
    """Yield an error for each side whose words are not somebody's, too many, or turned by what they leave out."""
    pieces = [piece.words for quote in quotes for piece in spoken_pieces(story, quote)] if story.sides else []
    reported = {span for _, span in reports(quotes, known)} if story.sides else set()
    for side in story.sides:
        is_report = side.words in reported
        piece = side.words if is_report else next((one for one in pieces if one.covers(side.words)), None)
        place = f"Sides: {side.words.start},{side.words.end}"
        if piece is None:
            fact = f"{place} is not within the marks of a quotation, nor the whole sentence of a report"
            yield ContentError(story.path, side.line, fact, "Choose words of one speaker, without their marks")
        elif len(side.words.of(story.text).split()) > LONGEST_SIDE:
            fact = f"{place} has more than {LONGEST_SIDE} words"
            yield ContentError(story.path, side.line, fact, "Choose one sentence of them")
        else:
            inner = piece.of(story.text)
            rest = left_out(inner, [side.words.shift(-piece.start)])
            if turning := next((found for found in map(TURNS.search, rest) if found), None):
                fact = f"{place} leaves out “{turning[0]}”, which may turn what is said"
                yield ContentError(story.path, side.line, fact, "Choose the whole sentence, or another")


# Moments and numbers


def moments_of(story: Story, sentences: Sentences) -> list[Moment]:
    """Return the story's moments, each with every place that tells it; `date` is empty where the source gives none."""
    found: list[Moment] = []
    named: list[tuple[Fragment, Mark, Moment, Span]] = []
    for fragment in source_fragments(story):
        marks = [mark for mark in fragment.marks if mark.kind == "moment"]
        for count, mark in enumerate(marks, start=1):
            found.append(_place(story, sentences, fragment, mark, count))
            if other := span_attribute(fragment, mark, "same", story):
                named.append((fragment, mark, found[-1], other))
    exact = {place.words: place.id for place in found}
    begins = {place.words.start: place.id for place in reversed(found)}  # a fragment may cut off the end of a date
    pairs = [(place.id, exact.get(other) or begins.get(other.start, place.id)) for _, _, place, other in named]
    for (fragment, mark, *_), (here, there) in zip(named, pairs, strict=True):
        if here == there:
            fact = f'same="{mark.attrs["same"]}" is the place of no other moment of this story'
            fix = "Write the offsets of the other moment’s words for the date, or take same out"
            raise error_at(fragment, mark, fact, fix)
    return with_places_joined(found, pairs)


def _place(story: Story, sentences: Sentences, fragment: Fragment, mark: Mark, count: int) -> Moment:
    """Return the moment of a mark; `count` is its number among the moments of its fragment."""
    place = fragment.in_source(mark.span)
    whole, sentence = sentences.around(place.start)[1], sentences.closed(place.start)
    told = dated_part(story.text, whole, place)
    date, basis = _date(fragment, mark), _basis_of_date(fragment, mark)
    check_moment(story, fragment, mark, sentence.of(story.text))
    return Moment(
        id=mark_id(story.id, fragment, mark.kind, count),
        story=story.id,
        sentence=told if told != whole else sentence,
        words=place,
        date=date,
        basis=basis,
        why=mark.attrs.get("why", ""),
        certainty=cast("Certainty", places.choice_attribute(fragment, mark, "certainty", CERTAINTIES)),
        people=tuple(mark.attrs.get("people", "").split()),
        picture=fragment.picture if count == 1 else None,
    )


def _date(fragment: Fragment, mark: Mark) -> str:
    value = mark.attrs.get("date", "")
    if value and edtf.parse(value) is None:
        raise error_at(fragment, mark, f'date="{value}" is not a date', "Write EDTF, as 2015, 2015-12 or 2015-12-16")
    return value


def _basis_of_date(fragment: Fragment, mark: Mark) -> Basis:
    basis = cast("Basis", places.choice_attribute(fragment, mark, "basis", BASES))
    if basis == "editor" and not (mark.attrs.get("date") and mark.attrs.get("why", "").strip()):
        fact = 'basis="editor" says that you set this date; a date and a reason go with it'
        raise error_at(fragment, mark, fact, 'Add date="…" and why="…", which readers see, or write basis="none"')
    return basis


def numbers_of(story: Story) -> list[Number]:
    """Return every marked number that has a meaning, in order of place."""
    return [
        Number(story.id, fragment.in_source(mark.span), means, fragment.name)
        for fragment, mark in source_marks(story, "number")
        if (means := span_attribute(fragment, mark, "means", story))
    ]


def key_numbers(story: Story, numbers: list[Number]) -> list[Number]:
    """Return the numbers of the fragments that the story's file names, in its order."""
    return [
        number
        for wanted in story.key_numbers
        for number in numbers
        if number.fragment.split("-", 1)[0] == wanted and number.story == story.id
    ]
