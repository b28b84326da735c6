"""Lies that no grammar makes are found in a built site."""

import shutil
from pathlib import Path

import pytest

from tests.campaigns.forgeries import Checker, Forgery, tally
from tests.campaigns.lies import LIES, told
from tests.conftest import ROOT

pytestmark = pytest.mark.campaign(
    "tests/campaigns/forgeries.py", "tests/campaigns/lies.py", "generator/verbatim/verify"
)


@pytest.fixture(scope="module")
def site(demo_project: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the built site, in which a lie takes a file's place for a moment."""
    return Path(shutil.copytree(demo_project / "output", tmp_path_factory.mktemp("lies") / "output"))


@pytest.fixture(scope="module")
def checker(site: Path, demo_project: Path) -> Checker:
    return Checker(site, demo_project / "content/sources", ROOT / "theme")


def test_every_lie_is_found(site: Path, checker: Checker) -> None:
    lies = (Forgery(lie.kind, path, text, lie.how) for lie, path, text in told(site))
    tried, _, missed = tally(site, checker, lies)
    assert tried.total() >= 130
    assert [(one.kind, one.how, one.path) for one in missed] == []


def test_the_files_are_found_true_without_a_lie(site: Path, checker: Checker) -> None:
    paths = {path for _, path, _ in told(site)}
    assert {path: checker.faults(path) for path in paths if checker.faults(path)} == {}


def test_no_two_lies_are_told_in_the_same_way() -> None:
    ways = [(lie.kind, lie.how, lie.paths) for lie in LIES]
    assert len(ways) == len({*ways})
