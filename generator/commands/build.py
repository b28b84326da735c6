"""`build`: content, theme and settings come in by name; a whole, verified site stands in the output folder after.

Where anything fails, the old site stays as it was, and the exit status is not 0.
"""

from __future__ import annotations

import time
from pathlib import Path

import click

from generator import staging
from generator.commands.verify import listed
from generator.errors import ContentError, ContentErrors
from generator.pelican_run import run_pelican
from generator.verify import verify, write_sums


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
        run_pelican(content, stage.new, settings, pelican_options)
        summary = checked(stage.new, content / "sources", str(output))
        staging.swap(stage)
    click.echo(f"{output}: {summary} ({time.perf_counter() - began:.1f} s)")


def checked(site: Path, sources: Path, shown: str) -> str:
    """Write the checksums and verify the staged site; return what was verified.

    Raises ContentErrors for a mismatch; `shown` is the folder that their paths begin with.
    """
    write_sums(site)
    report = verify(site, sources, shown)
    if report.faults:
        raise ContentErrors(listed(report))
    return f"verified: {report.summary}"
