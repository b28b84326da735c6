"""How a value becomes Python: what a template puts out, joins, looks up. Jinja's nodes come in, code goes out.

Wherever it is not certain that what is put out is escaped, Jinja's own code stands.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from jinja2 import nodes

from generator.site.quick.calls import CallGenerator

if TYPE_CHECKING:
    from jinja2.compiler import CodeGenerator, Frame

# Jinja prefers an attribute to an item: it is asked for what a dictionary has of its own.
OF_DICTIONARIES = frozenset(dir(dict))


class ValueGenerator(CallGenerator):
    """Writes the values of one template."""

    def visit_Output(self, node: nodes.Output, frame: Frame) -> None:  # noqa: N802
        """Put out the interface's phrases as text."""
        if self._escapes(frame):
            node = nodes.Output([part for child in node.nodes for part in self._parts(child)], lineno=node.lineno)
        super().visit_Output(node, frame)

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
        """Tell whether a value can be written as the text that it puts out."""
        if isinstance(node, nodes.Getattr):
            return node.attr not in OF_DICTIONARIES
        return self._is_held(node, self.macros, frame)

    def visit_TemplateData(self, node: nodes.TemplateData, frame: Frame) -> None:  # noqa: N802
        """Name a text of the template that is made once."""
        if self._escapes(frame):
            self.write(self._constant(node.data))
        else:
            super().visit_TemplateData(node, frame)

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
