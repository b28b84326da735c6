"""Scores whole documents: quotations with their speakers, dates with their values. Gold and answers come in."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from generator.annotate.evaluate.matching import Counts, bare, pairs, ratio, tally
from generator.annotate.evaluate.values import days, same
from generator.annotate.evaluate.verdicts import RATED, verdict

if TYPE_CHECKING:
    from generator.annotate.evaluate.verdicts import Verdict

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
