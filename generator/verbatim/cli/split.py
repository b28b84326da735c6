"""The command `split`: splits sources into annotated fragments in content/fragments."""

from pathlib import Path

import click

from verbatim.cli.folders import CONTENT, SETTINGS
from verbatim.cli.split_sources import SplitOptions, split


@click.command("split")
@CONTENT
@SETTINGS
@click.option("--extract", is_flag=True, help="Take the main text out of HTML sources again.")
@click.option("--keep-text", is_flag=True, help="Keep corrected texts of HTML sources as those of the newer pages.")
@click.argument("stories", nargs=-1, metavar="[STORY]...")
def command(content: Path, settings: Path, stories: tuple[str, ...], *, extract: bool, keep_text: bool) -> int:
    """Split sources into annotated fragments: those of the stories named, else all that changed."""
    return split(SplitOptions(content, settings, stories, extract, keep_text))
