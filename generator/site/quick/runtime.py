"""What compiled templates call for each value that they show. Values come in, the text of Jinja's own way goes out.

Jinja answers every question for every value: whether a function wants the context, whether a text is safe, whether an
attribute is an item. Here the usual answer comes first, and everything else goes Jinja's way.
"""

from __future__ import annotations

from functools import lru_cache, partial
from types import BuiltinFunctionType, FunctionType
from typing import TYPE_CHECKING, Any

from jinja2.nodes import EvalContext
from jinja2.runtime import Macro, markup_join
from jinja2.utils import internalcode, missing
from markupsafe import Markup

from generator.publish.escaped import escaped, marked_safe, of_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from jinja2 import Environment
    from jinja2.environment import TemplateModule
    from jinja2.runtime import Context

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
            return of_text(value)
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
