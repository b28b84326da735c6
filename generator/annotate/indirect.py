"""What is told without quotation marks, wholly or in part. Reports come in, `Told` stretches go out.

A verb of saying tells a clause. Verbs of judging, thinking and showing are acts, not words: they count only with
quoted words in them, or where they demand something (“called for”, “urged”).
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.annotate import lang
from generator.annotate.according import accord
from generator.annotate.contents import contents
from generator.annotate.cues import cue
from generator.annotate.headline import credited
from generator.annotate.unsettled import doubt

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.annotate.evidence import Evidence
    from generator.annotate.phrase import Phrase
    from generator.annotate.reports import Report
    from generator.annotate.token import Token
    from generator.model import Span

_WORDS = frozenset({"speech", "aside"})
_ACTS = frozenset({"write", "say", "put", "concede", "begin"})  # done to a thing as well: wrote a book, conceded a goal
_PLEAS = frozenset({"urge", "accuse", "cite"})


@dataclass(frozen=True, slots=True)
class Told:
    """Words told by `source`: one stretch or two around the verb; `quotes` are the quotations inside, by index.

    `verb` is the token of the verb or of “according”; -1 in a headline (“…: NAME”).
    """

    spans: tuple[Span, ...]
    source: Phrase
    verb: int
    quotes: tuple[int, ...]


def _inside(e: Evidence, spans: Sequence[Span]) -> tuple[int, ...]:
    return tuple(i for span in spans for i in e.quotes_within(span.start, span.end))


def _is_pure(e: Evidence, spans: Sequence[Span], quotes: Sequence[int]) -> bool:
    """Tell whether the stretches hold nothing beside quotations."""
    held = sum(e.quotes[i].outer.end - e.quotes[i].outer.start for i in quotes)
    return bool(quotes) and held + 3 * len(quotes) >= sum(span.end - span.start for span in spans)


def _tokens(e: Evidence, span: Span) -> Sequence[Token]:
    first, last = (bisect_left(e.tokens, edge, key=lambda token: token.start) for edge in (span.start, span.end))
    return e.tokens[first:last]


def _is_clause(e: Evidence, spans: Sequence[Span]) -> bool:
    """Tell whether stretches hold a verb: “wrote the letter” and “said so” tell nobody's words."""
    held = (t for span in spans for t in _tokens(e, span))
    return any(
        t.kind in ("aux", "to", "that", "quote")
        or t.low in lang.words("verbs")
        or t.low in lang.words("past_verbs")
        or cue(t.low) is not None
        or t.low.endswith(("ed", "ing"))
        for t in held
    )


def _counts(e: Evidence, report: Report, spans: Sequence[Span], quotes: Sequence[int]) -> bool:
    if report.cue.lemma in _ACTS and not _is_clause(e, spans):
        return False
    if report.cue.takes in _WORDS or quotes or report.cue.lemma in _PLEAS:
        return True
    return report.cue.lemma == "call" and e.tokens[report.verb + 1].low in ("for", "on")


def _last(e: Evidence, report: Report, quotes: Sequence[int]) -> int:
    """Return the token of the last quotation that is told, else the one behind the verb."""
    return bisect_left(e.tokens, e.quotes[quotes[-1]].outer.start, key=_start) if quotes else report.verb + 1


def _start(token: Token) -> int:
    return token.start


def _reported(e: Evidence, reports: Sequence[Report]) -> Iterator[Told]:
    for report in reports:
        if report.outer is not None:
            continue
        spans = contents(e, reports, report)
        quotes = _inside(e, spans)
        if spans and doubt(e, report, _last(e, report, quotes)):
            continue
        if spans and _counts(e, report, spans, quotes) and not _is_pure(e, spans, quotes):
            yield Told(spans, report.source, report.verb, quotes)


def _accorded(e: Evidence) -> Iterator[Told]:
    for at, token in enumerate(e.tokens):
        found = accord(e, at) if token.low == "according" else None
        if found is not None:
            source, spans = found
            quotes = _inside(e, spans)
            if not _is_pure(e, spans, quotes):
                yield Told(spans, source, at, quotes)


def told(e: Evidence, reports: Sequence[Report]) -> list[Told]:
    """Return what the text tells of somebody's words, in order of place; nothing within something else told."""
    found = [*_reported(e, reports), *_accorded(e)]
    headline = credited(e)
    if headline is not None:
        found.append(Told((headline[0],), headline[1], -1, ()))
    found.sort(key=lambda each: (each.spans[0].start, -each.spans[-1].end))
    kept: list[Told] = []
    for each in found:
        if not kept or not any(span.meets(each.spans[0]) for span in kept[-1].spans):
            kept.append(each)
    return kept
