"""Who does the work makes no difference."""

import shutil
from pathlib import Path

from tests.conftest import DEMO_DAY, run_in
from verbatim.core.executors import cores


def files(site: Path) -> dict[str, bytes]:
    return {str(path.relative_to(site)): path.read_bytes() for path in sorted(site.rglob("*")) if path.is_file()}


def test_one_process_makes_the_site_that_several_make(demo_project: Path, demo_site: Path, tmp_path: Path) -> None:
    project = tmp_path / "project"
    shutil.copytree(demo_project, project, ignore=shutil.ignore_patterns("output", "*.sqlite", ".stage-*", "built-*"))
    others = "1" if cores() > 1 else "3"
    done = run_in(project, "build", "--settings", "democonf.py", SOURCE_DATE_EPOCH=DEMO_DAY, WORKERS=others)
    assert done.returncode == 0, done.stdout + done.stderr
    assert files(project / "output") == files(demo_site)
