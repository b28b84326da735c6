"""`evaluate`: human annotations come in as JSON Lines, the figures of the reading go out."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from generator.annotate import read
from generator.annotate.evaluate.people import PeopleScore, score_people
from generator.annotate.evaluate.report import date_lines, fault_lines, people_lines, quote_lines
from generator.annotate.evaluate.roles import RoleScore, score_roles
from generator.annotate.evaluate.score import DateScore, QuoteScore, score_dates, score_quotes
from generator.annotate.interface import as_json
from generator.errors import ContentError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.annotate.evaluate.score import Fault

DIRECT, REPORTED = frozenset(("direct",)), frozenset(("indirect", "mixed"))
PASSES = (("Direct", DIRECT, 0.8), ("Indirect and mixed", REPORTED, 0.8), ("The same at half", REPORTED, 0.5))
FIX = 'Write one object a line with "id", "text", "published", "quotes", "dates" and "people"; a list may be null'
Documents = list[tuple[dict[str, Any], dict[str, Any]]]


@click.command("evaluate")
@click.argument("gold", type=click.Path(path_type=Path))
@click.option("--errors", is_flag=True, help="Show what went wrong, in context.")
def command(gold: Path, *, errors: bool) -> None:
    """Score the reading against human annotations (GOLD.jsonl)."""
    documents = [(row, _answer(row)) for row in _rows(gold)]
    click.echo(f"documents {len(documents)}")
    faults: list[str] = []
    for line in (*_quotes(documents, faults), *_dates(documents, faults), *_people(documents, faults)):
        click.echo(line)
    for line in faults if errors else ():
        click.echo(line)


def _answer(row: dict[str, Any]) -> dict[str, Any]:
    published = row.get("published")
    return as_json(row["id"], row["text"], published, read(row["text"], published))


def _quotes(documents: Documents, told: list[str]) -> Iterator[str]:
    """Yield the figures of every kind that the gold has; add what went wrong to `told`, once a kind."""
    annotated = [(row, answer) for row, answer in documents if row.get("quotes") is not None]
    kinds = {quote["kind"] for row, _ in annotated for quote in row["quotes"]}
    for title, wanted, least in PASSES if annotated else ():
        if wanted is not DIRECT and not kinds - DIRECT:
            continue
        score = QuoteScore()
        faults: list[Fault] = []
        for row, answer in annotated:
            faults += score_quotes(score, row, answer, wanted, least)
        yield from quote_lines(f"{title}, {least:.0%} overlap", score)
        told += fault_lines(title, faults) if title != PASSES[-1][0] else ()


def _dates(documents: Documents, told: list[str]) -> Iterator[str]:
    annotated = [(row, answer) for row, answer in documents if row.get("dates") is not None]
    if not annotated:
        return
    score = DateScore()
    for row, answer in annotated:
        told += fault_lines("Date", score_dates(score, row, answer))
    yield from date_lines(score)


def _people(documents: Documents, told: list[str]) -> Iterator[str]:
    annotated = [(row, answer) for row, answer in documents if row.get("people") is not None]
    if not annotated:
        return
    people, roles = PeopleScore(), RoleScore()
    for row, answer in annotated:
        told += fault_lines("Person", score_people(people, row, answer))
        told += fault_lines("Role", score_roles(roles, row, answer))
    yield from people_lines(people, roles)


def _rows(gold: Path) -> list[dict[str, Any]]:
    try:
        lines = gold.read_bytes().splitlines()
    except OSError:
        raise ContentError(str(gold), 0, "this file cannot be opened", "Look whether it is there") from None
    return [_row(gold, number, line) for number, line in enumerate(lines, 1) if line.strip()]


def _row(gold: Path, number: int, line: bytes) -> dict[str, Any]:
    try:
        row = json.loads(line.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise ContentError(str(gold), number, "this line is no JSON", FIX) from None
    if not isinstance(row, dict) or "id" not in row or not isinstance(row.get("text"), str):
        raise ContentError(str(gold), number, "this is no object with an id and a text", FIX)
    return row
