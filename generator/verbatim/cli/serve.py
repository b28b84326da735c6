"""The command `serve`: shows a built site."""

from importlib import import_module
from pathlib import Path

import click

from verbatim.cli.folders import BIND, PORT


@click.command("serve")
@click.argument("folder", type=click.Path(path_type=Path), default=Path("output"))
@PORT
@BIND
def command(folder: Path, port: int, bind: str) -> int:
    """Show the built site in FOLDER, `output` by default, until Ctrl-C."""
    # By name: the development server imports commands, so that no command may import it.
    status: int = import_module("verbatim.devserver.server").serve(folder, bind, port)
    return status
