"""The command `check-embeds`: compares the cards on another site's page with this site.

It exits with 0 where every card is verbatim, 1 where one is not, 2 where the page or the site cannot be read.
"""

import json
from collections import Counter

import click

from verbatim.core.errors import ContentError
from verbatim.verify.embeds import Finding, PublishedSite, check
from verbatim.verify.remote import reach


@click.command("check-embeds")
@click.argument("page", metavar="FILE|URL")
@click.option("--site", default="output", show_default=True, metavar="FOLDER|URL", help="The published site.")
@click.option("--json", "as_json", is_flag=True, help="Print the findings as JSON.")
def command(page: str, site: str, *, as_json: bool) -> int:
    """Find our cards in a saved page, and say of each whether it is still right."""
    try:
        published = PublishedSite(site)
        data = reach(page)
        _ = published.rows
        findings = check(data, published, page)
    except ContentError as error:
        click.echo(f"error: {error}", err=True)
        return 2
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
    counts = sorted(Counter(one.verdict for one in findings).items())
    parts = ", ".join(f"{count} {verdict}" for verdict, count in counts)
    click.echo(f"{len(findings)} card{'' if len(findings) == 1 else 's'}{': ' + parts if parts else ''}")
