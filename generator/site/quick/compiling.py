"""How a template becomes Python: Jinja's own code generator, with quicker words where they come to the same."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame, MacroRef

from generator.site.quick import runtime
from generator.site.quick.bytecode import Kept
from generator.site.quick.names import called, given, lasting, macros
from generator.site.quick.phrases import NAMES, Phrases, literal, pieces

if TYPE_CHECKING:
    from collections.abc import Iterable

RUNTIME = ("QuickMacro", "attr", "call", "imported", "joined", "shown", "shown_attr", "text_of", "woven")
# Jinja prefers an attribute to an item: it is asked for what a dictionary has of its own.
OF_DICTIONARIES = frozenset(dir(dict))
Place = str | None  # a block's name; None is the template's top


class QuickGenerator(CodeGenerator):
    """Writes the Python of one template, of an environment that `quicken` prepared.

    A macro that the template names is held as `m_<name>`, too: what `text_of` makes of it.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        phrases: Phrases = self.environment.phrases  # type: ignore[attr-defined]  # put there by `quicken`
        self._phrases = phrases if phrases.stand_in(self.environment) else None
        self._said: dict[str, str] = {}
        self._macros: frozenset[str] = frozenset()
        self._called: dict[Place, frozenset[str]] = {}
        self._lasting: dict[Place, frozenset[str]] = {}
        self._constants: dict[str, str] = {}
        self._as_text: nodes.Node | None = None

    # -- The template, and its functions

    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:  # noqa: N802  Jinja's name
        """Write the whole, and tell the cache what it counts on."""
        self._look_over(node)
        self.writeline(f"from {runtime.__name__} import {', '.join(RUNTIME)}")
        super().visit_Template(node, frame)
        for text, name in self._constants.items():
            self.writeline(f"{name} = Markup({text!r})")
        if isinstance(self.environment.bytecode_cache, Kept):
            self.environment.bytecode_cache.note(self.name, self.filename, self._said, (*self.filters, *self.tests))

    def _look_over(self, node: nodes.Template) -> None:
        self._macros = macros(node)
        places: dict[Place, nodes.Template | nodes.Block] = {None: node}
        places |= {block.name: block for block in node.find_all(nodes.Block)}
        self._called = {name: called(place) & self._macros for name, place in places.items()}
        self._lasting = {name: lasting(place) for name, place in places.items()}
        if not {*given(node)}.isdisjoint(NAMES):
            self._phrases = None

    def enter_frame(self, frame: Frame) -> None:
        """Look names up where a function begins, if all that is in it would find the same."""
        begins = frame.parent is None and (frame.toplevel or frame.block_frame)
        if begins:
            for name in sorted(self._lasting[frame.block] | self._called[frame.block]):
                frame.symbols.load(name)
        super().enter_frame(frame)
        if begins:
            for name in sorted(self._called[frame.block]):
                ref = frame.symbols.ref(name)
                self.writeline(f"m_{name} = text_of(context, undefined(name={name!r}) if {ref} is missing else {ref})")

    def visit_FromImport(self, node: nodes.FromImport, frame: Frame) -> None:  # noqa: N802
        """Hold what is imported as macros, too."""
        super().visit_FromImport(node, frame)
        self._hold((name if isinstance(name, str) else name[1] for name in node.names), frame)

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

    # -- What is put out

    def visit_Output(self, node: nodes.Output, frame: Frame) -> None:  # noqa: N802
        """Put out the interface's phrases as text."""
        if self._escapes(frame):
            node = nodes.Output([part for child in node.nodes for part in self._parts(child)], lineno=node.lineno)
        super().visit_Output(node, frame)

    def _parts(self, node: nodes.Expr) -> list[nodes.Expr]:
        msgid = literal(node) if self._phrases else None
        if msgid is None or not self._phrases or not isinstance(node, nodes.Call):
            return [node]
        said = self._phrases.gettext(msgid)
        found = pieces(said, node)
        if found is None:
            return [node]
        self._said[msgid] = said
        return found

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> None:
        if not self._escapes(frame):
            super()._output_child_pre(node, frame, finalize)
        elif self._is_text(node):
            self._as_text = node
        else:
            self.write("shown(")

    def _output_child_post(self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> None:
        if self._as_text is node:
            self._as_text = None
        else:
            super()._output_child_post(node, frame, finalize)

    def _is_text(self, node: nodes.Expr) -> bool:
        """Tell whether a value can be written as the text that it puts out."""
        if isinstance(node, nodes.Getattr):
            return node.attr not in OF_DICTIONARIES
        return (
            isinstance(node, nodes.Call)
            and isinstance(node.node, nodes.Name)
            and node.node.name in self._macros
            and not (node.kwargs or node.dyn_args or node.dyn_kwargs)
        )

    # -- Values

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:  # noqa: FBT001, FBT002, N802
        """Call a macro for its text, say a phrase, or call what the name stands for."""
        if not self._escapes(frame):
            super().visit_Call(node, frame, forward_caller=forward_caller)
        elif node is self._as_text and isinstance(node.node, nodes.Name):
            self.write(f"m_{node.node.name}(")
            self._listed(node.args, frame)
            self.write(")")
        elif (parts := self._parts(node)) != [node]:
            self._phrase(parts, frame)
        else:
            loop = "_loop_vars" if frame.loop_frame else "None"
            block = "_block_vars" if frame.block_frame else "None"
            self.write(f"call(context, {loop}, {block}, ")
            self.visit(node.node, frame)
            self.signature(node, frame, {"caller": "caller"} if forward_caller else None)
            self.write(")")

    def _phrase(self, parts: list[nodes.Expr], frame: Frame) -> None:
        words = [part.data for part in parts if isinstance(part, nodes.TemplateData)]
        if len(words) == len(parts):
            self.write(self._constant("".join(words)))
            return
        self.write("woven((")
        self._listed(parts, frame)
        self.write("))")

    def _listed(self, values: Iterable[nodes.Expr], frame: Frame) -> None:
        for value in values:
            self.visit(value, frame)
            self.write(", ")

    def visit_TemplateData(self, node: nodes.TemplateData, frame: Frame) -> None:  # noqa: N802
        """Name a text of the template that is made once."""
        if self._escapes(frame):
            self.write(self._constant(node.data))
        else:
            super().visit_TemplateData(node, frame)

    def _constant(self, text: str) -> str:
        return self._constants.setdefault(text, f"k_{len(self._constants)}")

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802
        """Ask dictionaries first: what templates are handed is made of them."""
        if node.attr in OF_DICTIONARIES or not self._escapes(frame):
            super().visit_Getattr(node, frame)
            return
        self.write("shown_attr(environment, " if node is self._as_text else "attr(environment, ")
        self.visit(node.node, frame)
        self.write(f", {node.attr!r})")

    def visit_Concat(self, node: nodes.Concat, frame: Frame) -> None:  # noqa: N802
        """Join texts, as most of what is joined are."""
        if not self._escapes(frame):
            super().visit_Concat(node, frame)
            return
        self.write("joined((")
        self._listed(node.nodes, frame)
        self.write("))")

    @staticmethod
    def _escapes(frame: Frame) -> bool:
        """Tell whether it is certain that what is put out is escaped; a template may switch it off for a part."""
        return bool(frame.eval_ctx.autoescape) and not frame.eval_ctx.volatile
