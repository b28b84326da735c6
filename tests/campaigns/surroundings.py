"""Varies what must not show in a build: hash seeds, zones, locales, umasks, folders, the order of files."""

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from tests.conftest import files_of, lay_fonts
from tests.made import publish

ROOT = Path(__file__).parents[2]
DAY = "1767225600"  # 1 January 2026
SHUFFLED = Path(__file__).parent / "shuffled"


class Surroundings(NamedTuple):
    """One environment: `order` seeds the order in which folders list their files, "" keeps the disk's own."""

    hash_seed: str
    zone: str
    locale: str
    umask: int
    order: str
    folder: str

    @property
    def environment(self) -> dict[str, str]:
        """The environment of a command run so."""
        paths = [*([str(SHUFFLED)] if self.order else []), str(ROOT / "generator")]
        return {
            **os.environ, "PYTHONPATH": os.pathsep.join(paths), "PYTHONHASHSEED": self.hash_seed, "TZ": self.zone,
            "LC_ALL": self.locale, "LANG": self.locale, "ORDER_OF_FILES": self.order, "NO_COLOR": "1",
            "SOURCE_DATE_EPOCH": DAY,
        }  # fmt: skip


PLAIN = Surroundings("0", "UTC", "C.UTF-8", 0o022, "", "newsroom")
FAR = Surroundings("4711", "Pacific/Kiritimati", "C", 0o077, "1", "a long/näme (with) 'all'/newsroom")
OTHERS = (
    FAR,
    Surroundings("1", "America/Lima", "C.UTF-8", 0o002, "2", "n"),
    Surroundings("4294967295", "Asia/Kathmandu", "POSIX", 0o027, "3", "#1 & 100%/newsroom"),
    Surroundings("random", "Australia/Lord_Howe", "tr_TR.UTF-8", 0o022, "4", "deep/" * 20 + "newsroom"),
    Surroundings("42", "Europe/Berlin", "de_DE.UTF-8", 0o022, "5", "output/content/newsroom"),
)


def copied(project: Path, to: Path) -> Path:
    """Copy a project without anything that a command made but fonts, its files in another order."""
    to.mkdir(parents=True)
    lay_fonts(to / ".cache")
    for path in sorted(project.rglob("*"), reverse=True):
        if path.is_file() and not {".cache", "output", ".stage-output"} & set(path.relative_to(project).parts):
            target = to / path.relative_to(project)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target)
    return to


def run(project: Path, around: Surroundings, *arguments: str) -> None:
    """Run a command of ours in a project. Raises AssertionError with what it said where it fails."""
    done = subprocess.run(
        [sys.executable, "-m", "verbatim", *arguments],
        cwd=project, env=around.environment, capture_output=True, text=True, check=False, umask=around.umask,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr


def made(project: Path, around: Surroundings, base: Path, settings: str) -> dict[str, str]:
    """Split and build a copy of a project; return the hash of every file of its fragments, ledger and site."""
    copy = copied(project, base / around.folder)
    run(copy, around, "split")
    publish(copy / "content")
    run(copy, around, "split")
    run(copy, around, "build", "--settings", settings)
    return {
        f"{folder}/{name}": hashlib.sha256(data).hexdigest()
        for folder in ("content", "output")
        for name, data in files_of(copy / folder).items()
    }


def differing(one: Mapping[str, object], other: Mapping[str, object]) -> list[str]:
    """Return the names of files that are not the same in both."""
    return sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))
