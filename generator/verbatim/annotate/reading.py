"""Reads a text: runs the annotator's stages in order and returns a `Reading`."""

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Literal

from verbatim.annotate.analysis import AnalysedText, analyse
from verbatim.annotate.attribution.attribution import Attribution, attributions, barred, settled
from verbatim.annotate.attribution.grade import KEPT, Features, features, grade
from verbatim.annotate.attribution.indirect import IndirectSpeech, indirect_speech
from verbatim.annotate.attribution.speakers import (
    NO_SPEAKER,
    Speaker,
    is_speech,
    labelled_speaker,
    speaker_of,
    why,
    why_not_kept,
)
from verbatim.annotate.attribution.transcripts import (
    interviewees,
    label,
    names_person,
    post_quotations,
    turn_quotations,
    unmarked_group,
)
from verbatim.annotate.coreference.pronouns import Reference, references
from verbatim.annotate.coreference.referents import body_of, roles
from verbatim.annotate.dates.finder import find as find_dates
from verbatim.annotate.lang import reach, words
from verbatim.annotate.languages import has_rules, language, quotations_alone
from verbatim.annotate.names.kinds import settle_kinds
from verbatim.annotate.names.people import Figure
from verbatim.annotate.numbers import find as find_numbers
from verbatim.annotate.quotations.marked import Quotation, pieces
from verbatim.annotate.quotations.unmarked import block_quotes, certain_turns, turns
from verbatim.annotate.reports import reports
from verbatim.annotate.text.furniture import without_furniture
from verbatim.annotate.text.narrative import main_subject
from verbatim.annotate.unknowns import unknowns
from verbatim.core.fork import gc_paused
from verbatim.core.slugs import slug
from verbatim.model import QuoteKind, Span
from verbatim.model.reading import PersonFound, QuoteFound, Reading

_NEAR = reach("verb to its colon")
_LAST = reach("noun of saying to its colon")
_OTHER_CLAUSE = frozenset({"pron", "aux", "rel", "quote", "conj"})


@gc_paused()
def read(text: str, published: str | None = None, *, lang: str | None = None) -> Reading:
    """Return all that the annotator reads out of `text`; `published` is EDTF, None where it is not known.

    `lang` is the BCP 47 tag of the text, None to detect it from the words. In a language without rules only what
    stands in quotation marks is found. Nothing is read in what is a page's furniture.
    """
    text = without_furniture(text)
    tag = language(text, lang)
    if not has_rules(tag):
        return quotations_alone(text, tag)
    quotes, people = quotes_and_people(text)
    reading = Reading(
        quotes=quotes,
        people=people,
        dates=find_dates(text, published, people, quotes),
        numbers=find_numbers(text, quotes),
    )
    return replace(reading, unknown=unknowns(text, reading))


def quotes_and_people(text: str) -> tuple[tuple[QuoteFound, ...], tuple[PersonFound, ...]]:
    """Return who said what; a function of its own, so that the large analysis is freed before the next stages."""
    doc = _analysed(text)
    ids = _ids(doc.figures.figures)
    quotes = quote_rows(doc, ids)
    spoken = {row.speaker_id for row in quotes if row.kind == "direct"}
    settle_kinds(doc, ids, {row.speaker_id for row in quotes}, spoken)
    organisations = (one for one in doc.figures.figures if one.kind == "organisation")
    begins = {name.span.start: name.span for one in organisations for name in one.mentions}
    people = tuple(
        PersonFound(
            ids[figure], figure.name, figure.kind, tuple(n.span for n in figure.mentions),
            roles(doc, figure) or body_of(text, figure, begins),
        )
        for figure in doc.figures.figures
        if figure.kind is not None and figure.mentions
    )  # fmt: skip
    bodies = (figure for figure in doc.figures.figures if figure.kind not in ("person", None))
    things = {ids[figure] for figure in bodies if not _may_be_called(figure.words)}
    return tuple(_unless_thing(text, row, things) for row in quotes), people


def _may_be_called(name: Sequence[str]) -> bool:
    """Return whether a name of two words may be a person's, whatever else: neither plural nor a common word ends it."""
    if len(name) == 1 or name[-1] in words("surnames"):
        return len(name) > 1
    return len(name) == len(("Ada", "Vell")) and not name[-1].endswith("s") and name[-1].lower() not in words("common")


