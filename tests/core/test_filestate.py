"""The state of files tells what changed without reading them, one by one, in a tree and in a snapshot."""

import os
import time
from pathlib import Path

import pytest

from verbatim.core.filestate import (
    Files,
    Snapshot,
    Tree,
    content_digest,
    digest_in_tree,
    digests,
    hand_on,
    links_in,
    newest,
    paths_in,
    rows_in,
    rows_of,
    settled,
    snapshot_of,
    state_digest,
    take_snapshot,
    tree_digest,
    tree_of,
)


def signed(folder: Path) -> str:
    return state_digest(rows_of(Files((), (str(folder),))), "rules")


def hashed(path: Path) -> dict[str, str]:
    return digests(rows_of(Files((str(path),), ())))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "a").mkdir()
    (tmp_path / "a/wall.md").write_bytes(b"It is a wall of paper.")
    return tmp_path / "a"


def test_a_folder_that_nobody_touched_has_the_same_state(folder: Path) -> None:
    assert signed(folder) == signed(folder)


def test_a_file_of_the_same_size_and_time_in_another_ones_place_shows(folder: Path) -> None:
    before, state = signed(folder), (folder / "wall.md").stat()
    (folder / "new").write_bytes(b"It is a wall of stone.")
    os.utime(folder / "new", ns=(state.st_atime_ns, state.st_mtime_ns))
    (folder / "new").replace(folder / "wall.md")
    assert (folder / "wall.md").stat().st_mtime_ns == state.st_mtime_ns
    assert signed(folder) != before


@pytest.mark.parametrize("name", ["new.md", ".hidden"])
def test_another_file_shows(folder: Path, name: str) -> None:
    before = signed(folder)
    (folder / name).write_bytes(b"")
    assert signed(folder) != before


def test_a_file_that_goes_or_takes_another_name_shows(folder: Path) -> None:
    before = signed(folder)
    (folder / "wall.md").rename(folder / "walls.md")
    renamed = signed(folder)
    (folder / "walls.md").unlink()
    assert len({before, renamed, signed(folder)}) == 3


def test_other_rules_are_another_state(folder: Path) -> None:
    rows = rows_of(Files((), (str(folder),)))
    assert state_digest(rows, "these") != state_digest(rows, "those")


def test_a_link_is_not_followed(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "secret").write_bytes(b"one")
    (folder / "link.md").symlink_to(tmp_path / "secret")
    rows = rows_of(Files((), (str(folder),)))
    before = digests(rows)
    (tmp_path / "secret").write_bytes(b"another")
    assert digests(rows) == before


def test_a_folder_that_is_a_link_has_no_files(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "b").symlink_to(folder)
    assert rows_of(Files((), (str(tmp_path / "b"),))) == {}


def test_what_was_written_in_the_tick_in_which_the_clock_was_read_is_not_settled(folder: Path) -> None:
    rows = rows_of(Files((), (str(folder),)))
    newest = max(max(row[2], row[3]) for row in rows.values())
    assert not settled(rows, newest)
    assert settled(rows, newest + 1)


def test_what_files_hold_is_the_same_in_whatever_folder_they_lie(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / "b/wall.md").write_bytes(b"It is a wall of paper.")
    one, other = (content_digest(hashed(place / "wall.md"), "rules", place) for place in (folder, tmp_path / "b"))
    assert one == other
    (tmp_path / "b/wall.md").write_bytes(b"It is a wall of stone.")
    assert content_digest(hashed(tmp_path / "b/wall.md"), "rules", tmp_path / "b") != one


@pytest.mark.parametrize("size", [0, 3, 21, 23, 100_000])
def test_a_file_that_is_not_as_long_as_it_was_is_read_to_its_end(folder: Path, size: int) -> None:
    ((path, row),) = rows_of(Files((), (str(folder),))).items()
    assert digests({path: (row[0], size, *row[2:])}) == digests({path: row})


