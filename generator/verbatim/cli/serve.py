"""The commands `serve`, which shows a built site, `devserver`, which also builds it at every change, and `desk`.

The desk is the development server with pages on which editors review stories.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Any

import click

from verbatim.cli.folders import CONTENT, OUTPUT, SETTINGS

# By name: the development server imports commands, so that no command may import it.
SERVER, WATCH, DESK = "verbatim.devserver.server", "verbatim.devserver.watch", "verbatim.desk.run"
PORT = click.option("--port", type=int, default=8000, show_default=True, help="0 picks a free port.")
BIND = click.option("--bind", default="127.0.0.1", show_default=True, help="0.0.0.0 opens it to the network.")


@click.command("serve")
@click.argument("folder", type=click.Path(path_type=Path), default=Path("output"))
@PORT
@BIND
def command(folder: Path, port: int, bind: str) -> int:
    """Show the built site in FOLDER, `output` by default, until Ctrl-C."""
    status: int = import_module(SERVER).serve(folder, bind, port)
    return status


@click.command("devserver")
@CONTENT
@OUTPUT
@SETTINGS
@PORT
@BIND
@click.option("--no-server", is_flag=True, help="Only build; show nothing.")
@click.argument("pelican_options", nargs=-1, type=click.UNPROCESSED)
def devserver(  # noqa: PLR0913, PLR0917  the options of the command line
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
    status: int = import_module(WATCH).run(output, [*folders, "--", *pelican_options], bind, port_served)
    return status


@click.command("desk")
@click.argument("story", default="")
@CONTENT
@OUTPUT
@SETTINGS
@PORT
@click.option(
    "--bind",
    default="127.0.0.1",
    show_default=True,
    help="Another opens it to the network, for whoever knows the password in VERBATIM_DESK_PASSWORD.",
)
@click.option("--editor", default="", help="The initials that sign decisions; those of git's user.name if not given.")
@click.option("--open", "is_opened", is_flag=True, help="Open it in the browser.")
def desk(**given: Any) -> int:
    """Review stories in the browser, STORY first; the site is built and shown beside it, as by devserver."""
    module = import_module(DESK)
    status: int = module.run(module.DeskOptions(**given))
    return status
