"""Finds every regular expression of the product: those that modules hold, and those written inside functions."""

import ast
import importlib
import pkgutil
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import verbatim

ROOT = Path(verbatim.__file__).parent
CALLS = frozenset(("compile", "search", "match", "fullmatch", "sub", "subn", "split", "findall", "finditer"))


class Found(NamedTuple):
    """One pattern: the module and the name or line at which it stands, and the methods by which it is used."""

    place: str
    pattern: re.Pattern
    methods: frozenset[str]


class Call(NamedTuple):
    """One call of the module re: where, which function, and the pattern's text where it is written out there."""

    module: str
    line: int
    function: str
    text: str | bytes | None
    at_top: bool


class Uses(NamedTuple):
    """What the program's text says of expressions: calls of re, and which methods of a name are called in a module."""

    calls: list[Call]
    methods: dict[tuple[str, str], set[str]]  # ("verbatim.core.slugs", "OUTSIDE"): {"sub"}


@cache
def modules() -> tuple[str, ...]:
    return tuple(info.name for info in pkgutil.walk_packages([str(ROOT)], "verbatim."))


def _nodes(tree: ast.Module) -> Iterator[tuple[ast.AST, bool]]:
    """Yield each node, a parent before its children, and whether it stands within a function."""
    waiting: list[tuple[ast.AST, bool]] = [(tree, False)]
    while waiting:
        node, inside = waiting.pop()
        yield node, inside
        inside = inside or isinstance(node, ast.FunctionDef | ast.Lambda | ast.AsyncFunctionDef)
        waiting += [(child, inside) for child in ast.iter_child_nodes(node)]


def _read(module: str, tree: ast.Module, uses: Uses) -> None:
    chained: dict[int, str] = {}  # re.compile("…").match(…) is a match
    for node, inside in _nodes(tree):
        match node:
            case ast.Call(func=ast.Attribute(value=ast.Name(id="re"), attr=attr)) if attr in CALLS:
                first = node.args[0]
                text = first.value if isinstance(first, ast.Constant) else None
                uses.calls.append(Call(module, node.lineno, chained.get(id(node), attr), text, not inside))
            case ast.Call(func=ast.Attribute(value=ast.Name(id=name) | ast.Attribute(attr=name), attr=attr)):
                uses.methods.setdefault((module, name), set()).add(attr)
            case ast.Attribute(value=ast.Name(id=name), attr=attr) if attr in CALLS:  # handed over, as a key
                uses.methods.setdefault((module, name), set()).add(attr)
            case ast.Attribute(value=ast.Call() as call, attr=attr):
                chained[id(call)] = attr


@cache
def uses() -> Uses:
    """Return how the program uses expressions. Reads all of it: takes seconds."""
    found = Uses([], {})
    for module in modules():
        path = ROOT.parent / module.replace(".", "/")
        path = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
        _read(module, ast.parse(path.read_text("utf-8")), found)
    return found


def _within(value: object) -> Iterator[re.Pattern]:
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from _within(part)
    elif isinstance(value, tuple | list | set | frozenset):
        for part in value:
            yield from _within(part)


def held() -> list[Found]:
    """Return the patterns that modules hold under a name, and how they are used wherever that name is one for them.

    A pattern of a table, or one that nobody calls by its name, counts as used in every way.
    """
    used: dict[re.Pattern, set[str]] = {}
    places: dict[re.Pattern, str] = {}
    for module in modules():
        if module.endswith("__main__"):
            continue
        for name, value in vars(importlib.import_module(module)).items():
            for pattern in _within(value):
                places.setdefault(pattern, f"{module}.{name}")
                called = uses().methods.get((module, name), set()) & CALLS if pattern is value else CALLS
                used.setdefault(pattern, set()).update(called)
    return [Found(places[pattern], pattern, frozenset(methods or CALLS)) for pattern, methods in used.items()]


def written_inside() -> list[Found]:
    """Return the patterns that functions write out where they use them."""
    return [
        Found(f"{call.module}:{call.line}", re.compile(call.text), frozenset((call.function,)))
        for call in uses().calls if call.text is not None and not call.at_top
    ]  # fmt: skip
