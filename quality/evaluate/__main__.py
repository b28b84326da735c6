"""Scores the reading against human annotations in JSON Lines: `python -m quality.evaluate GOLD.jsonl`."""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from quality.evaluate.ablation import effects, rules
from quality.evaluate.fitting import coefficient_lines
from quality.evaluate.matching import DIRECT, LEAST, RATED, REPORTED, Counts, Row, Verdict, joined
from quality.evaluate.scores import (
    DateScore,
    Fault,
    PeopleScore,
    QuoteScore,
    RoleScore,
    rates,
    score_dates,
    score_people,
    score_quotes,
    score_roles,
)
from verbatim.annotate import read
from verbatim.annotate.json_format import as_json
from verbatim.core.errors import ContentError, exit_status

PASSES = (
    ("Direct", DIRECT, LEAST[DIRECT]),
    ("Indirect and mixed", REPORTED, 0.8),
    ("The same at half", REPORTED, LEAST[REPORTED]),
)
FIX = 'Write one object a line with "id", "text", "published", "quotes", "dates" and "people"; a list may be null'
Documents = list[tuple[Row, Row]]
CONTEXT = 60  # characters around a fault


def main(arguments: list[str] | None = None) -> int:
    """Print what is asked of the annotated documents; return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m quality.evaluate", description=__doc__)
    parser.add_argument("gold", metavar="GOLD", type=Path, help="annotated documents, as JSON Lines")
    parser.add_argument("--errors", action="store_true", help="show what went wrong, in context")
    parser.add_argument(
        "--ablate", action="store_true", help="instead switch every rule off alone, and show what that changes"
    )
    parser.add_argument("--fit", action="store_true", help="instead fit the grade to GOLD, and print its coefficients")
    parser.add_argument(
        "--rule", default="", help="with --ablate, only rules whose name begins so: attribution.clauses"
    )
    given = parser.parse_args(arguments)

    def work() -> int:
        documents = _rows(given.gold)
        if given.ablate:
            lines = _ablation_lines(documents, given.rule)
        else:
            lines = coefficient_lines(documents) if given.fit else _scores(documents, errors=given.errors)
        sys.stdout.writelines(f"{line}\n" for line in lines)
        return 0

    return exit_status(work)


def _scores(rows: list[Row], *, errors: bool) -> Iterator[str]:
    """Yield the figures of every reading, and with `errors` what went wrong."""
    documents = [(row, _answer(row)) for row in rows]
    yield f"documents {len(documents)}"
    faults: list[str] = []
    yield from _quotes(documents, faults)
    yield from _dates(documents, faults)
    yield from _people(documents, faults)
    yield from faults if errors else ()


def _ablation_lines(documents: list[Row], prefix: str) -> Iterator[str]:
    """Yield a line for each rule: what switching it off changes, right and wrong answers counted apart."""
    yield f"{'rule switched off':64} changed  direct right wrong  other right wrong"
    for rule, effect in effects(documents, rules(prefix)):
        direct, other = (effect.direct_right, effect.direct_wrong), (effect.other_right, effect.other_wrong)
        yield f"{rule!s:64} {effect.changed:7}  {direct[0]:+12} {direct[1]:+5}  {other[0]:+11} {other[1]:+5}"


def _answer(row: Row) -> Row:
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


def _rows(gold: Path) -> list[Row]:
    try:
        lines = gold.read_bytes().splitlines()
    except OSError:
        raise ContentError(str(gold), 0, "this file cannot be opened", "Check that it is there") from None
    return [_row(gold, number, line) for number, line in enumerate(lines, 1) if line.strip()]


def _row(gold: Path, number: int, line: bytes) -> Row:
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


if __name__ == "__main__":
    sys.exit(main())
