"""The story of a project that the desk is tried on, a desk that runs over it, and the story alone."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.desk.made_desk import RunningDesk, lay_project, lay_story, running_desk


@pytest.fixture
def content(tmp_path: Path) -> Path:
    return lay_story(tmp_path)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    lay_project(tmp_path / "project")
    return tmp_path / "project"


@pytest.fixture
def desk(project: Path) -> Iterator[RunningDesk]:
    with running_desk(project) as running:
        yield running
