"""A warm build is a cold one, without the interpreter's start: the same site, the same words, the same faults."""

import os
import shutil
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import files_of, forget, ran, run_in, set_up, stand_in
from verbatim.devserver.clients import BuildClient, Built

pytestmark = pytest.mark.campaign(
    "generator/verbatim/devserver", "generator/verbatim/site/build.py", "generator/verbatim/site/incremental"
)


def with_note(project: Path, words: str) -> None:
    note = project / "content/fragments/harbour/025-note-ours.md"
    note.write_text(f"Title: Note\nKind: note\n\n{words}\n", "utf-8")


@pytest.fixture
def here(copied_project: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return stand_in(copied_project, monkeypatch)


def cold_copy(here: Path) -> Path:
    return Path(shutil.copytree(here, here.with_name("cold")))


BROKEN = "Title: Broken\nDate: when it is\n\nWords.\n"


@pytest.fixture
def builder(here: Path) -> Iterator[BuildClient]:
    del here
    with BuildClient() as warm:
        yield warm


def told(words: str) -> list[str]:
    return [line.partition(" (")[0] for line in words.splitlines()]


def test_a_warm_build_makes_the_site_that_a_cold_one_makes(here: Path, builder: BuildClient) -> None:
    cold = cold_copy(here)
    for project in (here, cold):
        with_note(project, "The wall dates from **1911**.")
    ran(cold, "split")
    ran(cold, "build")
    assert builder.build([]) is Built.DONE
    assert files_of(here / "output") == files_of(cold / "output")


def test_two_edits_in_a_row_make_the_site_that_a_build_from_nothing_makes(here: Path, builder: BuildClient) -> None:
    for words in ("The wall dates from **1911**.", "It dates from **1912**."):
        with_note(here, words)
        assert builder.build([]) is Built.DONE
    cold = cold_copy(here)
    forget(cold)
    shutil.rmtree(cold / "output")
    ran(cold, "build")
    assert files_of(here / "output") == files_of(cold / "output")


def test_a_warm_build_says_what_a_cold_one_says(here: Path, capfd: pytest.CaptureFixture[str]) -> None:
    cold = cold_copy(here)
    for project in (here, cold):
        (project / "content/pages/broken.md").write_text(BROKEN, "utf-8")
    alone = run_in(cold, "build")
    with BuildClient() as builder:  # in the test, where capfd holds what its process says
        assert builder.build([]) is Built.FAILED
    said = capfd.readouterr()
    assert alone.returncode == 1
    assert (told(said.out), told(said.err)) == (told(alone.stdout), told(alone.stderr))
    assert "broken.md" in said.err


def test_after_a_build_that_failed_the_next_is_tried_again(here: Path, builder: BuildClient) -> None:
    page = here / "content/pages/broken.md"
    page.write_text(BROKEN, "utf-8")
    first = builder.build([])
    page.write_text("Title: Mended\n\nWords.\n", "utf-8")
    assert (first, builder.build([])) == (Built.FAILED, Built.DONE)
    assert (here / "output/broken/index.html").is_file()


def test_a_warm_build_leaves_out_what_is_broken(here: Path, builder: BuildClient) -> None:
    (here / "content/sources/broken.txt").write_bytes(b"A\0B")
    fragment = min((here / "content/fragments/harbour").glob("*.md"))
    fragment.write_text(fragment.read_text("utf-8").replace("Sha256: ", "Sha256: 0"), "utf-8")
    assert builder.build([]) is Built.PARTLY
    assert not (here / "output/stories/harbour").exists()
    assert len(list((here / "output/stories").glob("*/index.html"))) > 1


def test_only_where_something_changed_it_is_built(here: Path, capfd: pytest.CaptureFixture[str]) -> None:
    with BuildClient() as builder:
        builder.build([])
        assert "verified" in capfd.readouterr().out
        assert builder.build([]) is Built.SAME
        assert capfd.readouterr() == ("", "")
        with_note(here, "The wall dates from **1911**.")
        assert builder.build([]) is Built.DONE


def test_each_build_begins_with_the_settings_that_stand(here: Path, builder: BuildClient) -> None:
    set_up(here, 'SITENAME = "The Orrin Post"')
    builder.restart()
    assert builder.build([]) is Built.DONE
    assert "The Orrin Post" in (here / "output/index.html").read_text("utf-8")


def test_a_warm_process_that_was_killed_is_replaced(here: Path, builder: BuildClient) -> None:
    with_note(here, "The wall dates from **1911**.")
    os.kill(builder.worker.process.pid, signal.SIGKILL)
    assert (builder.build([]), builder.build([])) == (Built.FAILED, Built.DONE)


def test_a_warm_process_ends_with_its_builder(here: Path) -> None:
    del here
    with BuildClient() as warm:
        number = warm.worker.process.pid
    with pytest.raises(ProcessLookupError):
        os.kill(number, 0)
