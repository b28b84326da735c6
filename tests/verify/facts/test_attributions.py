"""Which words verify takes for a mention of somebody."""

import json
from pathlib import Path

import pytest

from verbatim.verify.facts.attributions import faults_of_proof, is_name_of
from verbatim.verify.facts.records import Fragments, Headers, People, Proofs, Records


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("C", "C"),
        ("C’s", "C"),
        ("X Y", "X Y"),
        ("Moe", "Ida Moe"),
        ("I.M.", "Ida Moe"),
        ("O’Dell", "Ada O’Dell"),
        ("O'Dell", "Ada O’Dell"),
        ("Marr Schultz", "Ada Marr Schultz"),
    ],
)
def test_a_name_its_part_and_its_initials_are_mentions(words: str, name: str) -> None:
    assert is_name_of(words, [name])


@pytest.mark.parametrize(("words", "name"), [("C", "D"), ("C", "C Moe"), ("C. Dahl", "C. Moe"), ("Ada Moe", "Ida Moe")])
def test_one_letter_that_names_share_is_no_mention_and_no_other_of_a_family(words: str, name: str) -> None:
    assert not is_name_of(words, [name])


@pytest.mark.parametrize("name", ["O’Dell", "Anne-Marie", "Moe", "C"])
@pytest.mark.parametrize("text", ["{} came along.", "It was {}’s ship.", "The {}-led crew slept."])
def test_a_speaker_is_worked_out_only_where_the_text_names_them(tmp_path: Path, text: str, name: str) -> None:
    row = {"id": "q-1", "speaker": "somebody", "speaker_name": name, "basis": "inferred"}
    (tmp_path / "data/proof").mkdir(parents=True)
    (tmp_path / "data/proof/pier.json").write_text(json.dumps({"quotes": [row]}), encoding="utf-8")
    records = Records(Proofs(tmp_path), Fragments(tmp_path), People(tmp_path), Headers(tmp_path))
    assert list(faults_of_proof("pier", text.format(name), records)) == []
    (fact,) = faults_of_proof("pier", text.format("Dahl"), records)
    assert fact.endswith("whom the text does not name")
