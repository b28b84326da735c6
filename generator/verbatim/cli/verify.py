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

import verbatim
from verbatim.cli.settings_file import read_settings
from verbatim.core.errors import ContentError, ContentErrors
from verbatim.core.files import read_file
from verbatim.site.staging import recover
from verbatim.verify import Verification, verify
from verbatim.verify.embeds import PublishedSite, check, reach
from verbatim.verify.history.rewriting import compare, parse_earlier
from verbatim.verify.remote import opened
from verbatim.verify.report import MOST
from verbatim.verify.sums import SIGNATURE, check_signature, read_public_key

if TYPE_CHECKING:
    from collections.abc import Iterable

    from verbatim.verify.embeds import Finding
    from verbatim.verify.history.rewriting import Comparison
    from verbatim.verify.report import Origin
    from verbatim.verify.sums import Signature

SOURCES = Path("content/sources")
LARGEST_KEPT = 100_000_000  # bytes
NOT_SIGNED = "Ask the newsroom, by another way than the site, whether this key is its own"
CONF = "pelicanconf.py"
OWN_THEME, SHEET = Path("theme"), "static/css/site.css"
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
@click.option(
    "--since",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="A log.jsonl or SHA256SUMS of the site that you kept: say what was rewritten since.",
)
@click.option("--key", metavar="FILE|KEY", help="The newsroom's public key of minisign: check the signature.")
@click.option(
    "--theme",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    metavar="FOLDER",
    help=f"The theme whose style sheets and scripts the site may have; without it the project's {OWN_THEME}, or the"
    " program's own for a site that is checked against what it publishes.",
)
@click.option("--json", "as_json", is_flag=True, help="Print what was found as JSON.")
def command(  # noqa: PLR0913  the options of the command line
    site: str,
    sources: Path | None,
    theme: Path | None,
    *,
    published: bool,
    since: Path | None,
    key: str | None,
    as_json: bool,
) -> int:
    """Compare every quotation of a built site with its source."""
    began = time.perf_counter()
    if "://" not in site:
        recover(Path(site).absolute())
    against = None if published or "://" in site else sources or (SOURCES if SOURCES.is_dir() else None)
    earlier = parse_earlier(str(since), read_file(since, str(since), LARGEST_KEPT)) if since else None
    public = read_public_key(key) if key else None
    known = theme or _theme(in_project=against is not None)
    with opened(site) as copy:
        result = verify(copy.folder, against, theme=known) if against else copy.verify(known)
        signature = check_signature(public, copy.sums, copy.signature) if public else None
        history = compare(earlier, copy.shown, copy.listed(), copy.log()) if earlier else None
    if as_json:
        told = _as_json(site, result, alone=against is None)
        told |= {"signature": signature and _signature_json(signature), "history": history and _history_json(history)}
        click.echo(json.dumps(told, ensure_ascii=False, indent=1))
        return int(bool(result.faults or (signature and signature.fault) or (history and history.rewritten)))
    faults = [*result.listed(), *(history.rewritten[:MOST] if history else ())]
    if signature and signature.fault:
        faults.append(ContentError(f"{site.rstrip('/')}/{SIGNATURE}", 0, signature.fault, NOT_SIGNED))
    if faults:
        raise ContentErrors(faults)
    how = "" if against else f", {ALONE}"
    click.echo(f"verified: {result.summary}{how} ({time.perf_counter() - began:.2f} s)")
    _print_history(signature, history, since)
    return 0


def _theme(*, in_project: bool) -> Path | None:
    """Return the theme that style sheets and scripts are held to; None in a project that has another than ours."""
    own = OWN_THEME if (OWN_THEME / SHEET).is_file() else None
    named = read_settings(Path(CONF)).get("THEME") if in_project else None
    return own if own or named not in (None, verbatim.theme()) else Path(verbatim.theme())


def _print_history(signature: Signature | None, history: Comparison | None, since: Path | None) -> None:
    if signature:
        click.echo(f"signed with this key: {signature.comment}")
    if history:
        for line in history.changed:
            click.echo(line)
        click.echo(f"nothing was rewritten since {since}")


def _signature_json(signature: Signature) -> dict[str, object]:
    return {"valid": not signature.fault, "fault": signature.fault or None, "comment": signature.comment or None}


def _history_json(history: Comparison) -> dict[str, object]:
    return {
        "rewritten": _faults_json(history.rewritten, [None] * len(history.rewritten)),
        "changed": list(history.changed),
    }


def _faults_json(faults: Iterable[ContentError], origins: Iterable[Origin | None]) -> list[dict[str, object]]:
    return [
        {
            "path": one.path,
            "line": one.line or None,
            "fact": one.fact,
            "fix": one.fix,
            "origin": origin and origin._asdict(),
        }
        for one, origin in zip(faults, origins, strict=True)
    ]


def _as_json(site: str, result: Verification, *, alone: bool) -> dict[str, object]:
    return {
        "site": site,
        "held_against": "published" if alone else "sources",
        "verified": not result.faults,
        "passages": result.passages,
        "files": result.files,
        "sources": result.sources,
        "in_part": result.parts,
        "elsewhere": result.elsewhere,
        "faults": _faults_json(result.faults, result.origins()),
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
