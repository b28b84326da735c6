"""Says what the work at hand changes: against which commit it is measured, and which files are other than there.

The commit is `SINCE` where the environment names one. Otherwise it is where the branch left `origin/main` (or `main`,
where no other repository is known); on that branch itself, which has nothing that is not landed, the commit before.
"""

import os
import subprocess
from pathlib import Path

LANDED = ("origin/main", "main")


def git(root: Path, *arguments: str) -> str:
    """Return what git answers in the repository at `root`, or "" where it refuses, as outside of a repository."""
    done = subprocess.run(["git", *arguments], cwd=root, capture_output=True, text=True, check=False)  # noqa: S603, S607
    return done.stdout.strip() if done.returncode == 0 else ""


def base(root: Path) -> str:
    """Return the commit that the work at `root` is measured against, or "" where there is none."""
    if since := os.environ.get("SINCE"):
        return git(root, "rev-parse", "--verify", "--quiet", f"{since}^{{commit}}")
    head = git(root, "rev-parse", "--verify", "--quiet", "HEAD")
    left = next(filter(None, (git(root, "merge-base", "HEAD", branch) for branch in LANDED)), "")
    return left if left and left != head else git(root, "rev-parse", "--verify", "--quiet", "HEAD~1")


def touched(root: Path) -> set[str]:
    """Return the paths of files that differ from the base, by a commit or not yet by one, and of files new to git."""
    commit = base(root)
    differing = git(root, "diff", "--name-only", "-z", commit) if commit else ""
    new = git(root, "ls-files", "--others", "--exclude-standard", "-z")
    return {name for name in f"{differing}\0{new}".split("\0") if name}
