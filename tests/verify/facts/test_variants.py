"""Quotations that a site says are the same words are those that editors join in their fragments, and all of them."""

from pathlib import Path
from typing import Any

import pytest

from verbatim.verify.facts.attributions import fault_of_left_out, faults_of_variants
from verbatim.verify.facts.records import Fragments

HEAD = "Title: X\nKind: quote\nSource: {}.txt#char=0,9\n"
TEXTS = {
    "wall/010-quote-x.md": HEAD.format("wall") + '\n[“Mend it”]{.quote #q-1 speaker="ada"}\n',
    "release/010-quote-x.md": HEAD.format("release") + 'Same-As: q-1\n\n[“Mend it”]{.quote #q-2 speaker="bo"}\n',
    "paper/010-quote-x.md": HEAD.format("paper")
    + 'Same-As: q-3, q-2\n\n[“Mend it”]{.quote #q-3 speaker="bo"} [“Now”]{.quote #q-4}\n',
}
ROWS = {
    "q-1": {"story": "wall", "variants": ["q-2", "q-3"]},
    "q-2": {"story": "release", "variants": ["q-1", "q-3"]},
    "q-3": {"story": "paper", "variants": ["q-2", "q-1"]},
    "q-4": {"story": "paper"},
}


@pytest.fixture
def fragments(tmp_path: Path) -> Fragments:
    for name, text in TEXTS.items():
        path = tmp_path / "fragments" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return Fragments(tmp_path)


def test_a_group_that_several_headers_join_has_no_fault(fragments: Fragments) -> None:
    assert list(faults_of_variants(ROWS, fragments)) == []
    assert [fault_of_left_out(story, ROWS, fragments) for story in ("wall", "release", "paper")] == ["", "", ""]


def test_words_that_no_header_joins_are_told(fragments: Fragments) -> None:
    rows: dict[str, Any] = {
        **ROWS,
        "q-4": {"story": "paper", "variants": ["q-5"]},
        "q-5": {"story": "wall", "variants": ["q-4"]},
    }
    assert "q-4 is the same words as q-5, which no fragment says" in list(faults_of_variants(rows, fragments))


def test_a_group_of_which_one_knows_less_is_told(fragments: Fragments) -> None:
    rows: dict[str, Any] = {**ROWS, "q-2": {"story": "release", "variants": ["q-1"]}}
    assert "q-1 is the same words as q-2, which is not so for q-2" in list(faults_of_variants(rows, fragments))


def test_a_pair_that_is_left_out_is_told(fragments: Fragments) -> None:
    rows: dict[str, Any] = {name: {"story": row["story"]} for name, row in ROWS.items()}
    assert fault_of_left_out("release", rows, fragments) == (
        "q-2 is not said to be the same words as q-1, as its fragment does"
    )


def test_a_withdrawn_quotation_is_joined_with_nothing(fragments: Fragments) -> None:
    rows: dict[str, Any] = {name: {"story": row["story"], "withdrawn": "2031-03-09"} for name, row in ROWS.items()}
    assert [fault_of_left_out(story, rows, fragments) for story in ("wall", "release", "paper")] == ["", "", ""]


def test_without_the_newsroom_a_group_is_held_to_itself(tmp_path: Path) -> None:
    assert list(faults_of_variants(ROWS, Fragments(tmp_path))) == []
