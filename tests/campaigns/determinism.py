"""Publishes the invented newsroom in six environments, and compares every byte: `make determinism`.

With `PYTHONS="python3.12 python3.13"` each of these makes the site again from its edition, in an environment that has
the packages of the lock file and nothing else.
"""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.campaigns.alterations import PUBLISHED
from tests.campaigns.surroundings import OTHERS, PLAIN, ROOT, differing, made
from tests.conftest import lay_newsroom

LOCK = ROOT / "requirements/site.txt"


def main() -> int:
    """Print how many files were compared and which differ; return 1 where any does."""
    began, wrong = time.perf_counter(), 0
    with tempfile.TemporaryDirectory() as folder:
        project = lay_newsroom(Path(folder) / "laid")
        settings = project / "democonf.py"
        settings.write_text(settings.read_text("utf-8") + PUBLISHED, "utf-8")
        first = made(project, PLAIN, Path(folder) / "0", "democonf.py")
        for number, around in enumerate(OTHERS, 1):
            found = differing(first, made(project, around, Path(folder) / str(number), "democonf.py"))
            wrong += len(found)
            sys.stdout.write(f"{around}: {len(first)} files, {len(found)} differ {' '.join(found[:10])}\n")
            sys.stdout.flush()
        for python in os.environ.get("PYTHONS", "").split():
            wrong += again(python, Path(folder) / "0" / PLAIN.folder / "output", Path(folder) / f"environment{wrong}")
    sys.stdout.write(f"{len(OTHERS)} builds beside the first, {time.perf_counter() - began:.0f} s\n")
    return 1 if wrong else 0


def again(python: str, site: Path, environment: Path) -> int:
    """Make a site again with another Python; print what it says, and return 1 where it is not the same."""
    subprocess.run([python, "-m", "venv", "--clear", environment], check=True)
    own = environment / "bin/python"
    subprocess.run([own, "-m", "pip", "--quiet", "install", "--require-hashes", "--no-deps", "-r", LOCK], check=True)
    path = {**os.environ, "PYTHONPATH": f"{ROOT}/generator"}
    done = subprocess.run([own, "-m", "verbatim", "verify", "--rebuild", site], env=path, check=False)
    return done.returncode


if __name__ == "__main__":
    sys.exit(main())