@pytest.fixture
def below(tmp_path: Path) -> Path:
    for name in ("stories/wall.md", "fragments/wall/010.md", "fragments/wall/.kept/010.md", "code/__pycache__/a.pyc"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(name, "utf-8")
    return tmp_path


def all_paths(tree: Tree) -> list[str]:
    return [path for below in tree for path in paths_in(tree, below)]


def test_every_file_below_is_told_but_what_python_keeps(below: Path) -> None:
    found = {str(Path(path).relative_to(below)) for path in all_paths(tree_of([str(below)]))}
    assert found == {"stories/wall.md", "fragments/wall/010.md", "fragments/wall/.kept/010.md"}


def test_rows_are_those_that_asking_for_the_files_tells(below: Path) -> None:
    files = Files(
        (f"{below}/stories/wall.md", f"{below}/stories/none.md"),
        (f"{below}/fragments/wall", f"{below}/fragments/wall/.kept", f"{below}/none"),
    )
    assert rows_in(tree_of([str(below)]), files) == rows_of(files) != {}


def test_a_link_is_told_and_not_followed(below: Path) -> None:
    (below / "fragments/other").symlink_to(below / "stories")
    tree = tree_of([str(below)])
    assert list(links_in(tree)) == [f"{below}/fragments/other"]
    assert f"{below}/fragments/other/wall.md" not in all_paths(tree)


def test_a_folder_that_is_named_by_a_link_is_looked_into(below: Path) -> None:
    (below / "link").symlink_to(below / "stories")
    assert all_paths(tree_of([f"{below}/link"])) == [f"{below}/link/wall.md"]


def test_of_a_folder_that_is_not_there_nothing_is_told(below: Path) -> None:
    assert tree_of([f"{below}/none"]) == {}


def test_what_is_known_of_a_folder_is_not_looked_at_again(below: Path) -> None:
    root = f"{below}/stories"
    known = {root: tree_of([root])}
    (below / "stories/new.md").write_text("new", "utf-8")
    assert tree_of([root], known) == known[root] != tree_of([root])


def test_signs_are_those_of_the_rows(below: Path) -> None:
    (below / "empty").mkdir()
    tree = tree_of([str(below)])
    files = Files((f"{below}/stories/wall.md", f"{below}/no.md"), (f"{below}/fragments/wall", f"{below}/empty"))
    assert digest_in_tree(tree, files, "rules") == state_digest(rows_of(files), "rules")
    everything = rows_in(tree, Files((), tuple(tree)))
    assert tree_digest(tree, "rules") == state_digest(everything, "rules")
    assert settled(everything, newest(tree) + 1)
    assert not settled(everything, newest(tree))


NEVER = 2**62  # a clock that no file's time comes near


@pytest.fixture
def seen(tmp_path: Path) -> Snapshot:
    (tmp_path / "content").mkdir()
    (tmp_path / "content/a.md").write_text("a", "utf-8")
    return take_snapshot([f"{tmp_path}/content"], str(tmp_path))._replace(clock=NEVER)


def test_what_the_command_saw_is_handed_on_once(seen: Snapshot, tmp_path: Path) -> None:
    hand_on(seen)
    (tmp_path / "content/b.md").write_text("b", "utf-8")
    assert snapshot_of(seen.folders, str(tmp_path)).digest == seen.digest
    assert snapshot_of(seen.folders, str(tmp_path)).digest != seen.digest


def test_who_asks_for_other_folders_looks(seen: Snapshot, tmp_path: Path) -> None:
    hand_on(seen)
    (tmp_path / "other").mkdir()
    assert snapshot_of([f"{tmp_path}/other"], str(tmp_path)).folders == [f"{tmp_path}/other"]


def test_what_was_written_as_somebody_looked_is_looked_at_again(seen: Snapshot, tmp_path: Path) -> None:
    hand_on(seen._replace(clock=0))
    (tmp_path / "content/b.md").write_text("b", "utf-8")
    again = snapshot_of(seen.folders, str(tmp_path))
    assert again.digest != seen.digest
    assert again.is_settled


def test_a_file_of_the_future_is_never_trusted(seen: Snapshot, tmp_path: Path) -> None:
    later = time.time() + 1000
    os.utime(tmp_path / "content/a.md", (later, later))
    assert not snapshot_of(seen.folders, str(tmp_path)).is_settled
