"""The command `evaluate`: scores the annotator's readings against human annotations in JSON Lines."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from verbatim.annotate import read
from verbatim.annotate.evaluate.ablation import effects, rules
from verbatim.annotate.evaluate.fitting import coefficient_lines
from verbatim.annotate.evaluate.matching import RATED, joined
from verbatim.annotate.evaluate.scores import (
    DateScore,
    PeopleScore,
    QuoteScore,
    RoleScore,
    rates,
    score_dates,
    score_people,
    score_quotes,
    score_roles,
)
from verbatim.annotate.json_format import as_json
from verbatim.core.errors import ContentError

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Iterator

    from verbatim.annotate.evaluate.matching import Counts, Row, Verdict
    from verbatim.annotate.evaluate.scores import Fault


DIRECT, REPORTED = frozenset(("direct",)), frozenset(("indirect", "mixed"))
PASSES = (("Direct", DIRECT, 0.8), ("Indirect and mixed", REPORTED, 0.8), ("The same at half", REPORTED, 0.5))
FIX = 'Write one object a line with "id", "text", "published", "quotes", "dates" and "people"; a list may be null'
Documents = list[tuple[dict[str, Any], dict[str, Any]]]
CONTEXT = 60  # characters around a fault


@click.command("evaluate")
@click.argument("gold", type=click.Path(path_type=Path))
@click.option("--errors", is_flag=True, help="Show what went wrong, in context.")
@click.option("--ablate", is_flag=True, help="Instead switch every rule off alone, and show what that changes.")
@click.option("--fit", is_flag=True, help="Instead fit the grade to GOLD.jsonl, and print its coefficients.")
@click.option("--rule", default="", help="With --ablate, only rules whose name begins so: attribution.clauses.")
def command(gold: Path, rule: str, *, errors: bool, ablate: bool, fit: bool) -> None:
    """Score the reading against human annotations (GOLD.jsonl)."""
    if ablate or fit:
        for line in ablation_lines(_rows(gold), rule) if ablate else coefficient_lines(_rows(gold)):
            click.echo(line)
        return
    documents = [(row, _answer(row)) for row in _rows(gold)]
    click.echo(f"documents {len(documents)}")
    faults: list[str] = []
    for line in (*_quotes(documents, faults), *_dates(documents, faults), *_people(documents, faults)):
        click.echo(line)
    for line in faults if errors else ():
        click.echo(line)


def ablation_lines(documents: list[dict[str, Any]], prefix: str) -> Iterator[str]:
    """Yield a line for each rule: what switching it off changes, right and wrong answers counted apart."""
    yield f"{'rule switched off':64} changed  direct right wrong  other right wrong"
    for rule, effect in effects(documents, rules(prefix)):
        direct, other = (effect.direct_right, effect.direct_wrong), (effect.other_right, effect.other_wrong)
        yield f"{rule!s:64} {effect.changed:7}  {direct[0]:+12} {direct[1]:+5}  {other[0]:+11} {other[1]:+5}"


def _answer(row: dict[str, Any]) -> dict[str, Any]:
    published = row.get("published")
    return as_json(row["id"], row["text"], published, read(row["text"], published))


def _quotes(documents: Documents, lines: list[str]) -> Iterator[str]:
    """Yield the figures of every kind that the gold has; add what went wrong to `lines`, once a kind."""
    annotated = [(joined(row), answer) for row, answer in documents if row.get("quotes") is not None]
    kinds = {quote["kind"] for row, _ in annotated for quote in row["quotes"]}
    for title, wanted, least in PASSES if annotated else ():
        if wanted is not DIRECT and not kinds - DIRECT:
            continue
        score = QuoteScore()
        faults: list[Fault] = []
        for row, answer in annotated:
            faults += score_quotes(score, row, answer, wanted, least)
        yield from _quote_lines(f"{title}, {least:.0%} overlap", score)
        lines += _fault_lines(title, faults) if title != PASSES[-1][0] else ()


def _dates(documents: Documents, lines: list[str]) -> Iterator[str]:
    annotated = [(row, answer) for row, answer in documents if row.get("dates") is not None]
    if not annotated:
        return
    score = DateScore()
    for row, answer in annotated:
        lines += _fault_lines("Date", score_dates(score, row, answer))
    yield from _date_lines(score)


def _people(documents: Documents, lines: list[str]) -> Iterator[str]:
    annotated = [(row, answer) for row, answer in documents if row.get("people") is not None]
    if not annotated:
        return
    people, roles = PeopleScore(), RoleScore()
    for row, answer in annotated:
        lines += _fault_lines("Person", score_people(people, row, answer))
        lines += _fault_lines("Role", score_roles(roles, row, answer))
    yield from _people_lines(people, roles)


def _rows(gold: Path) -> list[dict[str, Any]]:
    try:
        lines = gold.read_bytes().splitlines()
    except OSError:
        raise ContentError(str(gold), 0, "this file cannot be opened", "Check that it is there") from None
    return [_row(gold, number, line) for number, line in enumerate(lines, 1) if line.strip()]


def _row(gold: Path, number: int, line: bytes) -> dict[str, Any]:
    try:
        row = json.loads(line.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise ContentError(str(gold), number, "this line is not JSON", FIX) from None
    if not isinstance(row, dict) or "id" not in row or not isinstance(row.get("text"), str):
        raise ContentError(str(gold), number, "this is not an object with an id and a text", FIX)
    return row


def _counts(name: str, counts: Counts) -> str:
    figures = f"P {100 * counts.precision:5.1f}  R {100 * counts.recall:5.1f}  F1 {100 * counts.f1:5.1f}"
    return f"  {name:16} {figures}   (right {counts.right}, wrong {counts.wrong}, missing {counts.missing})"


def _speakers(name: str, verdicts: Counter[Verdict]) -> str:
    figures = "  ".join(f"{key} {100 * share:5.1f}" for key, share in rates(verdicts).items())
    each = ", ".join(f"{verdicts[verdict]} {verdict.replace('_', ' ')}" for verdict in (*RATED, "unverifiable"))
    return f"  {name:16} {figures}   ({each})"


def _quote_lines(title: str, score: QuoteScore) -> Iterator[str]:
    yield f"\n{title}"
    yield _counts("span exact", score.exact)
    yield _counts("span overlap", score.overlap)
    yield _speakers("speaker", score.speakers)
    for form, verdicts in score.by_form.items():
        if verdicts:
            yield _speakers(f"  by {form}", verdicts)
    yield f"  found and rightly attributed, of all annotated: {100 * score.found_and_right:5.1f}"


def _date_lines(score: DateScore) -> Iterator[str]:
    yield "\nDates"
    yield _counts("span strict", score.strict)
    yield _counts("span relaxed", score.relaxed)
    values = f"value accuracy {100 * score.accuracy:5.1f} ({score.right}/{score.total})"
    yield f"  {values}   value F1 {100 * score.value_f1:5.1f}"


def _people_lines(people: PeopleScore, roles: RoleScore) -> Iterator[str]:
    joined = people.joined
    yield "\nPeople"
    yield _counts("named mentions", people.mentions)
    figures = f"P {100 * joined.precision:5.1f}  R {100 * joined.recall:5.1f}  F1 {100 * joined.f1:5.1f}"
    yield f"  {'joined (B³)':16} {figures}   (of {joined.mentions} matched mentions)"
    yield _counts("roles beside", roles.appositions)
    yield f"  titles that lie inside an annotated name: {roles.titles}"


def _value(row: Row | None) -> str:
    if row is None:
        return "nothing"
    return str(row.get("value") if "value" in row else row.get("speaker"))


def _fault_lines(title: str, faults: list[Fault]) -> Iterator[str]:
    for fault in faults:
        row = fault.gold or fault.found or {}
        yield f"{title}, {fault.what}, {fault.document}: annotated {_value(fault.gold)}, found {_value(fault.found)}"
        text, start, end = fault.text, row["start"], row["end"]
        before, after = text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT]
        yield "    " + " ".join(f"…{before}[{text[start:end]}]{after}…".split())
        if fault.found and fault.found.get("why"):
            yield f"    why: {fault.found['why']}"
