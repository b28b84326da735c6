"""Finds out whether anything changed since the last build with the same command.

Standard library only, and little of it: this runs before anything else is loaded. A site is decided by the state of
every file of the content, the theme, this program and the settings, by the environment, and by the command itself. The
state is recorded beside the content in `.cache/`, behind a checksum, and is valid while the current site is the one of
that build, with every file as it was.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

from verbatim.core.cache import CACHE, sealed, unsealed, write_cached
from verbatim.core.filestate import Files, Rows, all_rows, rows_of, state_digest, tree_of
from verbatim.site.alterations import altered, site_hash

FORM = "verbatim build 5"
BREAK = "\v"  # for the ends of lines within what a build reported
# What a shell changes from command to command, or make from run to run, and no settings ask for.
IDLE = frozenset(("_", "SHLVL", "PWD", "OLDPWD", "COLUMNS", "LINES", "MAKEFLAGS", "MFLAGS", "MAKELEVEL", "MAKE_TERMOUT",
                  "MAKE_TERMERR", "TERM", "NO_COLOR"))  # fmt: skip


class InputState(NamedTuple):
    """The folders that a build looked at before it read anything, and the signature of all files in them.

    The signature is empty where a later write to a file might not show in it.
    """

    folders: list[str]
    sign: str


def nothing_changed(words: Sequence[str]) -> str:
    """Return what the last build with these arguments reported, if it would make the same site now; otherwise "".

    What it reported may have several lines.
    """
    content, output = option(words, "--content", "content"), option(words, "--output", "output")
    try:
        with open(_record_file(content, output), "rb") as file:  # noqa: PTH123
            data = unsealed(file.read(), FORM)
    except OSError:
        return ""
    if data is None or is_under_way(output):
        return ""
    state, summary, *roots = data.decode("utf-8", "surrogateescape").split("\n")
    folders = [root for root in roots if os.path.isdir(root)]  # noqa: PTH112
    files = tuple(root for root in roots if root not in folders)
    seen = state_digest(all_rows(tree_of(folders)), "")
    is_same = state == _state(words, seen, rows_of(Files(files, ())), output)
    return summary.replace(BREAK, "\n") if is_same and not altered(Path(output), Path(_cache(content))) else ""


def record(words: Sequence[str], seen: InputState, files: Rows, summary: str) -> None:
    """Record what a build reported; `files` are the rows of the settings' files when it began, and of its log.

    Where the disk takes nothing more, the next command builds again.
    """
    content, output = option(words, "--content", "content"), option(words, "--output", "output")
    if not seen.sign:
        return
    report = summary.replace("\n", BREAK)
    lines = (_state(words, seen.sign, files, output), report, *seen.folders, *files)
    data = "\n".join(lines).encode("utf-8", "surrogateescape")
    with suppress(OSError):
        write_cached(Path(_record_file(content, output)), sealed(data, FORM))


def _state(words: Sequence[str], folders: str, files: Rows, output: str) -> str:
    """Return a hash of everything that decides: the signature of folders, the rows of single files, the site."""
    environment = [f"{name}={value}" for name, value in sorted(os.environ.items()) if name not in IDLE]
    return state_digest(files, "\n".join((sys.version, folders, site_hash(Path(output)), *words, *environment)))


def _record_file(content: str, output: str) -> str:
    name = blake2b(os.path.abspath(output).encode("utf-8", "surrogateescape"), digest_size=6).hexdigest()  # noqa: PTH100
    return f"{_cache(content)}/built-{name}.txt"


def _cache(content: str) -> str:
    return os.path.join(os.path.dirname(os.path.abspath(content)), CACHE)  # noqa: PTH100, PTH118, PTH120


def is_under_way(output: str) -> bool:
    """Return whether a build was interrupted while it changed the site."""
    folder, name = os.path.split(os.path.abspath(output))  # noqa: PTH100
    return os.path.exists(f"{folder}/.stage-{name}/journal.json")  # noqa: PTH110


def option(words: Sequence[str], name: str, default: str) -> str:
    """Return the value of a command-line option, the last where it is given several times."""
    found = default
    for at, word in enumerate(words):
        if word == "--":
            break
        if word == name and at + 1 < len(words):
            found = words[at + 1]
        elif word.startswith(f"{name}="):
            found = word[len(name) + 1 :]
    return found
