"""`migrate`: brings the content folder to the format that this version of the program writes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from verbatim.cli.folders import CONTENT, tell_waiting
from verbatim.content.format import version
from verbatim.content.migrations import migrate
from verbatim.core.errors import ContentError

if TYPE_CHECKING:
    from pathlib import Path


@click.command("migrate")
@CONTENT
def command(content: Path) -> None:
    """Bring the content folder to the format of this version, after an upgrade that says so."""
    if not content.is_dir():
        raise ContentError(str(content), 0, "there is no such folder", "Run the command in the newsroom, or name it")
    changed = False
    for step in migrate(content.absolute(), tell_waiting):
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
