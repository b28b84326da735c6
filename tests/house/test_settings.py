"""Every setting that the program reads is Pelican's or declared in `OWN`, and all of those are read."""

import ast
from collections.abc import Iterator
from pathlib import Path

from pelican.settings import DEFAULT_CONFIG

from verbatim.site.settings import OWN

PROGRAM = Path(__file__).parents[2] / "generator/verbatim"


def name_of(node: ast.expr) -> str:
    """Return the last name of `settings`, `self.settings` or `generator.settings`."""
    return node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""


def keys(tree: ast.Module) -> Iterator[ast.expr]:
    """Yield what is looked up in a mapping named `settings`, by `own` where it is a setting of ours."""
    for node in ast.walk(tree):
        match node:
            case ast.Subscript(value=held, slice=key) if name_of(held) == "settings":
                yield key
            case ast.Call(func=ast.Attribute(value=held, attr="get" | "setdefault" | "pop"), args=[key, *_]):
                if name_of(held) == "settings":
                    yield key
            case ast.Call(func=ast.Name(id="own"), args=[held, key]) if name_of(held) == "settings":
                yield key


def read_in(path: Path) -> Iterator[str]:
    """Yield the settings that a module reads by their names, written there or as a constant of the module."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    constants = {
        target.id: node.value.value
        for node in tree.body
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    for key in keys(tree):
        value = key.value if isinstance(key, ast.Constant) else constants.get(name_of(key))
        if isinstance(value, str) and not value.startswith("VERBATIM_"):  # what a build puts there for itself
            yield value


def test_every_setting_of_ours_is_declared_and_every_declared_one_is_read() -> None:
    read = {name for path in PROGRAM.rglob("*.py") for name in read_in(path)}
    assert {"SITEURL", "WORKERS", "CARDS"} <= read
    # The author of articles is Pelican's own, although its defaults do not list it; subsites are a plugin's.
    assert read - set(DEFAULT_CONFIG) - {"AUTHOR", "I18N_SUBSITES"} == set(OWN)
