"""Scores whole documents: quotations with their speakers, dates with their values. Gold and answers come in."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from verbatim.annotate import lang
from verbatim.annotate.evaluate.matching import (
    RATED,
    TITLES,
    Counts,
    alike,
    bare,
    days,
    heads,
    is_pronoun,
    pairs,
    plain,
    ratio,
    same,
    shared,
    tally,
    verdict,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from verbatim.annotate.evaluate.matching import Verdict
    from verbatim.model import Span


# ---- annotate/evaluate/score.py

Row = dict[str, Any]
SCARE = 3  # direct quotations of fewer words cost nothing where the annotation leaves them out
ANY_OVERLAP = 1e-9


@dataclass(slots=True)
class Fault:
    """A case that went wrong: the document, what it is, the annotated and the found row, either of which may lack."""

    document: str
    what: str
    text: str
    gold: Row | None
    found: Row | None


@dataclass(slots=True)
class QuoteScore:
    """Spans at full and at enough overlap, verdicts on the speakers of matched rows, by form of the gold's mention."""

    exact: Counts = field(default_factory=Counts)
    overlap: Counts = field(default_factory=Counts)
    speakers: Counter[Verdict] = field(default_factory=Counter)
    by_form: dict[str, Counter[Verdict]] = field(default_factory=lambda: {"name": Counter(), "pronoun": Counter()})

    @property
    def found_and_right(self) -> float:
        """The share of all annotated quotations that were found and rightly attributed."""
        right = self.speakers["correct"] + self.speakers["rightly_silent"]
        return ratio(right, self.overlap.right + self.overlap.missing - self.speakers["unverifiable"])


@dataclass(slots=True)
class DateScore:
    """Spans exactly and at any overlap, and how many matched dates have the annotated value."""

    strict: Counts = field(default_factory=Counts)
    relaxed: Counts = field(default_factory=Counts)
    right: int = 0
    total: int = 0

    @property
    def accuracy(self) -> float:
        """The share of matched dates whose value is right."""
        return ratio(self.right, self.total)

    @property
    def value_f1(self) -> float:
        """The F1 of dates that are found and have the right value."""
        return self.relaxed.f1 * self.accuracy


def rates(verdicts: Counter[Verdict]) -> dict[str, float]:
    """Return the rates of verdicts over the rated ones: right, misattributed, silent, and right when named."""
    rated = sum(verdicts[name] for name in RATED)
    named = verdicts["correct"] + verdicts["wrong"]
    return {
        "accuracy": ratio(verdicts["correct"] + verdicts["rightly_silent"], rated),
        "misattribution": ratio(verdicts["wrong"], rated),
        "abstain": ratio(verdicts["abstained"] + verdicts["unresolved"], rated),
        "precision when named": ratio(verdicts["correct"], named),
    }


def score_quotes(score: QuoteScore, gold: Row, answer: Row, kinds: frozenset[str], least: float) -> list[Fault]:
    """Add one document's quotations of these kinds to `score`; return what went wrong."""
    text = gold["text"]
    wanted = [row for row in gold["quotes"] if row["kind"] in kinds]
    given = [row for row in answer.get("quotes") or [] if row.get("kind", "direct") in kinds]
    wanted_spans, given_spans = [bare(text, row) for row in wanted], [bare(text, row) for row in given]

    def forgiven(j: int) -> bool:
        return len(given_spans[j].of(text).split()) < SCARE

    score.exact += tally(wanted, len(given), pairs(wanted_spans, given_spans, 1.0), forgiven)
    made = pairs(wanted_spans, given_spans, least)
    score.overlap += tally(wanted, len(given), made, forgiven)
    faults = [Fault(gold["id"], "missed", text, row, None) for i, row in enumerate(wanted) if _missed(row, i, made)]
    spare = set(range(len(given))) - set(made.values())
    faults += [Fault(gold["id"], "not annotated", text, None, given[j]) for j in sorted(spare) if not forgiven(j)]
    for i, j in made.items():
        if not wanted[i].get("optional"):
            faults += _judge(score, gold, wanted[i], given[j])
    return faults


def _missed(row: Row, index: int, made: dict[int, int]) -> bool:
    return index not in made and not row.get("optional")


def _judge(score: QuoteScore, document: Row, gold: Row, found: Row) -> list[Fault]:
    told = verdict(gold, found)
    score.speakers[told] += 1
    score.by_form["pronoun" if gold.get("speaker_is_pronoun") else "name"][told] += 1
    good = told in ("correct", "rightly_silent", "unverifiable")
    return [] if good else [Fault(document["id"], told, document["text"], gold, found)]


def _required(row: Row) -> bool:
    """Tell whether an annotated date must be found: one of the calendar that is not optional."""
    return (
        not row.get("optional") and row.get("type", "DATE") in ("DATE", "TIME") and days(row.get("value")) is not None
    )


def score_dates(score: DateScore, gold: Row, answer: Row) -> list[Fault]:
    """Add one document's dates to `score`; return what went wrong."""
    text = gold["text"]
    wanted = [{**row, "optional": not _required(row)} for row in gold["dates"]]
    given = answer.get("dates") or []
    wanted_spans, given_spans = [bare(text, row) for row in wanted], [bare(text, row) for row in given]
    score.strict += tally(wanted, len(given), pairs(wanted_spans, given_spans, 1.0), lambda _: False)
    made = pairs(wanted_spans, given_spans, ANY_OVERLAP)
    score.relaxed += tally(wanted, len(given), made, lambda _: False)
    faults = [Fault(gold["id"], "missed", text, row, None) for i, row in enumerate(wanted) if _missed(row, i, made)]
    spare = sorted(set(range(len(given))) - set(made.values()))
    faults += [Fault(gold["id"], "not annotated", text, None, given[j]) for j in spare]
    for i, j in made.items():
        if not wanted[i]["optional"]:
            score.total += 1
            if same(wanted[i].get("value"), given[j].get("value")):
                score.right += 1
            else:
                faults.append(Fault(gold["id"], "other value", text, wanted[i], given[j]))
    return faults


# ---- annotate/evaluate/people.py

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


# ---- annotate/evaluate/roles.py

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
        *(Fault(gold["id"], "missed", text, _row_roles(text, span), None) for span, _ in missed),
        *(Fault(gold["id"], "not annotated", text, None, _row_roles(text, span)) for span, _ in wrong),
    ]


def _is_title(role: tuple[Span, int], wanted: Sequence[tuple[Span, int]], names: Sequence[Mention]) -> bool:
    """Tell whether a role lies inside a name of its person and is no piece of an annotated role."""
    span, person = role
    if any(shared(span, other) for other, _ in wanted):
        return False
    return any(n.person == person and n.span.start <= span.start and span.end <= n.span.end for n in names)


def _row_roles(text: str, span: Span) -> Row:
    return {"start": span.start, "end": span.end, "speaker": span.of(text)}
