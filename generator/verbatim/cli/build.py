"""The command `build`: builds and verifies the site, and puts it in place whole.

What is broken in the content is left out and named; where anything else fails the old site is left as it was. The exit
status is not 0 then.
"""

import locale
import os
import sys
import time
from pathlib import Path

import click

from verbatim.cli.folders import CONTENT, OUTPUT, SETTINGS
from verbatim.core.errors import ContentError
from verbatim.site import build_site


@click.command("build", context_settings={"ignore_unknown_options": True})
@CONTENT
@OUTPUT
@SETTINGS
@click.argument("pelican_options", nargs=-1, type=click.UNPROCESSED)
def command(content: Path, output: Path, settings: Path, pelican_options: tuple[str, ...]) -> int:
    """Build the site into the output folder, and verify it. What follows `--` is passed to Pelican."""
    began = time.perf_counter()
    if not sys.flags.utf8_mode and locale.getencoding().upper() != "UTF-8":
        # Pelican and plugins read text as the locale says, which only a new interpreter can be told otherwise.
        os.execv(sys.executable, [sys.executable, "-X", "utf8", "-m", "verbatim", *sys.argv[1:]])  # noqa: S606
    for path in (content, settings):
        if not path.exists():
            raise ContentError(str(path), 0, "this is not there", "Run the command in the project's folder, or name it")
    arguments = sys.argv[2:] if sys.argv[1:2] == ["build"] else None
    built = build_site(content, output, settings, pelican_options, arguments)
    summary, *notes = built.summary.split("\n")
    click.echo("\n".join((f"{output}: {summary} ({time.perf_counter() - began:.1f} s)", *notes)))
    for line in built.left_out:
        click.echo(line, err=True)
    return 1 if built.left_out else 0
