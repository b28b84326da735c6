"""Whole builds or none. A build goes to a stage folder beside the output, and is swapped in when it is complete.

Standard library only: nothing here knows what a site is. The stage `.stage-<name>/` holds `lock` (one build at a
time), `new/` (the site being built), `old/` (the one replaced, until it is deleted), `journal.json` (what is being
changed in the standing site).
"""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator import setaside
from generator.errors import ContentError
from generator.exchange import exchanged

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

CARRIED = (".gitignore", ".nojekyll", "CNAME")
COMPLETE = ".complete"


@dataclass(frozen=True, slots=True)
class Stage:
    """The folders of a staged build of `output`."""

    output: Path

    @property
    def root(self) -> Path:
        """The folder that holds everything of the stage."""
        return self.output.with_name(f".stage-{self.output.name}")

    @property
    def new(self) -> Path:
        """Where the site is built."""
        return self.root / "new"

    @property
    def journal(self) -> Path:
        """What is being changed in the standing site, while it is."""
        return self.root / "journal.json"

    @property
    def old(self) -> Path:
        """Where the replaced site waits for its deletion."""
        return self.root / "old"


@contextlib.contextmanager
def staged(output: Path) -> Iterator[Stage]:
    """Give an empty stage for `output`, alone; ContentError where another build is at work, or `output` is a link.

    What an interrupted build left is finished or thrown away first. The caller calls `swap` when all is well; otherwise
    the site that stands is as it was built, whatever was put into it ahead of this build.
    """
    if output.is_symlink():
        raise ContentError(str(output), 0, "the output folder is a symbolic link", "Name the folder itself")
    stage = Stage(output)
    stage.root.mkdir(parents=True, exist_ok=True)
    with (stage.root / "lock").open("w", encoding="ascii") as lock:
        _lock(lock.fileno(), output)
        _recover(stage)
        stage.new.mkdir()
        try:
            yield stage
        finally:
            setaside.restore(stage.root, stage.output)
            _delete(stage.new)
            _delete(stage.old)


def _lock(descriptor: int, output: Path) -> None:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise ContentError(str(output), 0, "another build is writing this site", "Wait until it is done") from None


def recover(output: Path) -> None:
    """Finish what an interrupted build had begun to change in a standing site, unless a build is at work."""
    stage = Stage(output)
    if not (stage.journal.exists() or (stage.root / setaside.ASIDE).exists()):
        return
    with contextlib.suppress(ContentError), staged(output):
        pass


def _recover(stage: Stage) -> None:
    """Finish a swap by two renames, or a change, that was interrupted; throw anything else away."""
    if stage.journal.exists():
        _change(stage)
    if not stage.output.exists():
        whole = stage.new if (stage.root / COMPLETE).exists() and stage.new.exists() else stage.old
        if whole.exists():
            whole.rename(stage.output)
    (stage.root / COMPLETE).unlink(missing_ok=True)
    _delete(stage.new)
    _delete(stage.old)


def swap(stage: Stage) -> None:
    """Put the staged site in the output's place, in one step where the system can; the old one is then deleted."""
    _carry(stage)
    with setaside.alone(stage.root):
        _swap(stage)
        setaside.forget(stage.root)


def _swap(stage: Stage) -> None:
    if not stage.output.exists():
        stage.new.rename(stage.output)
        return
    if exchanged(stage.new, stage.output):
        return
    (stage.root / COMPLETE).touch()
    stage.output.rename(stage.old)
    stage.new.rename(stage.output)
    (stage.root / COMPLETE).unlink()


def link(stage: Stage, kept: Iterable[str]) -> None:
    """Put the files of the standing site that stay into the stage, as further names of the same files."""
    aside = setaside.kept(stage.root, stage.output)
    for name in kept:
        there = stage.new / name
        if not there.exists():
            there.parent.mkdir(parents=True, exist_ok=True)
            os.link(aside.get(name, stage.output / name), there)


def change(stage: Stage, gone: Iterable[str]) -> None:
    """Rename every staged file into the standing site, and delete what is gone from it.

    What is to be done is written down first, so that the next command finishes it where this is interrupted.
    """
    gone = set(gone)
    with setaside.alone(stage.root):
        setaside.hand_over(stage.root, stage.output, stage.new, gone)
        _write_journal(stage, gone)
        _change(stage)
        setaside.forget(stage.root)


def _write_journal(stage: Stage, gone: set[str]) -> None:
    put = sorted(path.relative_to(stage.new).as_posix() for path in stage.new.rglob("*") if path.is_file())
    for name in put:
        _sync(stage.new / name)
    aside = stage.journal.with_suffix(".part")
    aside.write_text(json.dumps({"put": put, "gone": sorted(gone)}), encoding="utf-8")
    _sync(aside)
    aside.rename(stage.journal)


def _sync(path: Path) -> None:
    with path.open("rb") as file:
        os.fsync(file.fileno())


def _change(stage: Stage) -> None:
    """Do what the journal says, or what is left of it."""
    told = json.loads(stage.journal.read_text(encoding="utf-8"))
    for name in told["put"]:
        new, there = stage.new / name, stage.output / name
        if new.exists():
            there.parent.mkdir(parents=True, exist_ok=True)
            new.replace(there)
    for name in told["gone"]:
        there = stage.output / name
        there.unlink(missing_ok=True)
        with contextlib.suppress(OSError):  # a folder that still holds something, or the site's own
            os.removedirs(there.parent)
    stage.journal.unlink()


def _carry(stage: Stage) -> None:
    """Copy the few files of the output folder that are not made by a build."""
    for name in CARRIED:
        kept = stage.output / name
        if kept.is_file() and not (stage.new / name).exists():
            shutil.copy2(kept, stage.new / name)


def _delete(folder: Path) -> None:
    if folder.exists():
        shutil.rmtree(folder)
