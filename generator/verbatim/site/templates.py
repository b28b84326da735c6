"""Lets Jinja render our templates in half of its time, by what it leaves open, with the same output.

What Jinja asks each time is asked once, or the usual answer tried first: translations are put into the code, a view's
keys are looked up before its attributes. `docs/scale.md` has what it is worth. Compiled templates are kept between
builds.
"""

from __future__ import annotations

import marshal
import os
from collections import ChainMap
from collections.abc import Callable, Iterator
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Any

from jinja2 import Environment, nodes
from jinja2.bccache import Bucket, BytecodeCache
from jinja2.compiler import CodeGenerator, Frame
from jinja2.filters import FILTERS
from jinja2.runtime import Context
from jinja2.tests import TESTS
from jinja2.utils import internalcode
from jinja2.visitor import NodeTransformer

from verbatim.core.cache import sealed, unsealed, users_own_cache, write_cached
from verbatim.core.i18n import Words

# Whose results in compiled code are always the same: extensions, and besides Jinja's own filters and tests.
JINJAS, OURS = "jinja2.ext.", ("number", "strftime", "plugin_enabled")
GETTEXT = ("_", "gettext")
# Jinja prefers attributes to items: what dictionaries have of their own must be asked for Jinja's way.
OF_DICTIONARIES = frozenset(dir(dict))
NAME = 32  # characters of the name of a folder


def quicken(environment: Environment, words: Words, cached: TemplateCache | None = None) -> None:
    """Let an environment with the interface's `words` installed (`i18n.install`) render faster.

    Its code is `cached`, unless filters or extensions may come to another result. An environment that a newsroom or a
    plugin has customised (another class, a finalizer, a cache) is left alone.
    """
    is_plain = (
        type(environment) is Environment
        and environment.autoescape is True
        and not (environment.is_async or environment.finalize or environment.bytecode_cache)
        and (environment.code_generator_class, environment.context_class) == (CodeGenerator, Context)
    )
    if not is_plain:
        return
    changed: Any = environment
    changed.extend(said=words.gettext, said_by=environment.globals["gettext"])
    changed.code_generator_class = QuickGenerator
    changed.getattr = _keys_first(environment)
    # Jinja's chain of two dictionaries is copied for each page, name by name.
    changed.make_globals = lambda known: ChainMap(known, environment.globals) if known else environment.globals
    if environment.cache is not None:
        changed.cache = {}  # a site has so few templates that none need be evicted, and a dictionary has no lock
    known = ((environment.filters, FILTERS), (environment.tests, TESTS))
    are_jinjas = (name in OURS or theirs.get(name) is one for ours, theirs in known for name, one in ours.items())
    if all(are_jinjas) and all(name.startswith(JINJAS) for name in environment.extensions):
        changed.bytecode_cache = cached


def _keys_first(environment: Environment) -> Callable[[Any, str], Any]:
    """Return a function that does what `environment.getattr` does, for dictionaries with a single look."""
    jinjas = environment.getattr

    @internalcode
    def getattr_(value: Any, name: str) -> Any:
        if type(value) is dict and name not in OF_DICTIONARIES:
            try:
                return value[name]
            except KeyError:
                return environment.undefined(obj=value, name=name)
        return jinjas(value, name)

    return getattr_


class QuickGenerator(CodeGenerator):
    """Writes the Python of one template with its translations in it."""

    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:  # noqa: N802  Jinja's name
        """Write the whole."""
        known: Any = self.environment
        # A plugin may have replaced the words, and a template may call another thing by their name.
        alias, gettext = map(known.globals.get, GETTEXT)
        is_installed = gettext is known.said_by and getattr(alias, "__module__", "") == "jinja2.ext"
        if is_installed and not set(GETTEXT).intersection(_assigned(node)):
            node = _Translation(known.said).visit(node)
        super().visit_Template(node, frame)


def _assigned(node: nodes.Node) -> Iterator[str]:
    """Yield each name that a template assigns."""
    for one in node.find_all((nodes.NSRef, nodes.Macro, nodes.Name, nodes.Import, nodes.FromImport)):
        if isinstance(one, nodes.Import):
            yield one.target
        elif isinstance(one, nodes.FromImport):
            yield from (name if isinstance(name, str) else name[1] for name in one.names)
        elif not isinstance(one, nodes.Name) or one.ctx != "load":
            yield one.name  # type: ignore[attr-defined]  # NSRef and Macro have one as well


class _Translation(NodeTransformer):
    """Puts translations in place of calls of `_` with one constant text, and values by name."""

    def __init__(self, gettext: Callable[[str], str]) -> None:
        self._gettext = gettext

    def visit_Call(self, node: nodes.Call) -> nodes.Node:  # noqa: N802  Jinja's name
        """Return the translation with its values, as Jinja's `gettext` does; a constant without any."""
        self.generic_visit(node)
        given = node.args[0] if len(node.args) == 1 and not (node.dyn_args or node.dyn_kwargs) else None
        is_of_words = isinstance(node.node, nodes.Name) and node.node.name in GETTEXT
        if not (is_of_words and isinstance(given, nodes.Const) and isinstance(given.value, str)):
            return node
        values = nodes.Dict([nodes.Pair(nodes.Const(one.key), one.value) for one in node.kwargs])
        return nodes.Mod(nodes.TemplateData(self._gettext(given.value)), values, lineno=node.lineno)


def template_cache(content: Path, about: str) -> TemplateCache | None:
    """Return the cache of a content folder's templates; None where the user has no folder that others may not write.

    `about` identifies everything that decides their code. Compiled templates are code: whoever can write them decides
    what the next build does. They are not kept in `.cache/`, which may come with a project.
    """
    above = users_own_cache()
    if above is None:
        return None
    return TemplateCache(above / "templates" / sha256(os.fsencode(content.absolute())).hexdigest()[:NAME], about)


class TemplateCache(BytecodeCache):
    """Caches the code of templates in a folder."""

    def __init__(self, folder: Path, about: str) -> None:
        self._folder, self._about = folder, about

    def load_bytecode(self, bucket: Bucket) -> None:
        """Put the code of a template into `bucket`, if it is cached and up to date."""
        with suppress(OSError):
            held = unsealed((self._folder / bucket.key).read_bytes(), self._sealed_with(bucket))
            if held is not None:
                bucket.code = marshal.loads(held)  # noqa: S302  in the user's own folder, and as it was written

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Cache the code of a template; a folder that cannot be written to caches nothing."""
        with suppress(OSError):
            write_cached(self._folder / bucket.key, sealed(marshal.dumps(bucket.code), self._sealed_with(bucket)))

    def _sealed_with(self, bucket: Bucket) -> str:
        return f"{bucket.key} {bucket.checksum} {self._about}"
