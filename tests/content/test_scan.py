"""A file's state without reading it: what shows in it, and what does not."""

import os
from pathlib import Path

import pytest

from verbatim.core.filestate import Files, content_digest, digests, rows_of, settled, state_digest


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
