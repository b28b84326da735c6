from collections import Counter
from pathlib import Path

import pytest

from tests.campaigns import mutants
from tests.campaigns.faults import FAULTS, STALE
from tests.campaigns.mutants import Fault

ROOT = Path(__file__).parents[2]
EVERY = (*FAULTS, *STALE, *mutants.FAULTS)


@pytest.mark.parametrize("fault", EVERY, ids=[fault.what for fault in EVERY])
def test_the_text_of_a_fault_stands_once_in_the_program_as_it_is(fault: Fault) -> None:
    planted = fault.planted((ROOT / fault.file).read_text("utf-8"))
    if fault.file.endswith(".py"):
        compile(planted, fault.file, "exec")


def test_no_two_faults_have_one_name() -> None:
    assert [what for what, count in Counter(fault.what for fault in EVERY).items() if count > 1] == []


@pytest.mark.parametrize("text", ["no such words", "words, and words again"])
def test_a_fault_that_has_not_one_place_is_told(text: str) -> None:
    with pytest.raises(ValueError, match=r"a\.py: “words” stands there (0|2) times"):
        Fault("", "a.py", "words", "deeds").planted(text.replace("such words", "such"))
