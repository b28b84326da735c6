"""Which words say who spoke a quotation. `Evidence` comes in, an `Attribution` for each quotation goes out.

Only what stands in the quotation's own sentence counts, with three explicit exceptions: a colon at the end of the
paragraph before, a mark left open from the paragraph before, and a quotation that goes on after its own
attribution (“…,” she said. “…”).
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from verbatim.annotate import lang
from verbatim.annotate.attribution import reporting_clauses as governing
from verbatim.annotate.attribution import reporting_clauses as trailing
from verbatim.annotate.attribution.factuality import is_hedged, is_joint, is_linked
from verbatim.annotate.attribution.transcripts import label
from verbatim.annotate.coreference.scenes import figure_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from verbatim.annotate.analysis import Evidence
    from verbatim.annotate.names.people import Figure
    from verbatim.annotate.reports import Report
    from verbatim.annotate.text.phrases import Phrase
    from verbatim.model import Span


# ---- annotate/rivals.py

_REACH = 200


def has_rival(e: Evidence, reports: Sequence[Report], at: int, before: int, source: Phrase | None) -> bool:
    """Tell whether the paragraph tells another's words before the quotation at `before`.

    A quotation that only its own clause interrupts (“…,” she said, “…”) has no rival.
    """
    if not e.tokens[at].opens or source is None:
        return False
    first = before
    while first and e.paragraph_of[first - 1] == e.paragraph_of[before] and before - first < _REACH:
        first -= 1
    mine = figure_of(e, source)
    start = bisect_left(reports, first, key=lambda report: report.verb)
    for report in reports[start : start + 12]:
        if report.verb >= before:
            break
        other = figure_of(e, report.source)
        if other is not None and other is not mine:
            return True
    return _has_words(e, first, before, mine)


def _has_words(e: Evidence, first: int, last: int, mine: object) -> bool:
    """Tell whether somebody's “remarks” or “speech” are spoken of between two tokens."""
    for at in range(first, last - 2):
        if e.tokens[at + 1].kind == "poss" and e.tokens[at + 2].low in lang.words("saying_nouns"):
            named = [n for n in e.names_within(e.tokens[at].start, e.tokens[at].end) if n.span.end == e.tokens[at].end]
            bearers = e.cast.named(named[0].span.start) if named else ()
            if not named or bearers != (mine,):
                return True
    return False


# ---- annotate/following.py

_TELLING = ("speech", "think")


def followed(e: Evidence, reports: Sequence[Report], at: int) -> Report | None:
    """Return the report of the sentence before that the quotation at the token `at` goes on from."""
    if not at or e.floor(at) != at or e.paragraph_of[at - 1] != e.paragraph_of[at]:
        return None
    if at + 1 < e.ceiling(at) and e.tokens[at + 1].kind != "punct":
        return None
    floor = e.floor(at - 1)
    start = bisect_left(reports, floor, key=lambda report: report.verb)
    told = [r for r in reports[start : start + 12] if r.verb < at and r.outer is None]
    if len(told) != 1 or told[0].cue.takes not in _TELLING or told[0].cue.form == "ing" or _asks(e, at):
        return None
    if any(t.kind == "quote" for t in e.tokens[floor:at]):
        return None
    return None if has_rival(e, reports, at, floor, told[0].source) else told[0]


def _asks(e: Evidence, at: int) -> bool:
    """Tell whether the sentence before is a question, which somebody else may answer."""
    return e.tokens[at - 1].low == "?"


# ---- annotate/attribution.py

_BESIDE = 3
Unsaid = Literal["open", "retold", "joint"]
Said = Literal[
    "after", "before", "according", "colon", "label", "goes on", "open mark", "signed", "tells", "headline", "follows"
]
Way = Said | Unsaid


@dataclass(frozen=True, slots=True)
class Attribution:
    """How a quotation is tied to its source: the `source` phrase (or a `label`), the `verb`'s token (-1: none).

    `first` is the quotation that a continuing one goes on from, by index; its own index else. Nobody is the source
    where the text does not establish that anybody said it (`open`, or `retold` by another) or who of several (`joint`).
    """

    source: Phrase | None
    verb: int
    way: Way
    first: int
    label: Span | None = None


def unsaid(way: Unsaid, index: int) -> Attribution:
    """Return the attribution of a quotation to nobody."""
    return Attribution(None, -1, way, index)


def settled(e: Evidence, given: Attribution) -> Attribution:
    """Return an attribution as it is, or to nobody where its verb is in doubt or its source not its one subject."""
    if given.source is None or given.verb < 0:
        return given
    if is_hedged(e, given.verb) or is_linked(e, given.source, given.verb):
        return unsaid("open", given.first)
    return unsaid("joint", given.first) if is_joint(e, given.source, given.verb) else given


