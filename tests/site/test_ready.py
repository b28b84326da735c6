"""A build whose Pelican was loaded beforehand is a build like any other; where nothing changed it is not used."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import run_in
from verbatim.core.filestate import Snapshot, tree_of
from verbatim.site.preload import obeyed_as, packed

AT_ONCE = """
import sys
from verbatim import unchanged
unchanged.LARGE = 0
from verbatim.__main__ import run
sys.exit(run())
"""


def run_at_once(project: Path, *words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", AT_ONCE, *words]
    return subprocess.run(command, cwd=project, capture_output=True, text=True, check=False)


def files_of(site: Path) -> dict[str, bytes]:
    return {str(path.relative_to(site)): path.read_bytes() for path in site.rglob("*") if path.is_file()}


@pytest.fixture
def built(copied_project: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[2] / "generator"))
    assert run_in(copied_project, "split").returncode == 0
    assert run_in(copied_project, "build").returncode == 0
    return copied_project


def test_it_makes_the_site_that_a_build_from_nothing_makes(built: Path) -> None:
    note = built / "content/fragments/harbour/025-note-ours.md"
    note.write_text("Title: Note\nKind: note\n\nThe wall dates from **1911**.\n", "utf-8")
    done = run_at_once(built, "build")
    assert (done.returncode, done.stderr) == (0, "")
    site = files_of(built / "output")
    assert any(b"1911" in data for data in site.values())
    assert run_in(built, "build", "--output", "fresh").returncode == 0
    assert files_of(built / "fresh") == site


def test_faults_are_told_as_ever(built: Path) -> None:
    (built / "content/stories/ferry.md").write_text("no header", "utf-8")
    done = run_at_once(built, "build")
    assert done.returncode == 1
    assert "content/stories/ferry.md" in done.stderr
    assert "Traceback" not in done.stderr


def test_where_nothing_changed_it_is_let_go(built: Path) -> None:
    assert run_at_once(built, "build").returncode == 0
    assert "nothing changed" in run_at_once(built, "build").stdout


def test_an_order_holds_what_was_seen(tmp_path: Path) -> None:
    (tmp_path / "a\udcff").mkdir()
    (tmp_path / "a\udcff/b.md").write_text("b", "utf-8")
    (tmp_path / "empty").mkdir()
    seen = Snapshot([str(tmp_path)], tree_of([str(tmp_path)]), 7, "sign")
    assert obeyed_as(packed(["a"], {"B": "c"}, seen)) == (["a"], {"B": "c"}, seen)
    assert obeyed_as(packed([], {}, None)) == ([], {}, None)
