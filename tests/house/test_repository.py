"""What may stand in the repository: no stray hosts or paths, no leftovers, locked requirements, an empty output."""

import re
import subprocess
import tomllib
from pathlib import Path

import yaml

ROOT = Path(__file__).parents[2]
REGISTRIES = re.compile(
    r"pypi\.org|pythonhosted\.org|registry\.npmjs|deb\.debian\.org|--index-url|/simple/", re.IGNORECASE
)
LEFTOVERS = re.compile(r"\b(?:TODO|FIXME|XXX|HACK)\b|^\s*#\s*type: ignore\s*$|except Exception:|assert True\b")
HOME = re.compile(r"(?<![\w.])/(?:home|Users|work)/\w+/")
THIS_FILE = "tests/house/test_repository.py"


def tracked(*patterns: str) -> list[str]:
    listing = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", *patterns],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return sorted(name for name in listing.stdout.split("\0") if name and (ROOT / name).is_file())


def lines_matching(pattern: re.Pattern[str], names: list[str]) -> list[str]:
    found = []
    for name in names:
        text = (ROOT / name).read_bytes().decode("utf-8", "replace")
        found += [f"{name}:{i}" for i, line in enumerate(text.splitlines(), 1) if pattern.search(line)]
    return found


def test_no_file_names_a_package_registry_or_a_path_of_one_machine_and_no_leftovers_stand_in_the_code() -> None:
    names = [name for name in tracked() if name != THIS_FILE]
    assert lines_matching(REGISTRIES, [name for name in names if not name.startswith("content/")]) == []
    assert lines_matching(HOME, names) == []
    assert lines_matching(LEFTOVERS, [name for name in names if name.endswith(".py")]) == []


def test_no_committed_file_is_a_symbolic_link_and_the_output_folder_holds_only_its_ignore_file() -> None:
    listing = subprocess.run(["git", "ls-files", "--stage"], cwd=ROOT, capture_output=True, text=True, check=True)
    assert [line for line in listing.stdout.splitlines() if line.startswith("120000")] == []
    assert tracked("output") == ["output/.gitignore"]


def test_every_locked_requirement_carries_a_hash() -> None:
    for name in ("site", "cluster", "sign", "build", "test"):
        text = (ROOT / f"requirements/{name}.txt").read_text(encoding="utf-8").replace("\\\n", " ")
        pinned = [line for line in text.splitlines() if re.match(r"^[a-z]", line)]
        assert pinned
        assert [line.split()[0] for line in pinned if "--hash=sha256:" not in line] == []


def test_what_goes_into_sites_may_be_used_under_mit_and_the_citation_has_the_licence_of_the_package() -> None:
    starter = ("Makefile.in", "*.py.in", "*.yml.in")
    names = tracked("theme/*.css", "theme/*.js", *(f"generator/verbatim/cli/starter/{name}" for name in starter))
    first = {name: (ROOT / name).read_text(encoding="utf-8").partition("\n")[0].strip("/*# ") for name in names}
    assert set(first.values()) == {"SPDX-License-Identifier: AGPL-3.0-or-later OR MIT"}
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert citation["license"] == project["license"]
