"""How well persons are read: where they are named, and who is joined with whom. Annotated and found people come in.

An annotated mention is a named one where its head, up to the first comma or preposition, is capitalised and is no
title, role or people: “the coach Petra Vance” is one, “the coach” and “the President” are not. A found mention answers
it where the two overlap and share that head. Clusters are compared by B³ (Bagga and Baldwin, 1998).
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from generator.annotate import lang
from generator.annotate.evaluate.matching import Counts, bare, ratio, shared
from generator.annotate.evaluate.names import TITLES, alike, heads, plain
from generator.annotate.evaluate.score import Fault

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.annotate.evaluate.score import Row
    from generator.model import Span

DESCRIPTIONS = TITLES | lang.words("roles") | frozenset(word.lower() for word in lang.words("peoples"))
_WORD = re.compile(r"[\w’'-]+")
_CORE_ENDS = re.compile(r"\s(?:of|at|from|in|for|on|with|to|by|who|which|that|whose)\s|[,;(\[–—]")


@dataclass(frozen=True, slots=True)
class Mention:
    """A place where a person is named, the heads of that name, and the person's number in its list."""

    span: Span
    heads: dict[str, str]
    person: int


@dataclass(slots=True)
class Joined:
    """B³ over matched mentions: the shares of each one's company that are right, summed; a rate of nothing is 0."""

    precise: float = 0.0
    complete: float = 0.0
    mentions: int = 0

    @property
    def precision(self) -> float:
        """The mean share of those joined with a mention that are the same person."""
        return ratio(self.precise, self.mentions)

    @property
    def recall(self) -> float:
        """The mean share of the same person's mentions that are joined with a mention."""
        return ratio(self.complete, self.mentions)

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        return ratio(2 * self.precision * self.recall, self.precision + self.recall)


@dataclass(slots=True)
class PeopleScore:
    """Named mentions, and how those that match are joined."""

    mentions: Counts = field(default_factory=Counts)
    joined: Joined = field(default_factory=Joined)


def name_heads(words: str) -> dict[str, str]:
    """Return the heads of a mention that are names, each with the first name given with it; none for a description."""
    core = _CORE_ENDS.split(plain(words), maxsplit=1)[0]
    capitals = {word.lower().rpartition("-")[2] for word in _WORD.findall(core) if word[0].isupper()}
    return {head: first for head, first in heads(core).items() if head in capitals - DESCRIPTIONS}


def named(text: str, people: Sequence[Row]) -> list[Mention]:
    """Return every mention that names a person, the shortest first."""
    found = [
        Mention(span, name, person)
        for person, row in enumerate(people)
        for span in (bare(text, mention) for mention in row["mentions"])
        if (name := name_heads(span.of(text)))
    ]
    return sorted(found, key=lambda mention: (mention.span.end - mention.span.start, mention.span, mention.person))


def innermost(mentions: Sequence[Mention]) -> list[Mention]:
    """Return the mentions in order; of two with a head in common, one inside the other, only the inner one."""
    kept: list[Mention] = []
    for mention in mentions:
        if not any(_holds(mention.span, inner.span) and alike(mention.heads, inner.heads) for inner in kept):
            kept.append(mention)
    return sorted(kept, key=lambda mention: mention.span)


def _holds(outer: Span, inner: Span) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def persons(answer: Row) -> list[Row]:
    """Return the persons among the people of an answer; organisations and places are not annotated."""
    return [row for row in answer.get("people") or [] if row.get("kind") == "person"]


def matched(gold: Sequence[Mention], found: Sequence[Mention]) -> dict[int, int]:
    """Return for each annotated mention that is answered the index of its answer, the greatest overlap first."""
    rated = [
        (-share, i, j)
        for i, one in enumerate(gold)
        for j, other in enumerate(found)
        if (share := shared(one.span, other.span)) > 0 and alike(one.heads, other.heads)
    ]
    made: dict[int, int] = {}
    taken: set[int] = set()
    for _, i, j in sorted(rated):
        if i not in made and j not in taken:
            made[i] = j
            taken.add(j)
    return made


def join(score: Joined, links: Sequence[tuple[int, int]]) -> None:
    """Add one document's matched mentions to `score`: for each the numbers of its annotated and its found person."""
    both, annotated, found = Counter(links), Counter(a for a, _ in links), Counter(b for _, b in links)
    for (a, b), count in sorted(both.items()):
        score.precise += count * count / found[b]
        score.complete += count * count / annotated[a]
    score.mentions += len(links)


def score_people(score: PeopleScore, gold: Row, answer: Row) -> list[Fault]:
    """Add one document's persons to `score`; return the mentions that were missed or are not annotated."""
    text = gold["text"]
    wanted, given = innermost(named(text, gold["people"])), innermost(named(text, persons(answer)))
    made = matched(wanted, given)
    missed = [wanted[i] for i in range(len(wanted)) if i not in made]
    spare = [given[j] for j in sorted(set(range(len(given))) - set(made.values()))]
    score.mentions += Counts(len(made), len(spare), len(missed))
    join(score.joined, [(wanted[i].person, given[j].person) for i, j in made.items()])
    return [
        *(Fault(gold["id"], "missed", text, _row(text, mention), None) for mention in missed),
        *(Fault(gold["id"], "not annotated", text, None, _row(text, mention)) for mention in spare),
    ]


def _row(text: str, mention: Mention) -> Row:
    return {"start": mention.span.start, "end": mention.span.end, "speaker": mention.span.of(text)}
