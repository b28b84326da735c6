"""The day of a correction that a page tells search engines is one of the story's changes."""

import json
from pathlib import Path

import pytest

from verbatim.verify.facts.dates import Dates
from verbatim.verify.facts.records import Fragments, Headers, People, Proofs, Records

CHANGES = {"story": "pier", "changes": [{"date": "2031-03-06"}, {"date": "2031-03-09/.."}]}


@pytest.fixture
def dates(tmp_path: Path) -> Dates:
    for name, value in (("stories", {"id": "pier", "date": "2031-03-04"}), ("changes", CHANGES)):
        file = tmp_path / f"data/{name}/pier.json"
        file.parent.mkdir(parents=True)
        file.write_text(json.dumps(value))
    return Dates(Records(Proofs(tmp_path), Fragments(tmp_path), People(tmp_path), Headers(tmp_path)))


def faults(dates: Dates, day: str, story: str = "pier") -> list[str]:
    return list(dates.faults_of({"@type": "CorrectionComment", "text": "Corrected", "datePublished": day}, story))


@pytest.mark.parametrize("day", ["2031-03-06", "2031-03-09"])
def test_a_day_of_a_change_is_right(dates: Dates, day: str) -> None:
    assert faults(dates, day) == []


def test_another_day_is_named(dates: Dates) -> None:
    assert faults(dates, "2031-03-04") == ["pier was corrected 2031-03-04; its changes are of 2031-03-06, 2031-03-09"]


def test_of_a_story_without_data_nothing_is_said(dates: Dates) -> None:
    assert faults(dates, "2031-03-04", "draft") == []
