"""Keeps compiled templates between builds, in the user's own folder."""

from __future__ import annotations

import marshal
import os
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from jinja2 import Environment
from jinja2.bccache import Bucket, BytecodeCache
from jinja2.filters import FILTERS
from jinja2.tests import TESTS

from verbatim.core.cache import sealed, unsealed, users_own_cache, write_cached

# Whose results in compiled code are always the same: extensions, and besides Jinja's own filters and tests.
JINJAS, OURS = "jinja2.ext.", ("number", "shortened", "strftime", "plugin_enabled")
NAME = 32  # characters of the name of a folder


def keep_compiled(environment: Environment, cached: TemplateCache | None) -> None:
    """Let an environment keep its code, unless filters or extensions may come to another result.

    One that a newsroom or a plugin has customised (another class, a finalizer, a cache) is left alone.
    """
    is_plain = (
        type(environment) is Environment
        and environment.autoescape is True
        and not (environment.is_async or environment.finalize or environment.bytecode_cache)
    )
    known = ((environment.filters, FILTERS), (environment.tests, TESTS))
    are_jinjas = (name in OURS or theirs.get(name) is one for ours, theirs in known for name, one in ours.items())
    if is_plain and all(are_jinjas) and all(name.startswith(JINJAS) for name in environment.extensions):
        environment.bytecode_cache = cached


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
