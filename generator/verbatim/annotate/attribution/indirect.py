"""Finds indirect speech: words reported without quotation marks, wholly or in part.

A verb of saying reports a clause. Verbs of judging, thinking and showing are acts, not words: they count only where
they govern quoted words, or demand something (“called for”, “urged”).
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING

from verbatim.annotate import lang
from verbatim.annotate.attribution.factuality import doubt
from verbatim.annotate.lang import cue
from verbatim.annotate.reports import is_source, reports_from
from verbatim.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from verbatim.annotate.analysis import AnalysedText
    from verbatim.annotate.reports import SpeechReport
    from verbatim.annotate.text.phrases import Phrase


_ACTS = frozenset({"write", "say", "put", "concede", "begin"})  # done to a thing as well: wrote a book, conceded a goal
_PLEAS = frozenset({"urge", "accuse", "cite"})
_TELLING = frozenset({"tell", "inform", "assure", "remind", "notify", "brief", "advise"})
_SUBORDINATING = frozenset(("as", "when", "while", "after", "since", "because", "than"))
# These open a clause that says when or why something else was said.
_DEPENDENT = frozenset(("when", "after", "before", "because", "while", "since", "although", "though", "once", "as"))
_STOPS = frozenset({".", "!", "?", ";", "…"})
_EDGES = frozenset({",", ":", "—", "–", "―", "--", ";", "-"})
_THAT_REACH = 14
_TAIL = 14
_SHORTEST = 2
_LONGEST = 600  # tokens; what is longer without a stop is no sentence, and is not searched


@dataclass(frozen=True, slots=True)
class IndirectSpeech:
    """Words reported of `source`: one stretch, or two around the verb; `quotes` are the quotations inside, by index.

    `verb` is the token of the verb or of “according”.
    """

    spans: tuple[Span, ...]
    source: Phrase
    verb: int
    quotes: tuple[int, ...] = ()


def indirect_speech(doc: AnalysedText, reports: Sequence[SpeechReport]) -> list[IndirectSpeech]:
    """Return the indirect speech of the narrative in order, none within another."""
    found = [*_reported(doc, reports), *_accorded(doc)]
    found.sort(key=lambda speech: (speech.spans[0].start, -speech.spans[-1].end))
    kept: list[IndirectSpeech] = []
    for speech in found:
        if not kept or not any(span.meets(speech.spans[0]) for span in kept[-1].spans):
            kept.append(speech)
    return kept


def _reported(doc: AnalysedText, reports: Sequence[SpeechReport]) -> Iterator[IndirectSpeech]:
    for report in reports:
        spans = _reported_words(doc, reports, report) if report.outer is None else ()
        if not spans:
            continue
        quotes = _quotes_in(doc, spans)
        last = _token_at(doc, doc.quotes[quotes[-1]].outer.start) if quotes else report.verb + 1
        if doubt(doc, report, last) or not _counts(doc, report, spans, quotes):
            continue
        if not _is_all_quoted(doc, spans, quotes):
            yield IndirectSpeech(spans, report.source, report.verb, quotes)


def _quotes_in(doc: AnalysedText, spans: Sequence[Span]) -> tuple[int, ...]:
    return tuple(index for span in spans for index in doc.quotes_within(span.start, span.end))


def _token_at(doc: AnalysedText, offset: int) -> int:
    return bisect_left(doc.tokens, offset, key=lambda token: token.start)


def _is_all_quoted(doc: AnalysedText, spans: Sequence[Span], quotes: Sequence[int]) -> bool:
    """Return whether the stretches hold nothing but quotations."""
    quoted = sum(doc.quotes[index].outer.end - doc.quotes[index].outer.start for index in quotes)
    return bool(quotes) and quoted + 3 * len(quotes) >= sum(span.end - span.start for span in spans)


def _counts(doc: AnalysedText, report: SpeechReport, spans: Sequence[Span], quotes: Sequence[int]) -> bool:
    if report.cue.lemma in _ACTS and not _has_verb(doc, spans):
        return False
    if report.cue.takes in ("speech", "aside") or quotes or report.cue.lemma in _PLEAS:
        return True
    return report.cue.lemma == "call" and doc.tokens[report.verb + 1].low in ("for", "on")


def _has_verb(doc: AnalysedText, spans: Sequence[Span]) -> bool:
    """Return whether stretches hold a verb: “wrote the letter” and “said so” report no words."""
    tokens = (t for span in spans for t in doc.tokens[_token_at(doc, span.start) : _token_at(doc, span.end)])
    return any(
        t.kind in ("aux", "to", "that", "quote")
        or t.low in lang.words("verbs")
        or t.low in lang.words("past_verbs")
        or cue(t.low) is not None
        or t.low.endswith(("ed", "ing"))
        for t in tokens
    )


def _accorded(doc: AnalysedText) -> Iterator[IndirectSpeech]:
    """Yield the words before “, according to NAME”, or after “According to NAME,”."""
    for at, token in enumerate(doc.tokens):
        if token.low != "according" or at + 2 >= doc.ceiling(at) or doc.tokens[at + 1].low != "to":
            continue
        source = doc.phrase_from(at + 2)
        floor, last = _after_dateline(doc, doc.floor(at)), _sentence_end(doc, at)
        if source is None or not is_source(doc, source) or last - floor > _LONGEST:
            continue
        if at == floor:
            comma = next((index for index in range(source.last + 1, last) if doc.tokens[index].low == ","), last)
            span = _trimmed(doc, comma + 1, last) if comma < last else None
        else:
            span = _trimmed(doc, floor, at)
        quotes = _quotes_in(doc, (span,)) if span else ()
        if span and not _is_all_quoted(doc, (span,), quotes):
            yield IndirectSpeech((span,), source, at, quotes)


def _reported_words(doc: AnalysedText, reports: Sequence[SpeechReport], report: SpeechReport) -> tuple[Span, ...]:
    """Return the words of a report, in one piece or in two around the verb; empty where there are none."""
    floor, last = _after_dateline(doc, doc.floor(report.verb)), _sentence_end(doc, report.verb)
    if last - floor > _LONGEST:
        return ()
    edge = min(report.source.first, report.verb)
    relative = doc.tokens[report.verb - 1].kind == "rel"
    inverted = report.source.first > report.verb
    if report.cue.takes in ("speech", "think", "aside") and not relative and _leads(doc, reports, floor, edge):
        tail = last if inverted else _tail(doc, report, max(report.source.last, report.verb) + 1, last)
        if tail is not None:
            if all(t.kind in ("quote", "punct", "dash") for t in doc.tokens[floor:edge]):
                return ()
            before = _trimmed(doc, floor, edge)
            after = _trimmed(doc, tail, _cut(doc, reports, report, tail, last)) if tail < last else None
            return tuple(span for span in (before, after) if span)
    first = last if inverted else _words_start(doc, report, last)
    span = _trimmed(doc, first, _cut(doc, reports, report, first, last)) if first < last else None
    return (span,) if span else ()


def _after_dateline(doc: AnalysedText, floor: int) -> int:
    """Return the first token of a sentence that is no part of a dateline: VELL, 4 May 2031 (Wire) — …."""
    while floor + 1 < len(doc.tokens) and doc.tokens[floor].kind == "dateline":
        floor += 1
    return floor


def _sentence_end(doc: AnalysedText, token: int) -> int:
    """Return the index after the last token of the sentence, without its closing stop."""
    last = doc.ceiling(token)
    while last - 1 > token and doc.tokens[last - 1].low in _STOPS:
        last -= 1
    return last


def _trimmed(doc: AnalysedText, first: int, last: int) -> Span | None:
    """Return where the tokens from `first` up to `last` stand, without marks at their edges; None if too few."""
    while first < last and doc.tokens[first].low in _EDGES:
        first += 1
    while last > first and doc.tokens[last - 1].low in _EDGES:
        last -= 1
    if last - first < _SHORTEST or (first and doc.tokens[first - 1].low == "," and doc.tokens[first].kind == "rel"):
        return None
    return Span(doc.tokens[first].start, doc.tokens[last - 1].end)


def _leads(doc: AnalysedText, reports: Sequence[SpeechReport], floor: int, edge: int) -> bool:
    """Return whether what precedes “, NAME said” can be the words reported, and not only an introduction."""
    if edge <= floor:
        return False
    opening, before = doc.tokens[floor], doc.tokens[edge - 1]
    if opening.low in _DEPENDENT and any(report.verb < edge for report in reports_from(reports, floor + 1, 1)):
        return False
    if before.kind == "quote" or (before.low in _EDGES and doc.tokens[edge - 2].kind == "quote"):
        return True
    if before.low not in _EDGES:
        return False
    if (saying := cue(opening.low)) is not None and saying.form == "past":
        return False
    introduces = opening.kind in ("prep", "conj", "according", "time", "to", "adv") or opening.low.endswith("ing")
    inner = any(t.low == "," or t.kind in ("aux", "pron") for t in doc.tokens[floor + 1 : edge - 1])
    return edge - 1 - floor > 1 and (not introduces or inner)


def _tail(doc: AnalysedText, report: SpeechReport, at: int, last: int) -> int | None:
    """Return where the clause of a trailing “NAME said …” ends; None where it has words of its own."""
    if at < last and doc.tokens[at].kind == "det" and report.cue.lemma not in _TELLING:
        return None
    for index in range(at, min(at + _TAIL, last)):
        token = doc.tokens[index]
        if token.low in _EDGES:
            return index
        if token.low == "that" or token.kind in ("pron", "aux", "rel", "quote"):
            return None
    return last if last - at <= _TAIL else None


def _words_start(doc: AnalysedText, report: SpeechReport, last: int) -> int:
    """Return where the words begin after the verb; `last` where there are none."""
    first = report.verb + 1 + (report.cue.lemma == "point")
    that = _that(doc, first, last)
    if that is not None:
        return that
    if first >= last:
        return last
    if report.cue.takes in ("judge", "demand") and doc.tokens[first].low == ",":
        return first + 1 if first + 1 < last and doc.tokens[first + 1].kind == "quote" else last
    if report.cue.takes in ("judge", "demand", "think", "show"):
        return first + (doc.tokens[first].kind == "prep")
    if report.cue.lemma in _TELLING:
        listener = doc.phrase_from(first) if doc.tokens[first].kind != "obj" else None
        first = first + 1 if listener is None else listener.last + 1
    if first < last and doc.tokens[first].kind == "conj" and doc.tokens[first].low in _SUBORDINATING:
        return last
    return _after_circumstances(doc, first, last)


def _that(doc: AnalysedText, first: int, last: int) -> int | None:
    """Return the “that” which opens the words, after any place, day or listener."""
    for at in range(first, min(first + _THAT_REACH, last)):
        if doc.tokens[at].low == "that":
            return at
        if doc.tokens[at].low in (",", ":") or doc.tokens[at].kind in ("pron", "aux", "quote", "rel"):
            return None
    return None


def _after_circumstances(doc: AnalysedText, first: int, last: int) -> int:
    """Return where “in an interview”, “on Friday”, “to reporters” end; `last` where nothing follows them."""
    at = first
    while at < last and doc.tokens[at].kind in ("time", "adv", "prep", "to"):
        if doc.tokens[at].kind in ("time", "adv"):
            at += 1
            continue
        if at + 1 >= last or (doc.tokens[at].kind == "to" and doc.tokens[at + 1].kind not in ("name", "det", "word")):
            return first
        if doc.tokens[at + 1].kind == "time":
            at += 2
            continue
        phrase = doc.phrase_from(at + 1)
        at = last if phrase is None else phrase.last + 1
    return at


def _cut(doc: AnalysedText, reports: Sequence[SpeechReport], report: SpeechReport, first: int, last: int) -> int:
    """Return where the words end: at the next report, a semicolon, a dash, “, which …” or “, according to …”."""
    last = _clause_end(doc, report, first, _next_report(doc, reports, report, first, last))
    for at in range(first + 2, last):
        low = doc.tokens[at].low
        coming = doc.tokens[at + 1].low if at + 1 < last else ""
        if low == ";" or (low == "," and coming in ("which", "who", "whose", "according")):
            return at
        if doc.tokens[at].kind == "dash" and len(low) + (low in "—–―") > 1:
            return at
    return last


def _next_report(
    doc: AnalysedText, reports: Sequence[SpeechReport], report: SpeechReport, first: int, last: int
) -> int:
    """Return where the next report that is not part of this one begins."""
    for later in reports_from(reports, report.verb + 1, 8):
        if later.verb >= last:
            break
        shared = later.source.first < report.verb or later.cue.form == "ing"
        edge = later.verb if shared else min(later.source.first, later.verb)
        while edge - 1 > first and doc.tokens[edge - 1].kind in ("adv", "aux", "neg"):
            edge -= 1
        joined = doc.tokens[edge - 1].low in ("and", "but", "while", "yet")
        edge -= joined
        stops = edge - 1 > first and (doc.tokens[edge - 1].low in _EDGES or (joined and shared))
        if stops and later.outermost is not report.outermost:
            return edge - (doc.tokens[edge - 1].low in _EDGES)
    return last


def _clause_end(doc: AnalysedText, report: SpeechReport, first: int, last: int) -> int:
    """Return where a dependent clause ends: after its quotation, where the clause around it goes on.

    Thus in “the plan, which NAME called “…”, was passed”, “when NAME said “…”, they left”, “a sign reading “…” hung”.
    """
    edge = min(report.source.first, report.verb)
    relative = doc.tokens[report.verb - 1].kind == "rel"
    dependent = relative or (edge > doc.floor(report.verb) and doc.tokens[edge - 1].kind in ("rel", "conj"))
    bare = report.cue.form == "ing" and report.source.last == report.verb - 1
    if not bare and not dependent:
        return last
    for at in range(first, last):
        if doc.tokens[at].kind != "quote":
            continue
        goes_on = at + 1 < last and (doc.tokens[at + 1].low == "," or doc.quoted_words(at).endswith(","))
        if goes_on or (bare and at == report.verb + 1):
            return at + 1
    return last
