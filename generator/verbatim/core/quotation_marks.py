"""Knows the quotation marks of all languages, and finds what stands within them in a plain text, such as a headline."""

import re
from collections.abc import Callable, Iterator
from typing import Generic, NamedTuple, TypeVar

from verbatim.core.text import stripped
from verbatim.model import Span

# Marks that enclose quotations and do nothing else; single ones are apostrophes, primes and commas besides.
DOUBLE = '“”„‟«»"「」『』❝❞〝〞〟＂'
SINGLE = "‘’‚‛‹›❛❜'`"
ALL = DOUBLE + SINGLE
# Where one of these is, words may be enclosed; where none is, none are.
OPENING = DOUBLE + "‘‚‹❛"
# Some marks always open; a straight, single or closing one (”so”, »so«) only at the start of a word. Two apostrophes,
# and two grave accents, are a typewriter's.
_OPENER = re.compile(
    r"""[“„‟«「『❝〝]|(?<![^\s(\[{/—–\-:“„«»‘‚‹])(?:''(?=[^\s'])|``(?=[^\s`])|["＂‘‚‹❛](?=\S)|'(?=\w)|[”»](?=\w))"""
)
_CLOSING = {
    "“": "”", "„": "[“”]", "«": "»", "»": "[«»]", "”": "”", '"': '"', "‘": r"’(?!\w)", "‚": r"[‘’](?!\w)", "‹": "›",
    "'": r"(?<=\S)'(?!\w)", "‟": "[”“]", "「": "」", "『": "』", "❝": "❞", "〝": "[〞〟]", "＂": "＂", "❛": r"❜(?!\w)",
    "''": "''", "``": "''|``",
}  # fmt: skip
_CLOSERS = {opener: re.compile(closer) for opener, closer in _CLOSING.items()}
_SINGLE = frozenset("‘‚‹❛'")  # not closed, these are apostrophes or commas
# What a straight mark stands before in place of letters: 'tis, the '90s, rock 'n' roll, 's-Gravenhage.
_ELIDED = re.compile(r"(?:\d|(?:t(?:is|was|il)|em|cause|n|s|bout|round)\b)", re.IGNORECASE)
_DEEPEST = 2  # quotation marks within quotation marks
_WORD = re.compile(r"\w")

Found = TypeVar("Found")
Found_co = TypeVar("Found_co", covariant=True)


class Cited(NamedTuple, Generic[Found_co]):
    """A range of a text: words with what was `found` for them, without their marks; or marks with all they enclose.

    `closed` is false where the mark is not closed in the text.
    """

    span: Span
    found: Found_co | None
    closed: bool = True


def citations(text: str, find: Callable[[str], Found | None], deepest: int = _DEEPEST) -> Iterator[Cited[Found]]:
    """Yield, in order, what stands within quotation marks, with what `find` returns for the words.

    Of nested marks, the outermost with words that are found count. Straight single marks around one word that is not
    found are taken for apostrophes, and left out.
    """
    at = 0
    unclosed: set[str] = set()
    while opening := _OPENER.search(text, at):
        mark, at = opening[0], opening.end()
        closing = None if mark in unclosed else _CLOSERS[mark].search(text, at)
        if closing is None and mark in _SINGLE:
            unclosed.add(mark)
            continue
        inner, end = (Span(at, closing.start()), closing.end()) if closing else (Span(at, len(text)), len(text))
        words = stripped(text, inner)
        found = find(words.of(text)) if _WORD.search(text, inner.start, inner.end) else None
        if found is None and mark == "'" and not _is_quoted(words.of(text)):
            continue
        if found is not None:
            yield Cited(words, found, closing is not None)
        elif _WORD.search(text, inner.start, inner.end):
            yield from _around(text, Span(opening.start(), end), inner, find, deepest)
        at = end


def _is_quoted(words: str) -> bool:
    """Return whether words between two straight single marks are quoted, and the marks no apostrophes."""
    return len(words.split()) > 1 and not _ELIDED.match(words)


def _around(
    text: str, whole: Span, inner: Span, find: Callable[[str], Found | None], deepest: int
) -> Iterator[Cited[Found]]:
    """Yield the words that are found within marks of their own, and all that is around them."""
    at, closed = whole.start, whole.end > inner.end
    for one in citations(inner.of(text), find, deepest - 1) if deepest and closed else ():
        if one.found is not None:
            place = one.span.shift(inner.start)
            yield Cited(Span(at, place.start), None)
            yield Cited(place, one.found)
            at = place.end
    yield Cited(Span(at, whole.end), None, closed)
