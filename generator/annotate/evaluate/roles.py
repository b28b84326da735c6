"""How well roles are read. Annotated and found people come in, counts of their roles go out.

An annotated role is a description of a person that stands right beside one of the person's names: an apposition after
or before it. It is found where a role of the same person shares at least half of their union with it. A found role
that lies inside an annotated name (*Senator* in “Senator Petra Vance”) is confirmed by the annotation, but not asked
for by it: it is counted apart.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from generator.annotate.evaluate.matching import Counts, bare, pairs, shared
from generator.annotate.evaluate.names import is_pronoun
from generator.annotate.evaluate.people import innermost, matched, name_heads, named, persons
from generator.annotate.evaluate.score import Fault

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.annotate.evaluate.people import Mention
    from generator.annotate.evaluate.score import Row
    from generator.model import Span

HALF = 0.5
_GAP = re.compile(r"[\s,;:()\[\]–—-]{1,4}")
_LETTER = re.compile(r"[^\W\d_]")


@dataclass(slots=True)
class RoleScore:
    """Appositions found, missed and wrong, and how many titles lie inside an annotated name."""

    appositions: Counts = field(default_factory=Counts)
    titles: int = 0


def appositions(text: str, people: Sequence[Row], names: Sequence[Mention]) -> list[tuple[Span, int]]:
    """Return the annotated roles, each with the number of its person; a bare age or a pronoun is none."""
    found = {
        (span, person)
        for person, row in enumerate(people)
        for span in (bare(text, mention) for mention in row["mentions"])
        if _describes(span.of(text)) and any(_beside(text, span, name.span) for name in names if name.person == person)
    }
    return sorted(found)


def _describes(words: str) -> bool:
    return bool(_LETTER.search(words)) and not is_pronoun(words) and not name_heads(words)


def _beside(text: str, one: Span, other: Span) -> bool:
    """Tell whether nothing but blanks and a mark or two stands between two spans."""
    first, second = sorted((one, other))
    return first.end < second.start and bool(_GAP.fullmatch(text, first.end, second.start))


def _same_persons(wanted: Sequence[Mention], given: Sequence[Mention]) -> dict[int, int]:
    """Return for each found person the annotated one with whom it shares most mentions."""
    shares = Counter((given[j].person, wanted[i].person) for i, j in matched(wanted, given).items())
    same: dict[int, int] = {}
    for (found, annotated), _ in sorted(shares.items(), key=lambda item: (-item[1], item[0])):
        same.setdefault(found, annotated)
    return same


def score_roles(score: RoleScore, gold: Row, answer: Row) -> list[Fault]:
    """Add one document's roles to `score`; return those missed or not annotated. Unannotated persons are left out."""
    text, people = gold["text"], persons(answer)
    names = named(text, gold["people"])
    wanted = appositions(text, gold["people"], innermost(names))
    same = _same_persons(innermost(names), innermost(named(text, people)))
    given = [(bare(text, role), same[n]) for n, row in enumerate(people) if n in same for role in row["roles"]]
    made: set[tuple[Span, int]] = set()
    found: set[tuple[Span, int]] = set()
    for person in sorted(set(same.values())):
        asked, told = [row for row in wanted if row[1] == person], [row for row in given if row[1] == person]
        for i, j in pairs([span for span, _ in asked], [span for span, _ in told], HALF).items():
            made.add(asked[i])
            found.add(told[j])
    rest = [row for row in given if row not in found]
    wrong = [row for row in rest if not _is_title(row, wanted, names)]
    missed = [row for row in wanted if row not in made]
    score.titles += len(rest) - len(wrong)
    score.appositions += Counts(len(made), len(wrong), len(missed))
    return [
        *(Fault(gold["id"], "missed", text, _row(text, span), None) for span, _ in missed),
        *(Fault(gold["id"], "not annotated", text, None, _row(text, span)) for span, _ in wrong),
    ]


def _is_title(role: tuple[Span, int], wanted: Sequence[tuple[Span, int]], names: Sequence[Mention]) -> bool:
    """Tell whether a role lies inside a name of its person and is no piece of an annotated role."""
    span, person = role
    if any(shared(span, other) for other, _ in wanted):
        return False
    return any(n.person == person and n.span.start <= span.start and span.end <= n.span.end for n in names)


def _row(text: str, span: Span) -> Row:
    return {"start": span.start, "end": span.end, "speaker": span.of(text)}
