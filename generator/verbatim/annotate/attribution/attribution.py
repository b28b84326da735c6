"""Attributes each quotation: ties it to the source that its own sentence names.

There are four explicit exceptions to the sentence: a colon that ends the paragraph before, a mark left open in the
paragraph before, a quotation that goes on after its own attribution (“…,” she said. “…”), and one that directly follows
a reporting sentence.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal, TypeGuard

from verbatim.annotate import lang
from verbatim.annotate.analysis import AnalysedText
from verbatim.annotate.attribution.clauses import (
    ReportingClause,
    clause_after,
    clause_before,
    closing_clause,
    is_said_so,
    pauses,
)
from verbatim.annotate.attribution.factuality import is_hedged
from verbatim.annotate.attribution.subjects import is_joint, is_linked
from verbatim.annotate.attribution.transcripts import label
from verbatim.annotate.coreference.referents import figure_of
from verbatim.annotate.lang import cue
from verbatim.annotate.names.people import Figure
from verbatim.annotate.reports import SpeechReport, reports_from
from verbatim.annotate.text.clauses import is_finite
from verbatim.annotate.text.narrative import has_verb, main_subject
from verbatim.annotate.text.phrases import Phrase
from verbatim.model import Span

Unsaid = Literal["open", "retold", "joint"]
Said = Literal[
    "after",
    "before",
    "according",
    "colon",
    "label",
    "goes on",
    "open mark",
    "signed",
    "tells",
    "follows",
    "next",
    "about",
]

_LONGEST_NAME = 60  # characters
_CLOSE = lang.reach("verb to its quotation")
_OPENING = lang.reach("whose words a paragraph opens with")
_REPORTS = lang.reach("reports of a paragraph")
_CLAIMING = (["that", "was"], ["this", "was"], ["those", "were"], ["these", "were"], ["so", "spoke"], ["thus", "spoke"])
_SHORTEST_RESUMED = lang.reach("least words that resume a quotation")
_CROSSHEAD, _LONGEST_DISPLAY = 3, 60  # words
_WORD = re.compile(r"[^\W\d_]+(?:[’'][^\W\d_]+)*")


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
        own = own or _resumed(doc, found, at, last) or _after_report(doc, reports, found, at) or _about(doc, found, at)
        if own is not None:
            found[doc.tokens[at].quote] = own
        if own is not None or last < 0 or doc.sentence_of[at] != doc.sentence_of[last]:
            last = at  # a title after the attribution (she said on “Daybreak”) does not break off what goes on
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


def barred(
    doc: AnalysedText,
    reports: Sequence[SpeechReport],
    given: Mapping[int, Attribution],
    told: Iterable[tuple[Phrase, Span]],
) -> dict[int, frozenset[Figure]]:
    """Return, by token, the figures that a speaking pronoun cannot mean.

    They are those whom its own quotation talks about, and the one to whom it speaks: “…,” he told Otto Lund. Where
    another speaks in the sentence before, they are also those whom the words before it talk about, of the indirect
    speech `told` with its source: NAME said it leaked. Otto Lund is no miller, he said.
    """
    found: dict[int, frozenset[Figure]] = {}
    quoted = ((a.source, doc.quotes[index].inner) for index, a in given.items() if a.source is not None)
    behind = ((source, span) for source, span in told if span.end <= doc.tokens[source.first].start)
    about = ((s, span) for s, span in behind if _speaks_before(doc, reports, s) or _acts_before(doc, s))
    for source, span in (*quoted, *about):
        if source.form == "pronoun":
            named = (f for n in doc.names_within(span.start, span.end) for f in doc.figures.named(n.span.start))
            found[source.first] = found.get(source.first, frozenset()) | frozenset(named)
    for report in reports:
        if report.source.form == "pronoun" and (hearers := _told(doc, report)):
            found[report.source.first] = found.get(report.source.first, frozenset()) | hearers
    return found


def _speaks_before(doc: AnalysedText, reports: Sequence[SpeechReport], source: Phrase) -> bool:
    """Return whether somebody speaks in the sentence before a source's."""
    floor = doc.floor(source.first)
    if not floor:
        return False
    said = [r for r in reports_from(reports, doc.floor(floor - 1), _REPORTS) if r.source.form != "description"]
    own = any(floor < r.verb < source.first and r.source.form == "name" for r in said)  # NAME mourned when, he said
    return not own and any(r.verb < floor and r.cue.takes == "speech" for r in said)


