"""What a daily run leaves out, and what a quick one takes."""

from pathlib import Path

import pytest

from tests.campaigns import quick, selection
from tests.campaigns.selection import is_touched, protected


class Item:
    """As much of a test as the selection asks for."""

    def __init__(self, *paths: str) -> None:
        self.nodeid, self.path = "tests/core/test_files.py::test", selection.ROOT / "tests/core/test_files.py"
        self._marks = [pytest.mark.campaign(*paths).mark] if paths else []

    def iter_markers(self, _: str) -> list[pytest.Mark]:
        return self._marks


class Config:
    """What is told of tests that are left out."""

    def __init__(self) -> None:
        self.hook, self.left = self, list[Item]()

    def pytest_deselected(self, items: list[Item]) -> None:
        self.left = items


CAMPAIGN, DAILY = Item("generator/verbatim/core/files.py", "supply"), Item()


def left_out(monkeypatch: pytest.MonkeyPatch, file: str) -> list[Item]:
    monkeypatch.setattr(selection, "touched", lambda _: {file})
    items, config = [CAMPAIGN, DAILY], Config()
    selection.pytest_collection_modifyitems(config, items)  # type: ignore[arg-type]
    assert {*items, *config.left} == {CAMPAIGN, DAILY}
    return config.left


@pytest.mark.parametrize("file", ["generator/verbatim/core/files.py", "tests/core/test_files.py", "supply/audit.py"])
def test_a_campaign_runs_where_a_file_that_it_protects_is_touched(monkeypatch: pytest.MonkeyPatch, file: str) -> None:
    assert left_out(monkeypatch, file) == []


@pytest.mark.parametrize("file", ["generator/verbatim/core/filestate.py", "supply.md", ""])
def test_elsewhere_it_alone_is_left_out(monkeypatch: pytest.MonkeyPatch, file: str) -> None:
    assert left_out(monkeypatch, file) == [CAMPAIGN]


def test_a_campaign_that_protects_what_does_not_exist_is_told() -> None:
    with pytest.raises(pytest.UsageError, match=r"protects generator/no\.py, which does not exist"):
        protected(Item("generator/no.py"))  # type: ignore[arg-type]


def test_a_test_that_is_no_campaign_protects_nothing() -> None:
    assert not is_touched(protected(Item()), {"tests/core/test_files.py"})  # type: ignore[arg-type]


@pytest.mark.parametrize(("file", "place"), [
    ("generator/verbatim/devserver/watch.py", ["tests/devserver/test_watch.py"]),
    ("generator/verbatim/desk/desk.css", ["tests/desk"]),
    ("generator/verbatim/content/format/headers.py", ["tests/content/format/test_headers.py"]),
    ("generator/verbatim/site/staging.py", ["tests/site/test_staging.py"]),
    ("generator/verbatim/site/settings.py", []),
    ("generator/verbatim/site/theme/fonts.py", []),
    ("theme/static/css/fonts.css", ["tests/theme"]),
    ("tests/desk/made_desk.py", ["tests/desk"]),
    ("tests/browser/test_story.py", []),
    ("tests/conftest.py", []),
    ("docs/desk.md", []),
])  # fmt: skip
def test_a_quick_run_takes_the_tests_that_mirror_a_file(file: str, place: list[str]) -> None:
    assert quick.mirrored([file]) == place


def test_a_quick_run_begins_with_what_was_touched_and_runs_nothing_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    files = {"generator/verbatim/publish/claims.py", "generator/verbatim/desk/decisions.py"}
    monkeypatch.setattr(quick, "touched", lambda _: files)
    places = quick.selected()
    assert places[:2] == ["tests/publish", "tests/desk/test_decisions.py"]
    assert len(places) == len({*places})


def test_everything_that_a_quick_run_names_exists() -> None:
    places = [*(f"tests/{name}" for name in quick.UNITS), *quick.HEAVY, *quick.BUILT, *quick.MIRRORED.values()]
    assert [place for place in places if not Path(quick.ROOT / place.partition("::")[0]).exists()] == []
