"""Finds the clause that reports a quotation: before it, after it, or around it."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from verbatim.annotate import lang
from verbatim.annotate.analysis import AnalysedText
from verbatim.annotate.attribution.factuality import Doubt, doubt, is_reporting_noun
from verbatim.annotate.coreference.referents import figure_of, gender_of
from verbatim.annotate.lang import cue
from verbatim.annotate.reports import SpeechReport, is_source, reports_from
from verbatim.annotate.text.clauses import accorded_source, holds_verb, is_finite
from verbatim.annotate.text.narrative import main_subject
from verbatim.annotate.text.phrases import Phrase
from verbatim.annotate.text.tense import is_past
from verbatim.annotate.text.tokens import Token

_PAUSES = (",", "?", "!", "…", "—", "–", "-")
_QUOTING = ("quoted", "cited", "reported", "quotes", "cites", "reports")
_REACH_BEFORE = lang.reach("quotation back to its verb")
_REACH_AFTER = lang.reach("quotation on to its verb")
_BESIDE = lang.reach("beside a quotation")
_SHORTEST_SENTENCE = lang.reach("least sentence")
_REACH_OPEN = lang.reach("subject to any verb")
_DESCRIBED = lang.reach("description of a source")
_MOOD = lang.reach("mood of a speaker")
_REACH_MORE = lang.reach("words behind a verb")


@dataclass(frozen=True, slots=True)
class ReportingClause:
    """The source of a quotation, the token of its verb (-1 without one), and how the two stand to the quotation.

    `adjoins`: the quotation is right beside it; `doubt`: why the text does not establish that the words were spoken.
    """

    source: Phrase
    verb: int
    way: Literal["before", "colon", "after", "according", "signed"]
    adjoins: bool = True
    doubt: Doubt = ""


def clause_before(doc: AnalysedText, reports: Sequence[SpeechReport], at: int) -> ReportingClause | None:
    """Return the clause that governs the quotation at the token `at` from before it."""
    floor = doc.floor(at)
    if at == floor:
        # A colon that ends the paragraph before may introduce a quotation that begins its own.
        if not at or doc.tokens[at - 1].low != ":" or doc.paragraph_of[at] - doc.paragraph_of[at - 1] > 1:
            return None
        floor = doc.floor(at - 1)
    nearest = bisect_left(reports, at, key=lambda report: report.verb) - 1
    led = nearest > 0 and doc.tokens[at - 1].low in lang.short("be") | {"as"}
    if led and is_reporting_noun(doc, reports[nearest].verb, reports[nearest].cue):
        nearest -= 1  # NAME said that her claim that it would hold was “not true”
    if nearest >= 0 and reports[nearest].verb >= max(floor, at - _REACH_BEFORE):
        return _by_report(doc, reports[nearest], floor, at)
    if doc.tokens[at - 1].low == ":" and (clause := _by_name(doc, floor, at - 1) or _by_noun(doc, floor, at - 1)):
        return clause
    if doc.tokens[at - 1].low == ":" and (moved := _by_mood(doc, floor, at - 1)) is not None:
        return moved
    return _after_according(doc, floor, at) or _in_the_words_of(doc, floor, at)


def _by_report(doc: AnalysedText, report: SpeechReport, floor: int, at: int) -> ReportingClause | None:
    """Return the clause of the nearest report before the quotation."""
    if doc.tokens[at - 1].low == ":":
        which = next((i for i in range(at - 2, report.verb + 1, -1) if doc.tokens[i].low == "which"), at)
        answering = doc.phrase_from(which + 1) if which < at - 2 and doc.tokens[which - 1].low == "to" else None
        if answering is not None and answering.last < at - 1:
            return ReportingClause(answering, -1, "colon")  # NAME asked “…?”, to which NAME shot back: “…”
        if doc.tokens[floor].among("dependent") and report.source.first == floor + 1:
            main = main_subject(doc, floor, at - 1)  # When NAME said so, NAME shot back: “…”
            if main is not None and main.first > report.verb:
                return ReportingClause(main, -1, "colon")
        if report.cue.lemma == "quote" and report.verb + 1 < at - 1:
            quoted = doc.phrase_from(report.verb + 1)  # NAME quoted the poet NAME: “…”
            if quoted is not None and quoted.last == at - 2 and quoted.form != "pronoun":
                return ReportingClause(quoted, -1, "colon")
        if report.cue.takes in ("think", "show") and (clause := _by_noun(doc, floor, at - 1)) is not None:
            return clause
    between = range(report.verb, at)
    ended = any(
        doc.tokens[i].low == ";" or (doc.tokens[i].kind == "quote" and ends_with(doc, report, i)) for i in between
    )
    if ended or _points_at_a_thing(doc, report, at):
        return None
    told = report.outermost
    adjoins = at - report.verb <= _BESIDE or doc.tokens[at - 1].low in (":", ",")
    return ReportingClause(told.source, told.verb, "before", adjoins, doubt(doc, report, at))


def _points_at_a_thing(doc: AnalysedText, report: SpeechReport, at: int) -> bool:
    """Return whether the words before a quotation are of a thing that is shown or referred to, which says nothing.

    >>> quoted("The films show another man than the “river poet” of today.")
    >>> quoted("“It will hold,” said Petra Vance, referring to the wall that held the “Old” days.")
    Petra Vance: It will hold,
    """
    before = doc.tokens[at - 1]
    clause = holds_verb(doc.tokens[report.verb : at])
    shown = report.cue.lemma == "show" and report.verb + 1 < at and before.kind not in ("quote", "punct") and not clause
    return shown or (report.cue.lemma == "refer" and clause and before.low != "as")


def is_inserted(doc: AnalysedText, report: SpeechReport) -> bool:
    """Return whether a report stands in the clause of what it reports.

    >>> told("It is the dam which Petra Vance said would hold for a century.")
    Petra Vance: would hold for a century
    """
    first, before = report.source.first, doc.tokens[report.source.first - 1]
    return doc.floor(report.verb) < first < report.verb and (before.kind == "rel" or before.low in ("that", "what"))


def ends_with(doc: AnalysedText, report: SpeechReport, quote: int) -> bool:
    """Return whether the clause of a report ends with a quotation, and the clause around it goes on.

    >>> told("In a talk that Petra Vance called “a scar,” Otto Lund asked them to “close it.”")
    Otto Lund: them to “close it.”
    """
    ends = quote + 1 >= doc.ceiling(quote) or not pauses(doc, quote)
    if ends or report.outer is not None or not is_inserted(doc, report):
        return False
    first = quote + 1 + (doc.tokens[quote + 1].low == ",")
    subject = doc.phrase_from(first) if first < doc.ceiling(quote) else None
    verb = first if subject is None else subject.last + 1
    return verb < doc.ceiling(quote) and is_finite(doc.tokens[verb])


def _by_name(doc: AnalysedText, floor: int, colon: int) -> ReportingClause | None:
    """Return the clause that is a name and a colon: NAME: “…”."""
    source = doc.phrase_from(floor)
    if source is not None and source.last == colon - 1 and source.form == "name":
        return ReportingClause(source, -1, "colon")
    return None


def _by_noun(doc: AnalysedText, floor: int, colon: int) -> ReportingClause | None:
    """Return the clause whose noun and colon announce words: NAME issued the following statement: “…”.

    Its subject gives the words out, and does not receive or find those of others.
    """
    if not any(t.low in lang.words("saying_nouns") for t in doc.tokens[max(floor, colon - 6) : colon]):
        return None
    source = main_subject(doc, floor, colon)
    if source is None or source.form == "description":
        return None
    between = doc.tokens[source.last + 1 : colon]
    if any(token.low in lang.words("receiving") or token.kind == "rel" for token in between):
        return None  # NAME shared a site which has the following statement: “…”
    return ReportingClause(source, -1, "colon")


def _by_mood(doc: AnalysedText, floor: int, colon: int) -> ReportingClause | None:
    """Return the clause that says in which mood somebody speaks: NAME was adamant: “…”."""
    source, be = main_subject(doc, floor, colon), colon - 1
    while be > floor and colon - be <= _MOOD and not doc.tokens[be].among("be"):
        be -= 1
    mood = doc.tokens[be + 1 : colon]
    plain = bool(mood) and all(token.kind in ("word", "adj", "adv", "neg") for token in mood)
    if source is None or not plain or is_past(mood[-1].low) or mood[-1].low.endswith("ing"):
        return None
    subject = doc.subject_before(be) if doc.tokens[be].among("be") else None
    named = subject is not None and subject.first == source.first and _is_speaker(doc, source)
    return ReportingClause(source, -1, "colon") if named and source.form != "pronoun" else None


def _after_according(doc: AnalysedText, floor: int, at: int) -> ReportingClause | None:
    """Return the clause of a sentence that begins “According to NAME,”, or that has this right before its quotation."""
    beside = range(floor, at - 2) if doc.tokens[at - 1].low == "," else ()
    first = next((i for i in reversed(beside) if doc.tokens[i].low == "according"), floor)
    if doc.tokens[first].low != "according" or first + 2 >= at:
        return None
    source = accorded_source(doc.tokens, first + 2, doc.ceiling(first))
    if source is None or source.last >= at or not is_source(doc, source) or (first > floor and source.last + 2 != at):
        return None
    return ReportingClause(source, first, "according", adjoins=doc.tokens[at - 1].low == ",")


def _in_the_words_of(doc: AnalysedText, floor: int, at: int) -> ReportingClause | None:
    """Return the clause “in the words of NAME, “…””."""
    for first in range(max(floor, at - 16), at - 2):
        if doc.tokens[first].low == "words" and doc.tokens[first + 1].low == "of":
            source = doc.phrase_from(first + 2)
            return ReportingClause(source, -1, "colon") if source is not None and source.last < at else None
    return None


def clause_after(doc: AnalysedText, reports: Sequence[SpeechReport], at: int) -> ReportingClause | None:
    """Return the clause that names the source after the quotation at the token `at`."""
    first = at + 1
    if is_said_so(doc, at) and (source := doc.subject_after(first + 1)) is not None:
        return ReportingClause(source, first + 1, "after")
    if first + 1 < len(doc.tokens) and doc.tokens[first].kind == "dash" and (signed := _signature(doc, first + 1)):
        return signed
    if first < len(doc.tokens) and (doc.tokens[first].low == "," or doc.tokens[first].kind == "dash"):
        first += 1
    if first >= len(doc.tokens) or doc.paragraph_of[first] != doc.paragraph_of[at] or doc.tokens[first].begins:
        return None
    if doc.tokens[first].low in ("according", "per"):
        return _before_according(doc, first)
    if doc.tokens[first].low == "as":
        return _source_then_verb(doc, reports, first + 1, whole=False) if first + 1 < doc.ceiling(at) else None
    return _by_verb(doc, reports, at, first)


def is_said_so(doc: AnalysedText, at: int) -> bool:
    """Return whether “So said NAME” follows a quotation that is a sentence."""
    coming = [token.low for token in doc.tokens[at + 1 : at + 3]]
    verb = cue(coming[-1]) if coming[:1] in (["so"], ["thus"]) and _is_sentence(doc, at) else None
    return verb is not None and verb.lemma == "say" and verb.form in ("past", "s")


def _by_verb(doc: AnalysedText, reports: Sequence[SpeechReport], at: int, first: int) -> ReportingClause | None:
    """Return the clause that begins at `first`, its subject and verb in either order."""
    for report in reports_from(reports, first, 1):
        if report.verb == first and report.source.first >= first:
            return ReportingClause(report.source, first, "after")
    if pauses(doc, at):
        whole = bool(doc.tokens[first].opens) or ends_introduction(doc, at)
        clause = _source_then_verb(doc, reports, first, whole=whole)
        return clause or _by_open_verb(doc, at, first)
    return _source_then_verb(doc, reports, first, whole=True) if _is_sentence(doc, at) else None


def ends_introduction(doc: AnalysedText, at: int) -> bool:
    """Return whether the quotation is part of what its sentence opens with: To a question on “…,” NAME said that."""
    opening = doc.tokens[doc.floor(at)]
    if at == doc.floor(at):
        return False
    before = doc.tokens[at - 1].kind
    led = opening.kind == "adv" and doc.tokens[doc.floor(at) + 1].low == ","  # However, although …
    conceding = doc.tokens[doc.floor(at) + 2 * led].among("conceding")
    if conceding and before == "that":  # while NAME says that “…,” NAME says that …
        return True
    return opening.low == "asked" or (opening.kind in ("prep", "to") and before in ("prep", "det", "poss"))


def _is_sentence(doc: AnalysedText, at: int) -> bool:
    """Return whether the quotation opens its sentence and is long enough to be one."""
    words = doc.quoted_words(at)
    return at == doc.floor(at) and words[0].isupper() and len(words.split()) >= _SHORTEST_SENTENCE


def _by_open_verb(doc: AnalysedText, at: int, first: int) -> ReportingClause | None:
    """Return the clause of “…,” NAME shot back: behind a whole quotation and its comma any verb may report it."""
    if not _is_sentence(doc, at) or doc.tokens[first].opens:
        return None
    inverted = doc.tokens[first].kind == "word" and is_past(doc.tokens[first].low)
    source = doc.subject_after(first) if inverted else doc.phrase_from(first)
    if source is None or not _is_speaker(doc, source):
        return None
    if inverted:
        closed = source.form != "pronoun" and _ends_clause(doc, source.last + 1)
        return ReportingClause(source, first, "after") if closed else None
    verb = _first_verb(doc, source)
    if verb < 0 or doc.tokens[verb].low in lang.words("receiving") or doc.tokens[verb - 1].kind == "aux":
        return None
    subject = doc.subject_before(verb)
    same = subject is not None and subject.last == source.last and not subject.denied  # an angry NAME retaliated
    return ReportingClause(source, verb, "after") if same else None


def _first_verb(doc: AnalysedText, source: Phrase) -> int:
    """Return the token of the first finite verb after a phrase and any insertion; -1 where a quotation comes first."""
    ceiling = doc.ceiling(source.last)
    for verb in range(source.last + 1, min(source.last + _REACH_OPEN, ceiling)):
        token = doc.tokens[verb]
        if token.kind == "quote":
            break
        adjacent = verb == source.last + 1 and token.kind == "word" and token.low.endswith("s")
        if (adjacent and _ends_clause(doc, verb + 1)) or (token.kind == "word" and is_past(token.low)):
            return verb
    return -1


def _is_speaker(doc: AnalysedText, source: Phrase) -> bool:
    """Return whether a phrase is a person or pronoun, whatever its verb."""
    if source.form == "pronoun":
        return doc.tokens[source.first].low in ("he", "she")
    if source.form == "description":
        return gender_of(doc, source) is not None
    figure = figure_of(doc, source)
    return figure is not None and figure.kind in ("person", None)


def _ends_clause(doc: AnalysedText, at: int) -> bool:
    return at >= doc.ceiling(at - 1) or doc.tokens[at].kind in ("punct", "dash", "prep", "time", "conj", "adv", "and")


def _signature(doc: AnalysedText, first: int) -> ReportingClause | None:
    """Return the name that signs a quotation after a dash, alone at the end of its paragraph."""
    source = doc.phrase_from(first)
    if source is None or source.form != "name" or doc.paragraph_of[first] != doc.paragraph_of[first - 1]:
        return None
    after = source.last + 1
    after += after < len(doc.tokens) and doc.tokens[after].low == "."
    ends = after >= len(doc.tokens) or doc.paragraph_of[after] != doc.paragraph_of[first]
    return ReportingClause(source, -1, "signed") if ends else None


def _before_according(doc: AnalysedText, first: int) -> ReportingClause | None:
    """Return the clause of “…”, according to NAME, or of “…”, per NAME."""
    second = first + (doc.tokens[first].low == "according")
    if second + 1 >= doc.ceiling(first) or (second > first and doc.tokens[second].low != "to"):
        return None
    source = accorded_source(doc.tokens, second + 1, doc.ceiling(first))
    if second == first and doc.tokens[second + 1].kind not in ("name", "det"):
        return None  # twelve more, per head
    return ReportingClause(source, first, "according") if source is not None and is_source(doc, source) else None


def pauses(doc: AnalysedText, at: int) -> bool:
    """Return whether the quotation ends as one does before its attribution."""
    inner = doc.quotes[doc.tokens[at].quote].inner
    last = doc.text[max(inner.start, inner.end - 6) : inner.end].rstrip("'’‘”\" ")
    return last.endswith(_PAUSES) or doc.tokens[at + 1].low == "," or doc.tokens[at + 1].kind == "dash"


def _source_then_verb(
    doc: AnalysedText, reports: Sequence[SpeechReport], first: int, *, whole: bool
) -> ReportingClause | None:
    """Return the source that stands between the quotation and its verb.

    `whole`: a sentence may begin there.
    """
    for report in reports_from(reports, first, 4):
        if report.verb >= min(first + _REACH_AFTER, doc.ceiling(first)):
            return None
        quoted = report.cue.form == "ing" and doc.tokens[report.verb - 1].low == "as"  # NAME is quoted as saying
        if (report.cue.form == "ing" and not quoted) or report.cue.takes in ("judge", "show"):
            continue
        # The source begins there, but for a few words that describe it: “panel Chairman”.
        lead = doc.tokens[first : report.source.first]
        if not first <= report.source.first <= first + _DESCRIBED:
            continue
        if quoted and lead and lead[-1].low in _QUOTING:  # “…,” the paper quoted NAME as saying
            return ReportingClause(report.source, report.verb, "after")
        if lead and lead[-1].low == "," and lead[0].kind == "det" and report.source.last > report.source.first:
            lead = lead[:-1]  # another friend, NAME told the paper
        described = bool(lead) and lead[0].low in ("a", "an")  # a clearly tired NAME
        if any(
            t.kind not in ("word", "name", "adj", "adv", "poss", "det") or _is_verb(t, described=described)
            for t in lead
        ):
            continue
        answers = [token.low for token in doc.tokens[report.verb + 1 : report.verb + 2]] in (["yes"], ["no"])
        if answers or (whole and report.cue.lemma not in ("tell", "ask") and _says_more(doc, report.verb)):
            return None  # “…” and “…,” NAME said yes
        named = report.source.form == "pronoun" or not lead or lead[0].kind == "poss"
        source = report.source if named else replace(report.source, first=first)  # another Sund Liberal added
        return ReportingClause(source, report.verb, "after")
    return None


def _is_verb(token: Token, *, described: bool) -> bool:
    participle = described and token.low.endswith("ed")
    return token.kind == "word" and not participle and (is_past(token.low) or cue(token.low) is not None)


def _says_more(doc: AnalysedText, verb: int) -> bool:
    """Return whether a verb has words of its own after it, and so does not report the quotation before it."""
    kinds = ("pron", "pron2", "name", "det", "word", "num", "adj")
    coming = doc.tokens[verb + 1 : min(verb + _REACH_MORE, doc.ceiling(verb))]
    own = bool(coming) and (coming[0].kind in kinds or coming[0].among("answers"))
    return own or any(token.kind == "quote" for token in coming)


def closing_clause(doc: AnalysedText, reports: Sequence[SpeechReport], at: int) -> ReportingClause | None:
    """Return the clause that ends the sentence around a quotation: a clause with “…” in it, NAME said."""
    for report in reports_from(reports, at, 6):
        if report.verb >= doc.ceiling(at):
            return None
        if report.cue.form == "ing" or report.cue.takes not in ("speech", "think"):
            continue
        straight = report.source.last < report.verb
        edge, last = (report.source.first, report.verb) if straight else (report.verb, report.source.last)
        if edge - 1 > at and doc.tokens[edge - 1].low == "," and not _says_more(doc, last):
            return ReportingClause(report.source, report.verb, "after")
    return None
