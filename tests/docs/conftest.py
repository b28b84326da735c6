"""The documentation's site, built once."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def docs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the documentation's site, as `make docs` builds it."""
    output = tmp_path_factory.mktemp("documentation") / "docs"
    build = [sys.executable, "-m", "pelican", "-s", "docs/site/pelicanconf.py", "-o", str(output)]
    done = subprocess.run(
        [*build, "--fatal", "warnings", "-q", "docs"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return output
