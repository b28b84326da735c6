"""The desk killed at any moment: every file is whole, and what was decided before can still be undone."""

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.desk.made_desk import BY, DAY, STORY, files_in, lay_story, state_of
from verbatim.content.journal import Journal
from verbatim.content.transaction import content_lock

ROUNDS = 3
DECIDES = """
import sys
from pathlib import Path
from tests.desk.made_desk import DAY, state_of, write
from verbatim.content.transaction import content_lock
from verbatim.desk.decisions import Decision, decide
content = Path(sys.argv[1])
print("ready", flush=True)
for turn in range(1000):
    with content_lock(content, lambda: None):
        state = state_of(content)
        items = [item for item in state.queue().items.values() if item.kind == "quote"]
        kind = ("mixed", "indirect")[turn // len(items) % 2]
        write(content, state, decide(state, [items[turn % len(items)]], Decision("kind", value=kind), DAY))
"""


@pytest.mark.parametrize("seed", range(ROUNDS))
def test_a_desk_that_is_killed_leaves_every_file_whole(tmp_path: Path, seed: int) -> None:
    content = lay_story(tmp_path)
    before = files_in(content)
    command = [sys.executable, "-c", DECIDES, str(content)]
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, env={"PYTHONPATH": f"{ROOT}:{ROOT}/generator"}
    ) as process:
        assert process.stdout
        process.stdout.readline()
        time.sleep(random.Random(seed).uniform(0.05, 0.6))  # noqa: S311  no secret
        process.kill()
    with content_lock(content, lambda: None):
        state_of(content)
        journal = Journal(content, STORY)
        while journal.undo(DAY, BY):
            pass
    assert files_in(content) == before
