"""Scores and faults in words. Scores come in, lines of text go out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.annotate.evaluate.score import rates
from generator.annotate.evaluate.verdicts import RATED

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Iterator

    from generator.annotate.evaluate.matching import Counts
    from generator.annotate.evaluate.people import PeopleScore
    from generator.annotate.evaluate.roles import RoleScore
    from generator.annotate.evaluate.score import DateScore, Fault, QuoteScore, Row
    from generator.annotate.evaluate.verdicts import Verdict

_CONTEXT = 60


def _percent(share: float) -> str:
    return f"{100 * share:5.1f}"


def _counts(name: str, counts: Counts) -> str:
    figures = f"P {_percent(counts.precision)}  R {_percent(counts.recall)}  F1 {_percent(counts.f1)}"
    return f"  {name:16} {figures}   (right {counts.right}, wrong {counts.wrong}, missing {counts.missing})"


def _speakers(name: str, verdicts: Counter[Verdict]) -> str:
    figures = "  ".join(f"{key} {_percent(share)}" for key, share in rates(verdicts).items())
    each = ", ".join(f"{verdicts[verdict]} {verdict.replace('_', ' ')}" for verdict in (*RATED, "unverifiable"))
    return f"  {name:16} {figures}   ({each})"


def quote_lines(title: str, score: QuoteScore) -> Iterator[str]:
    """Yield the lines of one kind of quotation."""
    yield f"\n{title}"
    yield _counts("span exact", score.exact)
    yield _counts("span overlap", score.overlap)
    yield _speakers("speaker", score.speakers)
    for form, verdicts in score.by_form.items():
        if verdicts:
            yield _speakers(f"  by {form}", verdicts)
    yield f"  found and rightly attributed, of all annotated: {_percent(score.found_and_right)}"


def date_lines(score: DateScore) -> Iterator[str]:
    """Yield the lines of dates."""
    yield "\nDates"
    yield _counts("span strict", score.strict)
    yield _counts("span relaxed", score.relaxed)
    values = f"value accuracy {_percent(score.accuracy)} ({score.right}/{score.total})"
    yield f"  {values}   value F1 {_percent(score.value_f1)}"


def people_lines(people: PeopleScore, roles: RoleScore) -> Iterator[str]:
    """Yield the lines of persons: their named mentions, how these are joined, and their roles."""
    joined = people.joined
    yield "\nPeople"
    yield _counts("named mentions", people.mentions)
    figures = f"P {_percent(joined.precision)}  R {_percent(joined.recall)}  F1 {_percent(joined.f1)}"
    yield f"  {'joined (B³)':16} {figures}   (of {joined.mentions} matched mentions)"
    yield _counts("roles beside", roles.appositions)
    yield f"  titles that lie inside an annotated name: {roles.titles}"


def _in_context(text: str, row: Row) -> str:
    start, end = row["start"], row["end"]
    before, after = text[max(0, start - _CONTEXT) : start], text[end : end + _CONTEXT]
    return " ".join(f"…{before}[{text[start:end]}]{after}…".split())


def _told(row: Row | None) -> str:
    if row is None:
        return "nothing"
    return str(row.get("value") if "value" in row else row.get("speaker"))


def fault_lines(title: str, faults: list[Fault]) -> Iterator[str]:
    """Yield what went wrong, each with its place: what was annotated, what was found, and why."""
    for fault in faults:
        row = fault.gold or fault.found or {}
        yield f"{title}, {fault.what}, {fault.document}: annotated {_told(fault.gold)}, found {_told(fault.found)}"
        yield f"    {_in_context(fault.text, row)}"
        if fault.found and fault.found.get("why"):
            yield f"    why: {fault.found['why']}"
