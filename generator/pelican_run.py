"""Pelican in a process of its own, since importing it changes the logger of the whole program.

Its arguments come in; its messages go to standard error, and ContentErrors out where it failed.
"""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

from generator.errors import ContentError
from generator.with_parent import end_with_parent

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

STANDING = "VERBATIM_STANDING"  # the site that stands while another is built
# Progress that says nothing new; what remains is for people to act on.
NOISE = ("Done: Processed",)


def run_pelican(
    content: Path, output: Path, settings: Path, options: Sequence[str] = (), standing: Path | None = None
) -> None:
    """Build `content` into `output`; ContentError where Pelican reports an error, after showing what it said.

    What holds of the site `standing` may be left out; the build says in a file what that is.
    """
    arguments = [str(content), "-o", str(output), "-s", str(settings), "--fatal", "errors", "--log-handler", "plain"]
    command = [sys.executable, "-m", "generator.site.once", *arguments, *options]
    process = subprocess.run(  # noqa: S603  our own interpreter; this program has one thread
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False, env=environment(standing),
        preexec_fn=end_with_parent,
    )  # fmt: skip
    lines = [line for line in process.stdout.splitlines() if line.strip() and not line.startswith(NOISE)]
    if lines:
        sys.stderr.write("\n".join(lines) + "\n")
    if process.returncode:
        fix = "Mend what is named above and build again; the site stands as it was"
        raise ContentError(str(settings), 0, "the build stopped", fix)


def environment(standing: Path | None = None) -> dict[str, str]:
    """Return the environment for Pelican: plain words, no line broken at somebody's screen width."""
    told = {**os.environ, "COLUMNS": "1000", "NO_COLOR": "1", "PYTHONUTF8": "1"}
    return {**told, STANDING: str(standing)} if standing else told
