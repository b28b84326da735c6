"""How a template becomes Python: Jinja's own code, but what is the same each time is looked up once.

A parsed template comes in, its Python goes out; how its values are written stands in `values`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jinja2 import nodes

from generator.site.quick import runtime
from generator.site.quick.bytecode import Kept
from generator.site.quick.names import SPECIAL, aliases, called, given, lasting, macros
from generator.site.quick.phrases import NAMES, Phrases
from generator.site.quick.values import ValueGenerator

if TYPE_CHECKING:
    from collections.abc import Iterable

    from jinja2.compiler import Frame, MacroRef

    from generator.site.quick.calls import Place

RUNTIME = ("QuickMacro", "attr", "call", "function_of", "imported", "joined", "shown", "shown_attr", "text_of", "woven")


class QuickGenerator(ValueGenerator):
    """Writes the Python of one template, of an environment that `quicken` prepared.

    A macro that the template names is held as `m_<name>`, too: what `text_of` makes of it. So is any other name that it
    calls and never gives a value, as `f_<name>`.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        phrases: Phrases = self.environment.phrases  # type: ignore[attr-defined]  # put there by `quicken`
        self.phrases = phrases if phrases.stand_in(self.environment) else None
        self._called: dict[Place, frozenset[str]] = {}
        self._lasting: dict[Place, frozenset[str]] = {}

    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:  # noqa: N802  Jinja's name
        """Write the whole, and tell the cache what it counts on."""
        self._look_over(node)
        self.writeline(f"from {runtime.__name__} import {', '.join(RUNTIME)}")
        super().visit_Template(node, frame)
        for text, name in self.constants.items():
            self.writeline(f"{name} = Markup({text!r})")
        if isinstance(self.environment.bytecode_cache, Kept):
            self.environment.bytecode_cache.note(self.name, self.filename, self.said, (*self.filters, *self.tests))

    def _look_over(self, node: nodes.Template) -> None:
        self.macros = macros(node)
        places: dict[Place, nodes.Template | nodes.Block] = {None: node}
        places |= {block.name: block for block in node.find_all(nodes.Block)}
        calls, valued = {name: called(place) for name, place in places.items()}, frozenset(given(node))
        self._called = {name: found & self.macros for name, found in calls.items()}
        self._lasting = {name: lasting(place) for name, place in places.items()}
        if node.find(nodes.Extends):  # what it extends may give names a value after its own top has run
            del calls[None]
        self.functions = {name: found - valued - SPECIAL - frozenset(NAMES) for name, found in calls.items()}
        if not valued.isdisjoint(NAMES):
            self.phrases = None

    def enter_frame(self, frame: Frame) -> None:
        """Look names up where a function begins, if all that is in it would find the same."""
        begins = frame.parent is None and (frame.toplevel or frame.block_frame)
        if begins:
            functions = sorted(self.functions.get(frame.block, ()))
            for name in sorted({*functions, *self._lasting[frame.block], *self._called[frame.block]}):
                frame.symbols.load(name)
        super().enter_frame(frame)
        if begins:
            for name in sorted(self._called[frame.block]):
                self.writeline(f"m_{name} = text_of(context, {self._found(name, frame)})")
            for name in functions:
                self.writeline(f"f_{name} = function_of(context, {self._found(name, frame)})")

    @staticmethod
    def _found(name: str, frame: Frame) -> str:
        ref = frame.symbols.ref(name)
        return f"undefined(name={name!r}) if {ref} is missing else {ref}"

    def visit_FromImport(self, node: nodes.FromImport, frame: Frame) -> None:  # noqa: N802
        """Hold what is imported as macros, too."""
        super().visit_FromImport(node, frame)
        self._hold(aliases(node), frame)

    def visit_Macro(self, node: nodes.Macro, frame: Frame) -> None:  # noqa: N802
        """Hold a macro of the template itself."""
        super().visit_Macro(node, frame)
        self._hold([node.name], frame)

    def _import_common(self, node: nodes.Import | nodes.FromImport, frame: Frame) -> None:
        if node.with_context or not isinstance(node.template, nodes.Const) or self.name is None:
            super()._import_common(node, frame)
        else:
            self.write(f"imported(environment, context, {node.template.value!r}, {self.name!r})")

    def _hold(self, names: Iterable[str], frame: Frame) -> None:
        for name in names:
            if frame.toplevel and name in self._called[None]:
                self.writeline(f"m_{name} = text_of(context, {frame.symbols.ref(name)})")

    def macro_def(self, macro_ref: MacroRef, frame: Frame) -> None:
        """Make a `QuickMacro` where Jinja makes a `Macro`: it writes the rest of the word, and its arguments."""
        self.write("Quick")
        super().macro_def(macro_ref, frame)
