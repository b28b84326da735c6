"""Quotations: the marks of one story's fragments come in, `Quote` records go out, in order of place.

Raises ContentErrors for a mark without an id, for parts that are missing or out of order, for values not known.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, cast

from generator.errors import ContentError, ContentErrors
from generator.model import Basis, Part, Quote, QuoteKind
from generator.newsroom.edges import words
from generator.newsroom.places import fault, in_source, offsets, one_of, source_fragments

if TYPE_CHECKING:
    from generator.model import Fragment, Mark, Story

KINDS = ("direct", "mixed", "indirect")
BASES = ("none", "stated", "inferred")


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
        basis=cast("Basis", one_of(fragment, mark, "basis", BASES)),
        candidates=tuple(mark.attrs.get("candidates", "").split()),
        why=mark.attrs.get("why", ""),
        corrections=_corrections(pieces),
        withdrawn=_header(fragment, "withdrawn"),
        edited=mark.attrs.get("by") == "editor",
    )


def _part(story: Story, piece: Piece, kind: QuoteKind) -> Part:
    span = in_source(piece.fragment, piece.mark)
    return Part(span, words(story.text, span, kind), piece.fragment.name)


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
