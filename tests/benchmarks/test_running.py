import sys
from pathlib import Path

import pytest

from benchmarks import memory
from benchmarks.timing import run

HOLDS = "import subprocess, sys, time; held = b'x' * {mib} * 2**20; {more}; time.sleep(0.4)"


def test_a_command_that_fails_ends_the_run_with_its_words(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="no ink left"):
        run([sys.executable, "-c", "raise SystemExit('no ink left')"], tmp_path, {})


def test_a_command_runs_in_its_folder_with_its_environment(tmp_path: Path) -> None:
    run([sys.executable, "-c", "import os; open('said', 'w').write(os.environ['INK'])"], tmp_path, {"INK": "blue"})
    assert (tmp_path / "said").read_text() == "blue"


def test_the_memory_of_a_process_and_its_children_is_summed(tmp_path: Path) -> None:
    child = HOLDS.format(mib=40, more="pass")
    parent = HOLDS.format(mib=40, more=f"subprocess.run([sys.executable, '-c', {child!r}])")
    assert memory.peak([sys.executable, "-c", parent], tmp_path, {}) > 80


def test_the_memory_of_whoever_measures_is_not_that_of_what_is_measured(tmp_path: Path) -> None:
    held = b"x" * 200 * 2**20
    assert run([sys.executable, "-c", "pass"], tmp_path, {}).mib < len(held) / 2**20 / 2
