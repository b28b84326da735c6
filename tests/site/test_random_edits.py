"""A site that is made from what changed is the whole, whatever was changed before: a sample of `make edit-test`."""

import random
from pathlib import Path

import pytest

from tests.campaigns.edits import laid, stepped

STEPS = 3


@pytest.mark.parametrize("seed", [7, 11])
def test_what_is_made_after_random_edits_is_what_would_be_made_from_nothing(tmp_path: Path, seed: int) -> None:
    draw = random.Random(seed)  # noqa: S311  the same for the same seed
    project = laid(tmp_path, draw)
    for _ in range(STEPS):
        told, wrong = stepped(project, draw)
        assert not wrong, f"seed {seed}: {told}"
