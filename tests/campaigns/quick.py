"""Runs the tests that find most faults within a minute, for `make test-quick`; its arguments are options of pytest.

They are those of the floors that need neither Pelican nor Chromium; those that mirror what the work at hand touches;
and a build of three stories, verified.
"""

import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from hypothesis import settings

from quality.change import touched

# A fifth of a daily run's examples of every property: this module is a plugin of the run, which brings the profile.
settings.register_profile("quick", max_examples=20, deadline=None)
ROOT = Path(__file__).parents[2]
UNITS = ("annotate", "content", "core", "newsroom", "publish", "verify")
# Files of these folders that build sites, or begin commands: they run where what they mirror is touched.
HEAVY = (
    "tests/newsroom/test_invented_newsroom.py", "tests/verify/test_history.py",
)  # fmt: skip
BUILT = ("tests/site/test_told_twice.py",)
# Folders that take minutes: of these, only the file that mirrors a module.
SLOW = ("tests/browser", "tests/house", "tests/package", "tests/site")
# What is tested elsewhere than in a folder of its name.
MIRRORED = {
    "theme": "tests/theme",
    "benchmarks": "tests/benchmarks",
    "quality": "tests/quality",
    "supply": "tests/supply",
}
PROGRAM = PurePosixPath("generator/verbatim")


def mirrors(file: str) -> Iterable[str]:
    """Yield where the tests of a file may stand, the nearest first: a file, then folders."""
    path = PurePosixPath(file)
    if path.parts[0] == "tests":
        yield file if path.name.startswith("test_") else str(path.parent)
    elif path.is_relative_to(PROGRAM):
        folder = "tests" / path.parent.relative_to(PROGRAM)
        yield str(folder / f"test_{path.stem}.py")
        yield from map(str, (folder, *folder.parents))
    elif path.parts[0] in MIRRORED:
        yield MIRRORED[path.parts[0]]


def mirrored(files: Iterable[str], root: Path = ROOT) -> list[str]:
    """Return the tests that mirror files: the nearest of each that exists, unless it takes minutes."""
    found = set()
    for file in files:
        nearest = next((place for place in mirrors(file) if (root / place).exists()), "tests")
        is_slow = nearest == "tests" or (nearest.startswith(SLOW) and not nearest.endswith(".py"))
        if not is_slow and not nearest.startswith(("tests/browser", "tests/campaigns")):
            found.add(nearest)
    return sorted(found)


def selected(root: Path = ROOT) -> list[str]:
    """Return what is run, no test twice: first what the work at hand may have broken."""
    near = mirrored(touched(root), root)
    folders = [f"tests/{name}" for name in UNITS]
    first = [folder for folder in folders if any(place.startswith(folder) for place in near)]
    others = [place for place in near if not place.startswith(tuple(folders))]
    return [*dict.fromkeys([*first, *others, *folders, *BUILT])]


def main(options: list[str]) -> int:
    """Run the tests; return the exit status."""
    fewer = ["-m", "not campaign", "-p", "tests.campaigns.quick", "--hypothesis-profile=quick"]
    fewer += [f"--ignore={file}" for file in set(HEAVY).difference(mirrored(touched(ROOT)))]
    command = [sys.executable, "-m", "pytest", *fewer, *selected(), *options]
    return subprocess.run(command, cwd=ROOT, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
