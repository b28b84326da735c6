"""The commands `build`, which builds and verifies the site and puts it in place whole, and `sign`, which signs it.

What is broken in the content is left out and named; where anything else fails the old site is left as it was. The exit
status is not 0 then.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

import click

from verbatim.cli.folders import CONTENT, OUTPUT, SETTINGS, path_option
from verbatim.core.errors import ContentError
from verbatim.site import build_site
from verbatim.site.alterations import SIGNATURE
from verbatim.site.publications import PASSWORD, sign


@click.command("build", context_settings={"ignore_unknown_options": True})
@CONTENT
@OUTPUT
@SETTINGS
@click.argument("pelican_options", nargs=-1, type=click.UNPROCESSED)
def command(content: Path, output: Path, settings: Path, pelican_options: tuple[str, ...]) -> int:
    """Build the site into the output folder, and verify it. What follows `--` is passed to Pelican."""
    began = time.perf_counter()
    for path in (content, settings):
        if not path.exists():
            raise ContentError(str(path), 0, "this is not there", "Run the command in the project's folder, or name it")
    arguments = sys.argv[2:] if sys.argv[1:2] == ["build"] else None
    built = build_site(content, output, settings, pelican_options, arguments)
    summary, *notes = built.summary.split("\n")
    click.echo("\n".join((f"{output}: {summary} ({time.perf_counter() - began:.1f} s)", *notes)))
    for line in built.left_out:
        click.echo(line, err=True)
    return 1 if built.left_out else 0


@click.command("sign")
@path_option("--site", "output", "The built site.")
@click.option(
    "--key", type=click.Path(path_type=Path), required=True, metavar="FILE", help="The secret key of minisign."
)
def sign_command(site: Path, key: Path) -> None:
    """Sign SHA256SUMS of a built site with a key of minisign."""

    def ask() -> str:
        if not sys.stdin.isatty():
            raise ContentError(str(key), 0, "this key needs its password", f"Set {PASSWORD}, or sign at a terminal")
        password: str = click.prompt(f"Password of {key}", hide_input=True, err=True)
        return password

    public = sign(site, key, ask)
    click.echo(f"{site}/{SIGNATURE}: signed. Anybody can check it: minisign -V -m SHA256SUMS -P {public}")
