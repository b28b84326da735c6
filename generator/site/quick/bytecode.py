"""Compiled templates, kept between builds in `.cache/templates`. A template's source comes in, its code goes out.

A file holds code that is run, as a template itself is: whoever may write there may write the site. A file that is torn,
or of another Python, Jinja or generator, is not read, and is written anew.
"""

from __future__ import annotations

import marshal
import sys
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from os import getpid
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from jinja2.bccache import Bucket, BytecodeCache
from jinja2.filters import FILTERS
from jinja2.tests import TESTS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from jinja2 import Environment

# What the code of a template depends on besides its source and what `_Note` holds.
SYNTAX = (
    *("block_start_string", "block_end_string", "variable_start_string", "variable_end_string"),
    *("comment_start_string", "comment_end_string", "line_statement_prefix", "line_comment_prefix"),
    *("trim_blocks", "lstrip_blocks", "newline_sequence", "keep_trailing_newline", "optimized"),
)
OURS = frozenset(("number",))  # the filter of `speech`, which is never used on a constant
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
        if note is None or not all(_is_jinjas(bucket.environment, name) for name in note.used - OURS):
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
    ours = sha256(b"".join(path.read_bytes() for path in sorted(Path(__file__).parent.glob("*.py"))))
    return sys.version, version("jinja2"), version("markupsafe"), ours.hexdigest()
