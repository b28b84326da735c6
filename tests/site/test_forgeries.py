"""A sample of what `make forge` does: forged pages are found, those of every class that is not told as open."""

import shutil
from pathlib import Path

import pytest

from tests.campaigns.forgeries import GRAMMAR, Checker, forgeries, tally
from tests.conftest import ROOT

pytestmark = pytest.mark.campaign("tests/campaigns/forgeries.py", "generator/verbatim/verify")
SAMPLE, SEED = 52, 11


@pytest.fixture(scope="module")
def site(built_project: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the built site, in which a forgery takes a file's place for a moment."""
    return Path(shutil.copytree(built_project / "output", tmp_path_factory.mktemp("forged") / "output"))


@pytest.fixture(scope="module")
def checker(site: Path, built_project: Path) -> Checker:
    return Checker(site, built_project / "content/sources", ROOT / "theme")


def test_every_forged_page_of_a_closed_class_is_found(site: Path, checker: Checker) -> None:
    tried, _, missed = tally(site, checker, forgeries(site, SAMPLE, SEED))
    assert tried.total() >= 40
    assert missed == []


def test_the_sample_has_forgeries_of_every_class(site: Path) -> None:
    assert {one.kind for one in forgeries(site, SAMPLE, SEED)} >= GRAMMAR.keys()


def test_the_true_files_are_found_true(site: Path, checker: Checker) -> None:
    paths = {one.path for one in forgeries(site, SAMPLE, SEED) if (site / one.path).is_file()}
    assert {path: checker.faults(path) for path in paths if checker.faults(path)} == {}
