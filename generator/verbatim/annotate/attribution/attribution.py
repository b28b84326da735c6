"""Attributes each quotation: ties it to the source that its own sentence names.

There are four explicit exceptions to the sentence: a colon that ends the paragraph before, a mark left open in the
paragraph before, a quotation that goes on after its own attribution (“…,” she said. “…”), and one that directly follows
a reporting sentence.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from verbatim.annotate import lang
from verbatim.annotate.attribution.factuality import doubt, is_hedged, is_joint, is_linked
from verbatim.annotate.attribution.transcripts import label
from verbatim.annotate.coreference.referents import figure_of
from verbatim.annotate.reports import is_source, main_subject, possessor, reports_from

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from verbatim.annotate.analysis import AnalysedText
    from verbatim.annotate.attribution.factuality import Doubt
    from verbatim.annotate.names.people import Figure
    from verbatim.annotate.reports import SpeechReport
    from verbatim.annotate.text.phrases import Phrase
    from verbatim.model import Span


Unsaid = Literal["open", "retold", "joint"]
Said = Literal[
    "after", "before", "according", "colon", "label", "goes on", "open mark", "signed", "tells", "headline", "follows"
]

_CLOSE = 3  # tokens between a verb and a quotation that it surely governs
_RIVAL_REACH = 200
_REPORTS = 12  # of a sentence or paragraph; no real one holds more
_RECEIVING = frozenset(
    ("from", "received", "receives", "got", "gets", "found", "finds", "opened", "saw", "heard", "faced", "ignored")
)
_PAUSES = (",", "?", "!", "…", "—", "–", "-")
_REACH_BEFORE = 60
_REACH_AFTER = 40
_BESIDE = 2
_DESCRIBED = 3


@dataclass(frozen=True, slots=True)
class Attribution:
    """What ties a quotation to its source: the `source` phrase or a `label`, and the token of the `verb` (-1: none).

    `first` is the index of the quotation that a continuing one goes on from; else its own. The source is None where
    the text does not establish that the words were said (`open`; `retold` at second hand) or who of several said them
    (`joint`).
    """

    source: Phrase | None
    verb: int
    way: Said | Unsaid
    first: int
    label: Span | None = None


def attributions(doc: AnalysedText, reports: Sequence[SpeechReport]) -> dict[int, Attribution]:
    """Return, by index, how each quotation is attributed; a quotation without an attribution is left out."""
    found: dict[int, Attribution] = {}
    last = -1
    for at in doc.quote_at:
        before = found.get(doc.tokens[last].quote) if last >= 0 else None
        own = _own(doc, reports, at)
        own = settled(doc, own) if own else _carried_on(doc, reports, before, at, last)
        if own and before and own.verb >= 0 and own.verb == before.verb and before.way == "after":
            own = replace(own, way="goes on", first=before.first)  # one verb between two pieces: “…,” she said, “…”
        if own is not None:
            found[doc.tokens[at].quote] = own
        last = at
    # A quotation that runs over paragraphs has the attribution that stands in a later piece.
    for index in range(len(doc.quotes) - 2, -1, -1):
        if index not in found and doc.quotes[index].group == doc.quotes[index + 1].group and index + 1 in found:
            found[index] = replace(found[index + 1], way="open mark", first=index)
    return found


def settled(doc: AnalysedText, given: Attribution) -> Attribution:
    """Return the attribution, or one to nobody where its verb is in doubt or its source is not the one subject."""
    if given.source is None or given.verb < 0:
        return given
    if is_hedged(doc, given.verb) or is_linked(doc, given.source, given.verb):
        return _unsaid("open", given.first)
    return _unsaid("joint", given.first) if is_joint(doc, given.source, given.verb) else given


def barred(doc: AnalysedText, given: Mapping[int, Attribution]) -> dict[int, frozenset[Figure]]:
    """Return, by token, the figures that a speaking pronoun cannot mean: those whom its own quotation talks about."""
    found: dict[int, frozenset[Figure]] = {}
    for index, a in given.items():
        if a.source is not None and a.source.form == "pronoun":
            inner = doc.quotes[index].inner
            named = (f for n in doc.names_within(inner.start, inner.end) for f in doc.figures.named(n.span.start))
            found[a.source.first] = found.get(a.source.first, frozenset()) | frozenset(named)
    return found


def _unsaid(way: Unsaid, index: int) -> Attribution:
    return Attribution(None, -1, way, index)


def _own(doc: AnalysedText, reports: Sequence[SpeechReport], at: int) -> Attribution | None:
    """Return the attribution in the quotation's own sentence, or in the one that it directly follows."""
    index = doc.tokens[at].quote
    if (labelled := label(doc, index)) is not None:
        return Attribution(None, -1, "label", index, labelled[0])
    before = _clause_before(doc, reports, at)
    if before is not None and before.doubt:
        return _unsaid(before.doubt, index)
    close = before is not None and before.adjoins and (before.verb < 0 or at - before.verb <= _CLOSE)
    clause = before if close else _clause_after(doc, reports, at) or before
    clause = clause or _closing_clause(doc, reports, at) or _clause_of_act(doc, at)
    if clause is not None:
        return Attribution(clause.source, clause.verb, clause.way, index)
    report = _followed(doc, reports, at)
    return Attribution(report.source, report.verb, "follows", index) if report else None


