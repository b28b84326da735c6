"""The commands `verbatim serve` and `verbatim devserver`, which the command line imports by the name of this module."""

from __future__ import annotations

from pathlib import Path

import click

LOCAL = "127.0.0.1"
PORT = click.option("--port", type=int, default=8000, show_default=True, help="0 takes a free one.")
BIND = click.option("--bind", default=LOCAL, show_default=True, help="0.0.0.0 shows the site to the network.")


@click.command("serve")
@click.argument("folder", type=click.Path(path_type=Path), default=Path("output"))
@PORT
@BIND
def serve(folder: Path, port: int, bind: str) -> int:
    """Show a built site, with the headers that its host is to send."""
    from verbatim.devserver import server  # noqa: PLC0415

    return server.serve(folder, bind, port)


@click.command("devserver")
@click.option("--content", type=click.Path(path_type=Path), default=Path("content"), show_default=True)
@click.option("--output", type=click.Path(path_type=Path), default=Path("output"), show_default=True)
@click.option("--settings", type=click.Path(path_type=Path), default=Path("pelicanconf.py"), show_default=True)
@PORT
@BIND
@click.option("--no-server", is_flag=True, help="Only rebuild, and serve nothing.")
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
    """Show the site, rebuild it at every change, and reload the open pages. What follows `--` is handed to Pelican."""
    from verbatim.devserver import watch  # noqa: PLC0415

    folders = ("--content", str(content), "--output", str(output), "--settings", str(settings))
    return watch.run(output, [*folders, "--", *pelican_options], bind, None if no_server else port)
