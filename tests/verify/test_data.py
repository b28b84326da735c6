"""JSON on its own: which of its words carry a place, and which are not those of their place."""

import json
from typing import Any

import pytest

from tests.verify.conftest import WHOLE, told
from verbatim.verify.data import check_data
from verbatim.verify.reference import SiteCheck


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
def test_json_whose_words_are_the_sources_has_no_fault(ferry: SiteCheck, value: Any) -> None:
    assert told(ferry, check_data, json.dumps(value)) == []


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
def test_json_whose_words_are_not_the_sources_has_a_fault(ferry: SiteCheck, value: Any, fact: str) -> None:
    assert [line for line in told(ferry, check_data, json.dumps(value)) if fact in line]


def test_a_file_named_for_its_story_needs_not_name_it_again(ferry: SiteCheck) -> None:
    assert told(ferry, check_data, '[{"start": 1, "end": 8, "text": "We sail"}]', "data/proof/ferry.json") == []


def test_a_file_that_is_no_json_is_a_fault_with_its_line(ferry: SiteCheck) -> None:
    assert told(ferry, check_data, '{\n"a": }')[0].startswith("output/x:2: this is not JSON")


def test_json_a_hundred_thousand_levels_deep_is_a_fault_or_fine_but_no_crash(ferry: SiteCheck) -> None:
    deep = "[" * 100_000 + "]" * 100_000
    assert len(told(ferry, check_data, deep)) <= 1
