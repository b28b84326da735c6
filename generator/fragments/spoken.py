"""Quotations as they are told from others: by their words and those before. A reading or fragments come in."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.model import Fragment, QuoteFound, Reading

WORDS_BEFORE = 5
READ_BEFORE = 200  # code points in which the words before a quotation are looked for
MARKS = " \t\n\r“”„‟«»‹›‘’‚\"'`"


class Spoken(NamedTuple):
    """A quotation as it is told from others: its id or group, its words, the words before it."""

    key: str
    words: str
    before: str = ""


def spoken_in(text: str, reading: Reading) -> list[Spoken]:
    """Return the quotations of a reading in order, the pieces of each joined."""
    pieces: dict[str, list[QuoteFound]] = defaultdict(list)
    for row in reading.quotes:
        held = pieces[row.group]
        if not (held and held[-1].kind == "mixed" and held[-1].span.covers(row.span)):
            held.append(row)
    return [
        Spoken(group, joined(row.span.of(text) for row in rows), _before(text, rows[0].span.start))
        for group, rows in pieces.items()
    ]


def spoken_on(fragments: Iterable[Fragment]) -> list[Spoken]:
    """Return the quotations that fragments mark, in order of the source, the parts of each joined."""
    parts: dict[str, list[str]] = defaultdict(list)
    before: dict[str, str] = {}
    so_far = ""
    for fragment in fragments:
        for mark in fragment.marks:
            if mark.kind == "quote" and mark.id:
                before.setdefault(mark.id, _before(so_far + fragment.text[: mark.span.start], None))
                parts[mark.id].append(mark.span.of(fragment.text))
        so_far = (so_far + fragment.text + "\n")[-READ_BEFORE:]
    return [Spoken(key, joined(words), before[key]) for key, words in parts.items()]


def joined(pieces: Iterable[str]) -> str:
    """Return words on one line, without the quotation marks around pieces."""
    return " ".join(" ".join(piece.strip(MARKS) for piece in pieces).split())


def _before(text: str, end: int | None) -> str:
    end = len(text) if end is None else end
    return " ".join(text[max(0, end - READ_BEFORE) : end].rstrip(MARKS).split()[-WORDS_BEFORE:])
