"""Leaves out of a daily run the campaigns that the work at hand does not touch: `pytest -p tests.campaigns.selection`.

A campaign is a test that takes long and seldom finds anything. `@pytest.mark.campaign("quality/change.py", "supply")`
names the files, or folders, of whose faults it is the first to know. It runs where one of them, or the test's file
itself, is other than at the base of `quality.change`; where it is run by hand; and in `make nightly`.
"""

from pathlib import Path

import pytest

from quality.change import base, touched

ROOT = Path(__file__).parents[2]


def protected(item: pytest.Item) -> set[str]:
    """Return the files and folders that a campaign protects, its own file among them; none for another test.

    Raises UsageError for one that does not exist.
    """
    named = {name for mark in item.iter_markers("campaign") for name in mark.args}
    missing = sorted(name for name in named if not (ROOT / name).exists())
    if missing:
        raise pytest.UsageError(f"{item.nodeid}: the campaign protects {missing[0]}, which does not exist.")
    return named | {item.path.relative_to(ROOT).as_posix()} if named else set()


def is_touched(places: set[str], files: set[str]) -> bool:
    """Return whether any of the files is, or lies within, one of the places."""
    return any(file == place or file.startswith(f"{place.rstrip('/')}/") for place in places for file in files)


def pytest_report_header() -> str:
    """Say which campaigns run."""
    return f"campaigns: those of the {len(touched(ROOT))} files that differ from {base(ROOT)[:9] or 'no commit'}"


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Deselect the campaigns whose files nobody touches."""
    files = touched(ROOT)
    left = {item for item in items if (places := protected(item)) and not is_touched(places, files)}
    config.hook.pytest_deselected(items=[item for item in items if item in left])
    items[:] = [item for item in items if item not in left]
