"""Phrases of the interface, put in when a template is compiled. A call of `_` comes in, its text in pieces goes out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from jinja2 import nodes

if TYPE_CHECKING:
    from collections.abc import Callable

    from jinja2 import Environment

NAMES = ("_", "gettext")
PLACE = re.compile(r"%(?:\((\w+)\)s|(%))")


class Phrases(NamedTuple):
    """What `_` says: the words for a msgid, and the function that an environment's `gettext` was when that was so."""

    gettext: Callable[[str], str]
    installed: object

    def stand_in(self, environment: Environment) -> bool:
        """Tell whether templates still mean these phrases by `_`: a plugin may have given it another meaning."""
        alias = environment.globals.get("_")
        return environment.globals.get("gettext") is self.installed and getattr(alias, "__module__", "") == "jinja2.ext"


def pieces(said: str, call: nodes.Call) -> list[nodes.Expr] | None:
    """Return the words `said` with the values of `call` in their places; None where they do not fit each other.

    What does not fit is left to be said, or refused, when the page is rendered.
    """
    values = {one.key: one.value for one in call.kwargs}
    found: list[nodes.Expr] = []
    end = 0
    for place in PLACE.finditer(said):
        found.append(_text(said[end : place.start()] + (place[2] or "")))
        end = place.end()
        if place[1]:
            if place[1] not in values:
                return None
            found.append(values.pop(place[1]))
    rest = said[end:]
    whole = "".join(one.data for one in found if isinstance(one, nodes.TemplateData)) + rest
    if values or whole.count("%") != said.count("%%"):
        return None
    return [*found, _text(rest)]


def _text(words: str) -> nodes.TemplateData:
    return nodes.TemplateData(words)


def literal(call: nodes.Expr) -> str | None:
    """Return the msgid of a call of `_` that can be said beforehand: one text, then values by their names."""
    if not (isinstance(call, nodes.Call) and isinstance(call.node, nodes.Name) and call.node.name in NAMES):
        return None
    if call.dyn_args or call.dyn_kwargs or len(call.args) != 1:
        return None
    given = call.args[0]
    return given.value if isinstance(given, nodes.Const) and isinstance(given.value, str) else None
