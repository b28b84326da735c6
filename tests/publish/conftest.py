"""What tests of pages share."""

import pytest

from verbatim.publish import first_screen


@pytest.fixture
def lead_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave out what stands behind a lead, which would be most of a short text: test_opening.py has it."""
    monkeypatch.setattr(first_screen, "MORE_AT_MOST", 0)
