"""How a template becomes Python: Jinja's own code, but what is the same each time is looked up once.

A parsed template comes in, its Python goes out; how its values are written stands in `values`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from jinja2 import nodes
from jinja2.compiler import CodeGenerator

from verbatim.site.templates import runtime
from verbatim.site.templates.runtime import Kept

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator

    from jinja2 import Environment
    from jinja2.compiler import Frame, MacroRef


# ---- site/quick/phrases.py

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


# ---- site/quick/calls.py

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


# ---- site/quick/values.py

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


# ---- site/quick/names.py

# Jinja gives these a meaning of their own.
SPECIAL = frozenset(("loop", "self", "super", "caller", "varargs", "kwargs"))
# What is within these runs again and again, or later; a name that they read is looked up each time.
INNER = (nodes.For, nodes.Macro, nodes.CallBlock)


def macros(template: nodes.Template) -> frozenset[str]:
    """Return the names that a template imports or defines as macros at its top, and gives no other meaning anywhere."""
    top: list[str] = []
    for node in template.body:
        if isinstance(node, nodes.Macro):
            top.append(node.name)
        elif isinstance(node, nodes.FromImport) and not node.with_context:
            top.extend(aliases(node))
    everywhere = list(given(template))
    return frozenset(name for name in top if everywhere.count(name) == 1) - SPECIAL


def called(node: nodes.Node) -> frozenset[str]:
    """Return the names that are called within a node, but not within the blocks in it."""
    calls = (one.node for one in _within(node) if isinstance(one, nodes.Call))
    return frozenset(one.name for one in calls if isinstance(one, nodes.Name))


def lasting(node: nodes.Template | nodes.Block) -> frozenset[str]:
    """Return the names that loops and macros within a template or block look up each time, to the same end.

    They can be looked up once where it begins, if nothing there gives them a value. A template that extends another
    may be given one by it, after its own top has run.
    """
    if isinstance(node, nodes.Template) and node.find(nodes.Extends):
        return frozenset()
    inner = (one for one in _within(node) if isinstance(one, INNER))
    read = {name.name for one in inner for name in one.find_all(nodes.Name) if name.ctx == "load"}
    return frozenset(read) - frozenset(given(node)) - SPECIAL


def _within(node: nodes.Node) -> Iterator[nodes.Node]:
    for child in node.iter_child_nodes():
        if not isinstance(child, nodes.Block):
            yield child
            yield from _within(child)


def given(node: nodes.Node) -> Iterator[str]:
    """Yield each name that something within a node gives a value, as often as it does."""
    for one in node.find_all(nodes.Node):
        if isinstance(one, (nodes.NSRef, nodes.Macro)) or (isinstance(one, nodes.Name) and one.ctx != "load"):
            yield one.name
        elif isinstance(one, nodes.Import):
            yield one.target
        elif isinstance(one, nodes.FromImport):
            yield from aliases(one)


def aliases(node: nodes.FromImport) -> list[str]:
    """Return the names that an import gives, as the template has them."""
    return [name if isinstance(name, str) else name[1] for name in node.names]


# ---- site/quick/compiling.py

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
