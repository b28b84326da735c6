"""Where it is put in: an environment of templates comes in, and renders faster, or stays as it is."""

from __future__ import annotations

import contextlib
from functools import partial
from typing import TYPE_CHECKING

from jinja2 import Environment, Template
from jinja2.compiler import CodeGenerator

from verbatim.core import fork as forked
from verbatim.core.executors import cores
from verbatim.site.templates.compiler import Phrases, QuickGenerator
from verbatim.site.templates.runtime import Kept, QuickTemplate

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from verbatim.core.i18n import Words


# ---- site/quick/environment.py

# Extensions whose code comes with Jinja; what another makes of a template can change without the template.
JINJAS = "jinja2.ext."


def quicken(environment: Environment, words: Words, folder: Path | None = None) -> None:
    """Let an environment that speaks `words` (`speech.install`) render faster, and keep its code in `folder`.

    One that a newsroom or a plugin has made its own (another class, a finalizer, a cache) is left as it is.
    """
    if not _is_plain(environment):
        return
    environment.extend(phrases=Phrases(words.gettext, environment.globals["gettext"]), modules={})
    environment.code_generator_class = QuickGenerator
    environment.template_class = QuickTemplate
    if environment.cache is not None:
        environment.cache = {}  # a site has so few templates that none need be dropped, and this one has no lock
    if folder and all(name.startswith(JINJAS) for name in environment.extensions):
        environment.bytecode_cache = Kept(folder, words.gettext)


def _is_plain(environment: Environment) -> bool:
    return (
        type(environment) is Environment
        and environment.autoescape is True
        and not (environment.is_async or environment.finalize or environment.bytecode_cache)
        and (environment.code_generator_class, environment.template_class) == (CodeGenerator, Template)
    )


# ---- site/compiled.py


def compiling(environment: Environment, templates: Path, kept: Path) -> Callable[[], object]:
    """Have all templates of a folder compiled by another process, where none are `kept`; return what waits for that.

    Whoever waits begins at the other end.
    """
    if environment.bytecode_cache is None or kept.exists() or cores() == 1:
        return int
    names = sorted(path.relative_to(templates).as_posix() for path in templates.rglob("*.html"))
    children = [forked.begin(partial(_compile, environment, names))]
    return partial(_awaited, children, environment, names[::-1])


def _compile(environment: Environment, names: Iterable[str]) -> None:
    for name in names:
        with contextlib.suppress(Exception):  # whoever renders it tells what is wrong
            environment.get_template(name)


def _awaited(children: list[int], environment: Environment, names: Iterable[str]) -> None:
    while children:
        _compile(environment, names)
        forked.wait(children.pop())
