"""Lists what of a story an editor has still to look at, by what a reader would lose where it is wrong.

A claim that nobody checked is an item: who said a quotation, whose a role is, when something happened, what a number
counts, whether two of one name are one; and so is a quotation mark without a partner. First stand a speaker who stands
in the words themselves, marks that do not pair, an accusation, a thing as a speaker, and what the first screen tells;
then those that are most often wrong. The three riskiest that name somebody or something, and marks that do not pair,
have no answer that a single Enter gives.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal, NamedTuple

from verbatim.annotate import lang
from verbatim.content.advice import unpaired
from verbatim.content.ledger import LedgerEntry
from verbatim.content.people.refs import fullest
from verbatim.content.reviews import mark_id, standing, states
from verbatim.core.i18n import is_unread_reason
from verbatim.core.quotation_marks import DOUBLE
from verbatim.core.text import stripped
from verbatim.desk.changes import digest
from verbatim.model import PERSON_KINDS, Fragment, Mark, MarkKind, Span, Story
from verbatim.newsroom.places import Sentences, source_fragments, source_marks

ItemKind = Literal["quote", "role", "moment", "number", "person", "unpaired"]
# What a reader would lose, from the worst on.
WITHIN, UNREAD, ACCUSING, THING, FIRST_SCREEN, OTHER = range(6)
RISKIEST = 3  # items of a story
# Within each from the most often wrong on, the lowest grade first, and then the order of the text.
MARK, OPEN, INFERRED, STATED, NAMESAKE, ROLE, MOMENT, NUMBER = range(8)
NUMBERED = re.compile(r"(?P<plain>.+)-[0-9]{1,9}")
LETTERS = re.compile(r"[^\W_]+")
MOST_CANDIDATES = 9  # one for each number key
NEAR = 3  # paragraphs before a quotation in which a speaker is looked for
SURE = 100
NAMED: tuple[MarkKind, ...] = ("person", "organisation")  # who may have spoken


class Piece(NamedTuple):
    """A mark and the fragment that holds it."""

    fragment: Fragment
    mark: Mark

    @property
    def span(self) -> Span:
        """Where it stands in the source."""
        return self.fragment.in_source(self.mark.span)


def pieces_of(story: Story, *kinds: MarkKind) -> Iterator[Piece]:
    """Yield the marks of a story, in order of the text; of every kind where none is named."""
    return (Piece(*one) for one in source_marks(story, *kinds))


@dataclass(frozen=True)
class Item:
    """A claim to be checked: its id, its marks in order of the text, and how bad it may be.

    `rule` names what read it so: the reason that was given. `seen` is the digest of what an editor is shown, by which
    a decision finds out whether it still is about the same. Of a quotation mark without a partner, at
    `at`, the pieces are the words that may be said: nothing is marked there yet.
    """

    id: str
    kind: ItemKind
    pieces: tuple[Piece, ...]
    rank: int
    grade: int
    rule: str
    harm: int = OTHER
    at: Span | None = None

    @property
    def risk(self) -> tuple[int, int, int, Span]:
        """The order by what a reader would lose, and by how often such a claim is wrong."""
        return self.harm, self.rank, self.grade, self.span

    @property
    def is_unknown(self) -> bool:
        """Whether nobody is established to have said it."""
        return self.kind == "quote" and self.rank == OPEN

    @property
    def first(self) -> Mark:
        """The mark that says who, when or what."""
        return self.pieces[0].mark

    @property
    def span(self) -> Span:
        """From its first word to its last in the source."""
        return Span(self.pieces[0].span.start, self.pieces[-1].span.end)

    @property
    def seen(self) -> str:
        """The digest of its words, their place, and what is said of them."""
        said = [
            (one.span.start, one.span.end, one.mark.kind, one.mark.id, sorted(one.mark.attrs.items()),
             one.mark.span.of(one.fragment.text))
            for one in self.pieces
        ]  # fmt: skip
        return digest(said)

    def is_read_by_the_rule_of(self, other: Item) -> bool:
        """Return whether the same rule read another item of the same kind, to the same effect."""
        same = (self.kind, self.rule, self.first.attrs.get("basis")) == (
            other.kind, other.rule, other.first.attrs.get("basis"),
        )  # fmt: skip
        return same and self.id != other.id


class PossiblePerson(NamedTuple):
    """Somebody who may be meant: their id, and the fullest name that the story has for them."""

    ref: str
    name: str


@dataclass(frozen=True)
class Queue:
    """Everything of a story that can be checked, by id, what is still open, worst first, and the riskiest few."""

    items: Mapping[str, Item]
    open: tuple[Item, ...]
    riskiest: frozenset[str] = frozenset()

    def next(self, skipped: Sequence[str]) -> Item | None:
        """Return the worst open item that was not put off; of those that were, the one put off first."""
        left = {item.id: item for item in self.open}
        order = [*(key for key in left if key not in skipped), *(key for key in skipped if key in left)]
        return left[order[0]] if order else None

    def same_rule(self, item: Item) -> tuple[Item, ...]:
        """Return the other open items that the rule of this one read, in order of the text."""
        return tuple(sorted((one for one in self.open if one.is_read_by_the_rule_of(item)), key=lambda one: one.span))


def queue_of(story: Story, ledger: Iterable[LedgerEntry], apart: Collection[frozenset[str]] = ()) -> Queue:
    """Return a story's queue. What an editor checked, and nobody changed since, is not open; nor is what they wrote.

    `apart` are the pairs of people whom an editor kept apart.
    """
    marks = unpaired(story)
    current = {**states(story.id, story.fragments), **marks}
    checked = standing(current, ledger)
    things = {mark.attrs.get("ref", "") for _, mark in source_marks(story, "place")}
    found = (*_items(story), *_unpaired(story, marks.values()))
    items = {item.id: replace(item, harm=_harm(story, item, things - {""})) for item in found if item.id in current}
    left = [item for item in items.values() if item.id not in checked and item.first.attrs.get("basis") != "editor"]
    left = [item for item in left if item.kind != "person" or frozenset((item.id, plain_of(item.id))) not in apart]
    left.sort(key=lambda item: item.risk)
    claims = sorted((one for one in items.values() if one.rank not in (MARK, OPEN)), key=lambda item: item.risk)
    return Queue(items, tuple(left), frozenset(one.id for one in claims[:RISKIEST]))


def _harm(story: Story, item: Item, things: Collection[str]) -> int:
    """Return what a reader would lose by a claim that is wrong; `things` are the places that the story names."""
    if item.rank == MARK:
        return UNREAD
    via, span = Span.read(item.first.attrs.get("via", "")), item.span
    if item.kind == "quote" and item.rank != OPEN:
        if via and any(one.span.start <= via.start < one.span.end for one in item.pieces):
            return WITHIN
        words = (word[0].lower() for word in LETTERS.finditer(story.text, span.start, span.end))
        if not lang.words("accusing").isdisjoint(words):
            return ACCUSING
        if item.first.attrs.get("speaker") in things:
            return THING
    is_key = item.kind == "number" and item.pieces[0].fragment.number in story.key_numbers
    return FIRST_SCREEN if is_key or any(span.meets(one) for one in (*story.lead, *story.open)) else OTHER


def _items(story: Story) -> Iterator[Item]:
    quotes: dict[str, list[Piece]] = defaultdict(list)
    mentions: dict[str, list[Piece]] = defaultdict(list)
    counts: Counter[tuple[str, str]] = Counter()
    for piece in pieces_of(story):
        fragment, mark = piece
        if mark.kind == "quote":
            quotes[mark.id].append(piece)
        elif mark.kind in PERSON_KINDS:
            mentions[mark.attrs.get("ref", "")].append(piece)
        elif mark.kind in ("moment", "number", "role"):
            counts[fragment.name, mark.kind] += 1
            yield _marked(mark_id(story.id, fragment, mark.kind, counts[fragment.name, mark.kind]), piece)
    yield from (_quoted(key, tuple(pieces)) for key, pieces in quotes.items())
    yield from _namesakes(mentions)


def _marked(key: str, piece: Piece) -> Item:
    attrs = piece.mark.attrs
    if piece.mark.kind == "moment":
        return Item(key, "moment", (piece,), MOMENT, int(bool(attrs.get("date"))), attrs.get("why", ""))
    is_role = piece.mark.kind == "role"
    return Item(key, "role" if is_role else "number", (piece,), ROLE if is_role else NUMBER, 0, "")


def _quoted(key: str, pieces: tuple[Piece, ...]) -> Item:
    attrs = pieces[0].mark.attrs
    basis, why = attrs.get("basis", "none"), attrs.get("why", "")
    known = basis != "none" and bool(attrs.get("speaker") or attrs.get("said-by"))
    grade = attrs.get("grade", "")
    number = int(grade) if grade.isdecimal() and len(grade) <= len(str(SURE)) else SURE
    if not known:
        # Of a text whose language is not read, nobody was looked for: that comes after what was looked for in vain.
        return Item(key, "quote", pieces, OPEN, int(is_unread_reason(why)), why)
    is_sure = basis != "inferred" and not is_ambiguous(pieces[0].mark)
    return Item(key, "quote", pieces, STATED if is_sure else INFERRED, number, why)


def is_ambiguous(mark: Mark) -> bool:
    """Return whether a quotation has a name for its speaker that could mean several."""
    several = len(mark.attrs.get("candidates", "").split()) > 1
    return several and not mark.attrs.get("speaker") and bool(mark.attrs.get("said-by"))


def _namesakes(mentions: Mapping[str, list[Piece]]) -> Iterator[Item]:
    """Yield those whose id was numbered, because another of the same name has the plain one."""
    for ref, pieces in mentions.items():
        if NUMBERED.fullmatch(ref):
            yield Item(ref, "person", tuple(pieces[:1]), NAMESAKE, 0, "")


def _unpaired(story: Story, marks: Iterable[LedgerEntry]) -> Iterator[Item]:
    """Yield quotation marks without a partner, each with the words that may be said."""
    known = Sentences.of(story)
    for row in marks:
        at = Span(row.start, row.end)
        proposed = _words_at(story, at, known)
        pieces = tuple(
            Piece(fragment, Mark(place.shift(-source.start), "quote", "", {}))
            for fragment in source_fragments(story)
            if (source := fragment.source) and source.meets(proposed)
            for place in (stripped(story.text, Span(max(source.start, proposed.start), min(source.end, proposed.end))),)
            if place.start < place.end
        )
        yield Item(row.id, "unpaired", pieces, MARK, 0, "", at=at)


def _words_at(story: Story, at: Span, known: Sentences) -> Span:
    """Return the words that a mark without a partner may open, up to the next mark or its paragraph's end.

    Of a mark that closes, they are those that it may close, from the mark before it or its sentence's beginning on.
    """
    text = story.text
    paragraph = known.paragraphs[known.paragraph_at(at.start)]
    before, after = text[paragraph.start : at.start], text[at.end : paragraph.end]
    is_closing = after[:1].isspace() or before[-1:].isalnum() or at.of(text) == "”"
    if after.strip() and not (before[-1:].strip() and is_closing):
        end = next((at.end + place for place, letter in enumerate(after) if letter in DOUBLE), paragraph.end)
        return stripped(text, Span(at.start, end))
    opened = max((place + 1 for place, letter in enumerate(before) if letter in DOUBLE), default=0) + paragraph.start
    return stripped(text, Span(max(opened, min(known.around(at.start)[1].start, at.start)), at.end))


def paragraphs_around(story: Story, place: Span) -> Span:
    """Return a place of a story's text with all of the paragraphs in which it begins and ends."""
    known = Sentences.of(story)
    first, last = (known.paragraphs[known.paragraph_at(at)] for at in (place.start, place.end - 1))
    return Span(first.start, last.end)


