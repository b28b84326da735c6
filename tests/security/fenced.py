"""Runs a command of the product within a fence: every file that it opened, and every change around it, is told.

The project lies in a folder of its own among others that hold secrets; nothing may read those, or change them.
"""

import hashlib
import json
import os
import sys
import sysconfig
from pathlib import Path
from typing import NamedTuple

from tests.commands import run_module

ROOT = Path(__file__).parents[2]
FENCE = Path(__file__).parent / "fence"
HIDDEN = "what nobody may read"
# What every Python reads: itself, its libraries, the machine's time zones, kinds of files and fonts.
MACHINE = (
    "/usr/share/", "/usr/lib/", "/usr/local/", "/etc/localtime", "/etc/mime.types", "/etc/httpd/", "/etc/apache",
    "/proc/", "/dev/", "/sys/", "/etc/ssl/", "/etc/ld.so", "/etc/python", "/etc/os-release",
)  # fmt: skip


class Done(NamedTuple):
    """A command that has run: its exit status, what it said, and the files that it asked for, by what for."""

    status: int
    said: str
    asked: frozenset[tuple[str, str]]


class Fence:
    """A folder with secrets around a project."""

    def __init__(self, outside: Path) -> None:
        self.outside = outside
        self.project = outside / "newsroom" / "project"

    def lay(self) -> None:
        self.project.parent.mkdir(parents=True)
        for folder in (self.outside, self.project.parent, self.outside / "images", self.project.parent / "images"):
            folder.mkdir(exist_ok=True)
            for name in ("secret.txt", "secret.md", "secret.png", "x", "b"):
                (folder / name).write_text(HIDDEN)

    def around(self) -> dict[str, str]:
        """Return what stands around the project: every path, with the hash of what is in it."""
        return {
            str(path.relative_to(self.outside)): hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""
            for path in sorted(self.outside.rglob("*"))
            if not path.is_relative_to(self.project)
        }

    def run(self, *arguments: str, **variables: str) -> Done:
        """Run `verbatim …` in the project."""
        log = self.project / ".fence"
        log.unlink(missing_ok=True)
        kept = self.project / ".tmp"
        kept.mkdir(exist_ok=True)
        done = run_module(
            self.project, "verbatim", *arguments,
            **{
                "PYTHONPATH": f"{FENCE}{os.pathsep}{ROOT}/generator", "FENCE_LOG": str(log), "TMPDIR": str(kept),
                "XDG_CACHE_HOME": str(kept), "PYTHONDONTWRITEBYTECODE": "1", "COLUMNS": "400",
                "SOURCE_DATE_EPOCH": "1767225600", **variables,
            },
        )  # fmt: skip
        rows = (json.loads(line) for line in log.read_text("utf-8").splitlines())
        asked = frozenset((row[0], path) for row in rows for path in row[1:])
        return Done(done.returncode, done.stdout + done.stderr, asked)

    def crossed(self, done: Done) -> list[tuple[str, str]]:
        """Return what a command asked for that lies neither in the project nor among what every Python reads."""
        project, own = f"{self.project}/", (f"{ROOT}/generator/", f"{FENCE}/")
        # The package may be installed from another folder than this one, which Python then looks through.
        imported = {path for path in sys.path if path and not Path(path).is_relative_to(ROOT)}
        python = tuple(f"{path}/" for path in {sys.prefix, sys.base_prefix, sysconfig.get_path("stdlib"), *imported})
        readable = (project, *own, *python, *MACHINE)
        listing = ("read", str(ROOT))  # Python looks there for the package
        return sorted(
            (what, path) for what, path in done.asked
            if not f"{path}/".startswith(readable if what == "read" else (project, "/dev/")) and (what, path) != listing
        )  # fmt: skip
