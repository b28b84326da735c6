"""A site that is made from what changed is the site that would be made from nothing, to the byte."""

import contextlib
import random
import re
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.campaigns.edits import laid, stepped
from tests.conftest import SOURCES as FIXTURES
from tests.conftest import forget, run_in
from tests.made import add_published
from tests.site.conftest import Standing, writes_a_note

Change = Callable[[Path], None]


def fragment_with(project: Path, words: str) -> Path:
    found = sorted((project / "content/fragments").rglob("*.md"))
    return next(path for path in found if words in path.read_text("utf-8"))


def rewritten(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def headed(path: Path, name: str, value: str) -> None:
    text, found = re.subn(rf"(?m)^{name}: .*$", f"{name}: {value}", path.read_text("utf-8"))
    assert found == 1
    path.write_text(text, "utf-8")


def names_a_speaker(project: Path) -> None:
    fragment = fragment_with(project, "Nobody has asked")
    rewritten(fragment, 'basis="none"', 'basis="editor" speaker="ada-vell"')
    fragment.write_text(re.sub('why="[^"]*"', 'why="She said so to us"', fragment.read_text("utf-8")), "utf-8")


def gives_an_alias(project: Path) -> None:
    (project / "content/people").mkdir(exist_ok=True)
    (project / "content/people/ada-vell.md").write_text("Title: Ada Vell\nAliases: Captain Vell\n\n", "utf-8")


def renames_a_person(project: Path) -> None:
    (project / "content/people").mkdir(exist_ok=True)
    (project / "content/people/ada-vell.md").write_text("Title: Ada Marie Vell\n\nShe keeps the wall.\n", "utf-8")


def moves_a_story_to_another_section(project: Path) -> None:
    headed(project / "content/stories/ferry.md", "Category", "Sea")


def hides_a_story(project: Path) -> None:
    headed(project / "content/stories/ferry.md", "Status", "draft")


def takes_a_story_away(project: Path) -> None:
    (project / "content/sources/ferry.txt").unlink()
    (project / "content/stories/ferry.md").unlink()
    shutil.rmtree(project / "content/fragments/ferry")


def adds_a_story(project: Path) -> None:
    text = (FIXTURES / "ferry.txt").read_text("utf-8").replace("ferry", "barge")
    add_published(project / "content", "barge", text)


def adds_a_draft(project: Path) -> None:
    text = (FIXTURES / "ferry.txt").read_text("utf-8").replace("ferry", "barge")
    (project / "content/sources/barge.txt").write_text(text, "utf-8")


def changes_the_source(project: Path) -> None:
    source = project / "content/sources/harbour.txt"
    source.write_text(source.read_text("utf-8") + "\n“It will hold,” said Ada Vell on 4 May 2031.\n", "utf-8")


def changes_a_template(project: Path) -> None:
    rewritten(project / "theme/templates/base.html", "</main>", "<!-- ours --></main>")


def changes_a_setting(project: Path) -> None:
    rewritten(project / "pelicanconf.py", 'SITENAME = "Verbatim"', 'SITENAME = "The Orrin Post"')


CHANGES = (
    gives_an_alias, moves_a_story_to_another_section, hides_a_story, adds_a_story, adds_a_draft, changes_the_source,
    changes_a_template, changes_a_setting,
)  # fmt: skip


def ran(project: Path, *command: str) -> str:
    done = run_in(project, *command)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def files(site: Path) -> dict[str, bytes]:
    return {str(path.relative_to(site)): path.read_bytes() for path in sorted(site.rglob("*")) if path.is_file()}


@pytest.fixture(scope="session")
def standing(paged_project: Path, tmp_path_factory: pytest.TempPathFactory) -> Standing:
    return Standing(tmp_path_factory.mktemp("standing"), paged_project, ["split"], ["build"])


@pytest.fixture
def project(standing: Standing) -> Path:
    """A newsroom whose site stands."""
    return standing.put_back()


def test_lists_and_profiles_of_the_newsroom_go_on_over_pages(paged_project: Path) -> None:
    for folder in ("stories", "quotes", "people/*"):
        assert list((paged_project / "output").glob(f"{folder}/page/2/index.html"))


IN_ANY_ORDER = pytest.mark.campaign(
    "generator/verbatim/site/incremental", "generator/verbatim/site/story_cache.py",
    "generator/verbatim/publish/tracking.py", "generator/verbatim/publish/digests.py",
    "generator/verbatim/publish/indexes.py", "tests/campaigns/edits.py",
)  # fmt: skip


DAILY = (moves_a_story_to_another_section, adds_a_story, changes_the_source, changes_a_setting)
MADE = [pytest.param(one, id=one.__name__, marks=() if one in DAILY else IN_ANY_ORDER) for one in CHANGES]


@pytest.mark.parametrize("change", MADE)
def test_what_is_made_after_a_change_is_what_would_be_made_from_nothing(project: Path, change: Change) -> None:
    change(project)
    ran(project, "split")
    ran(project, "build")
    (project / ".cache/build.sqlite").unlink()
    (project / ".cache/stories.sqlite").unlink()
    ran(project, "build", "--output", "clean")
    assert files(project / "output") == files(project / "clean")


def gives_a_story_back(project: Path) -> None:
    for name in ("sources/ferry.txt", "stories/ferry.md"):
        shutil.copy(project / "before" / name, project / "content" / name)
    shutil.copytree(project / "before/fragments/ferry", project / "content/fragments/ferry")


def takes_the_note_away(project: Path) -> None:
    (project / "content/fragments/harbour/025-note-ours.md").unlink()


IN_A_ROW = (
    names_a_speaker, writes_a_note, takes_a_story_away, renames_a_person, gives_a_story_back, takes_the_note_away,
)  # fmt: skip


@IN_ANY_ORDER
def test_many_changes_one_after_another_come_to_what_would_be_made_from_nothing(project: Path) -> None:
    shutil.copytree(project / "content", project / "before")
    for number, change in enumerate(IN_A_ROW):
        change(project)
        ran(project, "split")
        ran(project, "build")
        shutil.rmtree(project / "alone", ignore_errors=True)
        shutil.copytree(project, project / "alone", ignore=shutil.ignore_patterns("alone", "before", "output"))
        forget(project / "alone")
        ran(project / "alone", "build")
        assert files(project / "output") == files(project / "alone/output"), f"{number}: {change.__name__}"


def shows_the_story_again(project: Path) -> None:
    headed(project / "content/stories/ferry.md", "Status", "published")


UNDONE = ((writes_a_note, takes_the_note_away), (hides_a_story, shows_the_story_again))


@pytest.mark.parametrize("changes", UNDONE, ids=lambda changes: changes[0].__name__)
def test_a_change_that_is_undone_comes_to_the_site_that_stood_before(
    project: Path, changes: tuple[Change, ...]
) -> None:
    before = files(project / "output")
    for change in changes:
        change(project)
        ran(project, "build")
    assert files(project / "output") == before


def test_where_nothing_changed_nothing_is_made(project: Path) -> None:
    ran(project, "build")  # the files of a copy are others
    before = {path: path.stat().st_ino for path in (project / "output").rglob("*")}
    assert "nothing changed" in ran(project, "build")
    assert {path: path.stat().st_ino for path in (project / "output").rglob("*")} == before


def test_a_page_whose_picture_goes_is_made_anew_and_says_so(project: Path) -> None:
    (project / "content/images").mkdir()
    drawing = project / "content/images/net.svg"
    drawing.write_text('<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0h9"/></svg>', "utf-8")
    note = project / "content/fragments/harbour/025-note-ours.md"
    note.write_text("Title: Note\nKind: note\n\n![A net]({static}/images/net.svg)\n", "utf-8")
    ran(project, "build")
    drawing.unlink()
    done = run_in(project, "build")
    assert done.returncode == 1
    assert "{static}/images/net.svg, which is not there" in done.stderr


def test_a_cache_that_is_broken_costs_time_and_nothing_else(project: Path) -> None:
    whole = files(project / "output")
    for name in ("build.sqlite", "stories.sqlite"):
        (project / ".cache" / name).write_bytes(b"not a base at all" * 400)
    writes_a_note(project)
    ran(project, "build")
    (project / "content/fragments/harbour/025-note-ours.md").unlink()
    ran(project, "build")
    assert files(project / "output") == whole


def test_what_came_of_one_story_and_cannot_be_read_any_more_is_made_anew(project: Path) -> None:
    whole = files(project / "output")
    with contextlib.closing(sqlite3.connect(project / ".cache/build.sqlite")) as base, base:
        assert base.execute("UPDATE target SET result = ? WHERE name = 'story ferry'", (b"\xc1",)).rowcount == 1
    for change in (writes_a_note, takes_the_note_away):
        change(project)
        ran(project, "build")
    assert files(project / "output") == whole


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
    project = laid(tmp_path, draw)
    for _ in range(STEPS):
        told, wrong = stepped(project, draw)
        assert not wrong, told
