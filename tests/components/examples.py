"""The examples of every component, from `<component>.yaml`: a macro's name, and under it what it is shown with."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from jinja2 import Environment
from markupsafe import Markup

from tests.components.filling import fill
from tests.components.macros import Macro, macros
from verbatim.publish.urls import resolve

FOLDER = Path(__file__).parent
SLOT = "%"


@dataclass(frozen=True)
class Example:
    """One example. `inside` is the element that a piece of a list needs round it, with `%` where the piece stands."""

    macro: Macro
    name: str
    given: dict[str, Any]
    inside: str
    note: str

    def arguments(self) -> dict[str, Any]:
        """Return the macro's arguments, each filled to its type."""
        types = {one.name: one for one in self.macro.parameters}
        place = f"{self.macro.file}.yaml: {self.macro.name}: {self.name}"
        if unknown := set(self.given) - set(types):
            raise ValueError(f"{place}: {self.macro.name} has no parameter {', '.join(sorted(unknown))}")
        return {name: fill(value, types[name].type, f"{place}: {name}") for name, value in self.given.items()}

    def render(self, environment: Environment) -> str:
        """Return the example's HTML, its links as addresses."""
        module = environment.get_template(f"components/{self.macro.file}.html").module
        html = getattr(module, self.macro.name)(**self.arguments())
        return resolve(self.inside.replace(SLOT, str(Markup(html).strip())), str)  # noqa: S704  the macro escaped it


def examples() -> Iterator[Example]:
    """Yield every example, in the order of the files and of what stands in them."""
    held = {(macro.file, macro.name): macro for macro in macros()}
    for path in sorted(FOLDER.glob("*.yaml")):
        if path.stem != "bases":
            for name, listed in yaml.safe_load(path.read_text(encoding="utf-8")).items():
                for one in listed:
                    yield _example(held[path.stem, name], one)


def _example(macro: Macro, one: dict[str, Any]) -> Example:
    known = {"name", "with", "inside", "note"}
    if set(one) - known:
        raise ValueError(
            f"{macro.file}.yaml: {macro.name}: an example has {', '.join(sorted(known))}, not {set(one) - known}"
        )
    return Example(macro, one["name"], one.get("with", {}), one.get("inside", SLOT), one.get("note", ""))
