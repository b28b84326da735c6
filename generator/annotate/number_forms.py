"""Which stretches of a text are numbers. A text comes in, numbers with their sort and size go out.

Dates, times, ages, ordinals, scores, ranges and the numbers of names are no numbers here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Literal

from generator.annotate import lang
from generator.annotate.date_slots import any_of
from generator.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

Sort = Literal["count", "money", "share", "crowd"]

_DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_BEFORE = r"(?<![\w.,:#/$€£¥₹%'’-])"
_AFTER = r"(?![\w%])(?![-–—/:.,]\d)(?! ?-(?: ?[A-Za-z]))(?! years? old\b)(?!['’]s\b)"
_OLDEST = 120
_AGE_BEFORE = re.compile(r"(?:\bage[ds]?(?: of)?|[A-Z][\w’'.-]*,)\s$")
_AGE_AFTER = re.compile(r"[,.;)]|\s(?:years?|months?)[- ]old\b|$")
_NAMED = re.compile(
    r"(?:\b[A-Z][\w’'&-]*|\b(?:[Nn]o|[Nn]r|[Vv]ol|pp?|[Aa]rt)\.|#|\b(?:[Pp]age|[Nn]umber|[Dd]ay|[Pp]art|[Ss]ection|[Cc]hapter))\s$"
)
_SENTENCE_OPENING = re.compile(r"(?:^|[.!?”\"\n]\s*|“)\S+\s$")
_LOOKBACK = 32


@dataclass(frozen=True, slots=True)
class Amount:
    """A number in a text: its place with the words that make it approximate, its sort, its size."""

    span: Span
    sort: Sort
    size: float


def _listed(name: str, kind: str | None = None) -> str:
    return any_of([word for word, value in lang.pairs(name).items() if kind is None or value == kind])


@cache
def _pattern() -> re.Pattern[str]:
    small = any_of([word for word in lang.words("numerals") if lang.pairs("numerals")[word] not in ("1", "vague")])
    scale = _listed("scales")
    money = _listed("currencies", "word")
    signed = rf"(?P<sign>{_listed('currencies', 'sign')}) ?(?P<sum>{_DIGITS})(?:(?:[ -]|(?=[a-z])){scale}\b)?"
    share = r" ?%| per ?cent\b(?: points?\b)?| percentage points?\b"
    plain = rf"(?P<digits>{_DIGITS})(?P<scaled>(?: |(?=[bmtk])){scale}\b)?(?:(?P<share>{share})|(?P<cash> {money}\b))?"
    words = (
        rf"(?P<words>{small}(?:-{small})?)(?P<wscaled>(?: {scale}\b)+)?(?:(?P<wshare>{share})|(?P<wcash> {money}\b))?"
    )
    crowd = rf"(?P<crowd>{_listed('crowds')})(?= of\b)"
    about = rf"(?P<about>{any_of(list(lang.words('approximators')))} )?"
    return re.compile(rf"{_BEFORE}(?=[\w$€£¥₹]){about}(?:{signed}|{crowd}|{plain}|{words}){_AFTER}")


def _scaled(match: re.Match[str]) -> int:
    """Return the power of ten that the words behind the number make."""
    tail = re.findall(r"[A-Za-z]+", match[0][match.end("about") - match.start() if match["about"] else 0 :])
    return sum(int(lang.pairs("scales").get(word.lower(), "0")) for word in tail)


def _size(match: re.Match[str]) -> float:
    if match["crowd"]:
        return 10.0 ** int(lang.pairs("crowds")[match["crowd"].lower()])
    digits = match["sum"] or match["digits"]
    if digits:
        base = float(digits.replace(",", ""))
    else:
        base = float(sum(int(lang.pairs("numerals")[word]) for word in match["words"].lower().split("-")))
    return base * 10.0 ** _scaled(match)


def _sort(match: re.Match[str]) -> Sort:
    if match["crowd"]:
        return "crowd"
    if match["sign"] or match["cash"] or match["wcash"]:
        return "money"
    return "share" if match["share"] or match["wshare"] else "count"


def _is_age(text: str, match: re.Match[str]) -> bool:
    before = text[max(0, match.start() - _LOOKBACK) : match.start()]
    if float(match["digits"].replace(",", "")) > _OLDEST or not _AGE_AFTER.match(text[match.end() : match.end() + 16]):
        return False
    return bool(_AGE_BEFORE.search(before))


def _is_named(text: str, match: re.Match[str]) -> bool:
    """Tell whether a bare number belongs to the name before it (“Route 66”)."""
    before = text[max(0, match.start() - _LOOKBACK) : match.start()]
    bare = not match["scaled"] and not match["share"] and not match["cash"] and "," not in match["digits"]
    return bare and bool(_NAMED.search(before)) and not _SENTENCE_OPENING.search(before)


def _counts(text: str, match: re.Match[str]) -> bool:
    if not match["digits"] or match["about"]:
        return True
    return not _is_age(text, match) and not _is_named(text, match)


def amounts(text: str) -> Iterator[Amount]:
    """Yield every number of `text` that counts or measures, in order; leaving out dates is the caller's part."""
    for match in _pattern().finditer(text):
        if _counts(text, match):
            yield Amount(Span(match.start(), match.end()), _sort(match), _size(match))
