"""What a quick run takes."""

from pathlib import Path

import pytest

from tests.campaigns import quick


@pytest.mark.parametrize(("file", "place"), [
    ("generator/verbatim/devserver/watch.py", ["tests/devserver/test_watch.py"]),
    ("generator/verbatim/desk/desk.css", ["tests/desk"]),
    ("generator/verbatim/content/format/headers.py", ["tests/content/format/test_headers.py"]),
    ("generator/verbatim/site/staging.py", ["tests/site/test_staging.py"]),
    ("generator/verbatim/site/settings.py", []), ("generator/verbatim/site/theme/fonts.py", []),
    ("theme/static/css/fonts.css", ["tests/theme"]), ("tests/desk/made_desk.py", ["tests/desk"]),
    ("tests/browser/test_story.py", []), ("tests/conftest.py", []), ("docs/desk.md", []),
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
