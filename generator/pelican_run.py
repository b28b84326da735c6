"""Pelican in a process of its own, since importing it changes the logger of the whole program.

Its arguments come in; its messages go to standard error, and ContentErrors out where it failed. This process is forked
for it, which knows already what the command has looked at, and has Pelican loaded in a warm process (`generator.warm`).
Where the locale's words are not in UTF-8, which only an interpreter that begins can change, it has one of its own.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from functools import partial
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from generator import forked, ready
from generator.errors import ContentError
from generator.ready import PLAIN, ordered, reads_utf8, run, say_into
from generator.survey import handed_on
from generator.with_parent import end_with_parent

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

Item = TypeVar("Item")
ONCE = ready.ONCE
KEPT = "kept.bin"  # beside what is built: the files of the standing site that are left out of it
STANDING = "VERBATIM_STANDING"  # the site that stands while another is built
# Progress that says nothing new; what remains is for people to act on.
NOISE = ("Done: Processed",)


def run_pelican(asked: Asked, meanwhile: Callable[[], Item]) -> Item:
    """Build what is asked; ContentError where Pelican reports an error, after showing what it said.

    While Pelican is at work, this process does something else, and returns what came of it.
    """
    content, output, settings, options, standing = asked
    arguments = [str(content), "-o", str(output), "-s", str(settings), "--fatal", "errors", "--log-handler", "plain"]
    begun = _forked if reads_utf8() else _spawned
    came, done = begun((*arguments, *options), environment(standing), meanwhile)
    lines = [line for line in came.said.splitlines() if line.strip() and not line.startswith(NOISE)]
    if lines:
        sys.stderr.write("\n".join(lines) + "\n")
    if came.status:
        fix = "Mend what is named above and build again; the site stands as it was"
        raise ContentError(str(settings), 0, "the build stopped", fix)
    return done


class Asked(NamedTuple):
    """Build `content` into `output`, where what holds of the site `standing` may be left out.

    The build says in a file what that is.
    """

    content: Path
    output: Path
    settings: Path
    options: Sequence[str] = ()
    standing: Path | None = None


class Came(NamedTuple):
    """What a run of Pelican came to: what it said, and its exit status."""

    said: str
    status: int


def _spawned(words: Sequence[str], told: Mapping[str, str], meanwhile: Callable[[], Item]) -> tuple[Came, Item]:
    with subprocess.Popen(  # noqa: S603  our own interpreter
        [sys.executable, "-m", ONCE, *words], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        env=told, preexec_fn=end_with_parent,  # noqa: PLW1509  this program has one thread
    ) as process:  # fmt: skip
        done = meanwhile()
        said, _ = process.communicate()
    return Came(said, process.returncode), done


def _forked(words: Sequence[str], told: Mapping[str, str], meanwhile: Callable[[], Item]) -> tuple[Came, Item]:
    child, reading = ordered(words, told, handed_on()) or _begun(words, told)
    try:
        done = meanwhile()
        with os.fdopen(reading, encoding="utf-8", errors="replace") as out:
            said = out.read()
    except BaseException:
        os.kill(child, signal.SIGKILL)  # whoever stops this stops the build
        forked.ended(child)
        raise
    return Came(said, forked.ended(child)), done


def _begun(words: Sequence[str], told: Mapping[str, str]) -> tuple[int, int]:
    """Fork a process for Pelican; return its number, and the open file that it says things into."""
    reading, writing = os.pipe()
    child = forked.begin(partial(_inside, words, told, writing))
    os.close(writing)
    return child, reading


def _inside(words: Sequence[str], told: Mapping[str, str], writing: int) -> int | None:
    say_into(writing)
    return run(words, told)


def environment(standing: Path | None = None) -> dict[str, str]:
    """Return the environment for Pelican: plain words, no line broken at somebody's screen width."""
    told = {**os.environ, **PLAIN}
    return {**told, STANDING: str(standing)} if standing else told
