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
from dataclasses import replace
from typing import TYPE_CHECKING

from generator.annotate import lang
from generator.annotate.date_grammar import expressions
from generator.annotate.date_guards import stands
from generator.annotate.number_forms import Amount, amounts
from generator.annotate.number_meaning import meaning
from generator.annotate.sentences import sentences
from generator.model import NumberFound

if TYPE_CHECKING:
    from generator.model import QuoteFound, Span

_KEYS = 4
_LEAST_COUNT = 10
_SUBSTANCE = re.compile(r"[^\W\d_]{4,}")


def _holder(spans: list[Span], at: int) -> Span | None:
    index = bisect_right(spans, at, key=lambda span: span.start) - 1
    return spans[index] if index >= 0 and at < spans[index].end else None


def _found(text: str) -> list[tuple[Amount, NumberFound]]:
    dates = [e.span for e in expressions(text) if stands(text, e)]
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
