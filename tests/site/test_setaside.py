"""Pages that stand before their build is done, and what stood there, until a build has made them itself or failed."""

import shutil
from pathlib import Path

import pytest

from verbatim.site import staging
from verbatim.site.staging import Stage, change, link, recover, staged, swap

PAGES = ("index.html", "about.html")


def laid(folder: Path, words: str) -> Path:
    """Lay out two pages, as a build has written them."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for name in PAGES:
        (folder / name).write_text(words)
    return folder


def read(folder: Path) -> list[str]:
    return [(folder / name).read_text() for name in PAGES]


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    """A site that stands, and what will be put ahead of its next build in `ahead`."""
    held = Stage(tmp_path / "output")
    (laid(held.output, "old") / "SHA256SUMS").write_text("old")
    laid(held.root / "ahead", "ahead")
    return held


def put(stage: Stage, *names: str) -> list[str]:
    return staging.preview(stage.root, stage.output, stage.root / "ahead", names)


def test_a_page_stands_at_once(stage: Stage) -> None:
    assert put(stage, "index.html") == ["index.html"]
    assert read(stage.output) == ["ahead", "old"]


def test_a_page_that_says_the_same_is_left_alone(stage: Stage) -> None:
    laid(stage.root / "ahead", "old")
    assert put(stage, *PAGES) == []
    assert not (stage.root / staging.EARLIER).exists()


def test_a_page_that_does_not_stand_yet_waits_for_its_build(stage: Stage) -> None:
    (stage.root / "ahead/new.html").write_text("ahead")
    assert put(stage, "new.html") == []
    assert not (stage.output / "new.html").exists()


def test_a_file_that_somebody_holds_by_another_name_is_not_written_to(stage: Stage, tmp_path: Path) -> None:
    (tmp_path / "held").hardlink_to(stage.output / "index.html")
    put(stage, "index.html")
    assert (tmp_path / "held").read_text() == "old"


def test_a_build_that_fails_leaves_the_site_as_it_was_built(stage: Stage) -> None:
    put(stage, "index.html")
    laid(stage.root / "ahead", "later")
    put(stage, *PAGES)
    with pytest.raises(RuntimeError), staged(stage.output):
        raise RuntimeError
    assert read(stage.output) == ["old", "old"]


def test_a_build_puts_back_what_it_did_not_make(stage: Stage) -> None:
    put(stage, *PAGES)
    with staged(stage.output) as held:
        (held.new / "index.html").write_text("new")
        (held.new / "SHA256SUMS").write_text("new")
        change(held, [])
    assert read(stage.output) == ["new", "old"]


def test_what_a_build_takes_away_is_not_put_back(stage: Stage) -> None:
    put(stage, *PAGES)
    with staged(stage.output) as held:
        (held.new / "SHA256SUMS").write_text("new")
        change(held, ["about.html"])
    assert sorted(path.name for path in stage.output.iterdir()) == ["SHA256SUMS", "index.html"]


def test_a_site_that_is_swapped_in_has_nothing_of_what_stood_ahead_of_it(stage: Stage) -> None:
    put(stage, *PAGES)
    with staged(stage.output) as held:
        link(held, PAGES)
        (held.new / "SHA256SUMS").write_text("new")
        swap(held)
    assert read(stage.output) == ["old", "old"]
    assert not (stage.root / staging.EARLIER).exists()


def test_what_is_left_of_a_program_that_was_killed_is_put_back_by_the_next_command(stage: Stage) -> None:
    put(stage, *PAGES)
    recover(stage.output)
    assert read(stage.output) == ["old", "old"]


def test_pages_of_another_site_are_never_put_back(stage: Stage) -> None:
    put(stage, *PAGES)
    (laid(stage.output, "another") / "SHA256SUMS").write_text("another")
    recover(stage.output)
    assert read(stage.output) == ["another", "another"]


def test_pages_that_come_while_a_build_is_under_way_stand_until_it_is_done(stage: Stage) -> None:
    with staged(stage.output) as held:
        put(stage, *PAGES)
        assert read(stage.output) == ["ahead", "ahead"]
        laid(held.new, "new")
        (held.new / "SHA256SUMS").write_text("new")
        change(held, [])
    assert read(stage.output) == ["new", "new"]
