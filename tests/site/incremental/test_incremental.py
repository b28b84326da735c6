"""A site that is made from what changed is the site that would be made from nothing, to the byte."""

import random
import shutil
from pathlib import Path

import pytest
from PIL import Image

from tests.campaigns import edits
from tests.conftest import change, files_of, ran, run_in
from tests.site.conftest import writes_a_note

IN_ANY_ORDER = pytest.mark.campaign(
    "generator/verbatim/site/incremental", "generator/verbatim/site/story_cache.py",
    "generator/verbatim/publish/tracking.py", "generator/verbatim/publish/digests.py",
    "generator/verbatim/publish/indexes.py", "tests/campaigns/edits.py",
)  # fmt: skip


DAILY = (edits.section, edits.arrival, edits.text, edits.setting)
MADE = [
    pytest.param(one, id=one.__name__, marks=() if one in DAILY else IN_ANY_ORDER)
    for one in dict.fromkeys(edits.CHANGES)
    if one is not edits.return_of_one  # of what was taken away before
]


@pytest.mark.parametrize("edit", MADE)
def test_what_is_made_after_a_change_is_what_would_be_made_from_nothing(project: Path, edit: edits.Change) -> None:
    before = files_of(project / "output")
    for folder in ("stories", "quotes", "people/*"):  # lists and profiles go on over pages
        assert list((project / "output").glob(f"{folder}/page/2/index.html"))
    edit(project, random.Random(7))  # noqa: S311  the same for the same seed
    ran(project, "split")
    ran(project, "build")
    assert files_of(project / "output") != before
    next((project / ".cache").glob("build-*")).unlink()
    shutil.rmtree(project / ".cache/stories")
    ran(project, "build", "--output", "clean")
    assert files_of(project / "output") == files_of(project / "clean")


def takes_the_note_away(project: Path) -> None:
    (project / "content/fragments/harbour/025-note-ours.md").unlink()


@IN_ANY_ORDER
def test_a_change_that_is_undone_comes_to_the_site_that_stood_before_also_where_what_is_kept_cannot_be_read(
    project: Path,
) -> None:
    before, story = files_of(project / "output"), project / "content/stories/ferry.md"
    change(story, "Status: published", "Status: draft")
    writes_a_note(project)
    ran(project, "build")
    change(story, "Status: draft", "Status: published")
    takes_the_note_away(project)
    ran(project, "build")
    assert files_of(project / "output") == before
    manifest = next((project / ".cache").glob("build-*"))
    manifest.write_bytes(manifest.read_bytes().replace(b"story ferry", b"story merry"))
    for edit in (writes_a_note, takes_the_note_away):
        edit(project)
        ran(project, "build")
    assert files_of(project / "output") == before


def test_a_page_whose_picture_goes_is_made_anew_and_says_so(project: Path) -> None:
    (project / "content/images").mkdir()
    picture = project / "content/images/net.png"
    Image.new("RGB", (9, 9)).save(picture)
    note = project / "content/fragments/harbour/025-note-ours.md"
    note.write_text("Title: Note\nKind: note\n\n![A net]({static}/images/net.png)\n", "utf-8")
    ran(project, "build")
    picture.unlink()
    done = run_in(project, "build")
    assert done.returncode == 1
    assert "{static}/images/net.png, which is not there" in done.stderr


def sheets(project: Path) -> set[str]:
    return {path.name for path in (project / "output/theme/css").iterdir()}


def test_a_page_of_the_build_before_still_finds_its_sheet_and_one_of_two_builds_before_does_not(project: Path) -> None:
    sheet = project / "theme/static/css/components/card.css"
    found = [sheets(project)]
    for number in (1, 2):
        sheet.write_text(sheet.read_text("utf-8") + f"\n.ours-{number} {{ margin: 0 }}\n", "utf-8")
        ran(project, "build")
        found.append(sheets(project))
    first, second, third = found
    assert first < second
    assert third > second - first
    assert not (first - second) & third
    assert len(third) == len(second)
    ran(project, "verify")


STEPS = 3


@IN_ANY_ORDER
def test_what_is_made_after_random_edits_is_what_would_be_made_from_nothing(tmp_path: Path) -> None:
    draw = random.Random(11)  # noqa: S311  the same for the same seed
    project = edits.laid(tmp_path, draw)
    for _ in range(STEPS):
        told, wrong = edits.stepped(project, draw)
        assert not wrong, told
