"""The words of a text and their classes. A text with its quotations and sentences comes in, tokens go out.

In the narrative a quotation is one opaque token of kind `quote`, so that a clause can be read across it. Classes
come from the closed-class list; a capitalised word is a `name`, anything else a `word`.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from verbatim.annotate import lang
from verbatim.annotate.lang import cue

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Sequence

    from verbatim.annotate.quotations.marked import Quoted
    from verbatim.model import Span


# ---- annotate/token.py

SURELY = 2


@dataclass(frozen=True, slots=True)
class Token:
    """A word, mark or quotation; `low` is in small letters, `quote` the quotation's index where it is one.

    `opens` says how surely a sentence begins here: 0 not, 1 perhaps (after a quotation's own ? or !), 2 surely.
    """

    start: int
    end: int
    text: str
    low: str
    kind: str
    opens: int = 0
    quote: int = -1

    @property
    def begins(self) -> bool:
        """Tell whether a sentence surely begins here."""
        return self.opens == SURELY


# ---- annotate/capitals.py

_TITLE_SHARE = 0.9
_SHORT = 3
_DATELINE = 12
_SMALL = frozenset({"det", "prep", "and", "conj", "to"})
_SURNAMES = frozenset({"may", "will", "can"})


def settled(text: str, tokens: Sequence[Token], paragraphs: Sequence[Span]) -> list[Token]:
    """Return the tokens with the kind of every capitalised word settled."""
    blocks = _by_paragraph(tokens, paragraphs)
    titles = [is_title_case(paragraph.of(text).split()) for paragraph in paragraphs]
    body = [t for block, title in zip(blocks, titles, strict=True) if not title for t in block]
    inside = {t.text for t in body if t.kind == "name" and not t.opens}
    small = {t.text for t in body if t.kind == "word"}
    found: list[Token] = []
    for block, title in zip(blocks, titles, strict=True):
        after_place = 0 if title else _dateline(block)
        found.extend(replace(token, kind="dateline") for token in block[:after_place])
        rest = block[after_place:]
        found.extend(_in_title(rest, inside, small) if title else _in_text(rest, inside, small))
    return found


def _in_title(block: Sequence[Token], inside: Container[str], small: Container[str]) -> list[Token]:
    """Keep as names in a headline only what the text below or a general list knows as one."""
    return [replace(t, kind="word") if t.kind == "name" and _is_plain(t, inside, small) else t for t in block]


def _in_text(block: Sequence[Token], inside: Container[str], small: Container[str]) -> list[Token]:
    """Make plain words of those that only open their sentence, and names of the small words inside names."""
    rest = _joined(block)
    pairs = zip(rest, [*rest[1:], None], strict=True)
    return [
        replace(t, kind="word") if t.kind == "name" and _only_opens(t, coming, inside, small) else t
        for t, coming in pairs
    ]


def _joined(block: Sequence[Token]) -> list[Token]:
    """Make part of a name what it writes within it: Reporters Without Borders, in The Hill, Ann May, Vell & Marr."""
    found = list(block)
    for at, token in enumerate(block):
        if token.opens or not (token.text[0].isupper() or token.text == "&") or not at:
            continue
        before, after = found[at - 1], block[at + 1] if at + 1 < len(block) else None
        partners = token.text == "&" and before.kind == "name" and after is not None and after.kind == "name"
        beside = before.kind == "name" and before.end + 1 == token.start
        within = token.kind in _SMALL and after is not None and after.kind == "name"
        if partners or (within and (beside or token.low == "the")) or (beside and token.low in _SURNAMES):
            found[at] = replace(token, kind="name")
    return found


def _by_paragraph(tokens: Sequence[Token], paragraphs: Sequence[Span]) -> list[list[Token]]:
    starts = [paragraph.start for paragraph in paragraphs]
    blocks: list[list[Token]] = [[] for _ in paragraphs]
    for token in tokens:
        blocks[bisect_right(starts, token.start) - 1].append(token)
    return blocks


def is_title_case(words: Sequence[str]) -> bool:
    """Tell whether words are written as a title is: nearly all but the small ones in capitals."""
    stripped = (word.strip("“”‘’\"'(.,:;?!") for word in words)
    large = [word for word in stripped if word[:1].isalpha() and word.lower() not in lang.words("closed")]
    return len(large) > 1 and sum(word[0].isupper() for word in large) >= _TITLE_SHARE * len(large)


def _dateline(block: Sequence[Token]) -> int:
    """Return how many tokens a dateline takes: PLACE (AGENCY) —."""
    if not block or not block[0].text.isupper() or len(block[0].text) < _SHORT or block[0].kind != "name":
        return 0
    for at, token in enumerate(block[:_DATELINE]):
        if token.kind in ("dash", "quote"):
            return at + 1 if token.kind == "dash" else 0
    return 0


def _known(token: Token) -> bool:
    return any(token.text in lang.words(known) for known in ("firstnames", "places", "outlets", "peoples"))


def _is_plain(token: Token, inside: Container[str], small: Container[str]) -> bool:
    return token.low in small or (token.text not in inside and not _known(token))


def _only_opens(token: Token, coming: Token | None, inside: Container[str], small: Container[str]) -> bool:
    """Tell whether a capital says no more than that a sentence begins."""
    if token.text.isupper() and len(token.text) > 1:
        return token.low in small or token.low in lang.words("closed")
    if not token.opens or token.text in inside or _known(token) or token.low.rstrip(".") in lang.words("titles"):
        return False
    if token.low in small or token.low in lang.words("roles") or token.low.endswith(("ing", "ed", "ly")):
        return True
    if coming is None or coming.kind == "name":
        return coming is None
    return not _speaks(token, coming)


def _speaks(token: Token, coming: Token) -> bool:
    """Tell whether a lone capitalised word speaks, and is no plural and no general word for who may: Quorl said."""
    told = cue(coming.low)
    if told is None or told.takes != "speech" or told.form not in ("past", "s") or token.low.endswith("s"):
        return False
    lists = ("closed", "roles", "groups", "witnesses", "saying_nouns")
    return len(token.text) > 1 and not any(token.low in lang.words(name) for name in lists)


# ---- annotate/tokens.py

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
