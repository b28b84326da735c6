"""`python -m quality.evaluate`: annotations come in, figures go out, and on request what went wrong."""

import json
import subprocess
from pathlib import Path

from tests.commands import run_module

ROOT = Path(__file__).parents[3]
TEXT = "On Tuesday, Ada Vell said “we will open the mill again in spring”. It closed in May."


def row(words: str, **facts: object) -> dict[str, object]:
    start = TEXT.index(words)
    return {"start": start, "end": start + len(words), "text": words, **facts}


QUOTE = row("we will open the mill again in spring", kind="direct", speaker="Ada Vell")
DATES = [row("Tuesday", value="2019-03-12"), row("May", value="2017-05"), row("said", value="PAST_REF")]


def evaluate(tmp_path: Path, *arguments: str, **facts: object) -> subprocess.CompletedProcess[str]:
    gold = tmp_path / "gold.jsonl"
    gold.write_text(json.dumps({"id": "a", "text": TEXT, "published": "2019-03-13", **facts}) + "\n", encoding="utf-8")
    return run_module(ROOT, "quality.evaluate", str(gold), *arguments)


def test_figures_of_what_is_annotated_are_printed_and_of_nothing_else(tmp_path: Path) -> None:
    both = evaluate(tmp_path, quotes=[QUOTE], dates=DATES)
    assert both.returncode == 0
    assert "Direct, 80% overlap" in both.stdout
    assert "found and rightly attributed, of all annotated: 100.0" in both.stdout
    dates = evaluate(tmp_path, quotes=None, dates=DATES, people=None).stdout
    assert "value accuracy  50.0 (1/2)" in dates
    assert [title for title in ("Dates", "Direct", "People") if title in dates] == ["Dates"]
    people = evaluate(tmp_path, quotes=None, dates=None, people=[{"mentions": [row("Ada Vell")]}]).stdout
    assert "named mentions   P 100.0  R 100.0  F1 100.0   (right 1, wrong 0, missing 0)" in people
    assert "roles beside" in people


def test_errors_are_shown_in_context_with_the_reason(tmp_path: Path) -> None:
    run = evaluate(tmp_path, "--errors", quotes=[QUOTE], dates=DATES)
    assert "Date, other value, a: annotated 2017-05, found 2018-05" in run.stdout
    assert "It closed in [May]" in run.stdout
    assert "why: May → May 2018, from the publication date" in run.stdout


def test_a_bad_line_is_told_by_number(tmp_path: Path) -> None:
    gold = tmp_path / "gold.jsonl"
    gold.write_text('\n{"id": 1}\n', encoding="utf-8")
    run = run_module(ROOT, "quality.evaluate", str(gold))
    assert run.returncode == 1
    assert run.stderr.startswith(f"error: {gold}:2: this is not an object")


def test_a_rule_switched_off_shows_what_it_earned(tmp_path: Path) -> None:
    run = evaluate(tmp_path, "--ablate", "--rule", "reports._subject_of_finite", quotes=[QUOTE], dates=DATES)
    header, line = run.stdout.splitlines()
    assert " ".join(header.split()) == "rule switched off changed direct right wrong other right wrong"
    assert line.split() == ["reports._subject_of_finite", "1", "-1", "+0", "+0", "+0"]
