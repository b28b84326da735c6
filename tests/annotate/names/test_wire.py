"""Names in 40 invented reports as agencies write them: results, markets, courts, politics, datelines.

`wire.txt` marks every name with its kind. A headline in capitals is not counted: its names are those of the text below.
"""

import re
from collections import Counter
from pathlib import Path

import pytest

from verbatim.annotate import read
from verbatim.model import Span

MARK = re.compile(r"<([pol]):([^>]+)>")
KINDS = {"p": "person", "o": "organisation", "l": "place"}
Names = set[tuple[Span, str]]


def reports() -> list[tuple[str, Names]]:
    """Return the reports without their marks, each with its names."""
    _, _, body = Path(__file__).with_name("wire.txt").read_text(encoding="utf-8").partition("\n")
    return [unmarked(report) for report in body.split("\n---\n")]


def unmarked(report: str) -> tuple[str, Names]:
    text, at, names = "", 0, set()
    for mark in MARK.finditer(report):
        text += report[at : mark.start()]
        names.add((Span(len(text), len(text) + len(mark[2])), KINDS[mark[1]]))
        text, at = text + mark[2], mark.end()
    return text + report[at:], names


def found(text: str) -> Names:
    headline = text.partition("\n")[0]
    body = len(headline) if headline.isupper() else 0
    people = read(text, "2031-12-31").people
    return {(span, str(p.kind)) for p in people for span in p.mentions if span.start >= body}


@pytest.fixture(scope="module")
def counts() -> dict[str, Counter[str]]:
    """Return by kind how many names were right, found in all, and marked."""
    tally = {kind: Counter[str]() for kind in KINDS.values()}
    for text, names in reports():
        for span, kind in found(text):
            tally[kind]["found"] += 1
            tally[kind]["right"] += any(kind == other and span.meets(marked) for marked, other in names)
        for _, kind in names:
            tally[kind]["marked"] += 1
    return tally


def test_there_are_forty_reports() -> None:
    assert len(reports()) >= 40


@pytest.mark.parametrize("kind", KINDS.values())
def test_of_the_names_read_nearly_all_have_the_right_kind(counts: dict[str, Counter[str]], kind: str) -> None:
    assert counts[kind]["right"] >= 0.97 * counts[kind]["found"]


@pytest.mark.parametrize("kind", KINDS.values())
def test_of_the_names_in_the_reports_nearly_all_are_read(counts: dict[str, Counter[str]], kind: str) -> None:
    assert counts[kind]["right"] >= 0.95 * counts[kind]["marked"]
