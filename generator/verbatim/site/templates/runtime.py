"""What compiled templates call for each value that they show. Values come in, the text of Jinja's own way goes out.

Jinja answers every question for every value: whether a function wants the context, whether a text is safe, whether an
attribute is an item. Here the usual answer comes first, and everything else goes Jinja's way.
"""

from __future__ import annotations

import marshal
import sys
from functools import cache, lru_cache, partial
from hashlib import sha256
from importlib.metadata import version
from os import getpid
from types import BuiltinFunctionType, FunctionType
from typing import TYPE_CHECKING, Any, NamedTuple

from jinja2 import Template
from jinja2.bccache import Bucket, BytecodeCache
from jinja2.filters import FILTERS
from jinja2.nodes import EvalContext
from jinja2.runtime import Context, Macro, markup_join, new_context
from jinja2.tests import TESTS
from jinja2.utils import internalcode, missing
from markupsafe import Markup

from verbatim.core.filestate import program_digest
from verbatim.publish.html import escape_text, escaped, marked_safe

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

    from jinja2 import Environment
    from jinja2.environment import TemplateModule


# ---- site/quick/runtime.py

Variables = dict[str, Any] | None
# What says itself whether it wants the context; other callables may say so at their `__call__`.
FUNCTIONS = frozenset((FunctionType, type(lru_cache(len))))
OURS = "generator."  # how our modules are named
shown = internalcode(escaped)  # what stands in the page for a value


@internalcode
def attr(environment: Environment, value: Any, name: str) -> Any:
    """Return `value.name` as `environment.getattr` does, for a name that is no attribute of dictionaries."""
    if type(value) is dict:
        try:
            return value[name]
        except KeyError:
            return environment.undefined(obj=value, name=name)
    return environment.getattr(value, name)


@internalcode
def shown_attr(environment: Environment, value: Any, name: str) -> str:
    """Return `shown(attr(…))` in one step: what most places of a template show."""
    if type(value) is dict and name in value:
        value = value[name]
        kind = type(value)
        if kind is str:
            return escape_text(value)
        return value if kind is Markup else escaped(value)
    return shown(attr(environment, value, name))


@internalcode
def call(context: Context, loop: Variables, block: Variables, function: Any, /, *args: Any, **kwargs: Any) -> Any:
    """Call a function of a template as `context.call` does; `loop` and `block` are what it may see of a template's."""
    kind = type(function)
    if kind is QuickMacro:
        return function(*args, **kwargs)
    if kind is BuiltinFunctionType or (kind in FUNCTIONS and not hasattr(function, "jinja_pass_arg")):
        try:
            return function(*args, **kwargs)
        except StopIteration:  # which Jinja makes an undefined value of
            return context.call(_stopped)
    if loop:
        kwargs["_loop_vars"] = loop
    if block:
        kwargs["_block_vars"] = block
    return context.call(function, *args, **kwargs)


def _stopped() -> None:
    raise StopIteration


@internalcode
def joined(values: tuple[Any, ...]) -> str:
    """Return `a ~ b` as Jinja's `markup_join` does."""
    for value in values:
        if type(value) is not str:
            return markup_join(values)
    return "".join(values)


@internalcode
def woven(values: tuple[Any, ...]) -> Markup:
    """Return a phrase of the interface with what is put in, escaped: `Markup(phrase) % values` in pieces."""
    return marked_safe("".join(map(escaped, values)))


class QuickMacro(Macro):
    """A macro that goes straight to its function where it may.

    `raw` takes the macro's arguments in their order and returns its text, safe as it is: None where the macro looks at
    its caller or at arguments that it does not name, or where nothing is escaped.
    """

    def __init__(self, environment: Environment, func: Callable[..., str], name: str, *rest: Any) -> None:
        super().__init__(environment, func, name, *rest)
        simple = not (self.catch_kwargs or self.catch_varargs or self.caller)
        self.raw = func if simple and self._default_autoescape is True else None
        if self.raw and isinstance(func, FunctionType):
            func.__defaults__ = (missing,) * self._argument_count
            func.__name__ = func.__qualname__ = f"macro {name!r}"  # as errors tell of it

    @internalcode
    def __call__(self, *args: Any, **kwargs: Any) -> str:
        """Return what the macro makes of its arguments, safe as it is."""
        if kwargs or self.raw is None or (args and isinstance(args[0], EvalContext)):
            return super().__call__(*args, **kwargs)
        return marked_safe(self.raw(*args))


