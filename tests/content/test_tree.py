"""A tree tells of files what asking for each of them tells, and of folders and links what they are."""

from pathlib import Path

import pytest

from verbatim.core.filestate import (
    Files,
    Tree,
    digest_in_tree,
    links_in,
    newest,
    paths_in,
    rows_in,
    rows_of,
    settled,
    state_digest,
    tree_digest,
    tree_of,
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("stories/wall.md", "fragments/wall/010.md", "fragments/wall/.base/010.md", "code/__pycache__/a.pyc"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(name, "utf-8")
    return tmp_path


def all_paths(tree: Tree) -> list[str]:
    return [path for folder in tree for path in paths_in(tree, folder)]


def test_every_file_below_is_told_but_what_python_keeps(folder: Path) -> None:
    found = {str(Path(path).relative_to(folder)) for path in all_paths(tree_of([str(folder)]))}
    assert found == {"stories/wall.md", "fragments/wall/010.md", "fragments/wall/.base/010.md"}


def test_rows_are_those_that_asking_for_the_files_tells(folder: Path) -> None:
    files = Files(
        (f"{folder}/stories/wall.md", f"{folder}/stories/none.md"),
        (f"{folder}/fragments/wall", f"{folder}/fragments/wall/.base", f"{folder}/none"),
    )
    assert rows_in(tree_of([str(folder)]), files) == rows_of(files) != {}


def test_a_link_is_told_and_not_followed(folder: Path) -> None:
    (folder / "fragments/other").symlink_to(folder / "stories")
    tree = tree_of([str(folder)])
    assert list(links_in(tree)) == [f"{folder}/fragments/other"]
    assert f"{folder}/fragments/other/wall.md" not in all_paths(tree)


def test_a_folder_that_is_named_by_a_link_is_looked_into(folder: Path) -> None:
    (folder / "link").symlink_to(folder / "stories")
    assert all_paths(tree_of([f"{folder}/link"])) == [f"{folder}/link/wall.md"]


def test_of_a_folder_that_is_not_there_nothing_is_told(folder: Path) -> None:
    assert tree_of([f"{folder}/none"]) == {}


def test_what_is_known_of_a_folder_is_not_looked_at_again(folder: Path) -> None:
    root = f"{folder}/stories"
    known = {root: tree_of([root])}
    (folder / "stories/new.md").write_text("new", "utf-8")
    assert tree_of([root], known) == known[root] != tree_of([root])


def test_signs_are_those_of_the_rows(folder: Path) -> None:
    (folder / "empty").mkdir()
    tree = tree_of([str(folder)])
    files = Files((f"{folder}/stories/wall.md", f"{folder}/no.md"), (f"{folder}/fragments/wall", f"{folder}/empty"))
    assert digest_in_tree(tree, files, "rules") == state_digest(rows_of(files), "rules")
    everything = rows_in(tree, Files((), tuple(tree)))
    assert tree_digest(tree, "rules") == state_digest(everything, "rules")
    assert settled(everything, newest(tree) + 1)
    assert not settled(everything, newest(tree))
