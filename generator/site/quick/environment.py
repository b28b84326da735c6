"""Where it is put in: an environment of templates comes in, and renders faster, or stays as it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jinja2 import Environment, Template
from jinja2.compiler import CodeGenerator

from generator.site.quick.bytecode import Kept
from generator.site.quick.compiling import QuickGenerator
from generator.site.quick.phrases import Phrases
from generator.site.quick.templates import QuickTemplate

if TYPE_CHECKING:
    from pathlib import Path

    from generator.words import Words

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
