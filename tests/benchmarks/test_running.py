import sys
from pathlib import Path

import pytest

from benchmarks import memory
from benchmarks.timing import run

HOLDS = "import subprocess, sys, time; held = b'x' * {mib} * 2**20; {more}; time.sleep(0.4)"


def test_a_command_that_fails_ends_the_run_with_its_words(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="no ink left"):
        run([sys.executable, "-c", "raise SystemExit('no ink left')"], tmp_path, {})


def test_the_memory_of_a_process_and_its_children_is_summed(tmp_path: Path) -> None:
    child = HOLDS.format(mib=40, more="pass")
    parent = HOLDS.format(mib=40, more=f"subprocess.run([sys.executable, '-c', {child!r}])")
    assert memory.peak([sys.executable, "-c", parent], tmp_path, {}) > 80
