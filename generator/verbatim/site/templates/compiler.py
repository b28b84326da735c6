"""Compiles templates to faster Python: Jinja's own code, except that what never changes is looked up once.

`quicken` prepares an environment, `precompile` compiles all templates ahead. Without either, Jinja renders the same
bytes more slowly: a clean build of 48 stories takes a fifth more processor time.
"""

from __future__ import annotations

import contextlib
import re
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from jinja2 import Environment, Template, nodes
from jinja2.compiler import CodeGenerator

from verbatim.core import fork
from verbatim.core.executors import cores
from verbatim.site.templates import runtime
from verbatim.site.templates.runtime import QuickTemplate, TemplateCache

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator
    from pathlib import Path

    from jinja2.compiler import Frame, MacroRef

    from verbatim.core.i18n import Words


# Extensions whose code comes with Jinja; any other may compile a template differently without its source changing.
JINJAS = "jinja2.ext."
RUNTIME = ("QuickMacro", "attr", "call", "function_of", "imported", "joined", "shown", "shown_attr", "text_of", "woven")
# Jinja prefers attributes to items: what dictionaries have of their own must be asked for Jinja's way.
OF_DICTIONARIES = frozenset(dir(dict))
# Jinja gives these a meaning of its own.
SPECIAL = frozenset(("loop", "self", "super", "caller", "varargs", "kwargs"))
# What is inside these runs repeatedly, or later; a name that they read is looked up each time.
INNER = (nodes.For, nodes.Macro, nodes.CallBlock)
GETTEXT = ("_", "gettext")
PLACEHOLDER = re.compile(r"%(?:\((\w+)\)s|(%))")
BlockName = str | None  # None is the top level of the template


def quicken(environment: Environment, words: Words, cached: TemplateCache | None = None) -> None:
    """Let an environment with the interface's `words` installed (`i18n.install`) render faster.

    Its code is `cached`, unless extensions may compile differently. An environment that a newsroom or a plugin has
    customised (another class, a finalizer, a cache) is left alone.
    """
    is_plain = (
        type(environment) is Environment
        and environment.autoescape is True
        and not (environment.is_async or environment.finalize or environment.bytecode_cache)
        and (environment.code_generator_class, environment.template_class) == (CodeGenerator, Template)
    )
    if not is_plain:
        return
    environment.extend(phrases=Phrases(words.gettext, environment.globals["gettext"]), modules={})
    environment.code_generator_class = QuickGenerator
    environment.template_class = QuickTemplate
    if environment.cache is not None:
        environment.cache = {}  # a site has so few templates that none need be evicted, and a dictionary has no lock
    if all(name.startswith(JINJAS) for name in environment.extensions):
        environment.bytecode_cache = cached


def precompile(environment: Environment, templates: Path) -> Callable[[], object]:
    """Begin compiling all templates of a folder in another process, where none are cached; return what waits for it.

    The process that waits compiles them too, from the other end.
    """
    cached = environment.bytecode_cache
    if not isinstance(cached, TemplateCache) or not cached.is_empty() or cores() == 1:
        return int
    names = sorted(path.relative_to(templates).as_posix() for path in templates.rglob("*.html"))
    children = [fork.begin(partial(_compile, environment, names))]

    def wait() -> None:
        while children:
            _compile(environment, names[::-1])
            fork.wait(children.pop())

    return wait


def _compile(environment: Environment, names: Iterable[str]) -> None:
    for name in names:
        with contextlib.suppress(Exception):  # reported where it is rendered
            environment.get_template(name)


class Phrases(NamedTuple):
    """How to translate `_`, and the environment's `gettext` for which that is true."""

    gettext: Callable[[str], str]
    installed: object

    def are_installed(self, environment: Environment) -> bool:
        """Return whether `_` in templates still means these phrases: a plugin may have replaced it."""
        alias = environment.globals.get("_")
        return environment.globals.get("gettext") is self.installed and getattr(alias, "__module__", "") == "jinja2.ext"


def pieces(said: str, call: nodes.Call) -> list[nodes.Expr] | None:
    """Return the translation `said` with the values of `call` in their places; None where the two do not match.

    A mismatch is left to be rendered, or refused, with the page.
    """
    values = {one.key: one.value for one in call.kwargs}
    found: list[nodes.Expr] = []
    end = 0
    for place in PLACEHOLDER.finditer(said):
        found.append(nodes.TemplateData(said[end : place.start()] + (place[2] or "")))
        end = place.end()
        if place[1]:
            if place[1] not in values:
                return None
            found.append(values.pop(place[1]))
    rest = said[end:]
    whole = "".join(one.data for one in found if isinstance(one, nodes.TemplateData)) + rest
    if values or whole.count("%") != said.count("%%"):
        return None
    return [*found, nodes.TemplateData(rest)]