def _unless_thing(text: str, row: QuoteFound, things: Container[str]) -> QuoteFound:
    """Return a row, open where the text has he or she for what all that is said of it shows to be no person."""
    pronoun = row.via.of(text).lower() if row.via else ""
    if pronoun not in ("he", "she") or row.speaker_id is None or row.speaker_id not in things:
        return row
    why = f"We found only {pronoun} as its speaker, and not whom that means"
    return replace(row, speaker=None, speaker_id=None, basis="none", grade=0, candidates=(), why=why)


def _ids(figures: Iterable[Figure]) -> dict[Figure, str]:
    """Return the ids of the figures: slugs of their names, numbered where two would be alike."""
    ids: dict[Figure, str] = {}
    taken: set[str] = set()
    for figure in figures:
        plain = unique = slug(figure.name)
        number = 2
        while unique in taken:
            unique = f"{plain}-{number}"
            number += 1
        taken.add(unique)
        ids[figure] = unique
    return ids


def _analysed(text: str) -> AnalysedText:
    """Analyse `text` with all quotations, those without marks too; again where a form suggests such quotations.

    Three forms count: the turns of a transcript, a block that is set apart and introduced, a signed post. A form that
    the rest of the text does not confirm is read as plain text.
    """
    doc = analyse(text)
    talk = turns(text, doc.paragraphs)
    blocks = block_quotes(text, doc.paragraphs)
    signed = post_quotations(doc)
    if not (talk or blocks or signed):
        return doc
    maybe = analyse(text, _in_order([*turn_quotations(doc, talk), *(q for block in blocks for q in block), *signed]))
    kept = certain_turns(talk, names_person(maybe))
    introduced = _introduced(maybe, blocks) if blocks else []
    return analyse(text, _in_order([*turn_quotations(doc, kept), *introduced, *signed]))


def _in_order(quotes: Iterable[Quotation]) -> list[Quotation]:
    """Return quotations in order without those that overlap an earlier one."""
    kept: list[Quotation] = []
    for quote in sorted(quotes, key=lambda quote: quote.outer):
        if not kept or kept[-1].outer.end <= quote.outer.start:
            kept.append(quote)
    return kept


def _introduced(doc: AnalysedText, blocks: Sequence[Sequence[Quotation]]) -> list[Quotation]:
    """Return the quotations of the blocks that are introduced by a sentence whose subject speaks."""
    found = reports(doc)
    given = attributions(doc, found)
    saying = {report.verb for report in found if report.cue.takes in ("speech", "aside")}
    at = {doc.quotes[doc.tokens[token].quote].outer: token for token in doc.quote_at}
    kept: list[Quotation] = []
    for block in blocks:
        token = at.get(block[0].outer)
        if token is not None and _speaks(doc, given.get(doc.tokens[token].quote), token - 1, saying):
            group = unmarked_group(doc, block[0].outer)
            kept += [replace(quote, group=group) for quote in block]
    return kept


def _speaks(doc: AnalysedText, a: Attribution | None, colon: int, saying: Container[int]) -> bool:
    """Return whether the colon's own sentence says that its subject speaks, with no other clause before the colon."""
    if a is None or a.source is None or a.way not in ("before", "colon") or doc.tokens[colon].low != ":":
        return False
    floor = doc.floor(colon)
    if main_subject(doc, floor, colon) != a.source:
        return False
    if a.verb < 0:
        return any(t.low in words("saying_nouns") for t in doc.tokens[max(floor, colon - _LAST) : colon])
    between = doc.tokens[a.verb + 1 : colon]
    return a.verb in saying and len(between) <= _NEAR and not any(t.kind in _OTHER_CLAUSE for t in between)


def quotes_with_features(text: str) -> list[tuple[QuoteFound, Features]]:
    """Return the quotations with a speaker, however low their grade, and what it is made of."""
    doc = _analysed(without_furniture(text))
    noted: dict[tuple[Span, str], Features] = {}
    rows = quote_rows(doc, _ids(doc.figures.figures), noted)
    return [(row, noted[row.span, row.kind]) for row in rows if (row.span, row.kind) in noted]


