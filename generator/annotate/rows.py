"""The quotations of a text as rows. Attributions come in, `QuoteFound` rows go out in order of place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.annotate.speakers import NOBODY, Speaker, labelled, speaker
from generator.annotate.speech import is_speech
from generator.annotate.transcripts import label
from generator.annotate.why import why
from generator.model import QuoteFound, Span

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.annotate.antecedents import Reference
    from generator.annotate.attribution import Attribution
    from generator.annotate.evidence import Evidence
    from generator.annotate.people import Figure


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
        if is_speech(e, at, a):
            found.append(_row(e, index, a, _speaker(e, a, meant), ids))
    return found


def _speaker(e: Evidence, a: Attribution | None, meant: Mapping[int, Reference]) -> Speaker:
    if a is None:
        return NOBODY
    return labelled(e, a.label) if a.label is not None else speaker(e, a.source, meant) if a.source else NOBODY


def _row(e: Evidence, index: int, a: Attribution | None, s: Speaker, ids: Mapping[Figure, str]) -> QuoteFound:
    verb = e.tokens[a.verb] if a and a.verb >= 0 else None
    return QuoteFound(
        group=f"q{(a.first if a else e.quotes[index].group) + 1}",
        span=_words(e, index),
        kind="direct",
        speaker=s.name,
        speaker_id=ids.get(s.figure) if s.figure else None,
        via=s.via,
        cue=Span(verb.start, verb.end) if verb else None,
        basis=s.basis,
        candidates=s.candidates,
        why=why(e, a, s),
    )


def _words(e: Evidence, index: int) -> Span:
    """Return the quotation's words, a transcript's label left out."""
    marked = label(e, index)
    return marked[1] if marked else e.quotes[index].inner
