"""How a call becomes Python: of a macro, of a function, of a phrase. Jinja's nodes come in, code goes out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jinja2 import nodes
from jinja2.compiler import CodeGenerator

from generator.site.quick.phrases import Phrases, literal, pieces

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from jinja2.compiler import Frame

Place = str | None  # a block's name; None is the template's top


class CallGenerator(CodeGenerator):
    """Writes the calls of one template.

    `macros` are the names of macros, whose texts the code around holds as `m_<name>`; `functions` are those that mean
    the same throughout a place, held as `f_<name>`. `said` collects the interface's words that the code says, by msgid.
    `phrases` is None where `_` does not stand for them.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.phrases: Phrases | None = None
        self.macros: frozenset[str] = frozenset()
        self.functions: dict[Place, frozenset[str]] = {}
        self.said: dict[str, str] = {}
        self.constants: dict[str, str] = {}
        self._as_text: nodes.Node | None = None

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
        elif isinstance(node.node, nodes.Name) and self._is_held(
            node, self.functions.get(frame.block, frozenset()), frame
        ):
            self.write(f"f_{node.node.name}(")
            self._listed(node.args, frame)
            self.write(")")
        else:
            loop = "_loop_vars" if frame.loop_frame else "None"
            block = "_block_vars" if frame.block_frame else "None"
            self.write(f"call(context, {loop}, {block}, ")
            self.visit(node.node, frame)
            self.signature(node, frame, {"caller": "caller"} if forward_caller else None)
            self.write(")")

    @staticmethod
    def _is_held(node: nodes.Expr, names: Collection[str], frame: Frame) -> bool:
        """Tell whether a node calls something that is held, and with nothing but arguments in their order.

        It may be a function that wants the context, which must see what a loop or block has set.
        """
        sets = (frame.loop_frame or frame.block_frame) and frame.symbols.stores
        return (
            not sets
            and isinstance(node, nodes.Call)
            and isinstance(node.node, nodes.Name)
            and node.node.name in names
            and not (node.kwargs or node.dyn_args or node.dyn_kwargs)
        )

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

    def _constant(self, text: str) -> str:
        return self.constants.setdefault(text, f"k_{len(self.constants)}")

    @staticmethod
    def _escapes(frame: Frame) -> bool:
        """Tell whether it is certain that what is put out is escaped; a template may switch it off for a part."""
        return bool(frame.eval_ctx.autoescape) and not frame.eval_ctx.volatile
