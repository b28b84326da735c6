"""Who is on stage, sentence by sentence. `Evidence` and its reports come in, a `Scene` for each sentence goes out.

Only the narrative counts: whoever is named inside a quotation is talked about, not on stage.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from verbatim.annotate import lang
from verbatim.annotate.reports import main_subject
from verbatim.model import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from verbatim.annotate.analysis import Evidence
    from verbatim.annotate.names.people import Figure
    from verbatim.annotate.reports import Report
    from verbatim.annotate.text.phrases import Phrase


# ---- annotate/scenes.py


@dataclass(frozen=True, slots=True)
class Scene:
    """The subjects of a sentence as phrases, in order: its main clause's, then those of its reports."""

    subjects: tuple[Phrase, ...]


def scenes(e: Evidence, reports: Sequence[Report]) -> list[Scene]:
    """Return a scene for each sentence of the narrative, in order."""
    subjects: list[list[Phrase]] = [[] for _ in e.sentence_first]
    for number, floor in enumerate(e.sentence_first):
        opening = main_subject(e, floor, e.ceiling(floor))
        if opening is not None:
            subjects[number].append(_apposed(e, opening) or opening)
    for report in reports:
        subjects[e.sentence_of[report.verb]].append(report.source)
    return [Scene(tuple(dict.fromkeys(found))) for found in subjects]


def _apposed(e: Evidence, phrase: Phrase) -> Phrase | None:
    """Return the name that a description introduces between commas: the head of the group, NAME, …."""
    after = phrase.last + 2
    if phrase.form != "description" or after + 1 >= e.ceiling(phrase.first) or e.tokens[after - 1].low != ",":
        return None
    named = e.phrase_from(after) if e.tokens[after].kind == "name" else None
    if named is None or named.last + 1 >= len(e.tokens) or e.tokens[named.last + 1].low != ",":
        return None
    return named


def figure_of(e: Evidence, phrase: Phrase) -> Figure | None:
    """Return the one figure that a phrase names; None where it names none or could name several."""
    if phrase.form != "name":
        return None
    end = e.tokens[phrase.head_last].end
    inside = [n for n in e.names_within(e.tokens[phrase.head_first].start, end) if n.span.end == end]
    bearers = e.cast.named(inside[-1].span.start) if inside else ()
    return bearers[0] if len(bearers) == 1 else None


def words_of(e: Evidence, phrase: Phrase) -> str:
    """Return a phrase as the source words it, on one line."""
    return " ".join(span_of(e, phrase).of(e.text).split())


def span_of(e: Evidence, phrase: Phrase) -> Span:
    """Return where a phrase stands, an article before a title in capitals included: “The President”."""
    first = phrase.first
    if first and e.tokens[first - 1].low in ("the", "a", "an") and e.sentence_of[first - 1] == e.sentence_of[first]:
        first -= 1
    return Span(e.tokens[first].start, e.tokens[phrase.last].end)


def gender_of(e: Evidence, phrase: Phrase) -> str | None:
    """Return m, f or empty for a description of a person by a role; None where it describes no person."""
    low = e.tokens[phrase.head_last].low
    if phrase.form != "description" and low.rstrip(".") not in lang.words("titles"):
        return None
    for table in ("roles", "titles"):
        if low in lang.words(table):
            return lang.pairs(table)[low]
    return None


# ---- annotate/descriptions.py

_ABBREVIATED = {"sen": "senator", "rep": "representative", "gov": "governor", "gen": "general", "prof": "professor"}
_REACH = 6


def _role(low: str) -> str:
    plain = low.rstrip(".")
    plain = _ABBREVIATED.get(plain, plain)
    return plain if plain in lang.words("roles") else ""


def holders(e: Evidence) -> dict[str, tuple[Figure, ...]]:
    """Return, by role, the figures that the text gives it, before a name or in apposition after one."""
    found: dict[str, dict[Figure, None]] = defaultdict(dict)
    for name in e.names:
        bearers = e.cast.named(name.span.start)
        if name.quoted or len(bearers) != 1 or bearers[0].kind != "person":
            continue
        for role in _roles_at(e, name.token, name.span.end):
            found[role][bearers[0]] = None
    return {role: tuple(figures) for role, figures in found.items()}


def _roles_at(e: Evidence, token: int, end: int) -> set[str]:
    """Return the roles that stand right before a name, or after it between commas."""
    floor = e.floor(token)
    roles = set()
    at = token - 1
    while at >= max(floor, token - _REACH) and e.tokens[at].kind in ("name", "word", "adj"):
        roles.add(_role(e.tokens[at].low))
        at -= 1
    after = token
    while after < len(e.tokens) and e.tokens[after].end <= end:
        after += 1
    if after < len(e.tokens) and e.tokens[after].low == ",":
        at = after + 1
        while at < min(e.ceiling(token), after + _REACH + 3) and e.tokens[at].kind in (
            "det",
            "name",
            "word",
            "adj",
            "poss",
        ):
            roles.add(_role(e.tokens[at].low))
            at += 1
    return roles - {""}


def meant(e: Evidence, held: dict[str, tuple[Figure, ...]], phrase: Phrase) -> Figure | None:
    """Return the one figure that “the ROLE” can mean; None for “a ROLE”, and where none or several hold it."""
    first = e.tokens[phrase.first].low
    before = e.tokens[phrase.first - 1].low if phrase.first else ""
    if "the" not in (first, before):
        return None
    figures = held.get(_role(e.tokens[phrase.head_last].low), ())
    return figures[0] if len(figures) == 1 else None
