"""The command `redact`: covers words of a source in every file of its story."""

from pathlib import Path

import click

from verbatim.cli.folders import CONTENT, DRY, is_shown_only, writing
from verbatim.content.redaction import redact
from verbatim.content.transaction import LOCK, apply_changes
from verbatim.core.cache import clear
from verbatim.core.dates import today


@click.command("redact")
@CONTENT
@DRY
@click.argument("story")
@click.argument("words", nargs=-1, required=True)
def command(content: Path, story: str, words: tuple[str, ...], *, dry: bool) -> None:
    """Cover WORDS in the source of STORY, and in every file made from it: ▇ stands for each of their characters.

    Words are given as the source has them, and covered wherever it has them. Only git has them afterwards.
    """
    with writing(content) as content:  # noqa: PLR1704  the same, by its absolute path
        done = redact(content, story, words, today())
        if is_shown_only(done.files, dry=dry):
            return
        clear(content, LOCK)
        apply_changes(content, done.files.after)
    places = ", ".join(one.char for one in done.spans)
    click.echo(f"{story}: covered at {places}, in {len(done.files)} files")
    for path, line in done.left:
        click.echo(f"{path}:{line}: your words still have what is covered. Change them, if it has to go")
    click.echo("Now publish the site again. Git keeps the words (docs/corrections.md), and so do copies by others")