def _followed(doc: AnalysedText, reports: Sequence[SpeechReport], at: int) -> SpeechReport | None:
    """Return the one report of the sentence before, where the quotation at the token `at` directly follows it."""
    if not at or doc.floor(at) != at or doc.paragraph_of[at - 1] != doc.paragraph_of[at]:
        return None
    if at + 1 < doc.ceiling(at) and doc.tokens[at + 1].kind != "punct":
        return None
    floor = doc.floor(at - 1)
    candidates = [r for r in reports_from(reports, floor, _REPORTS) if r.verb < at and r.outer is None]
    if len(candidates) != 1 or candidates[0].cue.takes not in ("speech", "think") or candidates[0].cue.form == "ing":
        return None
    if doc.tokens[at - 1].low == "?":  # the answer to a question may be another's
        return None
    if any(t.kind == "quote" for t in doc.tokens[floor:at]):
        return None
    return None if _has_rival(doc, reports, at, floor, candidates[0].source) else candidates[0]


def _carried_on(
    doc: AnalysedText, reports: Sequence[SpeechReport], given: Attribution | None, at: int, last: int
) -> Attribution | None:
    """Return the attribution of the quotation at `last`, where the one at `at` goes on from it."""
    if given is None:
        return None
    same = doc.quotes[doc.tokens[at].quote].group == doc.quotes[doc.tokens[last].quote].group
    if given.source is None and given.label is None:
        return given if same else None
    if same:
        return replace(given, way="open mark")
    if _goes_on(doc, reports, at, last, given) and not _has_rival(doc, reports, at, last, given.source):
        return replace(given, way="goes on")
    return None


def _goes_on(doc: AnalysedText, reports: Sequence[SpeechReport], at: int, before: int, given: Attribution) -> bool:
    """Return whether nothing but its own attribution stands between a quotation and the one before it."""
    if doc.paragraph_of[at] != doc.paragraph_of[before]:
        return False
    if at == before + 1:
        return True
    if given.way not in ("after", "according") and _clause_after(doc, reports, before) is None:
        return False
    if doc.sentence_of[at - 1] != doc.sentence_of[before]:
        return False
    return bool(doc.tokens[at].opens) or doc.tokens[at - 1].low in (",", ";", "—", "–", "--", ":")


def _has_rival(doc: AnalysedText, reports: Sequence[SpeechReport], at: int, before: int, source: Phrase | None) -> bool:
    """Return whether the paragraph reports another's words before the quotation at `before`.

    A quotation that only its own clause interrupts (“…,” she said, “…”) has no rival.
    """
    if not doc.tokens[at].opens or source is None:
        return False
    first = before
    while first and doc.paragraph_of[first - 1] == doc.paragraph_of[before] and before - first < _RIVAL_REACH:
        first -= 1
    mine = figure_of(doc, source)
    for report in reports_from(reports, first, _REPORTS):
        if report.verb >= before:
            break
        other = figure_of(doc, report.source)
        if other is not None and other is not mine:
            return True
    return _mentions_words_of_another(doc, first, before, mine)


def _mentions_words_of_another(doc: AnalysedText, first: int, last: int, mine: Figure | None) -> bool:
    """Return whether another's “remarks” or “speech” are mentioned between two tokens."""
    for at in range(first, last - 2):
        if doc.tokens[at + 1].kind == "poss" and doc.tokens[at + 2].low in lang.words("saying_nouns"):
            start, end = doc.tokens[at].start, doc.tokens[at].end
            owners = [name for name in doc.names_within(start, end) if name.span.end == end]
            if not owners or doc.figures.named(owners[0].span.start) != (mine,):
                return True
    return False


@dataclass(frozen=True, slots=True)
class _ReportingClause:
    """The source of a quotation, the token of its verb (-1 without one), and how the two stand to the quotation.

    `adjoins`: the quotation is right beside it; `doubt`: why the text does not establish that the words were spoken.
    """

    source: Phrase
    verb: int
    way: Literal["before", "colon", "after", "according", "signed"]
    adjoins: bool = True
    doubt: Doubt = ""