def literal(call: nodes.Expr) -> str | None:
    """Return the msgid of a call of `_` that can be translated ahead: one constant text, and values by name."""
    if not (isinstance(call, nodes.Call) and isinstance(call.node, nodes.Name) and call.node.name in GETTEXT):
        return None
    if call.dyn_args or call.dyn_kwargs or len(call.args) != 1:
        return None
    given = call.args[0]
    return given.value if isinstance(given, nodes.Const) and isinstance(given.value, str) else None


def macros(template: nodes.Template) -> frozenset[str]:
    """Return the names that a template imports or defines as macros at its top level and never assigns otherwise."""
    top: list[str] = []
    for node in template.body:
        if isinstance(node, nodes.Macro):
            top.append(node.name)
        elif isinstance(node, nodes.FromImport) and not node.with_context:
            top.extend(aliases(node))
    everywhere = list(assigned(template))
    return frozenset(name for name in top if everywhere.count(name) == 1) - SPECIAL


def called(node: nodes.Node) -> frozenset[str]:
    """Return the names that are called inside a node, but not inside its blocks."""
    calls = (one.node for one in _within(node) if isinstance(one, nodes.Call))
    return frozenset(one.name for one in calls if isinstance(one, nodes.Name))


def lasting(node: nodes.Template | nodes.Block) -> frozenset[str]:
    """Return the names that loops and macros inside a template or block look up each time, with the same result.

    They can be looked up once at its start, if nothing inside assigns them. A template that extends another may have
    them assigned by it, after its own top level has run.
    """
    if isinstance(node, nodes.Template) and node.find(nodes.Extends):
        return frozenset()
    inner = (one for one in _within(node) if isinstance(one, INNER))
    read = {name.name for one in inner for name in one.find_all(nodes.Name) if name.ctx == "load"}
    return frozenset(read) - frozenset(assigned(node)) - SPECIAL


def _within(node: nodes.Node) -> Iterator[nodes.Node]:
    for child in node.iter_child_nodes():
        if not isinstance(child, nodes.Block):
            yield child
            yield from _within(child)


def assigned(node: nodes.Node) -> Iterator[str]:
    """Yield each name that something inside a node assigns, once for each assignment."""
    for one in node.find_all(nodes.Node):
        if isinstance(one, (nodes.NSRef, nodes.Macro)) or (isinstance(one, nodes.Name) and one.ctx != "load"):
            yield one.name
        elif isinstance(one, nodes.Import):
            yield one.target
        elif isinstance(one, nodes.FromImport):
            yield from aliases(one)


def aliases(node: nodes.FromImport) -> list[str]:
    """Return the names under which an import makes things known."""
    return [name if isinstance(name, str) else name[1] for name in node.names]


