"""`check-embeds`: a page that shows our cards and the site that made them come in; a line for each card goes out.

The exit status is 0 where every card is verbatim, 1 where one is not, 2 where the page or the site cannot be read.
"""

from __future__ import annotations

import json
from collections import Counter
from typing import IO, TYPE_CHECKING, Any

import click

from verbatim.core.errors import ContentError
from verbatim.verify.embeds import Published, check, reach

if TYPE_CHECKING:
    from verbatim.verify.embeds import Finding


class BadInput(click.ClickException):
    """A page or a site that cannot be read: told as every fault is, with a status of its own."""

    exit_code = 2

    def show(self, file: IO[Any] | None = None) -> None:
        """Print the fault."""
        click.echo(f"error: {self.message}", err=True, file=file)


@click.command("check-embeds")
@click.argument("page", metavar="FILE|URL")
@click.option("--site", default="output", show_default=True, metavar="FOLDER|URL", help="The published site.")
@click.option("--json", "as_json", is_flag=True, help="Print the findings as JSON.")
def command(page: str, site: str, *, as_json: bool) -> int:
    """Find our cards in a saved page, and say of each whether it still tells the truth."""
    try:
        published = Published(site)
        data = reach(page)
        _ = published.rows
        found = check(data, published, page)
    except ContentError as error:
        raise BadInput(str(error)) from None
    _print_json(page, found) if as_json else _print(page, found)
    return int(any(finding.verdict != "verbatim" for finding in found))


def _print(page: str, found: list[Finding]) -> None:
    for one in found:
        told = "; ".join([*one.facts, *map(str, one.differences)])
        click.echo(f"{page}:{one.line}: {one.verdict}: {one.id} ({one.form}){': ' + told if told else ''}")
        for note in one.notes:
            click.echo(f"    {note}")
    counted = Counter(one.verdict for one in found)
    parts = ", ".join(f"{count} {verdict}" for verdict, count in sorted(counted.items()))
    click.echo(f"{len(found)} card{'' if len(found) == 1 else 's'}{': ' + parts if parts else ''}")


def _print_json(page: str, found: list[Finding]) -> None:
    rows = [{**one._asdict(), "differences": [each._asdict() for each in one.differences]} for one in found]
    click.echo(json.dumps({"page": page, "cards": rows}, ensure_ascii=False, indent=2))