def _clause_before(doc: AnalysedText, reports: Sequence[SpeechReport], at: int) -> _ReportingClause | None:
    """Return the clause that governs the quotation at the token `at` from before it."""
    floor = doc.floor(at)
    if at == floor:
        # A colon that ends the paragraph before may introduce a quotation that begins its own.
        if not at or doc.tokens[at - 1].low != ":" or doc.paragraph_of[at] - doc.paragraph_of[at - 1] > 1:
            return None
        floor = doc.floor(at - 1)
    nearest = bisect_left(reports, at, key=lambda report: report.verb) - 1
    if nearest >= 0 and reports[nearest].verb >= max(floor, at - _REACH_BEFORE):
        return _by_report(doc, reports[nearest], floor, at)
    if doc.tokens[at - 1].low == ":" and (clause := _by_name(doc, floor, at - 1) or _by_noun(doc, floor, at - 1)):
        return clause
    return _after_according(doc, floor, at) or _in_the_words_of(doc, floor, at)


def _by_report(doc: AnalysedText, report: SpeechReport, floor: int, at: int) -> _ReportingClause | None:
    """Return the clause of the nearest report before the quotation."""
    if doc.tokens[at - 1].low == ":":
        if report.cue.lemma == "quote" and report.verb + 1 < at - 1:
            quoted = doc.phrase_from(report.verb + 1)  # NAME quoted the poet NAME: “…”
            if quoted is not None and quoted.last == at - 2 and quoted.form != "pronoun":
                return _ReportingClause(quoted, -1, "colon")
        if report.cue.takes in ("think", "show") and (clause := _by_noun(doc, floor, at - 1)) is not None:
            return clause
    if any(t.low == ";" for t in doc.tokens[report.verb : at]):
        return None
    told = report.outermost
    adjoins = at - report.verb <= _BESIDE or doc.tokens[at - 1].low in (":", ",")
    return _ReportingClause(told.source, told.verb, "before", adjoins, doubt(doc, report, at))


def _by_name(doc: AnalysedText, floor: int, colon: int) -> _ReportingClause | None:
    """Return the clause that is a name and a colon: NAME: “…”."""
    source = doc.phrase_from(floor)
    if source is not None and source.last == colon - 1 and source.form == "name":
        return _ReportingClause(source, -1, "colon")
    return None


def _by_noun(doc: AnalysedText, floor: int, colon: int) -> _ReportingClause | None:
    """Return the clause whose noun and colon announce words: NAME issued the following statement: “…”.

    Its subject gives the words out, and does not receive or find those of others.
    """
    if not any(t.low in lang.words("saying_nouns") for t in doc.tokens[max(floor, colon - 6) : colon]):
        return None
    source = main_subject(doc, floor, colon)
    if source is None or source.form == "description":
        return None
    if any(token.low in _RECEIVING for token in doc.tokens[source.last + 1 : colon]):
        return None
    return _ReportingClause(source, -1, "colon")


def _after_according(doc: AnalysedText, floor: int, at: int) -> _ReportingClause | None:
    """Return the clause of a sentence that begins “According to NAME,”."""
    if doc.tokens[floor].low != "according" or floor + 2 >= at:
        return None
    source = doc.phrase_from(floor + 2)
    if source is None or source.last >= at or not is_source(doc, source):
        return None
    return _ReportingClause(source, floor, "according", adjoins=doc.tokens[at - 1].low == ",")


def _in_the_words_of(doc: AnalysedText, floor: int, at: int) -> _ReportingClause | None:
    """Return the clause “in the words of NAME, “…””."""
    for first in range(max(floor, at - 16), at - 2):
        if doc.tokens[first].low == "words" and doc.tokens[first + 1].low == "of":
            source = doc.phrase_from(first + 2)
            return _ReportingClause(source, -1, "colon") if source is not None and source.last < at else None
    return None


def _clause_of_act(doc: AnalysedText, at: int) -> _ReportingClause | None:
    """Return the clause whose noun is an act of speaking: NAME’s promise of “…”."""
    floor = doc.floor(at)
    of = at - 1 - (at - 1 > floor and doc.tokens[at - 1].low in ("a", "an", "the"))
    if of - 2 <= floor or doc.tokens[of].low != "of" or doc.tokens[of - 1].low not in lang.words("uttering"):
        return None
    source = possessor(doc, of - 1)
    return _ReportingClause(source, of - 1, "before") if source is not None and source.form == "name" else None


