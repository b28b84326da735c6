"""What one story gives to the whole: it and its ledger come in, a `Record` goes out, of which the newsroom is joined.

A record depends on nothing but the story's own files, so that it can be kept, and made by several at once.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple, cast

from verbatim.content.ledger import LedgerEntry
from verbatim.core import dates as edtf
from verbatim.core.errors import ContentError, ContentErrors
from verbatim.core.slugs import is_name, slug
from verbatim.core.text import stripped
from verbatim.model import Basis, Certainty, Fragment, History, Moment, Number, Quote, QuoteKind, QuotePart, Span, Story
from verbatim.newsroom.history import histories_of, rows_of_former_people
from verbatim.newsroom.people import PersonMark, people_marks
from verbatim.newsroom.places import (
    Sentences,
    fault,
    in_source,
    line_of,
    offsets,
    one_of,
    paragraph_spans,
    source_fragments,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verbatim.model import Mark


# ---- newsroom/brief.py


@dataclass(frozen=True, slots=True)
class BriefSentence:
    """A sentence of the brief, whole, with the number of its paragraph in the source, from 1."""

    span: Span
    paragraph: int


def brief_sentences(story: Story, sentences: Sentences) -> list[BriefSentence]:
    """Return the brief that the story's file asks for, in its order."""
    return [BriefSentence(span, sentences.paragraph_at(span.start) + 1) for span in story.brief]


def numbers_of(story: Story) -> list[Number]:
    """Return every marked number of the story that has a meaning, in order of place."""
    found = []
    for fragment in source_fragments(story):
        for mark in fragment.marks:
            if mark.kind == "number":
                found += _number(story, fragment, mark)
    return found


def _number(story: Story, fragment: Fragment, mark: Mark) -> list[Number]:
    means = offsets(fragment, mark, "means", story)
    if means is None:
        return []
    return [Number(story.id, in_source(fragment, mark), means, fragment.name)]


def key_numbers(story: Story, numbers: list[Number]) -> list[Number]:
    """Return the numbers of the fragments that the story's file names, in the order in which it names them."""
    return [
        number
        for wanted in story.key_numbers
        for number in numbers
        if number.fragment.split("-", 1)[0] == wanted and number.story == story.id
    ]


# ---- newsroom/moments.py

BASES = ("none", "stated", "inferred")
CERTAINTIES = ("reported", "planned", "denied")


def moments_of(story: Story, sentences: Sentences) -> list[Moment]:
    """Return the story's moments; `date` is empty where the source gives none that can be placed."""
    found = []
    for fragment in source_fragments(story):
        held = [mark for mark in fragment.marks if mark.kind == "moment"]
        for count, mark in enumerate(held, start=1):
            name = f"m-{story.id}-{fragment.number}-{count}"
            found.append(_moment(story, fragment, mark, name, sentences))
    return found


def _moment(story: Story, fragment: Fragment, mark: Mark, name: str, sentences: Sentences) -> Moment:
    place = in_source(fragment, mark)
    return Moment(
        id=name,
        story=story.id,
        sentence=sentences.around(place.start)[1],
        words=place,
        date=_date(fragment, mark),
        basis=cast("Basis", one_of(fragment, mark, "basis", BASES)),
        why=mark.attrs.get("why", ""),
        certainty=cast("Certainty", one_of(fragment, mark, "certainty", CERTAINTIES)),
        people=tuple(mark.attrs.get("people", "").split()),
    )


def _date(fragment: Fragment, mark: Mark) -> str:
    value = mark.attrs.get("date", "")
    if value and edtf.parse(value) is None:
        raise fault(fragment, mark, f'date="{value}" is no date', "Write EDTF, as 2015, 2015-12 or 2015-12-16")
    return value


# ---- newsroom/edges.py

# Every closer that newsrooms write for an opener; two straight apostrophes are how wire services type a mark.
PAIRS = {
    "“": ("”", "“"),
    "„": ("“", "”", "‟"),
    "«": ("»",),
    "»": ("«",),
    "‹": ("›",),
    "‘": ("’",),
    "‚": ("‘", "’"),
    '"': ('"',),
    "''": ("''", '"'),
    "``": ("''",),
    "'": ("'",),
    "「": ("」",),
    "『": ("』",),
}
LONGEST = 2  # characters of an opener
# What may close a piece whose opener stands in an earlier one; never an apostrophe, which ends plurals too.
CLOSERS = ("”", "»", '"', "''", "」", "』")
OPENERS = {"”": "“„", "»": "«", '"': '"', "''": "`", "」": "「", "』": "『"}


