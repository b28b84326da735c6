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


def _modules() -> Iterator[tuple[str, ast.Module]]:
    for info in pkgutil.walk_packages([str(ROOT)], "verbatim."):
        path = ROOT.parent / (info.name.replace(".", "/") + ("/__init__.py" if info.ispkg else ".py"))
        yield info.name, ast.parse(path.read_text("utf-8"))


def _calls_in(module: str, tree: ast.Module) -> Iterator[Call]:
    inside = {
        id(node) for function in ast.walk(tree)
        if isinstance(function, ast.FunctionDef | ast.Lambda | ast.AsyncFunctionDef) for node in ast.walk(function)
    }  # fmt: skip
    chained = {  # re.compile("…").match(…) is a match
        id(node.value): node.attr for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Call)
    }  # fmt: skip
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Attribute(value=ast.Name(id="re"), attr=attr)) if attr in CALLS:
                first = node.args[0]
                text = first.value if isinstance(first, ast.Constant) else None
                yield Call(module, node.lineno, chained.get(id(node), attr), text, id(node) not in inside)


@cache
def calls() -> tuple[Call, ...]:
    """Return every call of the module re, in order of module and line."""
    return tuple(call for module, tree in _modules() for call in _calls_in(module, tree))


@cache
def _methods() -> dict[tuple[str, str], set[str]]:
    """Return by module and name which methods of it are called there: `("verbatim.core.slugs", "OUTSIDE"): {"sub"}`."""
    found: dict[tuple[str, str], set[str]] = {}
    for module, tree in _modules():
        for node in ast.walk(tree):
            match node:
                case ast.Call(func=ast.Attribute(value=ast.Name(id=name) | ast.Attribute(attr=name), attr=attr)):
                    found.setdefault((module, name), set()).add(attr)
                case ast.Attribute(value=ast.Name(id=name), attr=attr) if attr in CALLS:  # handed over, as a key
                    found.setdefault((module, name), set()).add(attr)
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
    uses: dict[re.Pattern, set[str]] = {}
    places: dict[re.Pattern, str] = {}
    for module, _ in _modules():
        if module.endswith("__main__"):
            continue
        for name, value in vars(importlib.import_module(module)).items():
            for pattern in _within(value):
                places.setdefault(pattern, f"{module}.{name}")
                called = _methods().get((module, name), set()) & CALLS if pattern is value else CALLS
                uses.setdefault(pattern, set()).update(called)
    return [Found(places[pattern], pattern, frozenset(used or CALLS)) for pattern, used in uses.items()]


def written_inside() -> list[Found]:
    """Return the patterns that functions write out where they use them."""
    return [
        Found(f"{call.module}:{call.line}", re.compile(call.text), frozenset((call.function,)))
        for call in calls() if call.text is not None and not call.at_top
    ]  # fmt: skip
