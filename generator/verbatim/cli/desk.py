"""The command `desk`: the development server, with pages on which editors review stories."""

from importlib import import_module
from typing import Any

import click

from verbatim.cli.folders import CONTENT, OUTPUT, PORT, SETTINGS


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
def command(**options: Any) -> int:
    """Review stories in the browser, STORY first; the site is built and shown beside it, as by devserver."""
    status: int = import_module("verbatim.desk.run").run(**options)
    return status
