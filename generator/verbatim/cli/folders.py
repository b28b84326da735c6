"""The folders that commands are given, and what those say that change the content folder."""

from __future__ import annotations

from difflib import unified_diff
from pathlib import Path
from typing import TYPE_CHECKING

import click

from verbatim.content.layout import BASE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

CONTENT = click.option(
    "--content", type=click.Path(path_type=Path), default=Path("content"), show_default=True, help="The content folder."
)
OUTPUT = click.option(
    "--output",
    type=click.Path(path_type=Path),
    default=Path("output"),
    show_default=True,
    help="The folder of the site.",
)
SETTINGS = click.option(
    "--settings",
    type=click.Path(path_type=Path),
    default=Path("pelicanconf.py"),
    show_default=True,
    help="The settings file.",
)
DRY = click.option("--dry-run", "dry", is_flag=True, help="Show what would be changed, and change nothing.")


def tell_waiting() -> None:
    """Say that another command holds the content folder."""
    click.echo("another command is writing the content folder; this one goes on when it is done", err=True)


def differences(before: Mapping[str, bytes], after: Mapping[str, bytes | None]) -> Iterator[str]:
    """Yield what would change as `diff -u` shows it, without the files that `split` keeps for itself."""
    for path, data in after.items():
        if not path.endswith(f"/{BASE}"):
            old = before.get(path, b"").decode("utf-8", "replace").splitlines(keepends=True)
            new = (data or b"").decode("utf-8", "replace").splitlines(keepends=True)
            yield from unified_diff(old, new, f"content/{path}", f"content/{path}" if data else "nothing", n=0)