def words(text: str, span: Span, kind: QuoteKind) -> Span:
    """Return the stretch of `span` within its outer quotation marks.

    Only a direct quotation has outer marks: those of a mixed one stand among its words. Each end is looked at by
    itself, since a quotation that runs on into the next paragraph is opened here and closed there.
    """
    whole = stripped(text, span)
    if kind != "direct":
        return whole
    opener = _opener(text, whole)
    inner = stripped(text, Span(whole.start + len(opener), whole.end))
    closer = _closer(text, inner, opener)
    bare = stripped(text, Span(inner.start, inner.end - len(closer)))
    return bare if bare.start < bare.end else whole


def _opener(text: str, span: Span) -> str:
    """Return the mark that `span` begins with; of two, the longer one."""
    held = text[span.start : min(span.start + LONGEST, span.end)]
    return held if held in PAIRS else held[:1] if held[:1] in PAIRS else ""


def _closer(text: str, span: Span, opener: str) -> str:
    held = span.of(text)
    if opener:
        return next((mark for mark in PAIRS[opener] if held.endswith(mark)), "")
    found = next((mark for mark in CLOSERS if held.endswith(mark)), "")
    if found and any(mark in held[: -len(found)] for mark in OPENERS[found]):
        return ""
    return found


# ---- newsroom/quotes.py

KINDS = ("direct", "mixed", "indirect")
BASES_QUOTES = ("none", "stated", "inferred")


class Piece(NamedTuple):
    """A mark of a quotation with the fragment that it stands in and its number among the parts."""

    part: int
    mark: Mark
    fragment: Fragment


def quotes_of(story: Story) -> list[Quote]:
    """Return the story's quotations, their parts gathered by id."""
    errors: list[ContentError] = []
    found: list[Quote] = []
    for quote_id, pieces in _pieces(story, errors).items():
        try:
            _in_order(quote_id, pieces)
            found.append(_quote(story, quote_id, pieces))
        except ContentError as error:
            errors.append(error)
    if errors:
        raise ContentErrors(errors)
    return sorted(found, key=lambda quote: (quote.span, quote.id))


def _pieces(story: Story, errors: list[ContentError]) -> dict[str, list[Piece]]:
    gathered: dict[str, list[Piece]] = {}
    for fragment in source_fragments(story):
        for mark in fragment.marks:
            if mark.kind != "quote":
                continue
            try:
                piece = _piece(fragment, mark)
            except ContentError as error:
                errors.append(error)
            else:
                gathered.setdefault(mark.id, []).append(piece)
    return gathered


def _piece(fragment: Fragment, mark: Mark) -> Piece:
    if not mark.id:
        raise fault(fragment, mark, "this quotation has no id", "Put its id back, as in {.quote #q-…}; git has it")
    number = mark.attrs.get("part") or "1"
    if not number.isdecimal():
        raise fault(
            fragment, mark, f'part="{number}" is no number', "Number the parts 1, 2, 3 in the order of the text"
        )
    return Piece(int(number), mark, fragment)


def _in_order(quote_id: str, pieces: list[Piece]) -> None:
    """Hold that the parts, in order of the source, are numbered 1, 2, 3, … without a gap."""
    for expected, piece in enumerate(pieces, start=1):
        if piece.part == expected:
            continue
        fact = f"part {piece.part} of quotation {quote_id} stands where part {expected} should be"
        fix = "A part was taken out, copied or moved: put it back, or take all parts out"
        raise fault(piece.fragment, piece.mark, fact, fix)


def _quote(story: Story, quote_id: str, pieces: list[Piece]) -> Quote:
    _, mark, fragment = pieces[0]
    kind = cast("QuoteKind", one_of(fragment, mark, "kind", KINDS))
    return Quote(
        id=quote_id,
        story=story.id,
        parts=tuple(_part(story, piece, kind) for piece in pieces),
        kind=kind,
        speaker=mark.attrs.get("speaker", ""),
        said_by=mark.attrs.get("said-by", ""),
        via=offsets(fragment, mark, "via", story),
        basis=cast("Basis", one_of(fragment, mark, "basis", BASES_QUOTES)),
        candidates=tuple(mark.attrs.get("candidates", "").split()),
        why=mark.attrs.get("why", ""),
        corrections=_corrections(pieces),
        withdrawn=_header(fragment, "withdrawn"),
        edited=mark.attrs.get("by") == "editor",
    )


