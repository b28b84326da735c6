"""Which capitals make a name. Tokens come in; those whose capital only opens a sentence or a headline become words.

A capital at a sentence's start, in a headline or in a dateline says nothing by itself: there, the rest of the
text and general lists decide.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace
from typing import TYPE_CHECKING

from generator.annotate import lang
from generator.annotate.cues import cue

if TYPE_CHECKING:
    from collections.abc import Container, Sequence

    from generator.annotate.token import Token
    from generator.model import Span

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
