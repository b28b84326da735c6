"""A newsroom of lists that go on over pages, whose site stands."""

from pathlib import Path

import pytest

from tests.site.conftest import Standing


@pytest.fixture(scope="session")
def standing(paged_project: Path, tmp_path_factory: pytest.TempPathFactory) -> Standing:
    return Standing(tmp_path_factory.mktemp("standing"), paged_project, ["split"], ["build"])


@pytest.fixture
def project(standing: Standing) -> Path:
    """A newsroom whose site stands."""
    return standing.put_back()
