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


def published(folder: Path, **row: str) -> Records:
    """Publish the proof of one quotation, whose speaker is somebody, with a basis."""
    quote = {"id": "q-1", "speaker": "somebody", **row}
    (folder / "data/proof").mkdir(parents=True)
    (folder / "data/proof/pier.json").write_text(json.dumps({"quotes": [quote]}), encoding="utf-8")
    return Records(Proofs(folder), Fragments(folder), People(folder), Headers(folder))


@pytest.mark.parametrize("name", ["O’Dell", "Anne-Marie", "Moe", "C"])
@pytest.mark.parametrize("text", ["{} came along.", "It was {}’s ship.", "The {}-led crew slept."])
def test_a_speaker_is_worked_out_only_where_the_text_names_them(tmp_path: Path, text: str, name: str) -> None:
    records = published(tmp_path, speaker_name=name, basis="inferred")
    assert list(faults_of_proof("pier", text.format(name), records)) == []
    (fact,) = faults_of_proof("pier", text.format("Dahl"), records)
    assert fact.endswith("whom the text does not name")


def test_a_speaker_beside_a_basis_that_says_there_is_none_is_told(tmp_path: Path) -> None:
    (fact,) = faults_of_proof("pier", "Ida Moe came along.", published(tmp_path, basis="none"))
    assert fact.endswith("has a speaker, and a basis that says there is none")
