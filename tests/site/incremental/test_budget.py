"""What one edit costs, counted: files read, files written, pages made. `make bench` measures the seconds."""

import json
import os
import re
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.conftest import ROOT, files_of, ran, run_in
from tests.made import add_published
from tests.security.fenced import FENCE
from tests.site.conftest import writes_a_note

pytestmark = pytest.mark.campaign("generator/verbatim/site/incremental")

# A page that is made anew and comes to the same is left where it stands.
# Feeds of sections carry how a text opens, and no note.
WRITTEN = {"stories/harbour/index.html", "feeds/all.atom.xml", "feeds/all.json", "SHA256SUMS"}
EDITORS_PAGES = {"about/index.html", "corrections/index.html"}  # of which Pelican says not what they tell of
OTHERS = ("ferry", "museum")


class Asked(NamedTuple):
    """Files that commands asked for, by their paths in the project."""

    read: frozenset[str]
    written: frozenset[str]

    def made(self) -> set[str]:
        """Return the pages that were made."""
        stage = ".stage-output/new/"
        return {path.removeprefix(stage) for path in self.written if path.startswith(stage) and path.endswith(".html")}


def asked_by(project: Path, *command: str) -> Asked:
    log = project.parent / "asked"
    log.unlink(missing_ok=True)
    ran(project, *command, PYTHONPATH=f"{FENCE}{os.pathsep}{ROOT}/generator", FENCE_LOG=str(log))
    found: dict[str, set[str]] = {"read": set(), "write": set()}
    for event, path, *_ in map(json.loads, log.read_text("utf-8").splitlines()):
        if event in found and Path(path).is_relative_to(project) and not Path(path).is_dir():
            found[event].add(str(Path(path).relative_to(project)))
    return Asked(frozenset(found["read"]), frozenset(found["write"]))


def numbers(site: Path) -> dict[str, int]:
    return {str(path.relative_to(site)): path.stat().st_ino for path in site.rglob("*") if path.is_file()}


@pytest.fixture
def project(project: Path) -> Path:
    """A newsroom whose site stands, and that knows its own files, which are new ones in a copy."""
    for command in ("split", "build"):
        asked_by(project, command)
    return project


@pytest.fixture
def edited(project: Path) -> Path:
    """The same, after an editor wrote a note."""
    writes_a_note(project)
    return project


def test_split_reads_the_edited_story_alone(edited: Path) -> None:
    read = asked_by(edited, "split").read
    assert "content/fragments/harbour/025-note-ours.md" in read
    assert not [path for path in read for other in OTHERS if other in path]


def test_build_reads_the_edited_storys_fragments_and_those_of_whom_the_pages_it_makes_show(edited: Path) -> None:
    asked = asked_by(edited, "build")
    read = {path for path in asked.read if path.startswith(("content/fragments", "content/led"))}
    assert "content/fragments/harbour/025-note-ours.md" in read
    shown = "".join((edited / "output" / page).read_text("utf-8") for page in asked.made())
    assert not [path for path in read for other in OTHERS if other in path and f'data-story="{other}"' not in shown]


def test_pages_are_made_that_tell_of_the_story_and_none_of_another_story(edited: Path) -> None:
    made = asked_by(edited, "build").made()
    assert "stories/harbour/index.html" in made
    elsewhere = {page for page in made if "harbour" not in (edited / "output" / page).read_text("utf-8")}
    assert elsewhere <= EDITORS_PAGES
    assert not [page for page in made for other in OTHERS if other in page]


def test_a_note_is_written_into_the_storys_page_and_the_feeds_that_carry_it_alone(edited: Path) -> None:
    before = numbers(edited / "output")
    run_in(edited, "build")
    after = numbers(edited / "output")
    assert {path for path, number in after.items() if before.get(path) != number} == WRITTEN


@pytest.mark.campaign("generator/verbatim/site/incremental", "generator/verbatim/publish")
def test_a_further_page_of_somebodys_quotations_is_made_only_where_it_shows_the_story(project: Path) -> None:
    add_published(project / "content", "quay", (project / "content/sources/harbour.txt").read_text("utf-8"))
    for command in ("split", "build", "build"):
        asked_by(project, command)
    writes_a_note(project)
    made = {page for page in asked_by(project, "build").made() if page.startswith("people/") and "/page/" in page}
    further = [page for page in files_of(project / "output") if re.match("people/[^/]*/page/.*html", page)]
    assert made == {one for one in further if 'data-story="harbour"' in (project / "output" / one).read_text("utf-8")}
    assert made != set(further)


def test_where_nothing_changed_no_file_of_the_content_is_read_and_none_is_written(project: Path) -> None:
    asked = asked_by(project, "build")
    assert not [path for path in asked.read if path.startswith(("content/", "theme/"))]
    assert not asked.written
