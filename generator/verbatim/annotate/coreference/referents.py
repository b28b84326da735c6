"""Resolves noun phrases to the figures that they name or describe, and lists the subjects of each sentence.

Only the narrative counts: a figure named inside a quotation is talked about, and no subject.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from verbatim.annotate import lang
from verbatim.annotate.analysis import main_subject
from verbatim.annotate.text.clauses import is_finite
from verbatim.model import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from verbatim.annotate.analysis import AnalysedText
    from verbatim.annotate.names.people import Figure
    from verbatim.annotate.reports import SpeechReport
    from verbatim.annotate.text.phrases import Phrase


_REACH = 6
_NEAR = 2  # paragraphs
_MOST_HOLDERS = 20  # of one role; no real text has more


def sentence_subjects(doc: AnalysedText, reports: Sequence[SpeechReport]) -> list[tuple[Phrase, ...]]:
    """Return the subjects of each sentence, in order: its main clause's, then those of its reports."""
    subjects: list[list[Phrase]] = [[] for _ in doc.sentence_first]
    for number, floor in enumerate(doc.sentence_first):
        opening = main_subject(doc, floor, doc.ceiling(floor))
        if opening is not None:
            subjects[number].append(_apposed_name(doc, opening) or opening)
    for report in reports:
        relative = report.verb and doc.tokens[report.verb - 1].kind in ("rel", "aux") and _is_relative(doc, report)
        if not relative or report.cue.takes in ("speech", "aside", "think"):
            source = _apposed_name(doc, report.source) if report.source.last < report.verb else None
            subjects[doc.sentence_of[report.verb]].append(source or report.source)
    return [tuple(dict.fromkeys(phrases)) for phrases in subjects]


def _is_relative(doc: AnalysedText, report: SpeechReport) -> bool:
    """Return whether a verb is that of a relative clause: NAME, who had condemned."""
    between = doc.tokens[report.source.last + 1 : report.verb]
    return any(token.kind == "rel" for token in between)


def _apposed_name(doc: AnalysedText, phrase: Phrase) -> Phrase | None:
    """Return the name that a description introduces between commas: the head of the group, NAME, …."""
    after = phrase.last + 2
    if phrase.form != "description" or after + 1 >= doc.ceiling(phrase.first) or doc.tokens[after - 1].low != ",":
        return None
    name = doc.phrase_from(after) if doc.tokens[after].kind == "name" else None
    if name is None or name.last + 1 >= len(doc.tokens) or doc.tokens[name.last + 1].low != ",":
        return None
    return name


def figure_of(doc: AnalysedText, phrase: Phrase) -> Figure | None:
    """Return the one figure that a phrase names; None where it names none or could name several."""
    if phrase.form != "name":
        return None
    end = doc.tokens[phrase.head_last].end
    inside = [n for n in doc.names_within(doc.tokens[phrase.head_first].start, end) if n.span.end == end]
    bearers = doc.figures.named(inside[-1].span.start) if inside else ()
    return bearers[0] if len(bearers) == 1 else None


def span_of(doc: AnalysedText, phrase: Phrase) -> Span:
    """Return where a phrase stands, with the article before a title in capitals: “The President”."""
    first = phrase.first
    article = first and doc.tokens[first - 1].low in ("the", "a", "an")
    if article and doc.sentence_of[first - 1] == doc.sentence_of[first]:
        first -= 1
    return Span(doc.tokens[first].start, doc.tokens[phrase.last].end)


def words_of(doc: AnalysedText, phrase: Phrase) -> str:
    """Return a phrase as the source words it, on one line."""
    return " ".join(span_of(doc, phrase).of(doc.text).split())


def gender_of(doc: AnalysedText, phrase: Phrase) -> str | None:
    """Return m, f or empty for a role that describes a person; None where the phrase describes no person."""
    low = doc.tokens[phrase.head_last].low
    if phrase.form != "description" and low.rstrip(".") not in lang.words("titles"):
        return None
    return next((lang.pairs(table)[low] for table in ("roles", "titles") if low in lang.words(table)), None)


def role_holders(doc: AnalysedText) -> dict[str, tuple[Figure, ...]]:
    """Return, by role, the figures that the text gives it, before a name or in apposition after one."""
    holders: dict[str, dict[Figure, None]] = defaultdict(dict)
    for name in doc.names:
        bearers = doc.figures.named(name.span.start)
        if name.quoted or len(bearers) != 1 or bearers[0].kind not in ("person", None):
            continue
        for role in _roles_beside(doc, name.token, name.span.end):
            holders[role][bearers[0]] = None
    return {role: tuple(figures) for role, figures in holders.items()}


def _roles_beside(doc: AnalysedText, token: int, end: int) -> set[str]:
    """Return the roles right before a name, or after it between commas."""
    floor = doc.floor(token)
    roles = set()
    at = token - 1
    while at >= max(floor, token - _REACH) and doc.tokens[at].kind in ("name", "word", "adj"):
        if is_finite(doc.tokens[at]):
            break  # the minister visited Sund
        roles.add(_role(doc.tokens[at].low))
        at -= 1
    after = token
    while after < len(doc.tokens) and doc.tokens[after].end <= end:
        after += 1
    if after < len(doc.tokens) and doc.tokens[after].low == ",":
        for following in doc.tokens[after + 1 : min(doc.ceiling(token), after + _REACH + 3)]:
            if following.kind not in ("det", "name", "word", "adj", "poss"):
                break
            roles.add(_role(following.low))
    return roles - {""}


def described_holder(doc: AnalysedText, holders: dict[str, tuple[Figure, ...]], phrase: Phrase) -> Figure | None:
    """Return the one figure that “the ROLE” can mean; None for “a ROLE”, and where none or several hold it."""
    before = doc.tokens[phrase.first - 1].low if phrase.first else ""
    definite = {"the", "his", "her", "their"}
    if definite.isdisjoint((doc.tokens[phrase.first].low, before)):
        return None
    figures = holders.get(_role(doc.tokens[phrase.head_last].low), ())
    if len(figures) > 1:
        figures = tuple(figure for figure in figures[:_MOST_HOLDERS] if _is_near(doc, figure, phrase))
    return figures[0] if len(figures) == 1 else None


def described_owner(doc: AnalysedText, phrase: Phrase) -> Phrase | None:
    """Return the person by role whose thing a description names: the nominee in “the nominee’s support”."""
    if phrase.form != "description" or doc.tokens[phrase.first].kind != "det":
        return None
    for at in range(phrase.first + 2, phrase.head_last):
        if doc.tokens[at].kind == "poss":
            role = doc.tokens[at - 1].low in lang.words("roles")
            return replace(phrase, last=at - 1, head_first=phrase.first, head_last=at - 1) if role else None
    return None


def _is_near(doc: AnalysedText, figure: Figure, phrase: Phrase) -> bool:
    """Return whether a figure is named in the narrative of the paragraphs just before a phrase."""
    end = doc.tokens[phrase.first].start
    start = doc.paragraphs[max(0, doc.paragraph_of[phrase.first] - _NEAR)].start
    return any(not name.quoted and start <= name.span.start < end for name in figure.mentions)


def _role(low: str) -> str:
    plain = low.rstrip(".")
    plain = lang.pairs("title_abbreviations").get(plain, plain)
    return plain if plain in lang.words("roles") else ""
