"""JSON on its own: which of its words carry a place, and which are not those of their place."""

import json
from pathlib import Path
from typing import Any

import pytest

from verbatim.verify.data import check_data
from verbatim.verify.reference import File, SiteCheck, Texts

TEXT = "“We sail at dawn.\n\n“We return at dusk”, the mate said. Tides\x0brise.\n=cmd\n"
WHOLE = "https://site.example/sources/ferry.txt#char=1,37"


@pytest.fixture
def tally(tmp_path: Path) -> SiteCheck:
    (tmp_path / "ferry.txt").write_text(TEXT, encoding="utf-8")
    found = SiteCheck(Texts(tmp_path))
    assert found.texts.get("ferry") == TEXT
    return found


def told(tally: SiteCheck, check: Any, text: str, name: str = "x") -> list[str]:
    check(File(name, f"output/{name}", text), tally)
    return [str(fault) for fault in tally.faults]


@pytest.mark.parametrize(
    "value",
    [
        {"story": "ferry", "slices": [{"start": 1, "end": 8, "text": "We sail"}]},
        {"story": "ferry", "start": 55, "end": 66, "words": "Tides\x0brise.", "why": "“…”, the mate said"},
        {"title": "“We sail at dawn.”"},
        {"html": f'<blockquote cite="{WHOLE}"><p>We sail at dawn. “We return at dusk”</p></blockquote>'},
        [[[[]]]],
    ],
)
def test_json_whose_words_are_the_sources_has_no_fault(tally: SiteCheck, value: Any) -> None:
    assert told(tally, check_data, json.dumps(value)) == []


@pytest.mark.parametrize(
    ("value", "fact"),
    [
        ({"story": "ferry", "slices": [{"start": 1, "end": 8, "text": "we sail"}]}, "at /slices/0 the words differ"),
        ({"start": 1, "end": 8, "text": "We sail"}, "there is no source"),
        ({"title": "“We sail at noon”"}, "words within quotation marks in /title stand in no source"),
        ({"html": "<q>We sail</q>"}, "a quotation carries no place"),
        ({"story": "ferry", "start": 1, "end": 8, "text": "We sail", "sha256": "00"}, "the sha256 is not that of"),
    ],
)
def test_json_whose_words_are_not_the_sources_has_a_fault(tally: SiteCheck, value: Any, fact: str) -> None:
    assert [line for line in told(tally, check_data, json.dumps(value)) if fact in line]


def test_a_file_named_for_its_story_needs_not_name_it_again(tally: SiteCheck) -> None:
    assert told(tally, check_data, '[{"start": 1, "end": 8, "text": "We sail"}]', "data/proof/ferry.json") == []


def test_a_file_that_is_no_json_is_a_fault_with_its_line(tally: SiteCheck) -> None:
    assert told(tally, check_data, '{\n"a": }')[0].startswith("output/x:2: this is not JSON")


def test_json_a_hundred_thousand_levels_deep_is_a_fault_or_fine_but_no_crash(tally: SiteCheck) -> None:
    deep = "[" * 100_000 + "]" * 100_000
    assert len(told(tally, check_data, deep)) <= 1
