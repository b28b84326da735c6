"""Files are read and written whole: many at one wait in their order, or none of them."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import files_of
from verbatim.core.errors import ContentError
from verbatim.core.files import FEW, refuse_special, write_files, write_if_changed, write_new


def put(folder: Path, count: int, data: bytes = b"new") -> list[tuple[Path, bytes | None]]:
    return [(folder / f"{number}.md", data) for number in range(count)]


@pytest.mark.parametrize("count", [1, FEW, FEW + 5])
def test_files_are_there_whole_after(tmp_path: Path, count: int) -> None:
    write_files(put(tmp_path / "a/b", count))
    assert files_of(tmp_path) == {f"a/b/{number}.md": b"new" for number in range(count)}
    assert (tmp_path / "a/b/0.md").stat().st_mode & 0o777 == 0o644  # everybody may read it


def test_what_has_no_data_is_removed_and_may_be_gone_already(tmp_path: Path) -> None:
    (tmp_path / "0.md").write_bytes(b"old")
    write_files([(tmp_path / "0.md", None), (tmp_path / "1.md", None)])
    assert list(tmp_path.iterdir()) == []


class Disk:
    """What is asked of the system, in order: `sync`, and the name of each file that takes its place."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.asked: list[str] = []
        self._replace = os.replace
        monkeypatch.setattr("os.replace", self.replace)
        monkeypatch.setattr("ctypes.CDLL", lambda *_, **__: self)

    def replace(self, source: str, target: Path) -> None:
        self.asked.append(target.name)
        self._replace(source, target)

    def syncfs(self, handle: int) -> int:
        os.fstat(handle)
        self.asked.append("sync")
        return 0


def test_all_is_on_the_disk_before_they_take_their_places_in_the_order_given(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    disk = Disk(monkeypatch)
    names = ["wall.jsonl", "b.md", "a.md", "c.md", "d.md", "story.md"]
    write_files([(tmp_path / name, b"x") for name in names])
    assert disk.asked == ["sync", *names]


def test_a_few_files_are_waited_for_without_the_whole_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    disk = Disk(monkeypatch)
    waited: list[int] = []
    monkeypatch.setattr("os.fsync", waited.append)
    write_files(put(tmp_path, FEW))
    assert (disk.asked, len(waited)) == ([f"{number}.md" for number in range(FEW)], FEW)


@pytest.mark.parametrize("count", [2, FEW + 4])
def test_where_the_disk_refuses_one_none_is_changed(
    tmp_path: Path, count: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_files(put(tmp_path, count, b"old"))
    given = iter(range(1, count))

    def refuse(*_: int) -> None:
        if next(given, None) is None:
            raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fchmod", refuse)
    with pytest.raises(OSError, match="No space"):
        write_files(put(tmp_path, count))
    assert [*files_of(tmp_path).values()] == [b"old"] * count


def test_a_folder_that_is_a_link_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")
    with pytest.raises(ContentError, match="symbolic link"):
        write_files([*put(tmp_path / "own", 3), *put(tmp_path / "link", 3)])
    assert files_of(tmp_path) == {}


@pytest.mark.parametrize("write", [write_if_changed, lambda path, data: write_new(str(path), data)], ids=["if", "new"])
def test_a_file_that_is_there_already_is_replaced_and_a_hard_link_to_it_not_changed(
    tmp_path: Path, write: Callable[[Path, bytes], object]
) -> None:
    write(tmp_path / "a/old", b"one")
    (tmp_path / "a/new").hardlink_to(tmp_path / "a/old")
    write(tmp_path / "a/new", b"two")
    assert files_of(tmp_path / "a") == {"old": b"one", "new": b"two"}


def test_a_file_that_holds_these_bytes_is_left_alone(tmp_path: Path) -> None:
    write_if_changed(tmp_path / "a", b"one")
    os.utime(tmp_path / "a", ns=(1, 1))
    assert not write_if_changed(tmp_path / "a", b"one")
    assert (tmp_path / "a").stat().st_mtime_ns == 1


@pytest.mark.parametrize("name", ["pages/method.md", "images/pier.jpg", "post.md", "fragments/a.md"])
def test_a_pipe_in_place_of_a_file_is_refused_with_its_place_and_folders_apart_and_hidden_ones_are_not_looked_into(
    name: str, tmp_path: Path
) -> None:
    content = tmp_path / "content"
    for one in (name, ".git/a.md", "apart/a.md"):
        (content / one).parent.mkdir(parents=True, exist_ok=True)
        os.mkfifo(content / one)
    with pytest.raises(ContentError, match=f"content/{name}: this is not a regular file"):
        refuse_special(content, ["apart"])
    (content / name).unlink()
    refuse_special(content, ["apart"])
