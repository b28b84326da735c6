"""The theme's macros as their templates declare them: name, parameters with their types, defaults and meaning.

A macro's types stand at the end of the comment right before it, a parameter to a line: `name: type`, then, where the
name does not say it all, `, meaning`. Types are Python's, over the views of `verbatim.publish`.
"""

import ast
import re
import typing
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

from jinja2 import Environment, nodes
from markupsafe import Markup

from verbatim import model, publish
from verbatim.newsroom import timeline

COMPONENTS = Path(__file__).parents[2] / "theme/templates/components"
MACRO = re.compile(r"(?:\{#(?P<comment>(?:(?!#\}).)*)#\}\s*)?\{%-?\s*macro (?P<name>\w+)\(", re.DOTALL)
TYPED = re.compile(r"^\s*(?P<name>[a-z]\w*): (?P<type>(?:[A-Z]\w*|str|int|bool|float|list|dict|tuple|None).*)$")
PUBLISH = [import_module(one.name) for one in walk_packages(publish.__path__, f"{publish.__name__}.")]
NAMES: dict[str, typing.Any] = {
    **{name: value for module in (*PUBLISH, timeline, model) for name, value in vars(module).items()},
    "Literal": typing.Literal,
    "Sequence": Sequence,
    "Markup": Markup,
}


@dataclass(frozen=True)
class Parameter:
    """A parameter: its type as written and as Python understands it, its meaning, whether it has a default."""

    name: str
    written: str
    meaning: str
    optional: bool
    default: str

    @property
    def type(self) -> typing.Any:
        return eval(self.written, dict(NAMES))  # noqa: S307  our own templates' types


@dataclass(frozen=True)
class Macro:
    """A macro: its file's name without the suffix, what its comment says, its parameters in order."""

    file: str
    name: str
    says: str
    parameters: tuple[Parameter, ...]


def macros() -> list[Macro]:
    return [macro for path in sorted(COMPONENTS.glob("*.html")) for macro in macros_of(path)]


def macros_of(path: Path) -> list[Macro]:
    text = path.read_text(encoding="utf-8")
    comments = {found["name"]: found["comment"] or "" for found in MACRO.finditer(text)}
    tree = Environment(autoescape=True).parse(text)
    return [_macro(path.stem, node, comments[node.name]) for node in tree.find_all(nodes.Macro)]


def _macro(file: str, node: nodes.Macro, comment: str) -> Macro:
    lines = comment.splitlines()
    typed = {found["name"]: split_type(found["type"].strip()) for line in lines if (found := TYPED.match(line))}
    says = " ".join(line.strip() for line in lines if not TYPED.match(line)).strip()
    first_default = len(node.args) - len(node.defaults)
    made = []
    for at, argument in enumerate(node.args):
        written, meaning = typed.pop(argument.name, ("", ""))
        default = repr(node.defaults[at - first_default].as_const()) if at >= first_default else ""
        made.append(Parameter(argument.name, written, meaning, at >= first_default, default))
    made += [Parameter(name, "", "is no parameter", optional=False, default="") for name in typed]
    return Macro(file, node.name, says, tuple(made))


def split_type(text: str) -> tuple[str, str]:
    """Split `Literal["a", "b"], its meaning` into the type and the meaning: the longest beginning that is Python."""
    for at in [len(text), *sorted((found.start() for found in re.finditer(", ", text)), reverse=True)]:
        try:
            tree = ast.parse(text[:at], mode="eval")
        except SyntaxError:
            continue
        if not isinstance(tree.body, ast.Tuple):
            return text[:at], text[at + 2 :]
    return text, ""