def _acts_before(doc: AnalysedText, source: Phrase) -> bool:
    """Return whether a name is the subject of the sentence before, and none of the words: Lund's mill, he said."""
    floor = doc.floor(source.first)
    if not floor or doc.paragraph_of[floor - 1] != doc.paragraph_of[floor]:
        return False
    subject, own = main_subject(doc, doc.floor(floor - 1), floor), main_subject(doc, floor, source.first)
    acts = own is not None and own.form == "name" and is_finite(doc.tokens[own.last + 1])
    return subject is not None and subject.form == "name" and not acts


def _told(doc: AnalysedText, report: SpeechReport) -> frozenset[Figure]:
    """Return the figures that the object of a verb names, right behind it: he told Otto Lund, he called Lund “…”."""
    first = report.verb + 1
    if not report.source.last < first < doc.ceiling(report.verb) or doc.tokens[first].kind != "name":
        return frozenset()
    name = next(iter(doc.names_within(doc.tokens[first].start, doc.tokens[first].end + _LONGEST_NAME)), None)
    if name is None or doc.text.startswith(("’s", "'s"), name.span.end) or name.token > first + 1:
        return frozenset()
    return frozenset(doc.figures.named(name.span.start))


def _unsaid(way: Unsaid, index: int) -> Attribution:
    return Attribution(None, -1, way, index)


def _own(doc: AnalysedText, reports: Sequence[SpeechReport], at: int) -> Attribution | None:
    """Return the attribution in the quotation's own sentence, or in the one that it directly follows."""
    index = doc.tokens[at].quote
    if (labelled := label(doc, index)) is not None:
        return Attribution(None, -1, "label", index, labelled[0])
    before = clause_before(doc, reports, at)
    close = before is not None and _is_close(before, at)
    after = clause_after(doc, reports, at)
    if before is not None and before.doubt and not _follows_inverted(after):
        return _unsaid(before.doubt, index)
    if after is not None and before is not None and not before.doubt and _retells(doc, before, after, at):
        return _unsaid("retold", index)
    if before is not None and close and not before.doubt:
        names = after is not None and before.source.form == "pronoun" and after.source.form == "name"
        after = after if names and pauses(doc, at) else None  # he warned, “…,” NAME told the paper
    clause = after or before
    clause = clause or closing_clause(doc, reports, at)
    behind = [token.low for token in doc.tokens[at + 1 : at + 5] if token.low != ","]
    if clause is not None and after is None and behind[:1] == ["which"] and behind[2:3] in (["what"], ["how"]):
        return _unsaid("open", index)  # “…,” which is what NAME called it
    if clause is not None:
        return Attribution(clause.source, clause.verb, clause.way, index)
    report = _followed(doc, reports, at)
    return Attribution(report.source, report.verb, "follows", index) if report else None


def _is_close(before: ReportingClause, at: int) -> bool:
    return before.adjoins and (before.verb < 0 or at - before.verb <= _CLOSE)


def _follows_inverted(after: ReportingClause | None) -> TypeGuard[ReportingClause]:
    """Return whether the verb follows the quotation and its subject the verb: “…?” asked NAME."""
    return after is not None and after.way == "after" and after.source.first > after.verb


def _retells(doc: AnalysedText, before: ReportingClause, after: ReportingClause, at: int) -> bool:
    """Return whether one tells what another said: NAME said it “would hold,” a friend recalled."""
    near = _is_close(before, at) or (at - before.verb <= _CLOSE + 1 and doc.quoted_words(at)[0].islower())
    if before.way != "before" or after.way != "after" or not near or not pauses(doc, at):
        return False
    verb = cue(doc.tokens[after.verb].low)
    if (
        "pronoun" in (before.source.form, after.source.form) or verb is None or verb.lemma == "report"
    ):  # NAME said “…,” the paper reported
        return False
    return _identity(doc, before.source) != _identity(doc, after.source)


def _followed(doc: AnalysedText, reports: Sequence[SpeechReport], at: int) -> SpeechReport | None:
    """Return the one report of the sentence before, where the quotation at the token `at` directly follows it."""
    if not at or doc.floor(at) != at or doc.paragraph_of[at - 1] != doc.paragraph_of[at]:
        return None
    if at + 1 < doc.ceiling(at) and doc.tokens[at + 1].kind != "punct":
        return None
    floor = doc.floor(at - 1)
    candidates = [r for r in reports_from(reports, floor, _REPORTS) if r.verb < at and r.outer is None]
    one = len({_identity(doc, report.source) for report in candidates}) == 1
    aside = one and candidates[0].cue.form == "ing" and candidates[0].source != main_subject(doc, floor, at)
    if not one or candidates[0].cue.takes == "show" or aside:
        return None
    judged = candidates[0].cue.takes == "judge" and candidates[0].source.form == "description"
    if (
        judged or doc.tokens[floor].low == "according" or doc.tokens[at - 1].low == "?"
    ):  # another may answer a question, or speak of what “his team” called it
        return None
    if any(t.kind == "quote" for t in doc.tokens[floor:at]):
        return None
    return candidates[0]


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
    if not _goes_on(doc, reports, at, last, given):
        return None
    if doc.tokens[at].opens and given.source is not None and _is_about_anothers_words(doc, last, given.source):
        return None
    return replace(given, way="goes on")


