import subprocess
import sys
from pathlib import Path

from tests.conftest import ROOT
from tests.site.conftest import in_project
from tests.site.test_faults import marked

SMALL = 16  # the largest file that may be written, in blocks of 512 bytes: less than a page


def test_a_disk_that_is_full_leaves_the_old_site_and_nothing_else(copied_project: Path) -> None:
    before = marked(copied_project / "output")
    command = f'ulimit -f {SMALL}; PYTHONPATH="{ROOT}/generator" exec "{sys.executable}" -m verbatim build'
    done = subprocess.run(["sh", "-c", command], cwd=copied_project, capture_output=True, text=True, check=False)
    assert (done.returncode, "Traceback" in done.stderr) == (1, False), done.stderr
    assert "disk i/o error" in done.stderr.lower()
    assert "Make room on the disk" in done.stderr
    assert marked(copied_project / "output") == before
    assert [path.name for path in (copied_project / ".stage-output").iterdir()] == ["lock"]
    assert in_project(copied_project, "verbatim", "build").returncode == 0
    assert (copied_project / "output/index.html").is_file()
