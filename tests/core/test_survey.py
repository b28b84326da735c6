"""What was looked at is handed on once, to whoever asks for the same folders, while any later write would show."""

import os
import time
from pathlib import Path

import pytest

from verbatim.core.filestate import Snapshot, hand_on, snapshot_of, take_snapshot

NEVER = 2**62  # a clock that no file's time comes near


@pytest.fixture
def seen(tmp_path: Path) -> Snapshot:
    (tmp_path / "content").mkdir()
    (tmp_path / "content/a.md").write_text("a", "utf-8")
    return take_snapshot([f"{tmp_path}/content"], str(tmp_path))._replace(clock=NEVER)


def test_what_the_command_saw_is_handed_on_once(seen: Snapshot, tmp_path: Path) -> None:
    hand_on(seen)
    (tmp_path / "content/b.md").write_text("b", "utf-8")
    assert snapshot_of(seen.folders, str(tmp_path)).digest == seen.digest
    assert snapshot_of(seen.folders, str(tmp_path)).digest != seen.digest


def test_who_asks_for_other_folders_looks(seen: Snapshot, tmp_path: Path) -> None:
    hand_on(seen)
    (tmp_path / "other").mkdir()
    assert snapshot_of([f"{tmp_path}/other"], str(tmp_path)).folders == [f"{tmp_path}/other"]


def test_what_was_written_as_somebody_looked_is_looked_at_again(seen: Snapshot, tmp_path: Path) -> None:
    hand_on(seen._replace(clock=0))
    (tmp_path / "content/b.md").write_text("b", "utf-8")
    again = snapshot_of(seen.folders, str(tmp_path))
    assert again.digest != seen.digest
    assert again.is_settled


def test_a_file_of_the_future_is_never_trusted(seen: Snapshot, tmp_path: Path) -> None:
    later = time.time() + 1000
    os.utime(tmp_path / "content/a.md", (later, later))
    assert not snapshot_of(seen.folders, str(tmp_path)).is_settled
