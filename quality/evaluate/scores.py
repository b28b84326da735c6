"""Scores whole documents: quotations and their speakers, dates and their values, people, roles.

Each `score_…` adds one document to a score and returns what went wrong in it.
"""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from quality.evaluate.matching import (
    RATED,
    RIGHT,
    TITLES,
    Counts,
    Row,
    Verdict,
    bare,
    best_first,
    days,
    harmonic,
    heads,
    heads_agree,
    is_pronoun,
    overlap,
    pairs,
    plain,
    ratio,
    same_days,
    tally,
    verdict,
)
from verbatim.annotate import lang
from verbatim.model import Span

_SCARE = 3  # direct quotations of fewer words cost nothing where the annotation leaves them out
_ANY_OVERLAP = 1e-9
_HALF = 0.5
_DESCRIPTIONS = TITLES | lang.words("roles") | frozenset(word.lower() for word in lang.words("peoples"))
_WORD = re.compile(r"[\w’'-]+")
_CORE_ENDS = re.compile(r"\s(?:of|at|from|in|for|on|with|to|by|who|which|that|whose)\s|[,;(\[–—]")
_GAP = re.compile(r"[\s,;:()\[\]–—-]{1,4}")
_LETTER = re.compile(r"[^\W\d_]")


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
        right = sum(self.speakers[judged] for judged in RIGHT)
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


@dataclass(slots=True)
class BCubed:
    """B³ over matched mentions: how well those of one person are clustered; a rate of nothing is 0."""

    precise: float = 0.0
    complete: float = 0.0
    mentions: int = 0

    def add(self, links: Sequence[tuple[int, int]]) -> None:
        """Add the matched mentions of one document: for each the numbers of its annotated and its found person."""
        both, annotated, found = Counter(links), Counter(a for a, _ in links), Counter(b for _, b in links)
        for (a, b), count in sorted(both.items()):
            self.precise += count * count / found[b]
            self.complete += count * count / annotated[a]
        self.mentions += len(links)

    @property
    def precision(self) -> float:
        """The mean share of those clustered with a mention that are the same person's."""
        return ratio(self.precise, self.mentions)

    @property
    def recall(self) -> float:
        """The mean share of the same person's mentions that are clustered with a mention."""
        return ratio(self.complete, self.mentions)

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        return harmonic(self.precision, self.recall)


@dataclass(slots=True)
class PeopleScore:
    """Named mentions, and how those that match are clustered."""

    mentions: Counts = field(default_factory=Counts)
    joined: BCubed = field(default_factory=BCubed)


@dataclass(slots=True)
class RoleScore:
    """Appositions found, missed and wrong, and how many titles lie inside an annotated name."""

    appositions: Counts = field(default_factory=Counts)
    titles: int = 0


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
    """Add the quotations of these kinds, which match at an overlap of at least `least`."""
    wanted = [row for row in gold["quotes"] if row["kind"] in kinds]
    given = [row for row in answer.get("quotes") or [] if row.get("kind", "direct") in kinds]

    def forgiven(span: Span) -> bool:
        return len(span.of(gold["text"]).split()) < _SCARE

    exact, loose, matched, faults = _matched_spans(gold, wanted, given, least, forgiven)
    score.exact += exact
    score.overlap += loose
    for wanted_row, row in matched:
        judged = verdict(wanted_row, row)
        score.speakers[judged] += 1
        score.by_form["pronoun" if wanted_row.get("speaker_is_pronoun") else "name"][judged] += 1
        if judged not in ("correct", "rightly_silent", "unverifiable"):
            faults.append(Fault(gold["id"], judged, gold["text"], wanted_row, row))
    return faults