def _own(e: Evidence, reports: Sequence[Report], at: int) -> Attribution | None:
    """Return the attribution in the quotation's own sentence; `at` is its token."""
    index = e.tokens[at].quote
    if (labelled := label(e, index)) is not None:
        return Attribution(None, -1, "label", index, labelled[0])
    left = governing.before(e, reports, at)
    way: Way = (
        "according" if left is not None and left.verb >= 0 and e.tokens[left.verb].low == "according" else "before"
    )
    if left is not None and left.doubt:
        return unsaid(left.doubt, index)
    if left is not None and left.adjoins and (at - left.verb <= _BESIDE or left.verb < 0):
        return Attribution(left.source, left.verb, way if left.verb >= 0 else "colon", index)
    right = trailing.after(e, reports, at)
    if right is not None:
        return Attribution(right.source, right.verb, right.way, index)
    if left is not None:
        return Attribution(left.source, left.verb, way if left.verb >= 0 else "colon", index)
    return _from_afar(e, reports, at)


def _from_afar(e: Evidence, reports: Sequence[Report], at: int) -> Attribution | None:
    """Return the attribution where no verb governs the quotation: the sentence's end, a noun, the sentence before."""
    index = e.tokens[at].quote
    closing = trailing.closing(e, reports, at)
    if closing is not None:
        return Attribution(closing.source, closing.verb, "after", index)
    act = governing.by_act(e, at)
    if act is not None:
        return Attribution(act.source, act.verb, "before", index)
    report = followed(e, reports, at)
    return Attribution(report.source, report.verb, "follows", index) if report else None


def _goes_on(e: Evidence, reports: Sequence[Report], at: int, before: int, given: Attribution) -> bool:
    """Tell whether nothing but its own attribution stands between a quotation and the one before it."""
    if e.paragraph_of[at] != e.paragraph_of[before]:
        return False
    if at == before + 1:
        return True
    if given.way not in ("after", "according") and trailing.after(e, reports, before) is None:
        return False
    if e.sentence_of[at - 1] != e.sentence_of[before]:
        return False
    return bool(e.tokens[at].opens) or e.tokens[at - 1].low in (",", ";", "—", "–", "--", ":")


def attributions(e: Evidence, reports: Sequence[Report]) -> dict[int, Attribution]:
    """Return, by quotation index, how each is attributed; a quotation without one is left out."""
    found: dict[int, Attribution] = {}
    last = -1
    for at in e.quote_at:
        own = _own(e, reports, at)
        own = settled(e, own) if own else _carried(e, reports, found, at, last)
        own = _interrupted(own, found.get(e.tokens[last].quote) if last >= 0 else None)
        if own is not None:
            found[e.tokens[at].quote] = own
        last = at
    _lead_back(e, found)
    return found


def _interrupted(own: Attribution | None, given: Attribution | None) -> Attribution | None:
    """Join the second piece to the first where one verb stands between them: “…,” she said, “…”."""
    if own is None or given is None or own.verb < 0 or own.verb != given.verb or given.way != "after":
        return own
    return replace(own, way="goes on", first=given.first)


def _carried(
    e: Evidence, reports: Sequence[Report], found: dict[int, Attribution], at: int, last: int
) -> Attribution | None:
    """Return the attribution of the quotation before, where this one goes on from it."""
    given = found.get(e.tokens[last].quote) if last >= 0 else None
    if given is None:
        return None
    same = e.quotes[e.tokens[at].quote].group == e.quotes[e.tokens[last].quote].group
    if given.source is None and given.label is None:  # nobody is said to have spoken
        return given if same else None
    if same:
        return Attribution(given.source, given.verb, "open mark", given.first, given.label)
    if _goes_on(e, reports, at, last, given) and not has_rival(e, reports, at, last, given.source):
        return Attribution(given.source, given.verb, "goes on", given.first, given.label)
    return None


def _lead_back(e: Evidence, found: dict[int, Attribution]) -> None:
    """Give a quotation that runs over paragraphs the attribution that stands in a later piece."""
    for index in range(len(e.quotes) - 2, -1, -1):
        if index not in found and e.quotes[index].group == e.quotes[index + 1].group and index + 1 in found:
            given = found[index + 1]
            found[index] = Attribution(given.source, given.verb, "open mark", index, given.label)


def barred(e: Evidence, given: Mapping[int, Attribution]) -> dict[int, frozenset[Figure]]:
    """Return, by token, whom a pronoun that speaks cannot mean: those whom its own quotation talks about."""
    found: dict[int, frozenset[Figure]] = {}
    for index, a in given.items():
        if a.source is not None and a.source.form == "pronoun":
            inner = e.quotes[index].inner
            named = (f for n in e.names_within(inner.start, inner.end) for f in e.cast.named(n.span.start))
            found[a.source.first] = found.get(a.source.first, frozenset()) | frozenset(named)
    return found