def _clause_after(doc: AnalysedText, reports: Sequence[SpeechReport], at: int) -> _ReportingClause | None:
    """Return the clause that names the source after the quotation at the token `at`."""
    first = at + 1
    if first + 1 < len(doc.tokens) and doc.tokens[first].kind == "dash" and (signed := _signature(doc, first + 1)):
        return signed
    if first < len(doc.tokens) and (doc.tokens[first].low == "," or doc.tokens[first].kind == "dash"):
        first += 1
    if first >= doc.ceiling(at) or doc.tokens[first].begins:
        return None
    if doc.tokens[first].low in ("according", "per"):
        return _before_according(doc, first)
    if doc.tokens[first].low == "as":
        return _source_then_verb(doc, reports, first + 1, whole=False) if first + 1 < doc.ceiling(at) else None
    for report in reports_from(reports, first, 1):
        if report.verb == first and report.source.first >= first:
            return _ReportingClause(report.source, first, "after")
    return _source_then_verb(doc, reports, first, whole=bool(doc.tokens[first].opens)) if _pauses(doc, at) else None


def _signature(doc: AnalysedText, first: int) -> _ReportingClause | None:
    """Return the name that signs a quotation after a dash, alone at the end of its paragraph."""
    source = doc.phrase_from(first)
    if source is None or source.form != "name" or doc.paragraph_of[first] != doc.paragraph_of[first - 1]:
        return None
    after = source.last + 1
    after += after < len(doc.tokens) and doc.tokens[after].low == "."
    ends = after >= len(doc.tokens) or doc.paragraph_of[after] != doc.paragraph_of[first]
    return _ReportingClause(source, -1, "signed") if ends else None


def _before_according(doc: AnalysedText, first: int) -> _ReportingClause | None:
    """Return the clause of “…”, according to NAME, or of “…”, per NAME."""
    second = first + (doc.tokens[first].low == "according")
    if second + 1 >= doc.ceiling(first) or (second > first and doc.tokens[second].low != "to"):
        return None
    source = doc.phrase_from(second + 1)
    if second == first and doc.tokens[second + 1].kind not in ("name", "det"):
        return None  # twelve more, per head
    return _ReportingClause(source, first, "according") if source is not None and is_source(doc, source) else None


def _pauses(doc: AnalysedText, at: int) -> bool:
    """Return whether the quotation ends as one does before its attribution."""
    inner = doc.quotes[doc.tokens[at].quote].inner
    last = doc.text[max(inner.start, inner.end - 6) : inner.end].rstrip("'’‘”\" ")
    return last.endswith(_PAUSES) or doc.tokens[at + 1].low == "," or doc.tokens[at + 1].kind == "dash"


def _source_then_verb(
    doc: AnalysedText, reports: Sequence[SpeechReport], first: int, *, whole: bool
) -> _ReportingClause | None:
    """Return the source that stands between the quotation and its verb; `whole` where a sentence may begin there."""
    for report in reports_from(reports, first, 4):
        if report.verb >= min(first + _REACH_AFTER, doc.ceiling(first)):
            return None
        if report.cue.form == "ing" or report.cue.takes in ("judge", "show"):
            continue
        # The source begins there, but for a few words that describe it: “panel Chairman”.
        lead = doc.tokens[first : report.source.first]
        if not first <= report.source.first <= first + _DESCRIBED:
            continue
        if any(t.kind not in ("word", "name", "adj", "poss") for t in lead):
            continue
        if whole and report.cue.lemma not in ("tell", "ask") and _says_more(doc, report.verb):
            return None
        return _ReportingClause(report.source, report.verb, "after")
    return None


def _says_more(doc: AnalysedText, verb: int) -> bool:
    """Return whether a verb has words of its own after it, and so does not report the quotation before it."""
    kinds = ("pron", "pron2", "name", "det", "word", "num", "adj")
    return verb + 1 < doc.ceiling(verb) and doc.tokens[verb + 1].kind in kinds


def _closing_clause(doc: AnalysedText, reports: Sequence[SpeechReport], at: int) -> _ReportingClause | None:
    """Return the clause that ends the sentence around a quotation: a clause with “…” in it, NAME said."""
    for report in reports_from(reports, at, 6):
        if report.verb >= doc.ceiling(at):
            return None
        if report.cue.form == "ing" or report.cue.takes not in ("speech", "think"):
            continue
        straight = report.source.last < report.verb
        edge, last = (report.source.first, report.verb) if straight else (report.verb, report.source.last)
        if edge - 1 > at and doc.tokens[edge - 1].low == "," and not _says_more(doc, last):
            return _ReportingClause(report.source, report.verb, "after")
    return None
