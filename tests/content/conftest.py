"""Content that is split on one day, whenever the tests run."""

import pytest


@pytest.fixture(autouse=True)
def a_fixed_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let it be 27 February 2031."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1930000000")
