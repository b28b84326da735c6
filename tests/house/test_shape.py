"""The shape of the program: what a machine can hold of the rules in `docs/architecture.md`.

The numbers are ratchets: whoever makes one smaller lowers it here, and nobody raises one.
"""

import ast
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path, PurePosixPath

import pytest

ROOT = Path(__file__).parents[2]
PROGRAM = ROOT / "generator/verbatim"
FILES = sorted(path.relative_to(PROGRAM).as_posix() for path in PROGRAM.rglob("*.py"))
MODULES = [name for name in FILES if not name.endswith("__init__.py")]

LONGEST_MODULE = 400
LONGEST_EXCEPTION = 500
SHORTEST_MODULE = 100
LONGEST_FUNCTION = 40
MOST_MODULES_IN_A_FOLDER = 14
MOST_NAMES_OF_A_FACE = 7
SINGLE_IMPORTERS = 15

# Over 400 lines, each one noun that would only be torn.
LONG = {"annotate/attribution/indirect.py"}
# Under 100 lines: entry points and commands; what must load light or late; one noun that many packages share.
SHORT = {
    "__main__.py", "desk/run.py", "devserver/build_worker.py",
    *(f"cli/{name}.py" for name in ("annotate", "build", "group", "migrate", "new", "serve", "split")),
    "content/format/version.py", "model/reading.py",
    "core/fork.py", "core/json.py", "core/slugs.py",
    "annotate/json_format.py", "annotate/evaluate/fitting.py",
    "site/blog.py",
}  # fmt: skip
# Faces of more than seven names: every shape.
WIDE = {"model"}
# A package of tools, each module of which is its own face.
FACELESS = {"core"}
PACKAGES = sorted(path.parent.name for path in PROGRAM.glob("*/__init__.py"))
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


@cache
def lines(name: str) -> int:
    return len((PROGRAM / name).read_text(encoding="utf-8").splitlines())


def dotted(name: str) -> str:
    return ".".join(("verbatim", *PurePosixPath(name).with_suffix("").parts)).removesuffix(".__init__")


@cache
def importers() -> dict[str, set[str]]:
    """Each module's importers, also those that import within a function or for types alone."""
    known = {dotted(name) for name in FILES}
    found: dict[str, set[str]] = defaultdict(set)
    for name in FILES:
        for node in ast.walk(tree(name)):
            for module in imported(node, known):
                if module != dotted(name):
                    found[module].add(dotted(name))
    return found


def imported(node: ast.AST, known: set[str]) -> Iterator[str]:
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names if alias.name in known)
    elif isinstance(node, ast.ImportFrom) and node.module:
        whole = {alias.name: f"{node.module}.{alias.name}" for alias in node.names}
        for module in whole.values():
            if module in known:
                yield module
            elif node.module in known:
                yield node.module


@pytest.mark.parametrize("name", MODULES)
def test_a_module_has_100_to_400_lines(name: str) -> None:
    assert lines(name) <= (LONGEST_EXCEPTION if name in LONG else LONGEST_MODULE)
    assert lines(name) >= SHORTEST_MODULE or name in SHORT


@pytest.mark.parametrize("name", sorted(set(FILES) - set(MODULES)))
def test_a_packages_face_has_at_most_500_lines(name: str) -> None:
    assert lines(name) <= LONGEST_EXCEPTION


def test_every_exception_of_length_is_one() -> None:
    assert {name for name in LONG if lines(name) <= LONGEST_MODULE} == set()
    assert {name for name in SHORT if lines(name) >= SHORTEST_MODULE} == set()


@pytest.mark.parametrize("name", FILES)
def test_no_function_has_more_than_40_lines(name: str) -> None:
    functions = [node for node in ast.walk(tree(name)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    sizes = {node.name: (node.end_lineno or 0) - node.lineno + 1 for node in functions}
    assert {name: size for name, size in sizes.items() if size > LONGEST_FUNCTION} == {}


def test_few_modules_are_imported_by_one_module_of_their_own_package_alone() -> None:
    single = {}
    for name in MODULES:
        found = importers()[dotted(name)]
        if len(found) == 1:
            (only,) = found
            is_face = dotted(name).rpartition(".")[0] == only  # of the package that it is a part of
            if only.split(".")[1:2] == dotted(name).split(".")[1:2] and not is_face:
                single[dotted(name)] = only
    assert len(single) <= SINGLE_IMPORTERS, single


def test_no_folder_has_more_than_14_modules() -> None:
    sizes = Counter(str(PurePosixPath(name).parent) for name in MODULES)
    assert {folder: size for folder, size in sizes.items() if size > MOST_MODULES_IN_A_FOLDER} == {}


@pytest.mark.parametrize("name", [name for name in PACKAGES if name not in FACELESS])
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
    assert [name for name in FILES if PurePosixPath(name).stem in words] == []


@pytest.mark.parametrize("name", FILES)
def test_a_module_says_first_what_it_is_for(name: str) -> None:
    first = (ast.get_docstring(tree(name)) or "").split("\n\n")[0]
    assert re.search(r"[.:]", first), "a first sentence"
    assert not re.search(r"\b(?:comes? in|goes? out|go in|come out)\b", first)
    assert not first.split(".")[0].endswith("?")
