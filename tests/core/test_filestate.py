"""The state of files tells what changed without reading them, one by one, in a tree and in a snapshot."""

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from verbatim.core import filestate
from verbatim.core.filestate import (
    Files,
    all_rows,
    digests,
    links_in,
    rows_in,
    rows_of,
    settled,
    state_digest,
    take_snapshot,
    tree_of,
)


def signed(folder: Path) -> str:
    return state_digest(rows_of(Files((), (str(folder),))), "rules")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "a").mkdir()
    (tmp_path / "a/wall.md").write_bytes(b"It is a wall of paper.")
    return tmp_path / "a"


def in_the_place_of_another(folder: Path) -> None:
    state = (folder / "wall.md").stat()
    (folder / "new").write_bytes(b"It is a wall of stone.")
    os.utime(folder / "new", ns=(state.st_atime_ns, state.st_mtime_ns))
    (folder / "new").replace(folder / "wall.md")
    assert (folder / "wall.md").stat().st_mtime_ns == state.st_mtime_ns


@pytest.mark.parametrize("change", [
    in_the_place_of_another,
    lambda folder: (folder / "new.md").write_bytes(b""),
    lambda folder: (folder / ".hidden").write_bytes(b""),
    lambda folder: (folder / "wall.md").rename(folder / "walls.md"),
    lambda folder: (folder / "wall.md").unlink(),
], ids=["of the same size and time", "new", "hidden", "renamed", "gone"])  # fmt: skip
def test_whatever_is_done_to_a_file_shows(folder: Path, change: Callable[[Path], object]) -> None:
    before = signed(folder)
    assert signed(folder) == before
    change(folder)
    assert signed(folder) != before


def test_what_was_written_in_the_tick_in_which_the_clock_was_read_is_not_settled(folder: Path) -> None:
    rows = rows_of(Files((), (str(folder),)))
    newest = max(max(row[2], row[3]) for row in rows.values())
    assert not settled(rows, newest)
    assert settled(rows, newest + 1)


@pytest.mark.parametrize("size", [0, 3, 21, 23, 100_000])
def test_a_file_that_is_not_as_long_as_it_was_is_read_to_its_end(folder: Path, size: int) -> None:
    ((path, row),) = rows_of(Files((), (str(folder),))).items()
    assert digests({path: (row[0], size, *row[2:])}) == digests({path: row})


BELOW = ("stories/wall.md", "fragments/wall/010.md", "fragments/wall/.kept/010.md", "code/__pycache__/a.pyc")


@pytest.fixture
def below(tmp_path: Path) -> Path:
    for name in BELOW:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    return tmp_path


def test_every_file_below_is_told_but_what_python_keeps_in_the_rows_that_asking_for_it_tells(below: Path) -> None:
    found = {str(Path(path).relative_to(below)) for path in all_rows(tree_of([str(below)]))}
    assert found == {*BELOW[:3]}
    single, folders = ("stories/wall.md", "stories/none.md"), ("fragments/wall", "fragments/wall/.kept", "none")
    files = Files(*(tuple(f"{below}/{name}" for name in names) for names in (single, folders)))
    assert rows_in(tree_of([str(below)]), files) == rows_of(files) != {}


def test_a_link_is_told_and_not_followed_unless_it_is_named_and_a_file_of_the_future_is_never_trusted(
    below: Path,
) -> None:
    (below / "fragments/other").symlink_to(below / "stories")
    tree = tree_of([str(below)])
    assert list(links_in(tree)) == [f"{below}/fragments/other"]
    assert f"{below}/fragments/other/wall.md" not in all_rows(tree)
    (below / "link").symlink_to(below / "stories")
    assert list(all_rows(tree_of([f"{below}/link"]))) == [f"{below}/link/wall.md"]
    later = time.time() + 1000
    os.utime(below / "stories/wall.md", (later, later))
    assert not take_snapshot([str(below)], str(below)).is_settled


def test_what_was_written_as_somebody_looked_is_looked_at_again(below: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folders = [f"{below}/stories"]
    monkeypatch.setattr(filestate, "clock_of", lambda _: 0)
    monkeypatch.setattr(filestate, "tick_after", lambda _: 2**62)
    assert take_snapshot(folders, str(below)).clock == 2**62  # the next that the clock tells
