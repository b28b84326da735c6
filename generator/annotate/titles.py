"""What stands before a name: titles in capitals, roles in small letters. Tokens come in, places and gender go out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.annotate import lang
from generator.annotate.cues import cue
from generator.model import Span

if TYPE_CHECKING:
    from collections.abc import Container, Sequence

    from generator.annotate.token import Token

_LONGEST = 9
_APPOSED = 5  # words of a role read after “NAME, the”


def plain(word: str) -> str:
    """Return a word in small letters without a full stop."""
    return word.lower().rstrip(".")


def title_end(tokens: Sequence[Token], first: int, last: int, surnames: Container[str]) -> int:
    """Return the index after the last title in the run, `first` where there is none."""
    if tokens[last].text in surnames:
        last -= 1
    if last > first and tokens[first].text in lang.words("firstnames"):
        return first
    for at in range(last, first - 1, -1):
        low = plain(tokens[at].text)
        of_several = at + 1 < len(tokens) and tokens[at + 1].text in lang.words("firstnames")
        if low in lang.words("titles") or (of_several and low.removesuffix("s") in lang.words("titles")):
            return at + 1
    return first


def role_before(tokens: Sequence[Token], first: int) -> Span | None:
    """Return the role in small letters directly before a name, with what tells more of it: Vell Bank founder."""
    if not first or tokens[first].opens or tokens[first - 1].kind != "word":
        return None
    if tokens[first - 1].low not in lang.words("roles"):
        return None
    at = first - 1
    while at and first - at < _LONGEST and tokens[at - 1].kind in ("word", "name", "adj") and not tokens[at].opens:
        if tokens[at - 1].low in lang.words("verbs") or cue(tokens[at - 1].low) is not None:
            break
        at -= 1
    return Span(tokens[at].start, tokens[first - 1].end)


def gender_of(title: Sequence[Token], before: Token | None, words: Sequence[str]) -> str:
    """Return m or f where a title, a role or a first name tells; empty where none does."""
    for token in title:
        told = lang.pairs("titles").get(plain(token.text), "")
        if told:
            return told
    if before is not None and (told := lang.pairs("roles").get(before.low, "")):
        return told
    return lang.pairs("firstnames").get(words[0], "") if len(words) > 1 else ""


def is_body_of(last: Token, coming: Sequence[Token]) -> bool:
    """Tell whether a plural's possessive goes on to the name of a body: the Farmers’ Association."""
    plural = last.low.endswith("s") and coming[0].text in ("’", "'") and coming[0].start == last.end
    return plural and coming[1].text in lang.words("organisations")


def apposed_gender(tokens: Sequence[Token], first: int, last: int) -> str:
    """Return m or f where a role set off by a comma tells: “her father, NAME,” and “NAME, the chairwoman of”."""
    roles = lang.pairs("roles")
    closed = last + 1 < len(tokens) and tokens[last + 1].low == ","
    if closed and first > 1 and tokens[first - 1].low == "," and (told := roles.get(tokens[first - 2].low, "")):
        return told
    if not closed or last + 2 >= len(tokens) or tokens[last + 2].kind != "det":
        return ""
    for token in tokens[last + 3 : last + 3 + _APPOSED]:
        if token.kind not in ("word", "adj", "name", "poss") or token.opens:
            break
        if told := roles.get(token.low, ""):
            return told
    return ""