def _part(story: Story, piece: Piece, kind: QuoteKind) -> QuotePart:
    span = in_source(piece.fragment, piece.mark)
    return QuotePart(span, words(story.text, span, kind), piece.fragment.name)


def _corrections(pieces: list[Piece]) -> tuple[str, ...]:
    """Return the `Corrected` headers of the fragments in which words of this quotation were corrected."""
    found: list[str] = []
    for _, mark, fragment in pieces:
        if not _header(fragment, "corrected"):
            continue
        if any(inner.kind == "was" and mark.span.covers(inner.span) for inner in fragment.marks):
            found += [value for name, value in fragment.headers if name.lower() == "corrected"]
    return tuple(dict.fromkeys(found))


def _header(fragment: Fragment, name: str) -> str:
    """Return what a header says whose `name` is given in small letters."""
    for key, value in fragment.headers:
        if key.lower() == name:
            return value
    return ""


# ---- newsroom/record.py

# The attributes that name people, by kind of mark. A candidate who is not known is a matter for `check`: nothing is
# said of anybody by leaving one out.
NAMING = {"quote": ("speaker",), "moment": ("people",), "role": ("of",)}
HEADING = "heading"
SEVERAL = "people"  # the one that holds ids with blanks between


@dataclass(frozen=True, slots=True)
class PersonReference:
    """An id in an attribute that must be somebody's: the attribute, the id, and where it stands."""

    key: str
    name: str
    path: str
    line: int


@dataclass(frozen=True, slots=True)
class StoryRecord:
    """What a story gives: `head` is the story without its text and fragments, `told` what its ledger tells of people.

    Everything is in order of place. `anchors` are where its fragments begin, with their numbers; `has_notes` tells
    whether others of its fragments are notes of its editors. `heading` is its first fragment, where that is one.
    """

    head: Story
    quotes: tuple[Quote, ...]
    moments: tuple[Moment, ...]
    numbers: tuple[Number, ...]
    named: tuple[PersonMark, ...]
    asked: tuple[PersonReference, ...]
    histories: tuple[History, ...]
    told: tuple[LedgerEntry, ...]
    anchors: tuple[tuple[int, str], ...]
    has_notes: bool
    paragraphs: tuple[Span, ...]
    heading: Fragment | None


def record_of(story: Story, ledger: tuple[LedgerEntry, ...]) -> StoryRecord:
    """Return the record of a story. Raises ContentErrors with everything that is wrong in it."""
    errors = list(_misnamed(story))
    quotes: list[Quote] = []
    moments: list[Moment] = []
    numbers: list[Number] = []
    paragraphs = tuple(paragraph_spans(story))
    try:
        quotes = quotes_of(story)
    except ContentErrors as several:
        errors += several.errors
    try:
        moments, numbers = moments_of(story, Sentences(story.text, paragraphs)), numbers_of(story)
    except ContentError as error:
        errors.append(error)
    if errors:
        raise ContentErrors(errors)
    head = replace(story, text="", fragments=(), replaced=())
    held = source_fragments(story)
    anchors = tuple((one.source.start, one.number) for one in held if one.source)
    heading = next((one for one in held[:1] if one.kind == HEADING), None)
    told = histories_of(story, ledger), rows_of_former_people(ledger), anchors, len(held) < len(story.fragments)
    return StoryRecord(
        head,
        tuple(quotes),
        tuple(moments),
        tuple(numbers),
        people_marks(story),
        tuple(asked_in(story)),
        *told,
        paragraphs,
        heading,
    )


def asked_in(story: Story) -> Iterator[PersonReference]:
    """Yield each id in an attribute that must be somebody's."""
    for fragment in source_fragments(story):
        for mark in fragment.marks:
            for key in NAMING.get(mark.kind, ()):
                for name in _names(mark, key):
                    yield PersonReference(key, name, fragment.path or fragment.name, line_of(fragment, mark))


def _names(mark: Mark, key: str) -> list[str]:
    value = mark.attrs.get(key, "")
    return value.split() if key == SEVERAL else [value] if value else []


def _misnamed(story: Story) -> Iterator[ContentError]:
    """Yield an error for each id that cannot be an address: pages are written where these say."""
    for fragment in source_fragments(story):
        for mark in fragment.marks:
            for name in (mark.id, mark.attrs.get("ref", "")):
                if name and not is_name(name):
                    fact = f"“{name[:60]}” cannot be an id, which is part of an address"
                    yield fault(fragment, mark, fact, f"Write {slug(name)}")
