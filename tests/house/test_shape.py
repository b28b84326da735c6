"""The house rules that a machine can hold: sizes, names, no stray hosts or paths, no leftovers."""

import ast
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LONGEST_FILE = 200
LONGEST_FUNCTION = 40
REGISTRIES = re.compile(
    r"pypi\.org|pythonhosted\.org|registry\.npmjs|deb\.debian\.org|--index-url|/simple/", re.IGNORECASE
)
LEFTOVERS = re.compile(r"\b(?:TODO|FIXME|XXX|HACK)\b|^\s*#\s*type: ignore\s*$|except Exception:|assert True\b")
THIS_FILE = "tests/house/test_shape.py"


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


@pytest.mark.parametrize("name", tracked("generator/verbatim/*.py"))
def test_no_file_of_the_generator_is_long(name: str) -> None:
    assert len((ROOT / name).read_text(encoding="utf-8").splitlines()) <= LONGEST_FILE


@pytest.mark.parametrize("name", tracked("generator/verbatim/*.py"))
def test_no_function_of_the_generator_is_long(name: str) -> None:
    tree = ast.parse((ROOT / name).read_text(encoding="utf-8"))
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    sizes = {node.name: (node.end_lineno or 0) - node.lineno + 1 for node in functions}
    assert {name: size for name, size in sizes.items() if size > LONGEST_FUNCTION} == {}


def test_no_file_is_named_for_nothing() -> None:
    assert [name for name in tracked("*.py") if Path(name).stem in {"helpers", "utils", "common", "misc"}] == []


def test_no_committed_file_names_a_package_registry() -> None:
    names = [name for name in tracked() if name != THIS_FILE and not name.startswith("content/")]
    assert lines_matching(REGISTRIES, names) == []


def test_no_committed_file_names_a_path_of_one_machine() -> None:
    home = re.compile(r"(?<![\w.])/(?:home|Users|work)/\w+/")
    assert lines_matching(home, [name for name in tracked() if name != THIS_FILE]) == []


def test_no_leftovers_stand_in_the_code() -> None:
    assert lines_matching(LEFTOVERS, [name for name in tracked("*.py") if name != THIS_FILE]) == []


def test_every_locked_requirement_carries_a_hash() -> None:
    for lock in ("requirements.txt", "requirements-cluster.txt", "requirements-test.txt"):
        text = (ROOT / lock).read_text(encoding="utf-8").replace("\\\n", " ")
        pinned = [line for line in text.splitlines() if re.match(r"^[a-z]", line)]
        assert pinned
        assert [line.split()[0] for line in pinned if "--hash=sha256:" not in line] == []


def test_a_clone_has_an_output_folder_that_holds_only_its_ignore_file() -> None:
    assert tracked("output") == ["output/.gitignore"]
