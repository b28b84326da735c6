"""The quotations that a story's fragments mark, as the ledger records them. Fragments come in, `Now` records go out."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from generator import edtf
from generator.fragments.fullest import fullest
from generator.fragments.spoken import joined
from generator.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.model import Fragment, Mark

MENTIONS = ("person", "organisation", "place")


class Line(NamedTuple):
    """A header that tells of a change: its day and its reason, as an editor wrote them."""

    date: str
    reason: str


class Now(NamedTuple):
    """A quotation as its marks have it: words without marks, slice of the source, who speaks.

    `now` is the words as corrected, empty where they stand as printed; `name` the speaker's fullest mention, where
    `speaker` is a person's id. `lines` are the headers `Corrected` of the fragments that its parts stand in, `taken`
    the header `Withdrawn` of the first one.
    """

    words: str
    start: int
    end: int
    speaker: str
    name: str
    now: str
    lines: tuple[Line, ...]
    taken: Line | None


class _Part(NamedTuple):
    mark: Mark
    fragment: Fragment
    start: int


def quotations(fragments: Iterable[Fragment]) -> dict[str, Now]:
    """Return the marked quotations by id in order of the source; speaker is that of the first part."""
    held = sorted(fragments, key=lambda fragment: fragment.source or Span(0, 0))
    names = _names(held)
    parts: dict[str, list[_Part]] = defaultdict(list)
    for fragment in held:
        start = fragment.source.start if fragment.source else 0
        for mark in fragment.marks:
            if mark.kind == "quote" and mark.id:
                parts[mark.id].append(_Part(mark, fragment, start))
    return {key: _now(found, names) for key, found in parts.items()}


def _names(fragments: Iterable[Fragment]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for fragment in fragments:
        for mark in fragment.marks:
            if mark.kind in MENTIONS:
                found[mark.attrs.get("ref", "")].append(mark.span.of(fragment.text))
    return found


def _now(parts: list[_Part], names: dict[str, list[str]]) -> Now:
    first, last = parts[0], parts[-1]
    named = first.mark.attrs.get("speaker", "")
    corrected = [_as_corrected(part) for part in parts]
    printed = [part.mark.span.of(part.fragment.text) for part in parts]
    return Now(
        words=joined(printed),
        start=first.mark.span.start + first.start,
        end=last.mark.span.end + last.start,
        speaker=named or first.mark.attrs.get("said-by") or "",
        name=fullest(names.get(named, ())) if named else "",
        now=joined(corrected) if corrected != printed else "",
        lines=tuple(dict.fromkeys(line for part in parts for line in lines_of(part.fragment, "corrected"))),
        taken=next(lines_of(first.fragment, "withdrawn"), None),
    )


def _as_corrected(part: _Part) -> str:
    """Return a part's words with each `.was` in it as it reads now."""
    text, whole, at, found = part.fragment.text, part.mark.span, part.mark.span.start, []
    for mark in part.fragment.marks:
        if mark.kind == "was" and whole.covers(mark.span) and mark.span.start >= at:
            found += [text[at : mark.span.start], mark.attrs.get("now", "")]
            at = mark.span.end
    return "".join([*found, text[at : whole.end]])


def lines_of(fragment: Fragment, name: str) -> Iterator[Line]:
    """Yield the headers of that name, in lower case, that begin with a date; a build refuses the others."""
    for key, value in fragment.headers:
        if key.lower() == name:
            date, _, reason = value.strip().partition(" ")
            if edtf.parse(date):
                yield Line(date, reason.strip())
