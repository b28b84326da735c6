"""Did anything change since the last build? The command's words come in, what that build said goes out.

Standard library only, and little of it: this is asked before anything else is loaded. What decides a site is the state
of every file of the content, the theme, this program and the settings, the environment, and the command itself; what
was found is kept beside the content in `.cache/`, and holds while the site that stands is the one of that build.
"""

from __future__ import annotations

import os
import sys
from hashlib import blake2b
from typing import TYPE_CHECKING, NamedTuple

from verbatim.core.cache import CACHE
from verbatim.core.filestate import PROGRAM, Files, hand_on, rows_of, state_digest, take_snapshot
from verbatim.site.preload import get_ready

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence


FORM = "verbatim build 2"
LARGE = 300_000  # bytes of the list of hashes: of a hundred stories
# What a shell changes from command to command, or make from run to run, and no settings ask for.
IDLE = frozenset(("_", "SHLVL", "PWD", "OLDPWD", "COLUMNS", "LINES", "MAKEFLAGS", "MFLAGS", "MAKELEVEL", "MAKE_TERMOUT",
                  "MAKE_TERMERR", "TERM", "NO_COLOR"))  # fmt: skip


def still(words: Sequence[str]) -> str:
    """Return what the last build by these words said, if it would come to the same site now; empty otherwise.

    What was looked at is handed on to the build.
    """
    content, output = option(words, "--content", "content"), option(words, "--output", "output")
    try:
        with open(kept_file(content, output), encoding="utf-8", errors="surrogateescape") as file:  # noqa: PTH123
            form, state, summary, *roots = file.read().split("\n")
    except (OSError, ValueError):
        return ""
    if form != FORM or is_under_way(output):
        return ""
    folders, files = _parted(roots)
    seen = hand_on(take_snapshot(folders, cache(content), {PROGRAM: get_ready} if _is_large(output) else {}))
    return summary if state == state_of(words, seen.digest, signed(files), output) else ""


def _is_large(output: str) -> bool:
    """Tell whether looking at the files of such a site takes as long as loading what builds it."""
    try:
        return os.stat(f"{output}/SHA256SUMS").st_size > LARGE  # noqa: PTH116
    except OSError:
        return False


def _parted(roots: Sequence[str]) -> tuple[list[str], list[str]]:
    """Return the roots that are folders, and those that are files: they are signed apart."""
    folders = [root for root in roots if os.path.isdir(root)]  # noqa: PTH112
    return folders, [root for root in roots if root not in folders]


class Seen(NamedTuple):
    """What a build looked at before it read anything: folders, and the sign of all files in them.

    The sign is empty where a later write to one of them might not show in it.
    """

    folders: list[str]
    sign: str


def signed(files: Iterable[str]) -> str:
    """Return the sign of these files."""
    return state_digest(rows_of(Files(tuple(files), ())), "")


def state_of(words: Sequence[str], folders: str, files: str, output: str) -> str:
    """Return a hash of everything that decides, by the signs of folders and of single files, and of the site."""
    rules = "\n".join((sys.version, folders, files, *words, *_environment(os.environ)))
    standing = rows_of(Files((f"{output}/SHA256SUMS", f"{output}/index.html"), ()))
    return state_digest(standing, rules) if standing else ""


def _environment(held: Mapping[str, str]) -> list[str]:
    return [f"{name}={held[name]}" for name in sorted(held) if name not in IDLE]


def keep(words: Sequence[str], seen: Seen, files: Sequence[str], sign_of_files: str, summary: str) -> None:
    """Keep what a build came to; `sign_of_files` is that of the settings' files when it began."""
    content, output = option(words, "--content", "content"), option(words, "--output", "output")
    if not seen.sign:
        return
    file = kept_file(content, output)
    lines = (FORM, state_of(words, seen.sign, sign_of_files, output), summary, *seen.folders, *files)
    aside = f"{file}.part"
    with open(aside, "w", encoding="utf-8", errors="surrogateescape") as written:  # noqa: PTH123
        written.write("\n".join(lines))
    os.replace(aside, file)  # noqa: PTH105


def kept_file(content: str, output: str) -> str:
    """Return where it is kept."""
    name = blake2b(os.path.abspath(output).encode("utf-8", "surrogateescape"), digest_size=6).hexdigest()  # noqa: PTH100
    return f"{cache(content)}/built-{name}.txt"


def cache(content: str) -> str:
    """Return the folder that holds what was kept of a content folder."""
    return os.path.join(os.path.dirname(os.path.abspath(content)), CACHE)  # noqa: PTH100, PTH118, PTH120


def is_under_way(output: str) -> bool:
    """Tell whether a build was broken off while it changed the site, or pages stand there ahead of their build."""
    folder, name = os.path.split(os.path.abspath(output))  # noqa: PTH100
    return any(os.path.exists(f"{folder}/.stage-{name}/{left}") for left in ("journal.json", "earlier"))  # noqa: PTH110


def option(words: Sequence[str], name: str, otherwise: str) -> str:
    """Return the value of an option, of several the last."""
    found = otherwise
    for at, word in enumerate(words):
        if word == "--":
            break
        if word == name and at + 1 < len(words):
            found = words[at + 1]
        elif word.startswith(f"{name}="):
            found = word[len(name) + 1 :]
    return found
