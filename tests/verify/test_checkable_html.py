"""The page in docs/checkable-html.md, in a theme that is not ours, keeps the laws; each change it names breaks one."""

import re
from pathlib import Path

import pytest

from tests.verify.conftest import Newsroom
from verbatim.verify.law import CheckedPage

DOCUMENT = (Path(__file__).parents[2] / "docs/checkable-html.md").read_text("utf-8")
FRAGMENT, PAGE = (found.strip("\n") for found in re.findall(r"^```\w+\n(.*?)^```$", DOCUMENT, re.MULTILINE | re.DOTALL))
CHANGES = re.findall(r"^\| `([^`]+)` \| `([^`]+)` \| (.+) \|$", DOCUMENT, re.MULTILINE)


def broken(page: str, folder: Path) -> list[str]:
    """Return how a page breaks the laws, of the newsroom that the document describes."""
    newsroom = Newsroom(folder)
    newsroom.person("runa-holt", "Runa Holt")
    newsroom.story("lock", FRAGMENT, date="2031-03-04")
    return [fact for _, fact in CheckedPage(page, newsroom.facts()).faults()]


def test_the_page_of_the_document_breaks_no_law(tmp_path: Path) -> None:
    assert broken(PAGE, tmp_path) == []


@pytest.mark.parametrize(("old", "new", "fault"), CHANGES)
def test_a_change_of_the_document_breaks_the_law_that_it_names(old: str, new: str, fault: str, tmp_path: Path) -> None:
    assert PAGE.count(old) == 1
    assert broken(PAGE.replace(old, new), tmp_path) == [fault]


def test_the_document_has_three_changes() -> None:
    assert len(CHANGES) == 3
