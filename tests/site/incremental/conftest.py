"""A newsroom of lists that go on over pages, whose site stands."""

import shutil
from pathlib import Path

import pytest

from tests.conftest import ran
from tests.site.conftest import Standing


@pytest.fixture(scope="session")
def standing(paged_project: Path, tmp_path_factory: pytest.TempPathFactory) -> Standing:
    project = Path(shutil.copytree(paged_project, tmp_path_factory.mktemp("standing") / "project", symlinks=True))
    for command in ("split", "build"):
        ran(project, command)
    return Standing(project)


@pytest.fixture
def project(standing: Standing) -> Path:
    return standing.put_back()
