"""The numbers of a text, each with the phrase that gives it meaning; the few that matter are marked as key.

A text comes in, with its quotations where they are known; numbers in order of place go out. A number without a
phrase is left out. Key are at most four, by these rules: a share, a sum of money, or a count of ten or more; a
phrase with a word of substance that is no unit of time or measure; not in the heading; not in a quotation whose
speaker is not established; of two with the same size and meaning the first. Those that the
heading has too go first, then round and approximate numbers before others, then exact counts before vague ones, then
earlier ones.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Literal

from verbatim.annotate import lang
from verbatim.annotate.dates.grammar import any_of, expressions, is_date
from verbatim.annotate.text.segments import sentences
from verbatim.annotate.text.tense import is_past
from verbatim.model import NumberFound, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verbatim.model import QuoteFound


# ---- annotate/number_forms.py

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


# ---- annotate/number_meaning.py

_WORD = re.compile(r"[\w’'-]+(?:\.(?=\w))?[\w’'-]*")
_GAP = re.compile(r"[ \u00a0-]+|\r?\n(?=\S)")
_MOST = 9
_REACH_BACK = 90
_CLAUSE = re.compile(r"[.!?,;:()“”\"\[\]–—]|\b(?:and|but|which|who|that|while)\s")
_ARTICLES = frozenset(("the", "a", "an", "all"))


def _plural(word: str) -> bool:
    if word.lower() in lang.words("irregular_plurals"):
        return True
    return len(word) > len("was") and word.endswith("s") and not word.endswith(("ss", "us", "is", "'s", "’s"))


def _stops(word: str) -> bool:
    return word.lower() in lang.words("phrase_ends")


def _run(text: str, at: int, end: int, most: int) -> list[Span]:
    """Return the words from `at` on that could belong to one noun phrase, up to its plural or a word that ends it."""
    found: list[Span] = []
    while len(found) < most:
        gap = _GAP.match(text, at, end)
        word = _WORD.match(text, gap.end() if gap else at, end)
        if not gap or not word or _stops(word[0]) or word[0] == "of":
            break
        if found and _plural(found[-1].of(text)) and not _plural(word[0]):
            break
        found.append(Span(word.start(), word.end()))
        at = word.end()
    return found


def _of(text: str, at: int, end: int) -> list[Span]:
    """Return the words of an “of …” phrase that begins at `at`, empty where none does."""
    opening = re.compile(r"\s+of(?=\s)").match(text, at, end)
    inside = _run(text, opening.end(), end, _MOST) if opening else []
    return [Span(at + 1, at + 1 + len("of")), *inside] if opening and inside else []


def _pair(text: str, at: int, end: int) -> list[Span]:
    """Return the second of two counted nouns where nothing but a mark follows it (“countries and regions.”)."""
    match = re.compile(r"\s+and\s+([\w’'-]+)(?=[.,;:!?)”\"]|$)").match(text, at, end)
    return [Span(match.start(1), match.end(1))] if match and _plural(match[1]) else []


def _behind(text: str, start: int, end: int) -> Span | None:
    words = _run(text, start, end, _MOST)
    tail = _of(text, words[-1].end if words else start, end)
    both = words + tail
    if words and not tail:
        both += _pair(text, words[-1].end, end)
    if not both or both[0].of(text).lower() in _ARTICLES or (is_past(both[0].of(text)) and len(both) == 1):
        return None
    return Span(both[0].start, both[-1].end)


def _countable(text: str, phrase: Span) -> bool:
    """Tell whether a phrase can be counted: without a plural the number is part of a name (“a 737 airliner”)."""
    return any(_plural(word[0]) for word in _WORD.finditer(text, phrase.start, phrase.end))


def _ahead(text: str, start: int, floor: int) -> Span | None:
    """Return the words of the clause before the number, from its subject on."""
    left = max(floor, start - _REACH_BACK)
    cuts = [m.end() for m in _CLAUSE.finditer(text, left, start)]
    first = cuts[-1] if cuts else left
    if not cuts and left > floor:
        return None
    words = list(_WORD.finditer(text, first, start))
    while words and words[-1][0].lower() in ("to", "by", "of", "at", "a", "the", "for", "from", "in", "with"):
        words.pop()
    if not words or len(words) > _MOST or _stops(words[0][0]):
        return None
    content = [word for word in words if not _stops(word[0])]
    states = len(words) == len(("Turnout", "was")) and (
        is_past(words[1][0]) or words[1][0] in lang.words("auxiliaries")
    )
    return Span(words[0].start(), words[-1].end()) if len(content) > 1 or (content and states) else None


def meaning(text: str, amount: Amount, sentence: Span) -> Span | None:
    """Return the phrase that gives `amount` its meaning within `sentence`, None where the sentence gives none."""
    behind = _behind(text, amount.span.end, sentence.end)
    if behind and amount.sort == "crowd":
        return Span(behind.start + len("of "), behind.end)
    if amount.sort in ("count", "crowd"):
        return behind if behind and _countable(text, behind) else None
    if behind:
        return behind
    return _ahead(text, amount.span.start, sentence.start)


# ---- annotate/numbers.py

_KEYS = 4
_LEAST_COUNT = 10
_SUBSTANCE = re.compile(r"[^\W\d_]{4,}")


def _holder(spans: list[Span], at: int) -> Span | None:
    index = bisect_right(spans, at, key=lambda span: span.start) - 1
    return spans[index] if index >= 0 and at < spans[index].end else None


def _found(text: str) -> list[tuple[Amount, NumberFound]]:
    dates = [e.span for e in expressions(text) if is_date(text, e)]
    stops = sentences(text)
    found = []
    for amount in amounts(text):
        if _holder(dates, amount.span.start) or _holder(dates, amount.span.end - 1):
            continue
        sentence = _holder(stops, amount.span.start)
        means = meaning(text, amount, sentence) if sentence else None
        if means:
            found.append((amount, NumberFound(amount.span, means)))
    return found


def _measures(words: str) -> bool:
    """Tell whether a phrase begins with a unit of time or measure."""
    first = words.split(maxsplit=1)[0].lower()
    return not {first, first.removesuffix("s")}.isdisjoint(lang.words("units") | lang.words("measures"))


def _is_round(amount: Amount, words: str) -> bool:
    """Tell whether the number is approximate, or ends in zeros beyond its first two figures."""
    figures = re.sub(r"\D", "", words).rstrip("0")
    return not words[:1].isdigit() or len(figures) <= len("12") or amount.sort == "crowd"


def _may_be_key(text: str, amount: Amount, number: NumberFound, closed: list[Span]) -> bool:
    words = number.means.of(text)
    enough = amount.sort in ("money", "share") or amount.size >= _LEAST_COUNT
    said = any(span.meets(number.span) for span in closed)
    return enough and not said and not _measures(words) and bool(_SUBSTANCE.search(words))


def _keys(text: str, found: list[tuple[Amount, NumberFound]], quotes: tuple[QuoteFound, ...]) -> set[NumberFound]:
    closed = sorted(quote.span for quote in quotes if quote.kind == "direct" and quote.basis == "none")
    first_line = text.lstrip().partition("\n")[0]
    heading = text.find(first_line) + len(first_line) if "\n" in text.strip() else 0
    headed = {amount.size for amount, number in found if number.span.start < heading}
    seen: set[str] = set()
    ranked = []
    for amount, number in found:
        words = number.span.of(text)
        same = f"{amount.size} {number.means.of(text).lower()}"
        if number.span.start < heading or same in seen or not _may_be_key(text, amount, number, closed):
            continue
        seen.add(same)
        plain = (not _is_round(amount, words), amount.sort == "crowd", number.span.start)
        ranked.append((amount.size not in headed, *plain, number))
    return {row[-1] for row in sorted(ranked, key=lambda row: row[:-1])[:_KEYS]}


def find(text: str, quotes: tuple[QuoteFound, ...] = ()) -> tuple[NumberFound, ...]:
    """Return the numbers of `text` with what they count, in order of place, the key ones marked; linear in length."""
    found = _found(text)
    keys = _keys(text, found, quotes)
    return tuple(replace(number, key=number in keys) for _, number in found)
