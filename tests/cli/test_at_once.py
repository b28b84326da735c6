"""Two commands at once, and a disk that refuses: the content folder is whole after, and a person is told why."""

import fcntl
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.commands import environment, heed_interrupts
from tests.conftest import ROOT, SOURCES, files_of, ran

SOURCE = max(SOURCES.glob("*.txt"), key=lambda path: path.stat().st_size)


@pytest.fixture
def newsroom(tmp_path: Path) -> Path:
    (tmp_path / "content/sources").mkdir(parents=True)
    (tmp_path / "content/sources/rope.txt").write_bytes(SOURCE.read_bytes())
    return tmp_path


def split(project: Path, limit: str = "unlimited") -> subprocess.Popen[str]:
    """Begin a split; `limit` is the largest file that it may write, in blocks of 512 bytes."""
    return subprocess.Popen(
        ["sh", "-c", f'ulimit -f {limit}; PYTHONPATH="{ROOT}/generator" exec "{sys.executable}" -m verbatim split'],
        cwd=project, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip


def test_a_split_waits_for_the_command_that_is_writing(newsroom: Path) -> None:
    (newsroom / ".cache").mkdir()
    with (newsroom / ".cache/content.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        waiting = split(newsroom)
        assert "another command is writing the fragments" in waiting.stderr.readline()
        assert not (newsroom / "content/fragments").exists()
    assert waiting.wait() == 0
    assert (newsroom / "content/fragments/rope").is_dir()
    waiting.communicate()


def test_splits_at_once_come_to_what_one_comes_to(newsroom: Path) -> None:
    several = [split(newsroom) for _ in range(3)]
    told = [process.communicate() for process in several]
    assert [process.returncode for process in several] == [0, 0, 0], told
    assert sorted(bool(out) for out, _ in told) == [False, False, True]
    made = files_of(newsroom / "content")
    assert ran(newsroom, "split") == ""
    assert files_of(newsroom / "content") == made


def test_what_a_killed_command_had_begun_to_write_is_cleared_away(newsroom: Path) -> None:
    ran(newsroom, "split")
    assert (newsroom / ".cache/content.lock").read_bytes() == b""
    made = files_of(newsroom / "content")
    (newsroom / "content/fragments/rope/.writing-abc").write_text("half a fra")
    (newsroom / ".cache/content.lock").write_text("at work")
    ran(newsroom, "split")
    assert files_of(newsroom / "content") == made


def test_a_full_disk_is_told_and_the_next_split_is_whole(newsroom: Path, tmp_path: Path) -> None:
    other = Path(shutil.copytree(newsroom / "content", tmp_path / "other/content")).parent
    stopped = split(newsroom, limit="2")
    _, told = stopped.communicate()
    assert (stopped.returncode, "file too large" in told, "Traceback" in told) == (1, True, False)
    assert list((newsroom / "content").rglob(".writing-*")) == []
    for project in (newsroom, other):
        ran(project, "split")
    assert files_of(newsroom / "content") == files_of(other / "content")


def test_ctrl_c_stops_a_split_and_its_workers_without_a_word_too_many(newsroom: Path) -> None:
    for number in range(600):
        (newsroom / f"content/sources/rope-{number:03d}.txt").write_bytes(SOURCE.read_bytes())
    stopped = subprocess.Popen(
        [sys.executable, "-m", "verbatim", "split"], cwd=newsroom, env=environment(PYTHONUNBUFFERED="1", WORKERS="2"),
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True,
        preexec_fn=heed_interrupts,  # noqa: PLW1509  this process has one thread
    )  # fmt: skip
    assert "files written" in stopped.stdout.readline()
    os.killpg(stopped.pid, signal.SIGINT)
    _, told = stopped.communicate()
    assert (stopped.returncode, told.strip()) == (130, "stopped; nothing was left half written")
    assert list((newsroom / "content").rglob(".writing-*")) == []
