"""Finds the date on which quoted words were said, where the sentence that reports them tells it.

Relative dates in a quotation count from it: what Petra Vance said in 2019 was not said of this week.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from verbatim.annotate import lang
from verbatim.annotate.text.tense import is_past

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from verbatim.annotate.dates.grammar import Expression
    from verbatim.model import QuoteFound, Span

_WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
_MARK = re.compile(r"[“”„«»\";:()]|``|''")
_MOST_WORDS = 12  # between a verb of saying and its date
_LED = re.compile(r"(?:(?:Back|Earlier|Late|Early),? )?(?:On|In|At|During|From|For)\b|$")
_ELSEWHERE = frozenset(
    ("that", "who", "whom", "which", "whose", "whether", "if", "and", "but", "since", "until", "before", "after",
     "while", "when", "as", "because", "than")
)  # fmt: skip
_TOPICS = frozenset(("of", "about"))


def sayings(
    text: str, quotes: Iterable[QuoteFound], dated: Sequence[Expression], sentences: Sequence[Span]
) -> Mapping[Span, Expression]:
    """Return, by the span of a date within a direct quotation, the one date on which these words were said.

    `dated` and `sentences` are in order of place. A quotation whose date is not told, or told twice, has none.
    """
    direct = [quote for quote in quotes if quote.kind == "direct"]
    starts = [expression.span.start for expression in dated]
    found: dict[Span, Expression] = {}
    told: dict[Span, Expression | None] = {}  # by verb of saying
    for quote in direct:
        inside = [e for e in _between(dated, starts, quote.span) if quote.span.covers(e.span)]
        if not inside or quote.cue is None:
            continue
        if quote.cue not in told:
            sentence = sentences[max(bisect_right(sentences, quote.cue.start, key=lambda one: one.start) - 1, 0)]
            outside = (e for e in _between(dated, starts, sentence) if not any(q.span.covers(e.span) for q in direct))
            tied = [e for e in outside if _dates_saying(text, sentence, quote.cue, e.span)]
            told[quote.cue] = tied[0] if len(tied) == 1 else None
        said = told[quote.cue]
        if said is not None:
            found |= dict.fromkeys((one.span for one in inside), said)
    return found


def _between(dated: Sequence[Expression], starts: Sequence[int], span: Span) -> Sequence[Expression]:
    return dated[bisect_right(starts, span.start - 1) : bisect_right(starts, span.end - 1)]


def _dates_saying(text: str, sentence: Span, verb: Span, date: Span) -> bool:
    """Return whether a date belongs to a verb of saying: said on Friday · In 2019, NAME wrote · NAME on Friday said."""
    if verb.end <= date.start:
        return _is_plain(text[verb.end : date.start], after=True)
    if verb.start < date.end or not _is_plain(text[date.end : verb.start], after=False):
        return False
    head = text[sentence.start : date.start]
    chunk = head[head.rfind(",") + 1 :]
    return bool(_LED.match(head.lstrip())) or _is_plain(chunk, after=False)


def _is_plain(words: str, *, after: bool) -> bool:
    """Return whether no other verb and no other clause stands in a stretch of a sentence.

    `after`: the stretch follows the verb of saying, so that “of” tells what was spoken about.
    """
    found = [word.lower() for word in _WORD.findall(words)]
    if _MARK.search(words) or len(found) > _MOST_WORDS or (after and found[:1] and found[0] in _TOPICS):
        return False
    return not any(
        word in _ELSEWHERE or word in lang.words("auxiliaries") or word in lang.words("verbs") or is_past(word)
        for word in found
    )
