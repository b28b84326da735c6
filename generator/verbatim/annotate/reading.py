"""The whole reading of one text. A text and its date of publication come in, a `Reading` goes out."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from verbatim.annotate.attribution.attribution import Attribution, attributions, barred, settled
from verbatim.annotate.attribution.indirect import told
from verbatim.annotate.attribution.speakers import NOBODY, Speaker, is_speech, labelled, speaker, why
from verbatim.annotate.attribution.transcripts import interviewed, label
from verbatim.annotate.attribution.unmarked import evidence_of
from verbatim.annotate.brief import choose
from verbatim.annotate.coreference.pronouns import references
from verbatim.annotate.coreference.scenes import scenes
from verbatim.annotate.dates.finder import find as find_dates
from verbatim.annotate.languages import has_rules, language, unread
from verbatim.annotate.names.people import roles, settle_kinds
from verbatim.annotate.numbers import find as find_numbers
from verbatim.annotate.reports import reports
from verbatim.core.fork import gc_paused
from verbatim.core.slugs import slug
from verbatim.model import PersonFound, QuoteFound, QuoteKind, Reading, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from verbatim.annotate.analysis import Evidence
    from verbatim.annotate.attribution.indirect import Told
    from verbatim.annotate.coreference.pronouns import Reference
    from verbatim.annotate.names.people import Figure


# ---- annotate/rows.py


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


# ---- annotate/reading.py


def _ids(e: Evidence) -> dict[Figure, str]:
    """Return the ids of the figures: slugs of their names, numbered where two would be alike."""
    ids: dict[Figure, str] = {}
    taken: set[str] = set()
    for figure in e.cast.figures:
        plain = unique = slug(figure.name)
        number = 2
        while unique in taken:
            unique = f"{plain}-{number}"
            number += 1
        taken.add(unique)
        ids[figure] = unique
    return ids


def _people(e: Evidence, ids: dict[Figure, str]) -> tuple[PersonFound, ...]:
    return tuple(
        PersonFound(ids[figure], figure.name, figure.kind, tuple(n.span for n in figure.mentions), roles(e, figure))
        for figure in e.cast.figures
        if figure.kind is not None and figure.mentions
    )


@gc_paused()
def read(text: str, published: str | None = None, *, lang: str | None = None) -> Reading:
    """Return all that the annotator reads out of `text`; `published` is EDTF, None where it is not known.

    `lang` is the BCP 47 tag of the text, None where it has to be told from the words. In a language without rules
    only what stands in quotation marks is found.
    """
    if not has_rules(language(text, lang)):
        return unread(text)
    quotes, people = _speakers(text)
    reading = Reading(
        quotes=quotes,
        people=people,
        dates=find_dates(text, published, people),
        numbers=find_numbers(text, quotes),
    )
    return replace(reading, brief=choose(text, reading))


def _speakers(text: str) -> tuple[tuple[QuoteFound, ...], tuple[PersonFound, ...]]:
    """Return who said what; the evidence, by far the largest that a reading holds, is gone after."""
    e = evidence_of(text)
    ids = _ids(e)
    found = reports(e)
    given = attributions(e, found)
    meant = references(e, scenes(e, found), found, barred(e, given))
    quotes = Rows(e, given, meant, ids).make(told(e, found))
    settle_kinds(e, {row.speaker_id for row in quotes}, ids)
    return tuple(quotes), _people(e, ids)
