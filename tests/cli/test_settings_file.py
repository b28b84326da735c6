"""A settings file read without Pelican."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT
from verbatim.cli.split import read_settings
from verbatim.core.errors import ContentError


def test_settings_are_the_names_in_capitals(tmp_path: Path) -> None:
    (tmp_path / "conf.py").write_text("import os\nWORKERS = 3\nother = 4\n", encoding="utf-8")
    assert read_settings(tmp_path / "conf.py") == {"WORKERS": 3}


def test_no_file_gives_no_settings(tmp_path: Path) -> None:
    assert read_settings(tmp_path / "conf.py") == {}


def test_a_file_that_cannot_be_run_is_told(tmp_path: Path) -> None:
    (tmp_path / "conf.py").write_text("WORKERS = 1 / 0\n", encoding="utf-8")
    with pytest.raises(ContentError, match="division by zero"):
        read_settings(tmp_path / "conf.py")


@pytest.mark.parametrize("file", ["pelicanconf.py", "publishconf.py"])
def test_the_projects_own_settings_are_read_without_pelican(file: str) -> None:
    program = (
        "import sys\nfrom pathlib import Path\nfrom verbatim.cli.split import read_settings\n"
        f"told = read_settings(Path({file!r}))\nassert told['PATH'] == 'content'\nassert 'pelican' not in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=True)
