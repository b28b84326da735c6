"""The command `sign`: signs the list of hashes of a built site."""

import sys
from pathlib import Path

import click

from verbatim.cli.folders import path_option
from verbatim.core.errors import ContentError
from verbatim.site.publications import PASSWORD, sign
from verbatim.site.up_to_date import SIGNATURE


@click.command("sign")
@path_option("--site", "output", "The built site.")
@click.option(
    "--key", type=click.Path(path_type=Path), required=True, metavar="FILE", help="The secret key of minisign."
)
def command(site: Path, key: Path) -> None:
    """Sign SHA256SUMS of a built site with a key of minisign."""

    def ask() -> str:
        if not sys.stdin.isatty():
            raise ContentError(str(key), 0, "this key needs its password", f"Set {PASSWORD}, or sign at a terminal")
        password: str = click.prompt(f"Password of {key}", hide_input=True, err=True)
        return password

    public = sign(site, key, ask)
    click.echo(f"{site}/{SIGNATURE}: signed. Anybody can check it: minisign -V -m SHA256SUMS -P {public}")
