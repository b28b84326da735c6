"""What one edit costs, counted: files read, files written, pages made. `make bench` measures the seconds."""

import json
import os
import re
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.conftest import ROOT, files_of, ran
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


def test_an_edit_of_one_story_reads_and_makes_what_tells_of_it_and_nothing_of_the_others(project: Path) -> None:
    writes_a_note(project)
    site, note = project / "output", "content/fragments/harbour/025-note-ours.md"
    read = asked_by(project, "split").read
    assert note in read
    assert not [path for path in read for other in OTHERS if other in path]
    before = numbers(site)
    asked = asked_by(project, "build")
    made, read = asked.made(), {path for path in asked.read if path.startswith(("content/fragments", "content/led"))}
    assert note in read
    pages = {page: (site / page).read_text("utf-8") for page in made}
    shown = "".join(pages.values())  # others are read where these pages show them
    assert not [path for path in read for other in OTHERS if other in path and f'data-story="{other}"' not in shown]
    assert "stories/harbour/index.html" in made
    assert {page for page, html in pages.items() if "harbour" not in html} <= EDITORS_PAGES
    assert not [page for page in made for other in OTHERS if other in page]
    assert {path for path, number in numbers(site).items() if before.get(path) != number} == WRITTEN


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
