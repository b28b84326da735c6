"""`verify`: a built site comes in by its folder or its address; one line, or the list of faults, goes out.

In a project it is held against the project's own sources; anywhere else, against what the site publishes itself.
"""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from verbatim.core.errors import ContentError, ContentErrors
from verbatim.site.staging import recover
from verbatim.verify import Report, verify, verify_published
from verbatim.verify.run import listed

if TYPE_CHECKING:
    from collections.abc import Iterable


SOURCES = Path("content/sources")
ALONE = "against what the site publishes itself"


@click.command("verify")
@click.option("--site", default="output", show_default=True, metavar="FOLDER|URL")
@click.option(
    "--sources",
    type=click.Path(path_type=Path),
    metavar="FOLDER",
    help=f"The project's sources; without it {SOURCES}, or where that is not there what the site publishes.",
)
@click.option("--published", is_flag=True, help="Hold the site against nothing but what it publishes itself.")
@click.option("--json", "as_json", is_flag=True, help="Print what was found as JSON.")
def command(site: str, sources: Path | None, *, published: bool, as_json: bool) -> int:
    """Compare every quotation of a built site with its source."""
    began = time.perf_counter()
    if "://" not in site:
        recover(Path(site).absolute())
    held = None if published or "://" in site else sources or (SOURCES if SOURCES.is_dir() else None)
    report = verify(Path(site), held) if held else verify_published(site)
    if as_json:
        click.echo(json.dumps(_as_json(site, report, alone=held is None), ensure_ascii=False, indent=1))
        return int(bool(report.faults))
    if report.faults:
        raise ContentErrors(listed(report))
    how = "" if held else f", {ALONE}"
    click.echo(f"verified: {report.summary}{how} ({time.perf_counter() - began:.2f} s)")
    return 0


def _as_json(site: str, report: Report, *, alone: bool) -> dict[str, object]:
    """Return a report as JSON has it; `held_against` is what the site was compared with."""
    return {
        "site": site,
        "held_against": "published" if alone else "sources",
        "verified": not report.faults,
        "passages": report.passages,
        "files": report.files,
        "sources": report.sources,
        "faults": list(_rows(report.faults)),
    }


def _rows(faults: Iterable[ContentError]) -> Iterable[dict[str, object]]:
    return ({"path": one.path, "line": one.line or None, "fact": one.fact, "fix": one.fix} for one in faults)