def score_dates(score: DateScore, gold: Row, answer: Row) -> list[Fault]:
    """Add the dates; those that are no calendar date need not be found."""
    wanted = [{**row, "optional": not _is_required(row)} for row in gold["dates"]]
    given = answer.get("dates") or []
    strict, relaxed, matched, faults = _matched_spans(gold, wanted, given, _ANY_OVERLAP, lambda _: False)
    score.strict += strict
    score.relaxed += relaxed
    score.total += len(matched)
    for wanted_row, row in matched:
        if same_days(wanted_row.get("value"), row.get("value")):
            score.right += 1
        else:
            faults.append(Fault(gold["id"], "other value", gold["text"], wanted_row, row))
    return faults


def _is_required(row: Row) -> bool:
    dated = row.get("type", "DATE") in ("DATE", "TIME") and days(row.get("value")) is not None
    return dated and not row.get("optional")


def _matched_spans(
    gold: Row, wanted: list[Row], given: list[Row], least: float, forgiven: Callable[[Span], bool]
) -> tuple[Counts, Counts, list[tuple[Row, Row]], list[Fault]]:
    """Match spans: return the counts at full and at `least` overlap, the required pairs, and what has no partner."""
    text = gold["text"]
    wanted_spans, given_spans = [bare(text, row) for row in wanted], [bare(text, row) for row in given]
    free = [forgiven(span) for span in given_spans]
    exact = tally(wanted, len(given), pairs(wanted_spans, given_spans, 1.0), free.__getitem__)
    partners = pairs(wanted_spans, given_spans, least)
    loose = tally(wanted, len(given), partners, free.__getitem__)
    missed = [row for i, row in enumerate(wanted) if i not in partners and not row.get("optional")]
    taken = set(partners.values())
    spare = [row for j, row in enumerate(given) if j not in taken and not free[j]]
    required = [(wanted[i], given[j]) for i, j in partners.items() if not wanted[i].get("optional")]
    return exact, loose, required, _unmatched(gold, missed, spare)


def _unmatched(gold: Row, missed: Sequence[Row], spare: Sequence[Row]) -> list[Fault]:
    return [
        *(Fault(gold["id"], "missed", gold["text"], row, None) for row in missed),
        *(Fault(gold["id"], "not annotated", gold["text"], None, row) for row in spare),
    ]


@dataclass(frozen=True, slots=True)
class NamedMention:
    """A place where a person is named, the heads of that name, and the person's number in its list."""

    span: Span
    heads: dict[str, str]
    person: int


def score_people(score: PeopleScore, gold: Row, answer: Row) -> list[Fault]:
    """Add the persons: their named mentions, and how these are clustered."""
    text = gold["text"]
    wanted, given = innermost(named(text, gold["people"])), innermost(named(text, _persons(answer)))
    partners = _matched_mentions(wanted, given)
    taken = set(partners.values())
    missed = [_as_row(text, mention.span) for i, mention in enumerate(wanted) if i not in partners]
    spare = [_as_row(text, mention.span) for j, mention in enumerate(given) if j not in taken]
    score.mentions += Counts(len(partners), len(spare), len(missed))
    score.joined.add([(wanted[i].person, given[j].person) for i, j in partners.items()])
    return _unmatched(gold, missed, spare)


def _persons(answer: Row) -> list[Row]:
    """Return the persons among the people of an answer; organisations and places are not annotated."""
    return [row for row in answer.get("people") or [] if row.get("kind") == "person"]


def name_heads(words: str) -> dict[str, str]:
    """Return the heads of a mention that are names, each with the first name given with it; none for a description."""
    core = _CORE_ENDS.split(plain(words), maxsplit=1)[0]
    capitals = {word.lower().rpartition("-")[2] for word in _WORD.findall(core) if word[0].isupper()}
    return {head: first for head, first in heads(core).items() if head in capitals - _DESCRIPTIONS}


def named(text: str, people: Sequence[Row]) -> list[NamedMention]:
    """Return every mention that names a person, the shortest first."""
    mentions = [
        NamedMention(span, name, person)
        for person, row in enumerate(people)
        for span in (bare(text, mention) for mention in row["mentions"])
        if (name := name_heads(span.of(text)))
    ]
    return sorted(mentions, key=lambda mention: (mention.span.end - mention.span.start, mention.span, mention.person))


