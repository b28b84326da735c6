"""The shape of the program: what a machine can hold of the rules in `CONTRIBUTING.md`. `make weight` tells the rest."""

import ast
import re
from collections import defaultdict
from functools import cache
from pathlib import Path, PurePosixPath

import pytest

from verbatim.cli.group import COMMANDS

ROOT = Path(__file__).parents[2]
PROGRAM = ROOT / "generator/verbatim"
FILES = sorted(path.relative_to(PROGRAM).as_posix() for path in PROGRAM.rglob("*.py"))

MOST_NAMES_OF_A_FACE = 7
WIDE = {"model"}  # its face is every shape
FACELESS = {"core"}  # tools, each module of which is its own face
PACKAGES = sorted({path.parent.name for path in PROGRAM.glob("*/__init__.py")} - FACELESS)
METAPHORS = {
    "ahead", "beside", "book", "bookkeeper", "desk", "dress", "galley", "kitchen", "library", "press", "quick",
    "recipe", "recipes", "sayings", "shelf", "speech", "spool", "warm",
}  # fmt: skip
PARTICIPLES = {
    "alone", "cached", "cited", "earlier", "edited", "filled", "fit", "following", "fresh", "held", "joined",
    "joining", "kept", "made", "moved", "moving", "once", "opened", "placed", "ready", "repeated", "replaced",
    "resident", "retold", "shown", "standing", "stood", "stopped", "supplied", "together", "told", "walked", "watched",
}  # fmt: skip
NOTHING = {"helpers", "utils", "common", "misc", "tools", "base_utils"}


@cache
def tree(name: str) -> ast.Module:
    return ast.parse((PROGRAM / name).read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", PACKAGES)
def test_a_package_has_a_face_of_few_names(name: str) -> None:
    (face,) = (
        ast.literal_eval(node.value)
        for node in tree(f"{name}/__init__.py").body
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__"
    )
    assert len(face) <= MOST_NAMES_OF_A_FACE or name in WIDE


def test_a_class_has_a_name_of_its_own() -> None:
    places = defaultdict(list)
    for name in FILES:
        for node in ast.walk(tree(name)):
            if isinstance(node, ast.ClassDef):
                places[node.name].append(name)
    assert {name: where for name, where in places.items() if len(where) > 1} == {}


@pytest.mark.parametrize("words", [METAPHORS, PARTICIPLES, NOTHING], ids=["metaphor", "participle", "nothing"])
def test_no_file_is_named_by_a_metaphor_a_participle_or_nothing(words: set[str]) -> None:
    commands = {f"cli/{name}.py" for name in COMMANDS}  # these have the names that people type
    assert [name for name in FILES if PurePosixPath(name).stem in words and name not in commands] == []


@pytest.mark.parametrize("name", FILES)
def test_a_module_says_first_what_it_is_for(name: str) -> None:
    first = (ast.get_docstring(tree(name)) or "").split("\n\n")[0]
    assert re.search(r"[.:]", first), "a first sentence"
    assert not re.search(r"\b(?:comes? in|goes? out|go in|come out)\b", first)
    assert not first.split(".")[0].endswith("?")
