from pathlib import Path

import pytest

from tests.campaigns.mutants import FAULTS, Fault

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("fault", FAULTS, ids=[fault.what for fault in FAULTS])
def test_a_fault_can_be_planted_in_the_program_as_it_is(fault: Fault) -> None:
    text = (ROOT / fault.file).read_text("utf-8")
    compile(fault.planted(text), fault.file, "exec")


@pytest.mark.parametrize("text", ["no such words", "words, and words again"])
def test_a_fault_that_has_not_one_place_is_told(text: str) -> None:
    with pytest.raises(ValueError, match=r"a\.py: “words” stands there (0|2) times"):
        Fault("", "a.py", "words", "deeds").planted(text.replace("such words", "such"))
