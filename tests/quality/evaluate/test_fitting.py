"""The grade is fitted to what annotations can judge, and written as the list that the reader uses."""

import pytest

from quality.evaluate.fitting import coefficient_lines, fitted, judged

GOLD = {
    "id": "a",
    "text": "“The dam will hold,” said Petra Vance. Rain fell. “It will fail,” said the wall.",
    "quotes": [
        {"start": 1, "end": 20, "text": "The dam will hold,", "kind": "direct", "speaker": "Petra Vance"},
        {"start": 51, "end": 64, "text": "It will fail,", "kind": "direct", "speaker": "Otto Lund"},
    ],
}


def test_only_what_the_annotation_can_judge_is_fitted_to() -> None:
    assert sorted(right for _, right in judged(GOLD)) == [False, True]
    unresolved = {**GOLD, "quotes": [{**GOLD["quotes"][0], "speaker": "she"}]}
    assert list(judged(unresolved)) == []


def test_the_coefficients_are_written_as_a_list_with_the_command_that_writes_it() -> None:
    lines = list(coefficient_lines([GOLD]))
    assert "`python -m quality.evaluate GOLD.jsonl --fit`" in lines[1]
    assert all(" = " in line for line in lines[2:])


@pytest.mark.parametrize("shrink", [0.5, 2.0])
def test_fitting_finds_the_share_that_is_right(shrink: float) -> None:
    rows = [({"always": 1.0, "near": 1.0}, True)] * 90
    rows += [({"always": 1.0}, True), ({"always": 1.0}, False)] * 10
    weights = fitted(rows, shrink=shrink)
    assert weights["near"] > 1
    assert abs(weights["always"]) < 1