def innermost(mentions: Sequence[NamedMention]) -> list[NamedMention]:
    """Return the mentions in order; of two with a head in common, one inside the other, only the inner one."""
    kept: list[NamedMention] = []
    for mention in mentions:
        if not any(mention.span.covers(inner.span) and heads_agree(mention.heads, inner.heads) for inner in kept):
            kept.append(mention)
    return sorted(kept, key=lambda mention: mention.span)


def _matched_mentions(gold: Sequence[NamedMention], found: Sequence[NamedMention]) -> dict[int, int]:
    """Return, for each annotated mention that is answered, the index of its answer; the greatest overlap first."""
    rated = (
        (-share, i, j)
        for i, one in enumerate(gold)
        for j, other in enumerate(found)
        if (share := overlap(one.span, other.span)) > 0 and heads_agree(one.heads, other.heads)
    )
    return best_first((i, j) for _, i, j in sorted(rated))


def _as_row(text: str, span: Span) -> Row:
    return {"start": span.start, "end": span.end, "speaker": span.of(text)}


def score_roles(score: RoleScore, gold: Row, answer: Row) -> list[Fault]:
    """Add the roles of the persons who are annotated."""
    text, people = gold["text"], _persons(answer)
    names = named(text, gold["people"])
    wanted = _appositions(text, gold["people"], innermost(names))
    same = _same_persons(innermost(names), innermost(named(text, people)))
    given = [(bare(text, role), same[n]) for n, row in enumerate(people) if n in same for role in row["roles"]]
    answered: set[tuple[Span, int]] = set()
    right: set[tuple[Span, int]] = set()
    for person in sorted(set(same.values())):
        here, there = [row for row in wanted if row[1] == person], [row for row in given if row[1] == person]
        for i, j in pairs([span for span, _ in here], [span for span, _ in there], _HALF).items():
            answered.add(here[i])
            right.add(there[j])
    rest = [row for row in given if row not in right]
    wrong = [row for row in rest if not _is_title(row, wanted, names)]
    missed = [row for row in wanted if row not in answered]
    score.titles += len(rest) - len(wrong)
    score.appositions += Counts(len(answered), len(wrong), len(missed))
    return _unmatched(gold, [_as_row(text, span) for span, _ in missed], [_as_row(text, span) for span, _ in wrong])


def _appositions(text: str, people: Sequence[Row], names: Sequence[NamedMention]) -> list[tuple[Span, int]]:
    """Return the annotated roles, each with the number of its person; a bare age or a pronoun is none."""
    roles = {
        (span, person)
        for person, row in enumerate(people)
        for span in (bare(text, mention) for mention in row["mentions"])
        if _describes(span.of(text)) and any(_adjoins(text, span, name.span) for name in names if name.person == person)
    }
    return sorted(roles)


def _describes(words: str) -> bool:
    return bool(_LETTER.search(words)) and not is_pronoun(words) and not name_heads(words)


def _adjoins(text: str, one: Span, other: Span) -> bool:
    """Return whether only blanks and a mark or two stand between two spans."""
    first, second = sorted((one, other))
    return first.end < second.start and bool(_GAP.fullmatch(text, first.end, second.start))


def _same_persons(wanted: Sequence[NamedMention], given: Sequence[NamedMention]) -> dict[int, int]:
    """Return, for each found person, the annotated one with whom it shares most mentions."""
    shares = Counter((given[j].person, wanted[i].person) for i, j in _matched_mentions(wanted, given).items())
    same: dict[int, int] = {}
    for (found, annotated), _ in sorted(shares.items(), key=lambda item: (-item[1], item[0])):
        same.setdefault(found, annotated)
    return same


def _is_title(role: tuple[Span, int], wanted: Sequence[tuple[Span, int]], names: Sequence[NamedMention]) -> bool:
    """Return whether a role lies inside a name of its person and is no piece of an annotated role."""
    span, person = role
    if any(overlap(span, other) for other, _ in wanted):
        return False
    return any(name.person == person and name.span.covers(span) for name in names)
