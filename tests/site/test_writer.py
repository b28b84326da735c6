import os
from pathlib import Path

from verbatim.core.files import write_if_changed, write_new
from verbatim.site.incremental.render import Galley


def test_a_new_file_is_written_with_its_folders(tmp_path: Path) -> None:
    write_new(f"{tmp_path}/a/b/index.html", b"one")
    assert (tmp_path / "a/b/index.html").read_bytes() == b"one"


def test_a_file_of_a_stage_that_is_there_already_is_replaced_and_not_opened(tmp_path: Path) -> None:
    write_if_changed(tmp_path / "old", b"one")
    (tmp_path / "new").hardlink_to(tmp_path / "old")
    write_new(f"{tmp_path}/new", b"two")
    assert ((tmp_path / "old").read_bytes(), (tmp_path / "new").read_bytes()) == (b"one", b"two")


def test_the_characters_of_pages_are_remembered() -> None:
    seen = Galley()
    seen.see("<p>é“</p>".encode())
    assert seen.characters == {"é", "“"}


def test_a_file_that_holds_these_bytes_is_left_alone(tmp_path: Path) -> None:
    write_if_changed(tmp_path / "a", b"one")
    os.utime(tmp_path / "a", ns=(1, 1))
    assert not write_if_changed(tmp_path / "a", b"one")
    assert (tmp_path / "a").stat().st_mtime_ns == 1


def test_a_hard_link_to_the_old_site_is_not_changed(tmp_path: Path) -> None:
    write_if_changed(tmp_path / "old", b"one")
    (tmp_path / "new").hardlink_to(tmp_path / "old")
    assert write_if_changed(tmp_path / "new", b"two")
    assert ((tmp_path / "old").read_bytes(), (tmp_path / "new").read_bytes()) == (b"one", b"two")


def test_nothing_is_left_beside_a_written_file(tmp_path: Path) -> None:
    write_if_changed(tmp_path / "a", b"one")
    assert [path.name for path in tmp_path.iterdir()] == ["a"]
