"""“In brief”: three to five whole sentences of a text, chosen by rules. A text and its reading come in, spans go out.

Of the sentences that can stand alone (`brief_sentences`) those go first that stand early, share words with the rest
of the text and its heading, name people, carry a key number or a dated event, are not mostly quotation (which has a
card of its own) and are not long. No two with much the same words. Fewer than three: none at all.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from typing import TYPE_CHECKING

from generator.annotate.brief_sentences import Candidate, candidates

if TYPE_CHECKING:
    from generator.model import Reading, Span

_FEWEST, _MOST = 3, 5
_SENTENCES_EACH = 2
_ALIKE = 0.34
_EARLY, _NAMED, _NUMBER, _DATED, _QUOTED, _SHARED = 1.0, 0.12, 0.2, 0.15, 0.4, 0.6
_COMFORTABLE = 30
_LONG = 0.02
_MENTIONS = 2


def _inside(places: list[int], span: Span) -> int:
    return bisect_left(places, span.end) - bisect_left(places, span.start)


def _quoted_share(quotes: list[Span], span: Span) -> float:
    """Return the share of a sentence that is quoted: such words have a card of their own."""
    first = bisect_left(quotes, span.start, key=lambda quote: quote.start)
    last = bisect_left(quotes, span.end, key=lambda quote: quote.start)
    return sum(quote.end - quote.start for quote in quotes[first:last]) / (span.end - span.start)


def _shared(content: frozenset[str], common: Counter[str]) -> float:
    """Return the mean share of the other candidates that use a word of `content`."""
    total = sum(common.values()) or 1
    return len(content) and 10 * sum(common[word] - 1 for word in content) / (total * len(content) ** 0.5)


def _weights(text: str, found: list[Candidate], reading: Reading) -> dict[Candidate, float]:
    common = Counter(word for candidate in found for word in candidate.content)
    named = sorted(span.start for person in reading.people for span in person.mentions)
    numbers = sorted(number.span.start for number in reading.numbers if number.key)
    dated = sorted(date.span.start for date in reading.dates if date.moment)
    quoted = sorted(quote.span for quote in reading.quotes if quote.kind == "direct")
    weights = {}
    for candidate in found:
        span = candidate.span
        weights[candidate] = (
            _EARLY / (1 + 0.15 * candidate.paragraph)
            + _SHARED * min(_shared(candidate.content, common), 1.0)
            + _NAMED * min(_inside(named, span), _MENTIONS)
            + _NUMBER * min(_inside(numbers, span), 1)
            + _DATED * min(_inside(dated, span), 1)
            - _QUOTED * _quoted_share(quoted, span)
            - _LONG * max(len(span.of(text).split()) - _COMFORTABLE, 0)
        )
    return weights


def _alike(one: Candidate, other: Candidate) -> bool:
    both = len(one.content & other.content)
    return both > _ALIKE * min(len(one.content), len(other.content))


def choose(text: str, reading: Reading) -> tuple[Span, ...]:
    """Return three to five sentences that tell the story in brief, in order of place; none where fewer qualify."""
    found = candidates(text, reading)
    weights = _weights(text, found, reading)
    wanted = min(_MOST, max(_FEWEST, len(found) // _SENTENCES_EACH))
    chosen: list[Candidate] = []
    for candidate in sorted(found, key=lambda c: (-weights[c], c.span.start)):
        if len(chosen) < wanted and not any(_alike(candidate, other) for other in chosen):
            chosen.append(candidate)
    return tuple(sorted(candidate.span for candidate in chosen)) if len(chosen) >= _FEWEST else ()
