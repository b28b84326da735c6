"""The words of a text and their classes. A text with its quotations and sentences comes in, tokens go out.

In the narrative a quotation is one opaque token of kind `quote`, so that a clause can be read across it. Classes
come from the closed-class list; a capitalised word is a `name`, anything else a `word`.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import lru_cache
from typing import TYPE_CHECKING

from generator.annotate import lang
from generator.annotate.capitals import settled
from generator.annotate.token import Token

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.annotate.quotes import Quoted
    from generator.model import Span

_TOKEN = re.compile(
    r"(?:[A-Z]\.){2,}+"
    r"|[’'](?:s|d|ll|ve|re|m)\b"
    r"|[^\W\d_]++(?:(?:[-‑]|[’'](?!(?:s|d|ll|ve|re|m)\b))[^\W_]++)*+"
    r"|[$£€#@]?\d++(?:[.,:/-]\d++)*+[%\w]*+(?:-[^\W\d_]++)*+"
    r"|[-–—―]++|\.{2,}+|\S"
)
_DASHES = "-–—―"
WORDS = 10_000  # different words that are remembered: more than an article has


def _kind(text: str, low: str) -> str:
    if low in ("'s", "’s"):
        return "poss"
    if low in ("'", "’"):
        return "poss"
    known = lang.pairs("closed").get(low.replace("’", "'"))
    if known:
        return "name" if known == "time" and text[0].isupper() and low in _NO_NAMES else known
    if text[0].isdigit() or text[0] in "$£€#@":
        return "num" if any(c.isdigit() for c in text) else "punct"
    if text[0].isalpha():
        return "name" if text[0].isupper() or _has_article(text) else "word"
    return "dash" if text[0] in _DASHES else "punct"


def _has_article(text: str) -> bool:
    """Tell whether a small particle is written on to a name: al-Wadi."""
    particle, hyphen, name = text.partition("-")
    return bool(hyphen) and name[:1].isupper() and particle in lang.words("particles")


# Words for a time of day or a span, which in capitals are part of a name: the Morning Herald, This Week.
_NO_NAMES = frozenset({"morning", "afternoon", "evening", "night", "week", "month", "year", "today"})


def _raw(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the places of the tokens; an abbreviation or an initial keeps its full stop."""
    taken = start
    for found in _TOKEN.finditer(text, start, end):
        if found.start() < taken:
            continue
        taken = found.end()
        if taken < end and text[taken] == "." and _stopped(text, found[0], taken):
            taken += 1
        yield found.start(), taken


def _stopped(text: str, word: str, at: int) -> bool:
    initial = len(word) == 1 and word.isupper() and text[at + 1 : at + 2] in (" ", "\u00a0")
    return initial or word in lang.pairs("abbreviations")


def words(text: str, start: int, end: int) -> list[Token]:
    """Return the tokens between two places, quotation marks as marks; none opens a sentence."""
    return [Token(a, b, *_read(text[a:b])) for a, b in _raw(text, start, end)]


@lru_cache(maxsize=WORDS)
def _read(word: str) -> tuple[str, str, str]:
    """Return a word, the same in small letters, and its class: one object each, however often a text has the word."""
    low = word.lower()
    return word, word if low == word else low, _kind(word, low)


def _opening(text: str, token_start: int, before: Token | None, starts: Sequence[int]) -> int:
    floor = before.end if before else 0
    place = bisect_left(starts, floor)
    if place >= len(starts) or starts[place] > token_start:
        return 0
    if before and before.kind == "quote" and text[starts[place] - 1 : starts[place]] != "\n":
        last = text[max(0, before.end - 4) : before.end].rstrip("”’\"'»")
        return 2 if last.endswith(".") and not last.endswith("..") else 1
    return 2


def narrative(
    text: str, quotes: Sequence[Quoted], sentences: Sequence[Span], paragraphs: Sequence[Span]
) -> list[Token]:
    """Return the tokens of the whole text with every quotation as one token."""
    starts = [span.start for span in sentences]
    found: list[Token] = []
    at = 0
    for index, quote in enumerate(quotes):
        _add(found, text, words(text, at, quote.outer.start), starts)
        mark = Token(quote.outer.start, quote.outer.end, "“”", "“”", "quote", quote=index)
        _add(found, text, [mark], starts)
        at = quote.outer.end
    _add(found, text, words(text, at, len(text)), starts)
    return settled(text, found, paragraphs)


def _add(found: list[Token], text: str, fresh: Sequence[Token], starts: Sequence[int]) -> None:
    for token in fresh:
        opens = _opening(text, token.start, found[-1] if found else None, starts)
        found.append(Token(token.start, token.end, token.text, token.low, token.kind, opens, token.quote))


def place(starts: Sequence[int], at: int) -> int:
    """Return the index of the last entry that is not after `at`."""
    return bisect_right(starts, at) - 1
