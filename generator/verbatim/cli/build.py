"""The command `build`: builds the site into the output folder, verified and whole.

Where anything fails, the old site stays as it was, and the exit status is not 0. Where the old site is up to date in
part, only the rest is made; `make publish` still swaps the site as a whole.
"""

from __future__ import annotations

import sys
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from verbatim.core.errors import ContentError
from verbatim.site import staging
from verbatim.site.build import Asked, run_pelican
from verbatim.site.up_to_date import keep, signed

if TYPE_CHECKING:
    from collections.abc import Callable

    from verbatim.site.build import Done
    from verbatim.site.staging import Stage


@click.command("build", context_settings={"ignore_unknown_options": True})
@click.option("--content", type=click.Path(path_type=Path), default=Path("content"), show_default=True)
@click.option("--output", type=click.Path(path_type=Path), default=Path("output"), show_default=True)
@click.option("--settings", type=click.Path(path_type=Path), default=Path("pelicanconf.py"), show_default=True)
@click.argument("pelican_options", nargs=-1, type=click.UNPROCESSED)
def command(content: Path, output: Path, settings: Path, pelican_options: tuple[str, ...]) -> None:
    """Build the site into the output folder, and verify it. What follows `--` is handed to Pelican."""
    began = time.perf_counter()
    for path in (content, settings):
        if not path.exists():
            raise ContentError(str(path), 0, "this is not there", "Run the command in the project's folder, or name it")
    with staging.staged(output.absolute()) as stage:
        files = [str(path) for path in sorted(settings.absolute().parent.glob("*.py"))]
        state = signed(files)
        asked = Asked(content, stage.new, settings, pelican_options, stage.output)
        done = run_pelican(asked, partial(_to_be_placed, stage, content, str(output)))()
    if done.seen and sys.argv[1:2] == ["build"]:
        keep(sys.argv[2:], done.seen, files, state, done.summary)
    click.echo(f"{output}: {done.summary} ({time.perf_counter() - began:.1f} s)")


def _to_be_placed(stage: Stage, content: Path, shown: str) -> Callable[[], Done]:
    """Prepare, while Pelican runs, for verifying what it builds; return what then puts it in place."""
    from verbatim.site.build import placed  # noqa: PLC0415
    from verbatim.verify import read_baseline  # noqa: PLC0415

    return partial(placed, stage, content, shown, read_baseline(content / "sources", stage.output))
