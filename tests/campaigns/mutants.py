"""Plants faults in a copy of the program, and tells which test of `make test-quick` finds each: `make mutants`.

A fault is a replacement of a text that stands in a file once. The copy is a work tree of git below `.cache`, so that
what mirrors the file that is touched runs there too.
"""

import os
import re
import subprocess
import sys
import time
from pathlib import Path
from typing import NamedTuple

from quality.change import git

ROOT = Path(__file__).parents[2]
COPY = ROOT / ".cache/mutants"
FAILED = re.compile(r"^(?:FAILED|ERROR) ([^\s\[]+)", re.MULTILINE)


class Fault(NamedTuple):
    """One fault: what is wrong then, and the replacement that makes it so."""

    what: str
    file: str
    old: str
    new: str

    def planted(self, text: str) -> str:
        """Return a file's text with the fault in it. Raises ValueError where there is not one place for it."""
        if text.count(self.old) != 1:
            raise ValueError(f"{self.file}: “{self.old}” stands there {text.count(self.old)} times, not once")
        return text.replace(self.old, self.new)


def planted_in(name: str) -> tuple[Fault, ...]:
    """Return the faults of a text file beside this one: what each is, where, and its lines as a comparison has them."""

    def read(block: str) -> Fault:
        what, file, *lines = (line for line in block.splitlines() if not line.startswith("# "))
        old, new = ("\n".join(line[2:] for line in lines if line[0] == sign) for sign in "-+")
        return Fault(what, file, old, new)

    return tuple(map(read, (Path(__file__).parent / name).read_text(encoding="utf-8").split("\n\n")))


FAULTS = planted_in("mutants.txt")


def copied() -> str:
    """Lay a copy of the work tree, with what git knows and is not committed; return the commit that it stands at."""
    commit = git(ROOT, "stash", "create") or git(ROOT, "rev-parse", "HEAD")
    removed()
    COPY.parent.mkdir(exist_ok=True)
    subprocess.run(["git", "worktree", "add", "--quiet", "--force", "--detach", COPY, commit], cwd=ROOT, check=True)
    return commit


def removed() -> None:
    """Remove the copy, also one that an interrupted campaign left."""
    git(ROOT, "worktree", "remove", "--force", str(COPY))


def found_by(fault: Fault, commit: str) -> list[str]:
    """Plant a fault in the copy, run the quick tests until one fails, and put the file back; return what failed."""
    file = COPY / fault.file
    before = file.read_text(encoding="utf-8")
    file.write_text(fault.planted(before), encoding="utf-8")
    try:
        done = subprocess.run(
            [sys.executable, "-m", "tests.campaigns.quick", "-x", "-q", "-n", "auto", "--dist", "loadfile"],
            cwd=COPY, env={**os.environ, "PYTHONPATH": f"{COPY}/generator", "SINCE": commit},
            capture_output=True, text=True, check=False,
        )  # fmt: skip
    finally:
        file.write_text(before, encoding="utf-8")
    return FAILED.findall(done.stdout) or ([done.stdout[-2000:]] if done.returncode else [])


def main(wanted: list[str]) -> int:
    """Plant each fault, or those whose names have one of the words; print a line of each; status 1 if one is missed."""
    commit, missed = copied(), 0
    try:
        for fault in FAULTS:
            if not wanted or any(word in fault.what for word in wanted):
                began = time.monotonic()
                tests = found_by(fault, commit)
                missed += not tests
                told = f"found by {tests[0]}" if tests else "NOT FOUND"
                sys.stdout.write(f"{fault.what}: {told}, {time.monotonic() - began:.0f} s\n")
                sys.stdout.flush()
    finally:
        removed()
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
