"""`devserver`: builds at every change and shows the site meanwhile."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import click

# What watches stands above the command line, whose commands it runs: named here, never imported by it.
WATCH = "verbatim.devserver.watch"


@click.command("devserver", context_settings={"ignore_unknown_options": True})
@click.option("--output", type=click.Path(path_type=Path), default=Path("output"), show_default=True)
@click.option("--port", type=int, default=8000, show_default=True)
@click.option("--bind", default="127.0.0.1", show_default=True, help="0.0.0.0 shows it to the network.")
@click.option("--no-server", is_flag=True, help="Only build; show nothing.")
@click.argument("pelican_options", nargs=-1, type=click.UNPROCESSED)
def command(output: Path, port: int, bind: str, pelican_options: tuple[str, ...], *, no_server: bool) -> int:
    """Build at every change, show the site, and reload the open pages. What follows `--` is handed to Pelican."""
    where = [] if no_server else ["--port", str(port), "--bind", bind]
    status: int = import_module(WATCH).main(["--output", str(output), *where, "--", *pelican_options])
    return status
