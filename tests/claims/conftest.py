"""One newsroom of all texts of the table, built once for all workers."""

from pathlib import Path

import pytest

from benchmarks.newsroom import open_everybody
from tests.claims.entries import entries
from tests.conftest import lay_project, ran, shared_folder
from tests.made import publish

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
    lay_project(folder, [], texts=dict(entry.source for entry in entries()), settings=SETTINGS, cards=True)
    ran(folder, "split", SOURCE_DATE_EPOCH=BUILT_ON)
    publish(folder / "content")
    open_everybody(folder / "content")
    ran(folder, "build", is_plain=True, SOURCE_DATE_EPOCH=BUILT_ON)
