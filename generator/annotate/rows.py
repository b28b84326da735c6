"""The quotations of a text as rows. Attributions come in, `QuoteFound` rows go out in order of place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.annotate.speakers import NOBODY, Speaker, speaker
from generator.annotate.why import why
from generator.model import QuoteFound, Span

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.annotate.antecedents import Reference
    from generator.annotate.attribution import Attribution
    from generator.annotate.evidence import Evidence
    from generator.annotate.people import Figure

_SHORTEST_UNATTRIBUTED = 4


def rows(
    e: Evidence,
    given: Mapping[int, Attribution],
    meant: Mapping[int, Reference],
    ids: Mapping[Figure, str],
) -> list[QuoteFound]:
    """Return a row for each quotation that reports speech; `ids` are those of the figures."""
    found = []
    for at in e.quote_at:
        index = e.tokens[at].quote
        a = given.get(index)
        if a is not None or _is_utterance(e, at):
            found.append(_row(e, index, a, speaker(e, a.source, meant) if a else NOBODY, ids))
    return found


def _row(e: Evidence, index: int, a: Attribution | None, s: Speaker, ids: Mapping[Figure, str]) -> QuoteFound:
    verb = e.tokens[a.verb] if a and a.verb >= 0 else None
    return QuoteFound(
        group=f"q{(a.first if a else e.quotes[index].group) + 1}",
        span=e.quotes[index].inner,
        kind="direct",
        speaker=s.name,
        speaker_id=ids.get(s.figure) if s.figure else None,
        via=s.via,
        cue=Span(verb.start, verb.end) if verb else None,
        basis=s.basis,
        candidates=s.candidates,
        why=why(e, a, s),
    )


def _is_utterance(e: Evidence, at: int) -> bool:
    """Tell whether words that nobody is said to speak are speech all the same: a whole sentence by itself."""
    words = e.quotes[e.tokens[at].quote].inner.of(e.text)
    alone = bool(e.tokens[at].opens) or at == e.floor(at)
    return alone and words[0].isupper() and len(words.split()) >= _SHORTEST_UNATTRIBUTED
