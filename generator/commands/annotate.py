"""`annotate`: files or JSON Lines come in, the reading goes out as JSON."""

from __future__ import annotations

import click


@click.command("annotate")
def command() -> None:
    """Read a text and print what it says, as JSON."""
    raise click.ClickException("annotate is being written")
