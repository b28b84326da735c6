"""Templates that know the environment's globals only. A template's variables come in, its context goes out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jinja2 import Template
from jinja2.runtime import Context, new_context

if TYPE_CHECKING:
    from collections.abc import Mapping


class QuickTemplate(Template):
    """A template whose globals are looked through once: Jinja chains each template's own and the environment's."""

    def new_context(
        self,
        vars: dict[str, Any] | None = None,  # noqa: A002  Jinja's names
        shared: bool = False,  # noqa: FBT001, FBT002
        locals: Mapping[str, Any] | None = None,  # noqa: A002
    ) -> Context:
        """Return the context for a rendering.

        `globals_keys` are what an imported template may lack; without globals of the template's own there are none.
        """
        first: Mapping[str, Any] = getattr(self.globals, "maps", [self.globals])[0]
        if first:
            return super().new_context(vars, shared, locals)
        if shared or locals:
            made = new_context(self.environment, self.name, self.blocks, vars, shared, self.environment.globals, locals)
            made.globals_keys = set()
            return made
        known = {**self.environment.globals, **(vars or {})}
        return self.environment.context_class(self.environment, known, self.name, self.blocks)
