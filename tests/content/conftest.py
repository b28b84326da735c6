"""Content that is split on one day, whenever the tests run."""

from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def a_fixed_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let it be 27 February 2031."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1930000000")


@pytest.fixture
def content(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A content folder that is not there yet, above which commands run."""
    monkeypatch.chdir(tmp_path)
    return tmp_path / "content"
