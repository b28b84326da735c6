"""Holds what compiled templates call, and caches their code.

For every value Jinja asks whether a function wants the context, whether a text is safe, whether an attribute is an
item. Here the usual answer is tried first, and everything else is left to Jinja.
"""

from __future__ import annotations

import marshal
import os
import sys
from contextlib import suppress
from functools import cache, lru_cache, partial
from hashlib import sha256
from importlib.metadata import version
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

from verbatim.core.cache import sealed, unsealed, users_own_cache, write_cached
from verbatim.core.filestate import program_digest
from verbatim.publish.html import escape_text, escaped, marked_safe

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

    from jinja2 import Environment
    from jinja2.environment import TemplateModule


Variables = dict[str, Any] | None
# Kinds that say themselves whether they want the context; other callables may say so at their `__call__`.
FUNCTIONS = frozenset((FunctionType, type(lru_cache(len))))
OURS = "verbatim."  # begins the names of our modules
shown = internalcode(escaped)  # what a page shows for a value


@internalcode
def attr(environment: Environment, value: Any, name: str) -> Any:
    """Return `value.name` as `environment.getattr` does, for a name that dictionaries have no attribute of."""
    if type(value) is dict:
        try:
            return value[name]
        except KeyError:
            return environment.undefined(obj=value, name=name)
    return environment.getattr(value, name)


@internalcode
def shown_attr(environment: Environment, value: Any, name: str) -> str:
    """Return `shown(attr(…))` in one step, as most output is."""
    if type(value) is dict and name in value:
        value = value[name]
        kind = type(value)
        if kind is str:
            return escape_text(value)
        return value if kind is Markup else escaped(value)
    return shown(attr(environment, value, name))


@internalcode
def call(context: Context, loop: Variables, block: Variables, function: Any, /, *args: Any, **kwargs: Any) -> Any:
    """Call a function as `context.call` does; `loop` and `block` are the variables of the template that it may see."""
    kind = type(function)
    if kind is QuickMacro:
        return function(*args, **kwargs)
    if kind is BuiltinFunctionType or (kind in FUNCTIONS and not hasattr(function, "jinja_pass_arg")):
        try:
            return function(*args, **kwargs)
        except StopIteration:  # which Jinja turns into an undefined value
            return context.call(_stop)
    if loop:
        kwargs["_loop_vars"] = loop
    if block:
        kwargs["_block_vars"] = block
    return context.call(function, *args, **kwargs)


def _stop() -> None:
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
    """Return a translation with its values, escaped: `Markup(phrase) % values`, given in pieces."""
    return marked_safe("".join(map(escaped, values)))


class QuickMacro(Macro):
    """A macro that calls its function directly where possible.

    `raw` takes the macro's positional arguments and returns its text, which is safe; None where the macro uses its
    caller or arguments that it does not name, or where nothing is escaped.
    """

    def __init__(self, environment: Environment, func: Callable[..., str], name: str, *rest: Any) -> None:
        super().__init__(environment, func, name, *rest)
        simple = not (self.catch_kwargs or self.catch_varargs or self.caller)
        self.raw = func if simple and self._default_autoescape is True else None
        if self.raw and isinstance(func, FunctionType):
            func.__defaults__ = (missing,) * self._argument_count
            func.__name__ = func.__qualname__ = f"macro {name!r}"  # as errors name it

    @internalcode
    def __call__(self, *args: Any, **kwargs: Any) -> str:
        """Return the macro's text, safe as it is."""
        if kwargs or self.raw is None or (args and isinstance(args[0], EvalContext)):
            return super().__call__(*args, **kwargs)
        return marked_safe(self.raw(*args))


@internalcode
def text_of(context: Context, function: Any) -> Callable[..., str]:
    """Return a function that returns the text which a call of `function` outputs."""
    if type(function) is QuickMacro and function.raw is not None:
        return function.raw

    @internalcode
    def text(*args: Any) -> str:
        return shown(context.call(function, *args))

    return text


@internalcode
def function_of(context: Context, function: Any) -> Callable[..., Any]:
    """Return what to call for a function that a template names: itself where it is ours and does not want the context.

    Others may raise StopIteration, which Jinja turns into an undefined value.
    """
    is_ours = type(function) in FUNCTIONS and (function.__module__ or "").startswith(OURS)
    if is_ours and not hasattr(function, "jinja_pass_arg"):
        return function  # type: ignore[no-any-return]
    return partial(call, context, None, None, function)


