from collections import Counter
from pathlib import Path

import pytest

from tests.campaigns.faults import FAULTS, STALE
from tests.campaigns.mutants import Fault

ROOT = Path(__file__).parents[2]
EVERY = (*FAULTS, *STALE)


@pytest.mark.parametrize("fault", EVERY, ids=[fault.what for fault in EVERY])
def test_the_text_of_a_fault_stands_once_in_the_program_as_it_is(fault: Fault) -> None:
    planted = fault.planted((ROOT / fault.file).read_text("utf-8"))
    if fault.file.endswith(".py"):
        compile(planted, fault.file, "exec")


def test_no_two_faults_have_one_name() -> None:
    assert [what for what, count in Counter(fault.what for fault in EVERY).items() if count > 1] == []
