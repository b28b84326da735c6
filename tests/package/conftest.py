"""The wheel and the sdist, built once for all workers; and a newsroom made with what the wheel installs."""

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.conftest import DEMO_DAY, ran, shared_folder

ROOT = Path(__file__).parents[2]
PIN = re.compile(r"^([a-z0-9][^ \\]*==[^ \\]+(?: ;[^\\]*)?)", re.MULTILINE)


def run(*command: str | Path, cwd: Path, **variables: str) -> str:
    """Run a command that must succeed, in an environment that knows nothing of this checkout; return what it said."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "VIRTUAL_ENV"))}
    environment = {**kept, "NO_COLOR": "1", "COLUMNS": "200", "SOURCE_DATE_EPOCH": DEMO_DAY, **variables}
    done = subprocess.run([*command], cwd=cwd, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


def build(tree: Path, folder: Path) -> None:
    run(sys.executable, "-m", "hatchling", "build", "-d", folder, cwd=tree)


@pytest.fixture(scope="session")
def dist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the wheel and the sdist of this tree."""
    with shared_folder(tmp_path_factory, "dist") as (folder, is_new):
        if is_new:
            build(ROOT, folder)
    return folder


@pytest.fixture(scope="session")
def wheel(dist: Path) -> Path:
    (found,) = dist.glob("*.whl")
    return found


class Installed(NamedTuple):
    """A fresh environment with the wheel, and a newsroom begun and built with nothing else on the path."""

    programs: Path
    newsroom: Path

    def run(self, *command: str, **variables: str) -> str:
        """Run a command in the newsroom, as somebody does who has activated the environment."""
        return run(*command, cwd=self.newsroom, PATH=f"{self.programs}:/usr/bin:/bin", **variables)


@pytest.fixture(scope="session")
def installed(tmp_path_factory: pytest.TempPathFactory, wheel: Path) -> Installed:
    """The wheel installed as its users install it, by pip with all that it asks for, at the locked versions."""
    with shared_folder(tmp_path_factory, "installed") as (folder, is_new):
        there = Installed(folder / "env/bin", folder / "paper")
        if is_new:
            pins = PIN.findall((ROOT / "requirements/site.txt").read_text(encoding="utf-8"))
            (folder / "pins.txt").write_text("\n".join(pins), encoding="utf-8")
            run(sys.executable, "-m", "venv", "env", cwd=folder)
            pip = (there.programs / "python", "-m", "pip", "--disable-pip-version-check", "--quiet")
            run(*pip, "install", "--constraint", "pins.txt", wheel, cwd=folder)
            run(there.programs / "verbatim", "init", "paper", "--yes", "--from", wheel, cwd=folder)
            there.run("make", "html")
    return there


@pytest.fixture(scope="session")
def from_checkout(tmp_path_factory: pytest.TempPathFactory, wheel: Path) -> Path:
    """The same newsroom as `init` writes it, built by the program of this checkout."""
    with shared_folder(tmp_path_factory, "from-checkout") as (folder, is_new):
        if is_new:
            (folder / "paper").mkdir()
            for command in (["init", ".", "--yes", "--from", str(wheel)], ["split"], ["build"]):
                if command == ["split"]:  # Pelican would load every plugin that this environment has for its tests
                    with (folder / "paper/pelicanconf.py").open("a", encoding="utf-8") as conf:
                        conf.write('PLUGINS = ["verbatim"]\n')
                ran(folder / "paper", *command, SOURCE_DATE_EPOCH=DEMO_DAY)
    return folder / "paper"
