"""What is told without quotation marks, wholly or in part. Reports come in, `Told` stretches go out.

A verb of saying tells a clause. Verbs of judging, thinking and showing are acts, not words: they count only with
quoted words in them, or where they demand something (“called for”, “urged”).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from verbatim.annotate import lang
from verbatim.annotate.attribution.factuality import doubt
from verbatim.annotate.coreference.scenes import figure_of
from verbatim.annotate.lang import cue
from verbatim.annotate.reports import is_source
from verbatim.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from verbatim.annotate.analysis import Evidence
    from verbatim.annotate.reports import Report
    from verbatim.annotate.text.phrases import Phrase
    from verbatim.annotate.text.tokens import Token


# ---- annotate/dependent.py

# What opens a clause that says when or why something else was said.
_DEPENDENT = frozenset(("when", "after", "before", "because", "while", "since", "although", "though", "once", "as"))


def clause_end(e: Evidence, report: Report, first: int, last: int) -> int:
    """Return where a clause ends that depends on another: behind its quotation, where the other one goes on.

    Thus in “the plan, which NAME called “…”, was passed”, “when NAME said “…”, they left”, “a sign reading “…” hung”.
    """
    bare = report.cue.form == "ing" and report.source.last == report.verb - 1
    if not bare and not _depends(e, report):
        return last
    for at in range(first, last):
        if e.tokens[at].kind != "quote":
            continue
        goes_on = at + 1 < last and (e.tokens[at + 1].low == "," or _ends_with_comma(e, at))
        if goes_on or (bare and at == report.verb + 1):
            return at + 1
    return last


def _depends(e: Evidence, report: Report) -> bool:
    """Tell whether a report stands in a relative clause, or in one that a conjunction opens."""
    edge = min(report.source.first, report.verb)
    before = e.tokens[edge - 1] if edge > e.floor(report.verb) else None
    return (before is not None and before.kind in ("rel", "conj")) or e.tokens[report.verb - 1].kind == "rel"


def _ends_with_comma(e: Evidence, at: int) -> bool:
    return e.quotes[e.tokens[at].quote].inner.of(e.text).endswith(",")


def opens_dependent(e: Evidence, reports: Sequence[Report], first: int, last: int) -> bool:
    """Tell whether the tokens from `first` to `last` are a clause that says when or why somebody says something."""
    return e.tokens[first].low in _DEPENDENT and _reports_between(reports, first, last)


def _reports_between(reports: Sequence[Report], first: int, last: int) -> bool:
    index = bisect_right(reports, first, key=lambda report: report.verb)
    return index < len(reports) and reports[index].verb < last


# ---- annotate/contents.py

_TOLD = frozenset({"tell", "inform", "assure", "remind", "notify", "brief", "advise"})
_STOPS = frozenset({".", "!", "?", ";", "…"})
_EDGES = frozenset({",", ":", "—", "–", "―", "--", ";", "-"})
_THAT_REACH = 14
_TAIL = 14
_SHORTEST_CONTENTS = 2
LONGEST = 600  # tokens; what is longer without a stop is no sentence, and is not searched


def sentence_end(e: Evidence, token: int) -> int:
    """Return the index after the last token of the sentence, its closing stop left out."""
    last = e.ceiling(token)
    while last - 1 > token and e.tokens[last - 1].low in _STOPS:
        last -= 1
    return last


def _next_report(e: Evidence, reports: Sequence[Report], report: Report, first: int, last: int) -> int:
    """Return where the next report that is not told within this one begins."""
    index = bisect_right(reports, report.verb, key=lambda r: r.verb)
    for later in reports[index : index + 8]:
        if later.verb >= last:
            break
        shared = later.source.first < report.verb or later.cue.form == "ing"
        edge = later.verb if shared else min(later.source.first, later.verb)
        while edge - 1 > first and e.tokens[edge - 1].kind in ("adv", "aux", "neg"):
            edge -= 1
        joined = e.tokens[edge - 1].low in ("and", "but", "while", "yet")
        edge -= joined
        stops = edge - 1 > first and (e.tokens[edge - 1].low in _EDGES or (joined and shared))
        if stops and later.told_by is not report.told_by:
            return edge - (e.tokens[edge - 1].low in _EDGES)
    return last


def _cut(e: Evidence, reports: Sequence[Report], report: Report, first: int, last: int) -> int:
    """Return where the words end: at the next report, a semicolon, a dash, “, which …” or “, according to …”."""
    last = clause_end(e, report, first, _next_report(e, reports, report, first, last))
    for at in range(first + 2, last):
        low = e.tokens[at].low
        coming = e.tokens[at + 1].low if at + 1 < last else ""
        if low == ";" or (low == "," and coming in ("which", "who", "whose", "according")):
            return at
        if e.tokens[at].kind == "dash" and len(low) + (low in "—–―") > 1:
            return at
    return last


def _that(e: Evidence, first: int, last: int) -> int | None:
    """Return the “that” which opens the words, a place, day or listener stepped over."""
    for at in range(first, min(first + _THAT_REACH, last)):
        if e.tokens[at].low == "that":
            return at
        if e.tokens[at].low in (",", ":") or e.tokens[at].kind in ("pron", "aux", "quote", "rel"):
            return None
    return None


def _after_place(e: Evidence, first: int, last: int) -> int:
    """Step over “in an interview”, “on Friday”, “to reporters” before the words; to the end where nothing follows."""
    at = first
    while at < last and e.tokens[at].kind in ("time", "adv", "prep", "to"):
        if e.tokens[at].kind in ("time", "adv"):
            at += 1
            continue
        if at + 1 >= last or (e.tokens[at].kind == "to" and e.tokens[at + 1].kind not in ("name", "det", "word")):
            return first
        if e.tokens[at + 1].kind == "time":
            at += 2
            continue
        phrase = e.phrase_from(at + 1)
        at = last if phrase is None else phrase.last + 1
    return at


def _start_contents(e: Evidence, report: Report, last: int) -> int:
    """Return where the words begin after the verb."""
    first = report.verb + 1 + (report.cue.lemma == "point")
    that = _that(e, first, last)
    if that is not None:
        return that
    if report.cue.takes in ("judge", "demand") and first < last and e.tokens[first].low == ",":
        return first + 1 if first + 1 < last and e.tokens[first + 1].kind == "quote" else last
    if report.cue.takes in ("judge", "demand", "think", "show"):
        governed = first < last and e.tokens[first].kind == "prep"
        return first + governed
    if report.cue.lemma in _TOLD and first < last:
        phrase = e.phrase_from(first) if e.tokens[first].kind != "obj" else None
        first = first + 1 if phrase is None else phrase.last + 1
    if (
        first < last
        and e.tokens[first].kind == "conj"
        and e.tokens[first].low in ("as", "when", "while", "after", "since", "because", "than")
    ):
        return last
    return _after_place(e, first, last)


def trimmed(e: Evidence, first: int, last: int) -> Span | None:
    """Return the tokens from `first` up to `last` without marks at their edges; None where too little is left."""
    while first < last and e.tokens[first].low in _EDGES:
        first += 1
    while last > first and e.tokens[last - 1].low in _EDGES:
        last -= 1
    if last - first < _SHORTEST_CONTENTS or (
        first and e.tokens[first - 1].low == "," and e.tokens[first].kind == "rel"
    ):
        return None
    return Span(e.tokens[first].start, e.tokens[last - 1].end)


def after_dateline(e: Evidence, floor: int) -> int:
    """Return the first token of a sentence that is no part of a dateline: VELL, 4 May 2031 (Wire) — …."""
    while floor + 1 < len(e.tokens) and e.tokens[floor].kind == "dateline":
        floor += 1
    return floor


def _tail(e: Evidence, report: Report, at: int, last: int) -> int | None:
    """Return where the clause of a trailing “NAME said …” ends; None where it has words of its own."""
    if at < last and e.tokens[at].kind == "det" and report.cue.lemma not in _TOLD:
        return None
    for index in range(at, min(at + _TAIL, last)):
        token = e.tokens[index]
        if token.low in _EDGES:
            return index
        if token.low == "that" or token.kind in ("pron", "aux", "rel", "quote"):
            return None
    return last if last - at <= _TAIL else None


def _leads(e: Evidence, reports: Sequence[Report], floor: int, edge: int) -> bool:
    """Tell whether what stands before “, NAME said” can be the words told, and not only an introduction."""
    if edge <= floor or opens_dependent(e, reports, floor, edge):
        return False
    if e.tokens[edge - 1].kind == "quote":
        return True
    if e.tokens[edge - 1].low not in _EDGES:
        return False
    if e.tokens[edge - 2].kind == "quote":
        return True
    opening = cue(e.tokens[floor].low)
    if opening is not None and opening.form == "past":
        return False
    introduces = e.tokens[floor].kind in ("prep", "conj", "according", "time", "to", "adv") or e.tokens[
        floor
    ].low.endswith("ing")
    inner = any(t.low == "," or t.kind in ("aux", "pron") for t in e.tokens[floor + 1 : edge - 1])
    return edge - 1 - floor > 1 and (not introduces or inner)


def contents(e: Evidence, reports: Sequence[Report], report: Report) -> tuple[Span, ...]:
    """Return the words that a report tells, in one piece or in two around the verb; empty where there are none."""
    floor, last = after_dateline(e, e.floor(report.verb)), sentence_end(e, report.verb)
    if last - floor > LONGEST:
        return ()
    edge = min(report.source.first, report.verb)
    after = max(report.source.last, report.verb) + 1
    relative = e.tokens[report.verb - 1].kind == "rel"
    if report.cue.takes in ("speech", "think", "aside") and not relative and _leads(e, reports, floor, edge):
        tail = last if report.source.first > report.verb else _tail(e, report, after, last)
        if tail is not None:
            before = trimmed(e, floor, edge)
            behind = trimmed(e, tail, _cut(e, reports, report, tail, last)) if tail < last else None
            return tuple(span for span in (before, behind) if span and not _pure(e, floor, edge))
    first = last if report.source.first > report.verb else _start_contents(e, report, last)
    if first >= last:
        return ()
    span = trimmed(e, first, _cut(e, reports, report, first, last))
    return (span,) if span else ()


def _pure(e: Evidence, first: int, last: int) -> bool:
    """Tell whether tokens are quotations and nothing else."""
    return all(t.kind in ("quote", "punct", "dash") for t in e.tokens[first:last])


# ---- annotate/according.py


def accord(e: Evidence, at: int) -> tuple[Phrase, tuple[Span, ...]] | None:
    """Return for “according to” at `at` the source and the words told."""
    ceiling = e.ceiling(at)
    if e.tokens[at].low != "according" or at + 2 >= ceiling or e.tokens[at + 1].low != "to":
        return None
    source = e.phrase_from(at + 2)
    if source is None or not is_source(e, source):
        return None
    floor, last = after_dateline(e, e.floor(at)), sentence_end(e, at)
    if last - floor > LONGEST:
        return None
    if at == floor:
        comma = next((i for i in range(source.last + 1, last) if e.tokens[i].low == ","), None)
        span = trimmed(e, comma + 1, last) if comma is not None else None
    else:
        span = trimmed(e, floor, at)
    return (source, (span,)) if span else None


# ---- annotate/headline.py

_SHORTEST = 3  # a headline says something before it names who said it


def credited(e: Evidence) -> tuple[Span, Phrase] | None:
    """Return the words and the source of a headline that ends “: NAME”; None where the first paragraph is none."""
    last = next((i for i, p in enumerate(e.paragraph_of) if p), len(e.tokens)) - 1
    while last > 0 and e.tokens[last].low == ".":
        last -= 1
    colon = next((i for i in range(last, -1, -1) if e.tokens[i].low == ":"), -1)
    if colon < _SHORTEST or colon == last:
        return None
    source = e.phrase_from(colon + 1)
    if source is None or source.last != last or source.form != "name":
        return None
    figure = figure_of(e, source)
    if figure is None or figure.kind not in ("person", "organisation"):
        return None
    return Span(e.tokens[0].start, e.tokens[colon - 1].end), source


# ---- annotate/indirect.py

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
