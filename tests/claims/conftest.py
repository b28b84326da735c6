"""One newsroom of all texts of the table, built once for all workers."""

from pathlib import Path

import pytest

from benchmarks.newsroom import open_everybody
from tests.claims.entries import entries
from tests.conftest import lay_project, run_in, run_plain, shared_folder

# Far from every year that a text names, so that a date which comes from the build is seen.
BUILT_ON = "2193739200"  # 8 July 2039
SETTINGS = 'SITEURL = "https://record.example"\nSQUARE_CARDS = False\n'


@pytest.fixture(scope="session")
def claims_project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project of all texts, each a published story. Nobody may change it."""
    with shared_folder(tmp_path_factory, "claims") as (folder, is_new):
        if is_new:
            _build(folder)
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
    open_everybody(folder / "content")
    done = run_plain(folder, "build", SOURCE_DATE_EPOCH=BUILT_ON)
    assert done.returncode == 0, done.stdout + done.stderr