def plain_of(ref: str) -> str:
    """Return the id of which another is the numbered one; "" where it has no number."""
    found = NUMBERED.fullmatch(ref)
    return found["plain"] if found else ""


# Who may be meant


def names_in(story: Story) -> dict[str, str]:
    """Return the fullest name that a story has for each id, in order of the text; places are left out."""
    names: dict[str, list[str]] = defaultdict(list)
    for fragment, mark in source_marks(story, *NAMED):
        names[mark.attrs.get("ref", "")].append(" ".join(mark.span.of(fragment.text).split()))
    return {ref: fullest(texts) for ref, texts in names.items() if ref}


def candidates(story: Story, item: Item) -> tuple[PossiblePerson, ...]:
    """Return who else may be meant, the likeliest first: whom the rules weighed, then whom the text names nearest.

    Whoever the mark names already is not among them.
    """
    attrs = item.first.attrs
    named = attrs.get("of" if item.kind == "role" else "speaker", "")
    return near(story, item.span, attrs.get("candidates", "").split(), named, is_open=item.rank in (MARK, OPEN))


def near(
    story: Story, span: Span, weighed: Sequence[str] = (), named: str = "", *, is_open: bool = False
) -> tuple[PossiblePerson, ...]:
    """Return who may be meant at a place: the `weighed`, then whom the text names nearest, without the `named`.

    Where it `is_open` who spoke, words may begin with their speaker: Ada Vell said the board would look again.
    """
    names = names_in(story)
    refs = dict.fromkeys(
        [*(ref for ref in weighed if ref in names), *_nearest(story, span, span.start + is_open), *names]
    )
    return tuple(PossiblePerson(ref, names[ref]) for ref in refs if ref != named)[:MOST_CANDIDATES]