def _is_about_anothers_words(doc: AnalysedText, last: int, source: Phrase) -> bool:
    """Return whether the paragraph of the token `last` opens with the “remarks” of somebody who is not the source.

    A whole sentence in marks may then be from these: *Petra Vance’s remarks drew a crowd. “A scar,” said Ivan Tarn.
    “It will hold for a century.”*
    """
    first = bisect_left(doc.paragraph_of, doc.paragraph_of[last])
    for at in range(first, min(first + _OPENING, last - 2)):
        if doc.tokens[at + 1].kind == "poss" and doc.tokens[at + 2].low in lang.words("saying_nouns"):
            end = doc.tokens[at].end
            owners = [name for name in doc.names_within(doc.tokens[first].start, end) if name.span.end == end]
            return not owners or doc.figures.named(owners[-1].span.start) != (figure_of(doc, source),)
    return False


def _resumed(doc: AnalysedText, found: Mapping[int, Attribution], at: int, last: int) -> Attribution | None:
    """Return the attribution of a quotation that opens its paragraph, after a paragraph that ends with one.

    Where it is all of its paragraph, any paragraph in which only one speaks will do.
    """
    paragraph = doc.paragraph_of[at]
    given = found.get(doc.tokens[last].quote) if last >= 0 else None
    if given is None or doc.paragraph_of[last] != paragraph - 1:
        return None
    ends = doc.sentence_of[at - 1] in (doc.sentence_of[last], doc.sentence_of[given.verb])
    if ends and given.source is not None and _is_sentence(doc, at) and _opens_paragraph(doc, at):
        return replace(given, way="next")
    if not _is_whole_paragraph(doc, at):
        return None
    first = bisect_left(doc.paragraph_of, paragraph - 1)
    others = [found.get(doc.tokens[quote].quote) for quote in _longer(doc, found, first, at)]
    sources = [a.source for a in others if a is not None and a.source is not None]
    if not others or len(sources) < len(others) or len({_identity(doc, source) for source in sources}) > 1:
        return None
    return replace(given, way="next")


def _opens_paragraph(doc: AnalysedText, at: int) -> bool:
    """Return whether a quotation opens its paragraph as a sentence of its own, which no other claims afterwards."""
    return doc.paragraph_of[at - 1] != doc.paragraph_of[at] and not (_is_claimed(doc, at) or _stands_twice(doc, at))


def _is_claimed(doc: AnalysedText, at: int) -> bool:
    """Return whether what follows a quotation says whose it is: That was NAME in May, So said NAME, Thus spoke NAME."""
    coming = [token.low for token in doc.tokens[at + 1 : at + 3]]
    return coming in _CLAIMING or is_said_so(doc, at)


def _is_sentence(doc: AnalysedText, at: int) -> bool:
    """Return whether a quotation of some length is a sentence by itself."""
    words = doc.quoted_words(at)
    whole = words[-1] in ".!?…" and words[0].isupper() and len(words.split()) >= _SHORTEST_RESUMED
    return whole and doc.floor(at) == at and doc.ceiling(at) == at + 1


def _about(doc: AnalysedText, found: Mapping[int, Attribution], at: int) -> Attribution | None:
    """Return the attribution of a quotation that is a sentence, to whom the sentence before it is about.

    What that sentence quotes must be theirs. It may be of the paragraph before, where others follow the quotation.
    """
    paragraph = doc.paragraph_of[at]
    near = paragraph in (doc.paragraph_of[at - 1], *doc.paragraph_of[at + 1 : at + 2])
    if not (at and near and _is_sentence(doc, at)) or _is_claimed(doc, at):
        return None
    floor = doc.floor(at - 1)
    subject = main_subject(doc, floor, at) if doc.tokens[at - 1].low in (".", "“”") else None
    if subject is None or subject.form == "description" or not has_verb(doc, subject.first, at):
        return None
    for token in doc.tokens[floor:at]:
        if token.kind == "quote":
            given = found.get(token.quote)
            if given is None or given.source is None or _identity(doc, given.source) != _identity(doc, subject):
                return None
    return Attribution(subject, -1, "about", doc.tokens[at].quote)