@internalcode
def imported(environment: Environment, context: Context, name: str, parent: str) -> TemplateModule:
    """Return the module of an imported template, as Jinja does; the environment remembers it."""
    modules: dict[str, TemplateModule] = environment.modules  # type: ignore[attr-defined]  # put there by `quicken`
    if context.globals_keys or environment.auto_reload:
        return environment.get_template(name, parent)._get_default_module(context)  # noqa: SLF001  what Jinja writes
    if name not in modules:
        modules[name] = environment.get_template(name, parent)._get_default_module(context)  # noqa: SLF001
    return modules[name]


class QuickTemplate(Template):
    """A template that looks globals up in one dictionary; Jinja chains its own and the environment's."""

    def new_context(
        self,
        vars: dict[str, Any] | None = None,  # noqa: A002  Jinja's names
        shared: bool = False,  # noqa: FBT001, FBT002
        locals: Mapping[str, Any] | None = None,  # noqa: A002
    ) -> Context:
        """Return the context for a rendering.

        `globals_keys` are what an imported template may lack: nothing, where the template has no globals of its own.
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


# What the code of a template depends on besides its source and what `_Dependencies` holds.
SYNTAX = (
    *("block_start_string", "block_end_string", "variable_start_string", "variable_end_string"),
    *("comment_start_string", "comment_end_string", "line_statement_prefix", "line_comment_prefix"),
    *("trim_blocks", "lstrip_blocks", "newline_sequence", "keep_trailing_newline", "optimized"),
)
OUR_FILTERS = frozenset(("number",))  # of `i18n`, and never used on a constant
NAME = 32  # characters of the name of a folder


class _Dependencies(NamedTuple):
    """What a template's code depends on: its translations by msgid, and the filters and tests that it names."""

    said: dict[str, str]
    used: frozenset[str]


def template_cache(content: Path, gettext: Callable[[str], str]) -> TemplateCache | None:
    """Return the cache of a content folder's templates; None where the user has no folder that others may not write.

    Compiled templates are code: whoever can write them decides what the next build does. They are not kept in
    `.cache/`, which may come with a project.
    """
    above = users_own_cache()
    if above is None:
        return None
    name = sha256(os.fsencode(content.absolute())).hexdigest()[:NAME]
    return TemplateCache(above / "templates" / name, gettext)


class TemplateCache(BytecodeCache):
    """Caches the code of templates in a folder, with the translations that it contains (`gettext`)."""

    def __init__(self, folder: Path, gettext: Callable[[str], str]) -> None:
        self._folder = folder
        self._gettext = gettext
        self._dependencies: dict[str, _Dependencies] = {}

    def is_empty(self) -> bool:
        """Return whether nothing was cached yet."""
        return not self._folder.exists()

    def note(self, name: str | None, filename: str | None, said: dict[str, str], used: Iterable[str]) -> None:
        """Record what a template that was just compiled depends on."""
        self._dependencies[self.get_cache_key(name or "", filename)] = _Dependencies(said, frozenset(used))

    def load_bytecode(self, bucket: Bucket) -> None:
        """Put the code of a template into `bucket`, if it is cached and up to date."""
        try:
            held = unsealed((self._folder / bucket.key).read_bytes(), bucket.key)
        except OSError:
            return
        if held is None:
            return
        state, said, bytecode = marshal.loads(held)  # noqa: S302  in the user's own folder, and as it was written
        if state == _state(bucket) and all(self._gettext(msgid) == words for msgid, words in said.items()):
            bucket.code = bytecode

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Cache the code of a template, unless it may contain what a newsroom's own filter made of a constant."""
        known = self._dependencies.get(bucket.key)
        if known is None or not all(_is_jinjas(bucket.environment, name) for name in known.used - OUR_FILTERS):
            return
        held = marshal.dumps((_state(bucket), known.said, bucket.code))
        with suppress(OSError):  # a folder that cannot be written to caches nothing
            write_cached(self._folder / bucket.key, sealed(held, bucket.key))


def _is_jinjas(environment: Environment, name: str) -> bool:
    filters, tests = environment.filters.get(name), environment.tests.get(name)
    return filters is FILTERS.get(name) and tests is TESTS.get(name)


def _state(bucket: Bucket) -> str:
    """Return what must not have changed: the source, its syntax, and the programs that compile it."""
    return repr((bucket.checksum, [getattr(bucket.environment, name) for name in SYNTAX], _compilers()))


@cache
def _compilers() -> tuple[str, ...]:
    return sys.version, version("jinja2"), version("markupsafe"), program_digest("site/templates")
