"""The quotations of a text as rows. Attributions and told stretches come in, `QuoteFound` rows go out in order.

The quoted words inside mixed speech are rows of their own, of its group and with its source.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from generator.annotate.attribution import Attribution, settled
from generator.annotate.interviews import interviewed
from generator.annotate.speakers import NOBODY, Speaker, labelled, speaker
from generator.annotate.speech import is_speech
from generator.annotate.transcripts import label
from generator.annotate.why import why
from generator.model import QuoteFound, QuoteKind, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from generator.annotate.doubts import Reference
    from generator.annotate.evidence import Evidence
    from generator.annotate.indirect import Told
    from generator.annotate.people import Figure


class Rows:
    """Makes the rows of one text: `given` are the attributions by quotation, `meant` the pronouns, `ids` the ids."""

    def __init__(
        self,
        e: Evidence,
        given: Mapping[int, Attribution],
        meant: Mapping[int, Reference],
        ids: Mapping[Figure, str],
    ) -> None:
        self.e = e
        self.given = given
        self.meant = meant
        self.ids = ids
        self.asked = interviewed(e)

    def make(self, told: Sequence[Told]) -> list[QuoteFound]:
        """Return all rows in order of place, their groups numbered in that order."""
        groups = {index: f"told {each.verb}" for each in told for index in each.quotes}
        within = {index: each for each in told for index in each.quotes}
        found = [row for each in told for row in self._told(each)]
        for at in self.e.quote_at:
            index = self.e.tokens[at].quote
            a = self.given.get(index)
            if a is None and index in within:
                a = settled(self.e, Attribution(within[index].source, within[index].verb, "before", index))
            if is_speech(self.e, at, a):
                first = a.first if a else index
                group = groups.get(index) or groups.get(first) or f"quoted {self.e.quotes[first].group}"
                found.append(self._row(_words(self.e, index), "direct", group, a))
        found.sort(key=lambda row: (row.span.start, -row.span.end))
        return _numbered(found)

    def _told(self, told: Told) -> Iterator[QuoteFound]:
        kind: QuoteKind = "mixed" if told.quotes else "indirect"
        way = "headline" if told.verb < 0 else "tells"
        if told.verb >= 0 and self.e.tokens[told.verb].low == "according":
            way = "according"
        a = settled(self.e, Attribution(told.source, told.verb, way, -1))  # type: ignore[arg-type]  # one of the three ways above
        for span in told.spans:
            yield self._row(span, kind, f"told {told.verb}", a)

    def _speaker(self, a: Attribution | None) -> Speaker:
        if a is None:
            return NOBODY
        if a.label is not None:
            return labelled(self.e, a.label, self.asked)
        return speaker(self.e, a.source, self.meant) if a.source else NOBODY

    def _row(self, span: Span, kind: QuoteKind, group: str, a: Attribution | None) -> QuoteFound:
        verb = self.e.tokens[a.verb] if a and a.verb >= 0 else None
        s = self._speaker(a)
        if a is not None and a.way == "follows" and s.basis == "stated":
            s = replace(s, basis="inferred")
        return QuoteFound(
            group=group,
            span=span,
            kind=kind,
            speaker=s.name,
            speaker_id=self.ids.get(s.figure) if s.figure else None,
            via=s.via,
            cue=Span(verb.start, verb.end) if verb else None,
            basis=s.basis,
            candidates=s.candidates,
            why=why(self.e, a, s),
        )


def _numbered(rows: Sequence[QuoteFound]) -> list[QuoteFound]:
    numbers: dict[str, str] = {}
    return [replace(row, group=numbers.setdefault(row.group, f"g{len(numbers) + 1}")) for row in rows]


def _words(e: Evidence, index: int) -> Span:
    """Return the quotation's words, a transcript's label left out."""
    marked = label(e, index)
    return marked[1] if marked else e.quotes[index].inner
