"""What tests of pages share."""

import pytest

from verbatim.publish import opening


@pytest.fixture
def lead_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave out what stands behind a lead, which would be most of a short text: test_opening.py has it."""
    monkeypatch.setattr(opening, "MORE_AT_MOST", 0)
