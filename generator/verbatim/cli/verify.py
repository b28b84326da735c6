"""The commands `verify`, which compares a site with its sources, and `check-embeds`, which checks its cards elsewhere.

In a project the sources are the project's own; anywhere else, what the site publishes itself. `check-embeds` exits with
0 where every card is verbatim, 1 where one is not, 2 where the page or the site cannot be read.
"""

from __future__ import annotations

import json
import time
from collections import Counter
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import click

from verbatim.core.errors import ContentError, ContentErrors
from verbatim.site.staging import recover
from verbatim.verify import Verification, verify, verify_published
from verbatim.verify.embeds import PublishedSite, check, reach

if TYPE_CHECKING:
    from verbatim.verify.embeds import Finding

SOURCES = Path("content/sources")
ALONE = "against what the site publishes itself"


@click.command("verify")
@click.option("--site", default="output", show_default=True, metavar="FOLDER|URL", help="The built site.")
@click.option(
    "--sources",
    type=click.Path(path_type=Path),
    metavar="FOLDER",
    help=f"The project's sources; without it {SOURCES}, or where that is not there what the site publishes.",
)
@click.option("--published", is_flag=True, help="Check the site only against what it publishes itself.")
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


class BadInput(click.ClickException):
    """A page or a site that cannot be read; printed as any fault, with its own exit status."""

    exit_code = 2

    def show(self, file: IO[Any] | None = None) -> None:
        """Print the fault."""
        click.echo(f"error: {self.message}", err=True, file=file)


@click.command("check-embeds")
@click.argument("page", metavar="FILE|URL")
@click.option("--site", default="output", show_default=True, metavar="FOLDER|URL", help="The published site.")
@click.option("--json", "as_json", is_flag=True, help="Print the findings as JSON.")
def check_embeds(page: str, site: str, *, as_json: bool) -> int:
    """Find our cards in a saved page, and say of each whether it still tells the truth."""
    try:
        published = PublishedSite(site)
        data = reach(page)
        _ = published.rows
        findings = check(data, published, page)
    except ContentError as error:
        raise BadInput(str(error)) from None
    if as_json:
        rows = [{**one._asdict(), "differences": [each._asdict() for each in one.differences]} for one in findings]
        click.echo(json.dumps({"page": page, "cards": rows}, ensure_ascii=False, indent=2))
    else:
        _print(page, findings)
    return int(any(finding.verdict != "verbatim" for finding in findings))


def _print(page: str, findings: list[Finding]) -> None:
    for one in findings:
        reasons = "; ".join([*one.facts, *map(str, one.differences)])
        click.echo(f"{page}:{one.line}: {one.verdict}: {one.id} ({one.form}){': ' + reasons if reasons else ''}")
        for note in one.notes:
            click.echo(f"    {note}")
    counts = sorted(Counter(one.verdict for one in findings).items())
    parts = ", ".join(f"{count} {verdict}" for verdict, count in counts)
    click.echo(f"{len(findings)} card{'' if len(findings) == 1 else 's'}{': ' + parts if parts else ''}")