def _nearest(story: Story, span: Span, start: int) -> list[str]:
    """Return whom the text names in the same paragraph and those before, persons before bodies.

    The nearest sentence is first, and in it whoever it names first: it is likely about them. Whom the words themselves
    name, from `start` on, comes last: people seldom speak of themselves by name.
    """
    known = Sentences.of(story)
    at = known.paragraph_at(span.start)
    first, last = known.paragraphs[max(0, at - NEAR)].start, known.paragraphs[at].end
    found = [
        (
            span.covers(place) and place.start >= start,
            one.mark.kind != "person",
            _between(known.around(place.start)[1], span),
            place.start,
            ref,
        )
        for one in pieces_of(story, *NAMED)
        if (ref := one.mark.attrs.get("ref")) and first <= (place := one.span).start < last
    ]
    return [ref for *_, ref in sorted(found)]


def _between(one: Span, other: Span) -> int:
    if one.meets(other):
        return 0
    return min(abs(one.start - other.end), abs(other.start - one.end))


# What is shown around an item


class Surroundings(NamedTuple):
    """The sentence before, those that hold the item, and the sentence after; the outer two may be empty."""

    before: Span
    own: Span
    after: Span


def passage_of(story: Story, item: Item) -> Surroundings:
    """Return the sentences that hold an item, with one before and one after, of whatever paragraph."""
    known = Sentences.of(story)
    all_sentences = [*known.all()]
    span = item.span
    held = [at for at, one in enumerate(all_sentences) if one.meets(span)] or [0]
    first, last = held[0], held[-1]
    nothing = Span(span.start, span.start)
    return Surroundings(
        all_sentences[first - 1] if first else nothing,
        Span(min(all_sentences[first].start, span.start), max(all_sentences[last].end, span.end)),
        all_sentences[last + 1] if last + 1 < len(all_sentences) else nothing,
    )


