"""Previews of an edited story are the pages that its build makes; anything else waits for the build."""

import re
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.conftest import (
    SOURCES,
    change,
    change_headers,
    files_of,
    fragment_with,
    lay_project,
    ran,
    split_published,
    stand_in,
)
from tests.site.conftest import writes_a_note
from verbatim.devserver.clients import PreviewClient

pytestmark = pytest.mark.campaign("generator/verbatim/devserver", "generator/verbatim/site/incremental")

Edit = Callable[[Path], Path]
NAMED = re.compile(r"\[([^][]+)\]\{\.(?:organisation|place)[^{}]*\}")
PATIENCE = 60.0  # seconds: until a process has loaded everything on a machine that is busy


def gives_a_reason(project: Path) -> Path:
    path = fragment_with(project, "Nobody has asked")
    change(path, ' why="', ' why="As the chair tells it. ')
    return path


def names_somebody(project: Path, speaker: str = "ada-vell") -> Path:
    path = fragment_with(project, "Nobody has asked")
    named = re.sub('why="[^"]*"', 'why="She said so to us"', path.read_text("utf-8"))
    path.write_text(named.replace('basis="none"', f'basis="editor" speaker="{speaker}"'), "utf-8")
    return path


def is_withdrawn(project: Path) -> Path:
    path = fragment_with(project, "Nobody has asked")
    change_headers(path, "Withdrawn: 2031-05-01 She never said it.")
    return path


def gets_a_note(project: Path) -> Path:
    writes_a_note(project)
    return project / "content/fragments/harbour/025-note-ours.md"


EDITS = (gives_a_reason, names_somebody, is_withdrawn, gets_a_note)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("whole") / "project"
    project = lay_project(folder, sorted(SOURCES.iterdir()), settings="SEARCH = False")
    split_published(project)
    ran(project, "build")
    return project


@pytest.fixture
def project(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return stand_in(Path(shutil.copytree(built, tmp_path / "project")), monkeypatch)


@pytest.fixture
def previews(project: Path) -> Iterator[PreviewClient]:
    """A process that has read the whole newsroom."""
    with PreviewClient(project / "output", ["--output", "output"]) as held:
        held.build_done()
        is_ready(held)
        yield held


def is_ready(previews: PreviewClient) -> None:
    began = time.monotonic()
    while not previews.is_listening() and time.monotonic() - began < PATIENCE:
        time.sleep(0.05)
    assert previews.is_listening()


def is_built_as_previewed(project: Path, previews: PreviewClient, names: list[str]) -> bool:
    """Build, and tell whether the pages of these names are those that were previewed."""
    ran(project, "build")
    return {name: (project / "output" / name).read_bytes() for name in names} == previews.pages


@pytest.mark.parametrize("edit", EDITS)
def test_what_is_previewed_is_what_the_build_makes(project: Path, previews: PreviewClient, edit: Edit) -> None:
    before = files_of(project / "output")
    names = previews.preview([str(edit(project))])
    assert names == [*previews.pages]
    assert names
    assert all(before[name] != words for name, words in previews.pages.items())
    assert files_of(project / "output") == before
    assert is_built_as_previewed(project, previews, names)


def somebody_new_speaks(project: Path) -> list[Path]:
    path = names_somebody(project, "lea-orn")
    person = project / "content/people/lea-orn.md"
    person.parent.mkdir(exist_ok=True)
    person.write_text("Title: Lea Orn\nKind: person\n\n", "utf-8")
    return [path, person]


def a_name_is_none(project: Path) -> list[Path]:
    files = sorted((project / "content/fragments/harbour").glob("*.md"))
    path = next(one for one in files if NAMED.search(one.read_text("utf-8")))
    path.write_text(NAMED.sub(r"\1", path.read_text("utf-8"), count=1), "utf-8")
    return [path]


@pytest.mark.parametrize("edit", [somebody_new_speaks, a_name_is_none])
def test_what_all_stories_are_joined_by_is_previewed_too_and_so_is_the_next_edit(
    project: Path, previews: PreviewClient, edit: Callable[[Path], list[Path]]
) -> None:
    for make in (edit, lambda folder: [gets_a_note(folder)]):
        names = previews.preview([str(path) for path in make(project)])
        assert "stories/harbour/index.html" in names
        assert previews.is_current
    assert is_built_as_previewed(project, previews, names)


def test_an_edit_undone_before_its_build_shows_the_page_that_stood_and_what_is_wrong_is_left_to_the_build(
    project: Path, previews: PreviewClient
) -> None:
    path = fragment_with(project, "Nobody has asked")
    words = path.read_bytes()
    names = previews.preview([str(gives_a_reason(project))])
    path.write_bytes(words)
    assert previews.preview([str(path)]) == names
    assert previews.pages == {name: (project / "output" / name).read_bytes() for name in names}
    change(path, 'basis="none"', 'basis="none" speaker="nobody-known"')
    assert previews.preview([str(path)]) == []


def test_what_all_stories_are_joined_by_waits_for_the_build_and_edits_after_it_are_shown_as_the_site_then_stands(
    project: Path, previews: PreviewClient
) -> None:
    person = project / "content/people/ada-vell.md"
    person.parent.mkdir(exist_ok=True)
    person.write_text("Title: Ada Marie Vell\n\nShe keeps the wall.\n", "utf-8")
    assert previews.preview([str(person)]) == []
    ran(project, "build")
    previews.build_done()
    is_ready(previews)
    names = previews.preview([str(gives_a_reason(project))])
    assert names
    assert is_built_as_previewed(project, previews, names)


def test_what_was_edited_during_a_build_is_shown_again_after_it(project: Path, previews: PreviewClient) -> None:
    edited = str(gives_a_reason(project))
    previews.preview([edited])
    previews.build_begins()
    path = fragment_with(project, "Nobody has asked")
    with_first = path.read_text("utf-8")
    change(path, "As the chair tells it.", "As nobody tells it.")
    names = previews.preview([edited])
    path.write_text(with_first, "utf-8")
    ran(project, "build")  # of the first edit, which it read before the second
    change(path, "As the chair tells it.", "As nobody tells it.")
    assert previews.shown_already({}) == set()
    assert previews.build_done() == names


def test_a_process_that_was_killed_is_replaced_after_the_next_build(project: Path, previews: PreviewClient) -> None:
    assert previews.worker is not None
    previews.worker.process.kill()
    previews.worker.process.wait()
    assert previews.preview([str(gives_a_reason(project))]) == []
    previews.build_done()
    is_ready(previews)
    assert previews.preview([str(names_somebody(project))])


def test_a_change_is_shown_once_and_no_more_after_a_build_that_failed(project: Path, previews: PreviewClient) -> None:
    path = str(gives_a_reason(project))
    names = previews.preview([path])
    assert names
    assert previews.preview([path]) == []
    assert previews.is_current
    assert sorted(previews.build_failed()) == sorted(names)
    assert previews.pages == {}
