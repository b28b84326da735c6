"""`migrate`: brings the content folder to the format that this version of the program writes."""

from __future__ import annotations

from pathlib import Path

import click

from verbatim.content.format import version
from verbatim.content.migrations import migrate
from verbatim.core.errors import ContentError


@click.command("migrate")
@click.option(
    "--content", type=click.Path(path_type=Path), default=Path("content"), show_default=True, help="The content folder."
)
def command(content: Path) -> None:
    """Bring the content folder to the format of this version, after an upgrade that says so."""
    if not content.is_dir():
        raise ContentError(str(content), 0, "there is no such folder", "Run the command in the newsroom, or name it")
    changed = False
    for step in migrate(content.absolute(), _tell_waiting):
        changed = True
        taken = f"from format {step.before} to {step.after}" if step.after > step.before else "files of an older format"
        click.echo(f"{content}: {taken}: {step.says}")
        click.echo(f"  {_files(step.written)} written, {step.removed} removed")
    if changed:
        click.echo(f"Look at it with git diff, then commit it: {content}/{version.FILE} belongs to it")
    else:
        click.echo(f"{content}: of format {version.FORMAT}, which is what this version writes; nothing to do")


def _files(number: int) -> str:
    return "1 file" if number == 1 else f"{number} files"


def _tell_waiting() -> None:
    click.echo("another command is writing the content folder; this one goes on when it is done", err=True)
