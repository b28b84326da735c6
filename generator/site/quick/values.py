"""How a value becomes Python: what a template puts out, calls, joins, looks up. Jinja's nodes come in, code goes out.

Wherever it is not certain that what is put out is escaped, Jinja's own code stands.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jinja2 import nodes
from jinja2.compiler import CodeGenerator

from generator.site.quick.phrases import Phrases, literal, pieces

if TYPE_CHECKING:
    from collections.abc import Iterable

    from jinja2.compiler import Frame

# Jinja prefers an attribute to an item: it is asked for what a dictionary has of its own.
OF_DICTIONARIES = frozenset(dir(dict))


class ValueGenerator(CodeGenerator):
    """Writes the values of one template.

    `macros` are the names of macros, whose texts the code around holds as `m_<name>`; `said` collects the interface's
    words that the code says, by msgid. `phrases` is None where `_` does not stand for them.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.phrases: Phrases | None = None
        self.macros: frozenset[str] = frozenset()
        self.said: dict[str, str] = {}
        self.constants: dict[str, str] = {}
        self._as_text: nodes.Node | None = None

    def visit_Output(self, node: nodes.Output, frame: Frame) -> None:  # noqa: N802
        """Put out the interface's phrases as text."""
        if self._escapes(frame):
            node = nodes.Output([part for child in node.nodes for part in self._parts(child)], lineno=node.lineno)
        super().visit_Output(node, frame)

    def _parts(self, node: nodes.Expr) -> list[nodes.Expr]:
        msgid = literal(node) if self.phrases else None
        if msgid is None or not self.phrases or not isinstance(node, nodes.Call):
            return [node]
        said = self.phrases.gettext(msgid)
        found = pieces(said, node)
        if found is None:
            return [node]
        self.said[msgid] = said
        return found

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> None:
        if not self._escapes(frame):
            super()._output_child_pre(node, frame, finalize)
        elif self._is_text(node, frame):
            self._as_text = node
        else:
            self.write("shown(")

    def _output_child_post(self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> None:
        if self._as_text is node:
            self._as_text = None
        else:
            super()._output_child_post(node, frame, finalize)

    def _is_text(self, node: nodes.Expr, frame: Frame) -> bool:
        """Tell whether a value can be written as the text that it puts out.

        What is imported may be a function that wants the context: it must see what a loop or block has set.
        """
        if isinstance(node, nodes.Getattr):
            return node.attr not in OF_DICTIONARIES
        sets = (frame.loop_frame or frame.block_frame) and frame.symbols.stores
        return (
            not sets
            and isinstance(node, nodes.Call)
            and isinstance(node.node, nodes.Name)
            and node.node.name in self.macros
            and not (node.kwargs or node.dyn_args or node.dyn_kwargs)
        )

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
        return self.constants.setdefault(text, f"k_{len(self.constants)}")

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
