"""The command `serve`: shows a built site on this machine, or to the network."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import click

# By name: the development server imports commands, so that no command may import it.
SERVER = "verbatim.devserver.server"


@click.command("serve")
@click.argument("folder", type=click.Path(path_type=Path), default=Path("output"))
@click.option("--port", type=int, default=8000, show_default=True, help="0 takes a free one.")
@click.option("--bind", default="127.0.0.1", show_default=True, help="0.0.0.0 shows it to the network.")
def command(folder: Path, port: int, bind: str) -> int:
    """Show the built site in FOLDER, `output` by default, until Ctrl-C."""
    status: int = import_module(SERVER).serve(folder, bind, port)
    return status
