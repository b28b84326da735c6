"""One newsroom of all texts of the table, built once for all workers."""

import fcntl
import os
from pathlib import Path

import pytest

from tests.claims.entries import entries
from tests.conftest import lay_project, run_in

# Far from every year that a text names, so that a date which comes from the build is seen.
BUILT_ON = "2193739200"  # 8 July 2039
SETTINGS = 'SITEURL = "https://record.example"\nSQUARE_CARDS = False\n'


@pytest.fixture(scope="session")
def claims_project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project of all texts, each a published story. Nobody may change it."""
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "claims"
    with folder.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "built").exists():
            _build(folder)
            (folder / "built").touch()
    return folder


def _build(folder: Path) -> None:
    lay_project(folder, [], cards=True)
    for entry in entries():
        name, text = entry.source
        (folder / "content/sources" / name).write_text(text, encoding="utf-8")
    with (folder / "pelicanconf.py").open("a", encoding="utf-8") as settings:
        settings.write(SETTINGS)
    done = run_in(folder, "split", SOURCE_DATE_EPOCH=BUILT_ON)
    assert done.returncode == 0, done.stdout + done.stderr
    for path in (folder / "content/stories").glob("*.md"):
        headers = path.read_text(encoding="utf-8")
        path.write_text(headers.replace("Status: draft\n", "Status: published\n", 1), encoding="utf-8")
    done = run_in(folder, "build", SOURCE_DATE_EPOCH=BUILT_ON)
    assert done.returncode == 0, done.stdout + done.stderr
