"""The command `verify`: compares a built site, by its folder or address, with its sources.

In a project those are the project's own; anywhere else, what the site publishes itself.
"""

from __future__ import annotations

import json
import time
from pathlib import Path

import click

from verbatim.core.errors import ContentErrors
from verbatim.site.staging import recover
from verbatim.verify import Verification, verify, verify_published

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
    against = None if published or "://" in site else sources or (SOURCES if SOURCES.is_dir() else None)
    result = verify(Path(site), against) if against else verify_published(site)
    if as_json:
        click.echo(json.dumps(_as_json(site, result, alone=against is None), ensure_ascii=False, indent=1))
        return int(bool(result.faults))
    if result.faults:
        raise ContentErrors(result.listed())
    how = "" if against else f", {ALONE}"
    click.echo(f"verified: {result.summary}{how} ({time.perf_counter() - began:.2f} s)")
    return 0


def _as_json(site: str, result: Verification, *, alone: bool) -> dict[str, object]:
    return {
        "site": site,
        "held_against": "published" if alone else "sources",
        "verified": not result.faults,
        "passages": result.passages,
        "files": result.files,
        "sources": result.sources,
        "faults": [
            {"path": one.path, "line": one.line or None, "fact": one.fact, "fix": one.fix} for one in result.faults
        ],
    }
