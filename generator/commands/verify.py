"""`verify`: a built site and its sources come in by folder; one line, or the list of faults, goes out."""

from __future__ import annotations

import time
from pathlib import Path

import click

from generator.errors import ContentError, ContentErrors
from generator.verify import Report, verify

MOST = 20


@click.command("verify")
@click.option("--site", type=click.Path(path_type=Path), default=Path("output"), show_default=True)
@click.option("--sources", type=click.Path(path_type=Path), default=Path("content/sources"), show_default=True)
def command(site: Path, sources: Path) -> None:
    """Compare every quotation of the built site with its source."""
    began = time.perf_counter()
    report = verify(site, sources)
    if report.faults:
        raise ContentErrors(listed(report))
    click.echo(f"verified: {report.summary} ({time.perf_counter() - began:.2f} s)")


def listed(report: Report) -> list[ContentError]:
    """Return the faults to print: the first twenty, and how many more there are."""
    faults = list(report.faults[:MOST])
    if rest := len(report.faults) - len(faults):
        fact = f"{rest} more fault{'' if rest == 1 else 's'} of this kind or another"
        faults.append(ContentError("verify", 0, fact, "Mend those above first, then run verify again"))
    return faults