@internalcode
def text_of(context: Context, function: Any) -> Callable[..., str]:
    """Return a function that gives the text which a call of `function` puts into a page."""
    if type(function) is QuickMacro and function.raw is not None:
        return function.raw

    @internalcode
    def text(*args: Any) -> str:
        return shown(context.call(function, *args))

    return text


@internalcode
def function_of(context: Context, function: Any) -> Callable[..., Any]:
    """Return what to call for a function that a template names: itself where it is ours and wants nothing of Jinja.

    Of others it is not known whether they stop, which Jinja makes an undefined value of.
    """
    is_ours = type(function) in FUNCTIONS and (function.__module__ or "").startswith(OURS)
    if is_ours and not hasattr(function, "jinja_pass_arg"):
        return function  # type: ignore[no-any-return]
    return partial(call, context, None, None, function)


@internalcode
def imported(environment: Environment, context: Context, name: str, parent: str) -> TemplateModule:
    """Return the module of a template that another imports, as Jinja does; the environment holds it for the next."""
    modules: dict[str, TemplateModule] = environment.modules  # type: ignore[attr-defined]  # put there by `quicken`
    if context.globals_keys or environment.auto_reload:
        return environment.get_template(name, parent)._get_default_module(context)  # noqa: SLF001  what Jinja writes
    if name not in modules:
        modules[name] = environment.get_template(name, parent)._get_default_module(context)  # noqa: SLF001
    return modules[name]


# ---- site/quick/templates.py


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


# ---- site/quick/bytecode.py

# What the code of a template depends on besides its source and what `_Note` holds.
SYNTAX = (
    *("block_start_string", "block_end_string", "variable_start_string", "variable_end_string"),
    *("comment_start_string", "comment_end_string", "line_statement_prefix", "line_comment_prefix"),
    *("trim_blocks", "lstrip_blocks", "newline_sequence", "keep_trailing_newline", "optimized"),
)
OURS_BYTECODE = frozenset(("number",))  # the filter of `speech`, which is never used on a constant
DIGEST = sha256().digest_size


class _Note(NamedTuple):
    """What a template's code counts on: the words that it says by msgid, and the filters and tests that it names."""

    said: dict[str, str]
    used: frozenset[str]


class Kept(BytecodeCache):
    """The code of templates in a folder.

    `gettext` gives the words that code holds: where one is another, the code is made anew.
    """

    def __init__(self, folder: Path, gettext: Callable[[str], str]) -> None:
        self._folder = folder
        self._gettext = gettext
        self._notes: dict[str, _Note] = {}

    def note(self, name: str | None, filename: str | None, said: dict[str, str], used: Iterable[str]) -> None:
        """Take note of what was found as a template was compiled."""
        self._notes[self.get_cache_key(name or "", filename)] = _Note(said, frozenset(used))

    def load_bytecode(self, bucket: Bucket) -> None:
        """Put the code of a template into `bucket`, if it is there and still holds."""
        try:
            held = (self._folder / bucket.key).read_bytes()
        except OSError:
            return
        if sha256(held[DIGEST:]).digest() != held[:DIGEST]:
            return
        state, said, code = marshal.loads(held[DIGEST:])  # noqa: S302  a file of our own, whole by its checksum
        if state == _state(bucket) and all(self._gettext(msgid) == words for msgid, words in said.items()):
            bucket.code = code

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep the code of a template, unless it may hold what a newsroom's own filter made of a constant.

        A folder that cannot be written to is none.
        """
        note = self._notes.get(bucket.key)
        if note is None or not all(_is_jinjas(bucket.environment, name) for name in note.used - OURS_BYTECODE):
            return
        held = marshal.dumps((_state(bucket), note.said, bucket.code))
        aside = self._folder / f"{bucket.key}.{getpid()}"
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            aside.write_bytes(sha256(held).digest() + held)
            aside.replace(self._folder / bucket.key)
        except OSError:
            return


def _is_jinjas(environment: Environment, name: str) -> bool:
    filters, tests = environment.filters.get(name), environment.tests.get(name)
    return filters is FILTERS.get(name) and tests is TESTS.get(name)


def _state(bucket: Bucket) -> str:
    """Return what must be as it was: the source, how it is read, and all that makes code of it."""
    return repr((bucket.checksum, [getattr(bucket.environment, name) for name in SYNTAX], _makers()))


@cache
def _makers() -> tuple[str, ...]:
    """Return Python, Jinja, MarkupSafe and our own code generator, as they are now."""
    return sys.version, version("jinja2"), version("markupsafe"), program_digest("site/templates")