def _longer(doc: AnalysedText, found: Mapping[int, Attribution], first: int, at: int) -> list[int]:
    """Return the quotations between two tokens but for single words at arm's length."""
    quotes = (index for index in range(first, at) if doc.tokens[index].kind == "quote")
    least = _SHORTEST_RESUMED
    return [q for q in quotes if doc.tokens[q].quote in found or len(doc.quoted_words(q).split()) >= least]


def _after_report(
    doc: AnalysedText, reports: Sequence[SpeechReport], found: Mapping[int, Attribution], at: int
) -> Attribution | None:
    """Return the attribution of a paragraph that is one quotation, after a paragraph that tells what one has said."""
    paragraph = doc.paragraph_of[at]
    if not at or doc.paragraph_of[at - 1] != paragraph - 1 or not _is_whole_paragraph(doc, at):
        return None
    first = bisect_left(doc.paragraph_of, paragraph - 1)
    if _longer(doc, found, first, at):
        return None
    told = [r for r in reports_from(reports, first, _REPORTS) if r.verb < at and r.outer is None]
    if told and doc.tokens[doc.floor(told[-1].verb)].low == "according":
        return None  # who decided something is not who told it
    if not told or doc.sentence_of[told[-1].verb] != doc.sentence_of[at - 1] or doc.tokens[at - 1].low in ("?", ":"):
        return None
    given = told[-1]
    if (
        given.cue.takes not in ("speech", "think", "judge", "demand", "aside")
        or len({_identity(doc, r.source) for r in told}) > 1
    ):
        return None
    return settled(doc, Attribution(given.source, given.verb, "next", doc.tokens[at].quote))


def _is_whole_paragraph(doc: AnalysedText, at: int) -> bool:
    """Return whether a quotation of some length is all that its paragraph holds, and no other claims it afterwards."""
    paragraph = doc.paragraph_of[at]
    if _is_claimed(doc, at):
        return False
    if doc.paragraph_of[at - 1] == paragraph or len(doc.quoted_words(at).split()) < _SHORTEST_RESUMED:
        return False
    if _stands_twice(doc, at):
        return False
    after = next((i for i in range(at + 1, len(doc.tokens)) if doc.tokens[i].kind != "punct"), len(doc.tokens))
    return after == len(doc.tokens) or doc.paragraph_of[after] != paragraph


def is_display(doc: AnalysedText, at: int) -> bool:
    """Return whether a quotation is a paragraph whose words stand in the text besides: a crosshead, a pull quote."""
    paragraph = doc.paragraph_of[at]
    beside = doc.paragraph_of[max(at - 1, 0) : at] + doc.paragraph_of[at + 1 : at + 2]
    return paragraph not in beside and _stands_twice(doc, at)


def _stands_twice(doc: AnalysedText, at: int) -> bool:
    """Return whether the words of a quotation stand elsewhere in the text too, as those of a crosshead do."""
    said = tuple(_WORD.findall(doc.quoted_words(at).lower()))
    if not _CROSSHEAD <= len(said) <= _LONGEST_DISPLAY:
        return False
    repeated = _repeated(doc.text)
    return all(said[first : first + _CROSSHEAD] in repeated for first in range(len(said) - _CROSSHEAD + 1))


@lru_cache(maxsize=1)
def _repeated(text: str) -> frozenset[tuple[str, ...]]:
    """Return what stands twice in a text, of so many words as the shortest heading has."""
    words = _WORD.findall(text.lower())
    runs = Counter(zip(*(words[first:] for first in range(_CROSSHEAD)), strict=False))
    return frozenset(run for run, times in runs.items() if times > 1)


def _identity(doc: AnalysedText, source: Phrase) -> Figure | str:
    """Return the figure that a source names, else its words: what two sources have in common that are one."""
    return figure_of(doc, source) or " ".join(t.low for t in doc.tokens[source.head_first : source.head_last + 1])


def _goes_on(doc: AnalysedText, reports: Sequence[SpeechReport], at: int, before: int, given: Attribution) -> bool:
    """Return whether nothing but its own attribution stands between a quotation and the one before it."""
    if doc.paragraph_of[at] != doc.paragraph_of[before]:
        return False
    if at == before + 1:
        return True
    own_verb = given.way == "goes on" and doc.sentence_of[given.verb] == doc.sentence_of[before]
    if given.way not in ("after", "according") and not own_verb and clause_after(doc, reports, before) is None:
        return False
    if doc.sentence_of[at - 1] != doc.sentence_of[before]:
        return False
    return bool(doc.tokens[at].opens) or doc.tokens[at - 1].low in (",", ";", "—", "–", "--", ":")