def quote_rows(
    doc: AnalysedText, ids: Mapping[Figure, str], noted: dict[tuple[Span, str], Features] | None = None
) -> list[QuoteFound]:
    """Return the rows of all quotations and indirect speech in order, their groups numbered in that order.

    With `noted`, the features of each attribution are added to it, and none is left open for its low grade.
    """
    found = reports(doc)
    given = attributions(doc, found)
    indirect = indirect_speech(doc, found)
    told = ((speech.source, span) for speech in indirect for span in speech.spans)
    builder = _RowBuilder(doc, references(doc, found, barred(doc, found, given, told)), ids, noted)
    rows = [row for speech in indirect for row in builder.indirect(speech)]
    around = {index: speech for speech in indirect for index in speech.quotes}
    for at in doc.quote_at:
        index = doc.tokens[at].quote
        a, speech = given.get(index), around.get(index)
        if a is None and speech is not None:
            a = settled(doc, Attribution(speech.source, speech.verb, "before", index))
        if is_speech(doc, at, a if a is None or a.way != "about" else None):
            first = a.first if a else index
            speech = speech or around.get(first)
            group = f"told {speech.verb}" if speech else f"quoted {doc.quotes[first].group}"
            rows += builder.direct(index, group, a)
    rows.sort(key=lambda row: (row.span.start, -row.span.end))
    numbers: dict[str, str] = {}
    return [replace(row, group=numbers.setdefault(row.group, f"g{len(numbers) + 1}")) for row in rows]


def _cannot_speak(s: Speaker) -> bool:
    """Return whether a quotation's speaker would be a place, an event or a programme."""
    if s.figure is None or s.figure.kind not in ("place", None):
        return False
    return s.figure.kind == "place" or s.figure.words[-1] in words("things")


class _RowBuilder:
    """Builds the rows of one text, given what its pronouns mean and the ids of its figures."""

    def __init__(
        self,
        doc: AnalysedText,
        meant: Mapping[int, Reference],
        ids: Mapping[Figure, str],
        noted: dict[tuple[Span, str], Features] | None,
    ) -> None:
        self.doc = doc
        self.noted = noted
        self.at = {doc.tokens[token].quote: token for token in doc.quote_at}
        self.meant = meant
        self.ids = ids
        self.interviewees = interviewees(doc)

    def direct(self, index: int, group: str, a: Attribution | None) -> list[QuoteFound]:
        """Return the rows of a quotation, one a piece, a transcript's label left out of its words."""
        labelled = label(self.doc, index)
        quote = self.doc.quotes[index]
        row = self._row(labelled[1] if labelled else quote.inner, "direct", group, a, self.at[index])
        rows = [replace(row, span=piece) for piece in pieces(self.doc.text, row.span, quote.again)]
        if self.noted is not None and (row.span, "direct") in self.noted:
            self.noted.update({(one.span, "direct"): self.noted[row.span, "direct"] for one in rows})
        return rows

    def indirect(self, speech: IndirectSpeech) -> list[QuoteFound]:
        """Return the rows of indirect speech, one a stretch; mixed where it holds quotations."""
        way: Literal["according", "tells"] = "tells"
        if self.doc.tokens[speech.verb].low == "according":
            way = "according"
        a = settled(self.doc, Attribution(speech.source, speech.verb, way, -1))
        kind: QuoteKind = "mixed" if speech.quotes else "indirect"
        return [self._row(span, kind, f"told {speech.verb}", a) for span in speech.spans]

    def _row(self, span: Span, kind: QuoteKind, group: str, a: Attribution | None, at: int = -1) -> QuoteFound:
        verb = self.doc.tokens[a.verb] if a and a.verb >= 0 else None
        s = self._speaker(a)
        if a is not None and a.way in ("follows", "next", "about"):
            inside = (n.span.start for n in self.doc.names_within(span.start, span.end))
            if s.basis == "stated":
                s = replace(s, basis="inferred")
            if s.figure is not None and any(s.figure in self.doc.figures.named(start) for start in inside):
                s = NO_SPEAKER  # nobody speaks of themselves by name in a sentence that says nothing of who speaks
            if a.way == "about" and (s.figure is None or s.figure.kind != "person"):
                a, s = None, NO_SPEAKER
        reason = why(self.doc, a, s)
        graded = 0
        if a is not None and s.name is not None:
            known = features(self.doc, a, s, at)
            graded = 0 if at >= 0 and _cannot_speak(s) else grade(known)
            if self.noted is not None:
                self.noted[span, kind] = known
            elif graded < KEPT:
                reason = why_not_kept(reason, s)
                s = Speaker(None, None, s.via, "none", s.candidates or (s.name,))
        return QuoteFound(
            group=group,
            span=span,
            kind=kind,
            speaker=s.name,
            speaker_id=self.ids.get(s.figure) if s.figure else None,
            via=s.via,
            cue=Span(verb.start, verb.end) if verb else None,
            basis=s.basis,
            grade=graded,
            candidates=s.candidates,
            why=reason,
        )

    def _speaker(self, a: Attribution | None) -> Speaker:
        if a is not None and a.label is not None:
            return labelled_speaker(self.doc, a.label, self.interviewees)
        return speaker_of(self.doc, a.source, self.meant) if a is not None and a.source else NO_SPEAKER
