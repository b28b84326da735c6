import os
from pathlib import Path

from generator.publish.page_views import Page
from generator.site.writer import write_bytes, write_pages


def test_pages_are_rendered_and_written(tmp_path: Path) -> None:
    pages = [Page("a/index.html", "x.html", {"n": 1}), Page("b.html", "x.html", {"n": 2})]
    write_pages(pages, lambda page: f"<p>{page.payload['n']}</p>", tmp_path)
    assert ((tmp_path / "a/index.html").read_text(), (tmp_path / "b.html").read_text()) == ("<p>1</p>", "<p>2</p>")


def test_the_characters_and_inline_parts_of_pages_are_remembered(tmp_path: Path) -> None:
    seen = write_pages([Page("a.html", "x.html", {})], lambda page: f"<style>é{page.address}</style>", tmp_path)
    assert "é" in seen.characters
    assert [part.kind for part in seen.inline] == ["style"]


def test_a_file_that_holds_these_bytes_is_left_alone(tmp_path: Path) -> None:
    write_bytes(tmp_path / "a", b"one")
    os.utime(tmp_path / "a", ns=(1, 1))
    assert not write_bytes(tmp_path / "a", b"one")
    assert (tmp_path / "a").stat().st_mtime_ns == 1


def test_a_hard_link_to_the_old_site_is_not_changed(tmp_path: Path) -> None:
    write_bytes(tmp_path / "old", b"one")
    (tmp_path / "new").hardlink_to(tmp_path / "old")
    assert write_bytes(tmp_path / "new", b"two")
    assert ((tmp_path / "old").read_bytes(), (tmp_path / "new").read_bytes()) == (b"one", b"two")


def test_nothing_is_left_beside_a_written_file(tmp_path: Path) -> None:
    write_bytes(tmp_path / "a", b"one")
    assert [path.name for path in tmp_path.iterdir()] == ["a"]
