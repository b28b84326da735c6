"""The command `build`: builds and verifies the site, and puts it in place whole.

Where anything fails the old site is left as it was, and the exit status is not 0.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

import click

from verbatim.core.errors import ContentError
from verbatim.site import build_site


@click.command("build", context_settings={"ignore_unknown_options": True})
@click.option(
    "--content", type=click.Path(path_type=Path), default=Path("content"), show_default=True, help="The content folder."
)
@click.option(
    "--output",
    type=click.Path(path_type=Path),
    default=Path("output"),
    show_default=True,
    help="The folder of the site.",
)
@click.option(
    "--settings",
    type=click.Path(path_type=Path),
    default=Path("pelicanconf.py"),
    show_default=True,
    help="The settings file.",
)
@click.argument("pelican_options", nargs=-1, type=click.UNPROCESSED)
def command(content: Path, output: Path, settings: Path, pelican_options: tuple[str, ...]) -> None:
    """Build the site into the output folder, and verify it. What follows `--` is passed to Pelican."""
    began = time.perf_counter()
    for path in (content, settings):
        if not path.exists():
            raise ContentError(str(path), 0, "this is not there", "Run the command in the project's folder, or name it")
    arguments = sys.argv[2:] if sys.argv[1:2] == ["build"] else None
    summary, *notes = build_site(content, output, settings, pelican_options, arguments).split("\n")
    click.echo("\n".join((f"{output}: {summary} ({time.perf_counter() - began:.1f} s)", *notes)))