class QuickGenerator(CodeGenerator):
    """Writes the Python of one template, for an environment that `quicken` prepared.

    A macro is also held as `m_<name>`, which returns its text (`text_of`); any other function that a place calls and
    never assigns as `f_<name>`; a constant text as `k_<number>`. `said` collects the translations in the code by msgid;
    `phrases` is None where `_` means something else.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        phrases: Phrases = self.environment.phrases  # type: ignore[attr-defined]  # put there by `quicken`
        self.phrases = phrases if phrases.are_installed(self.environment) else None
        self.macros: frozenset[str] = frozenset()
        self.functions: dict[BlockName, frozenset[str]] = {}
        self.said: dict[str, str] = {}
        self.constants: dict[str, str] = {}
        self._called: dict[BlockName, frozenset[str]] = {}
        self._lasting: dict[BlockName, frozenset[str]] = {}
        self._as_text: nodes.Node | None = None

    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:  # noqa: N802  Jinja's name
        """Write the whole, and tell the cache what the code depends on."""
        self._analyse(node)
        self.writeline(f"from {runtime.__name__} import {', '.join(RUNTIME)}")
        super().visit_Template(node, frame)
        for text, name in self.constants.items():
            self.writeline(f"{name} = Markup({text!r})")
        if isinstance(self.environment.bytecode_cache, TemplateCache):
            self.environment.bytecode_cache.note(self.name, self.filename, self.said, (*self.filters, *self.tests))

    def _analyse(self, node: nodes.Template) -> None:
        self.macros = macros(node)
        places: dict[BlockName, nodes.Template | nodes.Block] = {None: node}
        places |= {block.name: block for block in node.find_all(nodes.Block)}
        calls, values = {name: called(place) for name, place in places.items()}, frozenset(assigned(node))
        self._called = {name: found & self.macros for name, found in calls.items()}
        self._lasting = {name: lasting(place) for name, place in places.items()}
        if node.find(nodes.Extends):  # the template that it extends may assign names after its own top level has run
            del calls[None]
        self.functions = {name: found - values - SPECIAL - frozenset(GETTEXT) for name, found in calls.items()}
        if not values.isdisjoint(GETTEXT):
            self.phrases = None

    def enter_frame(self, frame: Frame) -> None:
        """Look names up where a function begins, if everything inside it would find the same."""
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
        """Hold imported macros as `m_<name>`."""
        super().visit_FromImport(node, frame)
        self._hold(aliases(node), frame)

    def visit_Macro(self, node: nodes.Macro, frame: Frame) -> None:  # noqa: N802
        """Hold a macro of the template itself as `m_<name>`."""
        super().visit_Macro(node, frame)
        self._hold([node.name], frame)

    def _hold(self, names: Iterable[str], frame: Frame) -> None:
        for name in names:
            if frame.toplevel and name in self._called[None]:
                self.writeline(f"m_{name} = text_of(context, {frame.symbols.ref(name)})")

    def _import_common(self, node: nodes.Import | nodes.FromImport, frame: Frame) -> None:
        if node.with_context or not isinstance(node.template, nodes.Const) or self.name is None:
            super()._import_common(node, frame)
        else:
            self.write(f"imported(environment, context, {node.template.value!r}, {self.name!r})")

    def macro_def(self, macro_ref: MacroRef, frame: Frame) -> None:
        """Make a `QuickMacro` where Jinja makes a `Macro`: Jinja writes the rest of the word, and its arguments."""
        self.write("Quick")
        super().macro_def(macro_ref, frame)

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:  # noqa: FBT001, FBT002, N802
        """Call a macro for its text, insert a translation, or call what the name means."""
        if not self._escapes(frame):
            super().visit_Call(node, frame, forward_caller=forward_caller)
        elif node is self._as_text and isinstance(node.node, nodes.Name):
            self._plain_call(f"m_{node.node.name}", node, frame)
        elif (parts := self._parts(node)) != [node]:
            self._phrase(parts, frame)
        elif isinstance(node.node, nodes.Name) and self._is_held(
            node, self.functions.get(frame.block, frozenset()), frame
        ):
            self._plain_call(f"f_{node.node.name}", node, frame)
        else:
            loop = "_loop_vars" if frame.loop_frame else "None"
            block = "_block_vars" if frame.block_frame else "None"
            self.write(f"call(context, {loop}, {block}, ")
            self.visit(node.node, frame)
            self.signature(node, frame, {"caller": "caller"} if forward_caller else None)
            self.write(")")

    def _plain_call(self, name: str, node: nodes.Call, frame: Frame) -> None:
        self.write(f"{name}(")
        self._listed(node.args, frame)
        self.write(")")

    @staticmethod
    def _is_held(node: nodes.Expr, names: Collection[str], frame: Frame) -> bool:
        """Return whether a node calls one of these names, and with positional arguments only.

        The function may want the context, which must then include what a loop or block has set.
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
        """Return whether output is certainly escaped; a template may switch that off for a part."""
        return bool(frame.eval_ctx.autoescape) and not frame.eval_ctx.volatile

    def visit_Output(self, node: nodes.Output, frame: Frame) -> None:  # noqa: N802
        """Output translations as text."""
        if self._escapes(frame):
            node = nodes.Output([part for child in node.nodes for part in self._parts(child)], lineno=node.lineno)
        super().visit_Output(node, frame)

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> None:
        if not self._escapes(frame):
            super()._output_child_pre(node, frame, finalize)
        elif self._is_held(node, self.macros, frame) or (
            isinstance(node, nodes.Getattr) and node.attr not in OF_DICTIONARIES
        ):
            self._as_text = node  # written as the text that it outputs
        else:
            self.write("shown(")

    def _output_child_post(self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> None:
        if self._as_text is node:
            self._as_text = None
        else:
            super()._output_child_post(node, frame, finalize)

    def visit_TemplateData(self, node: nodes.TemplateData, frame: Frame) -> None:  # noqa: N802
        """Refer to a text of the template that is made once."""
        if self._escapes(frame):
            self.write(self._constant(node.data))
        else:
            super().visit_TemplateData(node, frame)

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802
        """Try dictionaries first: most of what templates are given consists of them."""
        if node.attr in OF_DICTIONARIES or not self._escapes(frame):
            super().visit_Getattr(node, frame)
            return
        self.write("shown_attr(environment, " if node is self._as_text else "attr(environment, ")
        self.visit(node.node, frame)
        self.write(f", {node.attr!r})")

    def visit_Concat(self, node: nodes.Concat, frame: Frame) -> None:  # noqa: N802
        """Join texts, which is what most concatenations are."""
        if not self._escapes(frame):
            super().visit_Concat(node, frame)
            return
        self.write("joined((")
        self._listed(node.nodes, frame)
        self.write("))")
