"""Whole builds or none. A build goes to a stage folder beside the output, and is swapped in when it is complete.

Standard library only: nothing here knows what a site is. The stage `.stage-<name>/` holds `lock` (one build at a
time), `new/` (the site being built), `old/` (the one replaced, until it is deleted), `journal.json` (what is being
changed in the standing site).
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import json
import os
import shutil
import sqlite3
from dataclasses import dataclass
from typing import TYPE_CHECKING

from verbatim.core.errors import ContentError
from verbatim.core.files import exchange

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator
    from pathlib import Path


KEPT = "kept.bin"  # beside what is built: the files of the standing site that are left out of it


STANDING = "VERBATIM_STANDING"  # the site that stands while another is built


# ---- standing.py

FILE = "build.sqlite"
SUMS = "SHA256SUMS"


def site_hash(site: Path) -> str:
    """Return what tells one built site from any other: the hash of the hashes of its files; empty without a site."""
    try:
        return hashlib.sha256((site / SUMS).read_bytes()).hexdigest()
    except OSError:
        return ""


def stands(cache: Path, site: Path) -> None:
    """Name the site that what is kept belongs to: it stands now, whole."""
    with contextlib.suppress(sqlite3.Error, OSError), contextlib.closing(sqlite3.connect(cache / FILE)) as base, base:
        base.execute("UPDATE about SET value = ? WHERE name = 'site'", (site_hash(site),))


# ---- setaside.py

ASIDE = "earlier"


@contextlib.contextmanager
def alone(root: Path) -> Iterator[None]:
    """Let nobody else put files into the site of the stage `root` meanwhile; waits, since each takes a moment."""
    root.mkdir(parents=True, exist_ok=True)
    folder = os.open(root, os.O_RDONLY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)


def put(root: Path, output: Path, made: Path, names: Iterable[str]) -> list[str]:
    """Rename files from `made` into the site where they are others than those that stand; return which they were.

    A file that does not stand yet waits for its build: nothing would take it away again.
    """
    with alone(root):
        placed = [name for name in names if _is_another(made / name, output / name)]
        for name in placed:
            _set_aside(root, output, name)
            (made / name).replace(output / name)
    return placed


def _is_another(made: Path, standing: Path) -> bool:
    try:
        return standing.read_bytes() != made.read_bytes()
    except FileNotFoundError:
        return False


def _set_aside(root: Path, output: Path, name: str) -> None:
    """Keep a further name of a file that stands; the first of several is the build's."""
    there = _folder(root, output) / name
    if not there.exists():
        there.parent.mkdir(parents=True, exist_ok=True)
        os.link(output / name, there)


def _folder(root: Path, output: Path) -> Path:
    """Return where the files of the site that now stands are set aside: those of another are nobody's."""
    held = (output / SUMS).stat()
    return root / ASIDE / f"{held.st_ino}-{held.st_mtime_ns}-{held.st_size}"


def kept(root: Path, output: Path) -> dict[str, Path]:
    """Return by address the files that are set aside of the site that stands."""
    if not (root / ASIDE).is_dir() or not (output / SUMS).is_file():
        return {}
    folder = _folder(root, output)
    return {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}


def hand_over(root: Path, output: Path, new: Path, gone: Collection[str]) -> None:
    """Add to the staged files what is set aside and was not made anew, so that it stands again after this build."""
    for name, path in kept(root, output).items():
        there = new / name
        if name not in gone and not there.exists():
            there.parent.mkdir(parents=True, exist_ok=True)
            os.link(path, there)


def restore(root: Path, output: Path) -> None:
    """Put back what is set aside of the site that stands, and forget the rest."""
    if not (root / ASIDE).is_dir():
        return
    with alone(root):
        for name, path in kept(root, output).items():
            path.replace(output / name)
        forget(root)


def forget(root: Path) -> None:
    """Throw away what is set aside: a build has put its own files there."""
    with contextlib.suppress(FileNotFoundError):
        shutil.rmtree(root / ASIDE)


# ---- staging.py

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
            restore(stage.root, stage.output)
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
    if not (stage.journal.exists() or (stage.root / ASIDE).exists()):
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
    with alone(stage.root):
        _swap(stage)
        forget(stage.root)


def _swap(stage: Stage) -> None:
    if not stage.output.exists():
        stage.new.rename(stage.output)
        return
    if exchange(stage.new, stage.output):
        return
    (stage.root / COMPLETE).touch()
    stage.output.rename(stage.old)
    stage.new.rename(stage.output)
    (stage.root / COMPLETE).unlink()


def link(stage: Stage, names: Iterable[str]) -> None:
    """Put the files of the standing site that stay into the stage, as further names of the same files."""
    aside = kept(stage.root, stage.output)
    for name in names:
        there = stage.new / name
        if not there.exists():
            there.parent.mkdir(parents=True, exist_ok=True)
            os.link(aside.get(name, stage.output / name), there)


def change(stage: Stage, gone: Iterable[str]) -> None:
    """Rename every staged file into the standing site, and delete what is gone from it.

    What is to be done is written down first, so that the next command finishes it where this is interrupted.
    """
    gone = set(gone)
    with alone(stage.root):
        hand_over(stage.root, stage.output, stage.new, gone)
        _write_journal(stage, gone)
        _change(stage)
        forget(stage.root)


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


# ---- earlier_assets.py

FOLDERS = ("theme/css", "theme/js", "theme/icons")
LISTED = "theme/earlier.json"  # what a site holds for the pages of the build before


def carry(standing: Path, new: Path) -> None:
    """Link the assets of the standing site that the new one has no use for into it; those it had carried itself go."""
    carried = _listed(standing / LISTED)
    earlier = [name for name in _names(standing) if name not in carried and not (new / name).exists()]
    for name in earlier:
        (new / name).parent.mkdir(parents=True, exist_ok=True)
        os.link(standing / name, new / name)
    if earlier:
        (new / LISTED).write_text(json.dumps(earlier) + "\n", encoding="utf-8")


def _names(site: Path) -> Iterator[str]:
    for folder in FOLDERS:
        yield from (f"{folder}/{path.name}" for path in sorted((site / folder).glob("*")) if path.is_file())


def _listed(path: Path) -> frozenset[str]:
    try:
        return frozenset(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError):
        return frozenset()
