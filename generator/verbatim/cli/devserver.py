"""The command `devserver`: builds the site at every change, and shows it."""

from importlib import import_module
from pathlib import Path

import click

from verbatim.cli.folders import BIND, CONTENT, OUTPUT, PORT, SETTINGS


@click.command("devserver")
@CONTENT
@OUTPUT
@SETTINGS
@PORT
@BIND
@click.option("--no-server", is_flag=True, help="Only build; show nothing.")
@click.argument("pelican_options", nargs=-1, type=click.UNPROCESSED)
def command(  # noqa: PLR0913, PLR0917  the options of the command line
    content: Path,
    output: Path,
    settings: Path,
    port: int,
    bind: str,
    pelican_options: tuple[str, ...],
    *,
    no_server: bool,
) -> int:
    """Build at every change, show the site, and reload the open pages. What follows `--` is passed to Pelican."""
    folders = ("--content", str(content), "--output", str(output), "--settings", str(settings))
    port_served = None if no_server else port
    status: int = import_module("verbatim.devserver.watch").run(
        output, [*folders, "--", *pelican_options], bind, port_served
    )
    return status
