"""A disk that is truly full, and one that may only be read: a small file system in memory, mounted by root."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.campaigns.kills import PUBLISH, broken
from tests.conftest import ROOT, SOURCES, files_of, ran, run_in, set_up

pytestmark = pytest.mark.campaign(
    "generator/verbatim/core/files.py", "generator/verbatim/core/errors.py",
    "generator/verbatim/content/transaction.py", "generator/verbatim/site/build.py",
    "generator/verbatim/site/staging.py", "generator/verbatim/site/publications.py",
)  # fmt: skip
URL = "https://record.example"
COMMANDS = {"split": ("split",), "html": ("build",), "publish": ("build", *PUBLISH)}
MEGABYTES = 64
# What is left of a disk that is nearly full, in KB: less than a new story takes; less than what is kept of all stories;
# enough for that, and less than the site.
FULL = [("split", 24), ("html", 3000), ("publish", 24)]


class Disk(NamedTuple):
    """A small file system of its own, with a project on it, and changes that are still to be made."""

    folder: Path
    project: Path

    def mounted(self, how: str) -> None:
        """Mount anew what is mounted: `ro` to be read only, `rw` to be written."""
        subprocess.run(["mount", "-o", f"remount,{how}", self.folder], check=True)


@pytest.fixture
def disk(built_project: Path, tmp_path: Path) -> Iterator[Disk]:
    """A disk of 64 MB: for the next split there is a source to read, for the next build a change on every page."""
    held = Disk(tmp_path / "disk", tmp_path / "disk/newsroom")
    held.folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={MEGABYTES}m", "tmpfs", str(held.folder)]
    if os.geteuid() or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("only root can mount a small disk, and not in every container")
    try:
        shutil.copytree(built_project, held.project, symlinks=True)
        shutil.copy(min(SOURCES.glob("*.txt")), held.project / "content/sources/another.txt")
        set_up(held.project, 'SITENAME = "The Full Record"')
        yield held
    finally:
        subprocess.run(["umount", held.folder], check=True)


def refused(disk: Disk, command: str) -> str:
    """Run what cannot be done, hold that nothing stands otherwise and nothing is traced; return what was said."""
    before = files_of(disk.project / "content"), files_of(disk.project / "output")
    done = run_in(disk.project, *COMMANDS[command], SITEURL=URL if command == "publish" else "")
    assert (done.returncode, "Traceback" in done.stderr) == (1, False), done.stderr
    assert (files_of(disk.project / "content"), files_of(disk.project / "output")) == before
    return done.stderr


@pytest.mark.parametrize(("command", "left"), FULL)
def test_a_full_disk_is_told_nothing_is_changed_and_the_next_run_is_whole(disk: Disk, command: str, left: int) -> None:
    state, filler = os.statvfs(disk.folder), disk.folder / "filler"
    filler.write_bytes(bytes(state.f_bavail * state.f_frsize - left * 1024))
    said = refused(disk, command).lower()
    assert "no space left on device" in said
    assert "make room" in said
    filler.unlink()
    ran(disk.project, *COMMANDS[command], SITEURL=URL if command == "publish" else "")
    assert list(disk.project.rglob(".writing-*")) == []
    if command == "split":
        assert run_in(disk.project, "split").stdout == ""
        assert (disk.project / "content/stories/another.md").is_file()
    else:
        assert broken(disk.project / "output") == []
        assert "The Full Record" in (disk.project / "output/index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("command", COMMANDS)
def test_a_disk_that_may_only_be_read_is_told_and_nothing_is_changed(disk: Disk, command: str) -> None:
    disk.mounted("ro")
    said = refused(disk, command)
    disk.mounted("rw")
    assert "read-only file system" in said.lower()
    assert "Work in a folder that can be written" in said


SMALL = 16  # the largest file that may be written, in blocks of 512 bytes: less than a page


def test_a_disk_that_is_full_leaves_the_old_site_and_nothing_else(copied_project: Path) -> None:
    before = files_of(copied_project / "output")
    command = f'ulimit -f {SMALL}; PYTHONPATH="{ROOT}/generator" exec "{sys.executable}" -m verbatim build'
    done = subprocess.run(["sh", "-c", command], cwd=copied_project, capture_output=True, text=True, check=False)
    assert (done.returncode, "Traceback" in done.stderr) == (1, False), done.stderr
    assert "file too large" in done.stderr.lower()
    assert "Let your user write larger files" in done.stderr
    assert files_of(copied_project / "output") == before
    assert [path.name for path in (copied_project / ".stage-output").iterdir()] == ["lock"]
    assert run_in(copied_project, "build").returncode == 0
    assert (copied_project / "output/index.html").is_file()
