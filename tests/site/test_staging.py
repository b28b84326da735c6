import json
from pathlib import Path

import pytest

from verbatim.core.errors import ContentError
from verbatim.core.files import exchange
from verbatim.site import staging
from verbatim.site.staging import Stage, change, link, recover, staged, swap
from verbatim.site.up_to_date import is_under_way


def site(folder: Path, words: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "index.html").write_text(words)
    (folder / f"{words}.html").write_text(words)
    return folder


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def build(output: Path, words: str) -> None:
    with staged(output) as stage:
        site(stage.new, words)
        swap(stage)


def test_a_build_replaces_the_whole_site_and_carries_the_ignore_file_over(tmp_path: Path) -> None:
    build(tmp_path / "output", "old")
    (tmp_path / "output/.gitignore").write_text("*\n")
    build(tmp_path / "output", "new")
    assert names(tmp_path / "output") == [".gitignore", "index.html", "new.html"]
    assert (tmp_path / "output/.gitignore").read_text() == "*\n"


def test_a_failed_build_and_one_that_is_not_swapped_in_leave_the_old_site_and_no_stage(tmp_path: Path) -> None:
    build(tmp_path / "output", "old")
    with staged(tmp_path / "output") as stage:
        site(stage.new, "half")
    with pytest.raises(FileNotFoundError), staged(tmp_path / "output") as stage:
        site(stage.new, "no-folder/half")
    assert names(tmp_path / "output") == ["index.html", "old.html"]
    assert names(tmp_path / ".stage-output") == ["lock"]


def test_a_second_build_at_once_is_told_to_wait_and_an_output_folder_that_is_a_link_is_refused(tmp_path: Path) -> None:
    output = tmp_path / "output"
    with staged(output), pytest.raises(ContentError, match="another build is writing this site"), staged(output):
        pass
    (tmp_path / "linked").symlink_to(site(tmp_path / "elsewhere", "old"))
    with pytest.raises(ContentError, match="symbolic link"), staged(tmp_path / "linked"):
        pass


def test_two_folders_are_exchanged_in_one_step_or_where_they_cannot_be_by_two_renames(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(staging, "exchange", lambda one, other: False)  # noqa: ARG005
    build(tmp_path / "output", "old")
    build(tmp_path / "output", "new")
    assert names(tmp_path / "output") == ["index.html", "new.html"]
    assert names(tmp_path / ".stage-output") == ["lock"]
    one, other = site(tmp_path / "a", "one"), site(tmp_path / "b", "other")
    if not exchange(one, other):
        pytest.skip("this file system cannot exchange folders")
    assert (names(one), names(other)) == (["index.html", "other.html"], ["index.html", "one.html"])


@pytest.mark.parametrize(("is_complete", "kept"), [(True, "new.html"), (False, "old.html")])
def test_an_interrupted_pair_of_renames_is_finished_by_the_next_build_where_the_new_site_is_complete(
    tmp_path: Path, kept: str, *, is_complete: bool
) -> None:
    stage = Stage(tmp_path / "output")
    site(stage.old, "old")
    site(stage.new, "new")
    if is_complete:
        (stage.root / staging.COMPLETE).touch()
    with staged(tmp_path / "output"):
        assert names(tmp_path / "output") == ["index.html", kept]


def changing(output: Path) -> Stage:
    """Stage another page and an altered one for a standing site."""
    site(output, "old")
    stage = Stage(output)
    (stage.new / "quotes").mkdir(parents=True)
    (stage.new / "index.html").write_text("new")
    (stage.new / "quotes/new.html").write_text("new")
    return stage


def test_a_change_puts_other_files_in_the_place_of_those_that_are_staged_and_takes_away_what_is_gone(
    tmp_path: Path,
) -> None:
    stage = changing(tmp_path / "output")
    (tmp_path / "linked").hardlink_to(stage.output / "index.html")
    change(stage, ["old.html"])
    assert names(stage.output) == ["index.html", "quotes"]
    assert [path.read_text() for path in (stage.output / "index.html", tmp_path / "linked")] == ["new", "old"]
    assert not stage.journal.exists()


@pytest.mark.parametrize("done", range(4))
def test_a_change_that_is_broken_off_is_finished_by_the_next_command(tmp_path: Path, done: int) -> None:
    stage = changing(tmp_path / "output")
    stage.journal.write_text(json.dumps({"put": ["index.html", "quotes/new.html"], "gone": ["old.html"]}))
    if done > 0:
        (stage.new / "index.html").replace(stage.output / "index.html")
    if done > 1:
        (stage.output / "quotes").mkdir()
        (stage.new / "quotes/new.html").replace(stage.output / "quotes/new.html")
    if done > 2:
        (stage.output / "old.html").unlink()
    recover(stage.output)
    assert names(stage.output) == ["index.html", "quotes"]
    assert (stage.output / "index.html").read_text() == "new"
    assert not stage.journal.exists()


def test_a_site_that_is_being_built_is_left_to_its_build(tmp_path: Path) -> None:
    output = tmp_path / "output"
    with staged(output) as stage:
        assert not is_under_way(str(output))
        stage.journal.write_text("{}")
        assert is_under_way(str(output))
        recover(output)
        assert stage.journal.exists()
        stage.journal.unlink()


def test_what_stays_of_a_site_is_linked_into_the_next(tmp_path: Path) -> None:
    stage = changing(tmp_path / "output")
    link(stage, ["old.html", "index.html"])
    assert (stage.new / "old.html").stat().st_ino == (stage.output / "old.html").stat().st_ino
    assert (stage.new / "index.html").read_text() == "new"