def parts_of(text: str, passage: Surroundings, item: Item) -> Iterator[tuple[str, bool]]:
    """Yield the words of the item's sentences in pieces, each with whether it is the item's."""
    places = [one.span for one in item.pieces]
    edges = sorted(
        {passage.own.start, passage.own.end, *(edge for place in places for edge in (place.start, place.end))}
    )
    for start, end in pairwise(edges):
        yield text[start:end], any(place.covers(Span(start, end)) for place in places)


# What is shown of the whole text


class MarkedWords(NamedTuple):
    """Words of the text that the same marks hold: the marks' kinds, and the item that the innermost of them is."""

    words: str
    kinds: tuple[str, ...]
    item: str


class MarkedFragment(NamedTuple):
    """A fragment's words as they are marked: its number, its place in the source, its sentences there."""

    number: str
    start: int
    sentences: Sequence[Span]
    segments: Sequence[MarkedWords]


def paragraphs_shown(story: Story, items: Iterable[Item]) -> list[list[MarkedFragment]]:
    """Return a story's text by paragraph and fragment."""
    names = {(piece.fragment.name, piece.span, piece.mark.kind): item.id for item in items for piece in item.pieces}
    known = Sentences.of(story)
    sentences = [known.of_paragraph(at) for at in range(len(known.paragraphs))]
    found: list[list[MarkedFragment]] = [[] for _ in known.paragraphs]
    for fragment in source_fragments(story):
        if source := fragment.source:
            at = known.paragraph_at(source.start)
            own = [one for one in sentences[at] if one.meets(source)]
            view = MarkedFragment(fragment.number, source.start, own, list(_segments(story, fragment, names)))
            found[at].append(view)
    return found


def _segments(
    story: Story, fragment: Fragment, names: Mapping[tuple[str, Span, MarkKind], str]
) -> Iterator[MarkedWords]:
    source = fragment.source or Span(0, 0)
    marks = [(fragment.in_source(one.span), one.kind) for one in fragment.marks if one.kind != "was"]
    edges = sorted({source.start, source.end, *(edge for span, _ in marks for edge in (span.start, span.end))})
    for start, end in pairwise(edges):
        held = [(span, kind) for span, kind in marks if span.covers(Span(start, end))]
        ids = [names.get((fragment.name, span, kind), "") for span, kind in held]
        item = next((one for one in reversed(ids) if one), "")
        yield MarkedWords(story.text[start:end], tuple(dict.fromkeys(kind for _, kind in held)), item)
