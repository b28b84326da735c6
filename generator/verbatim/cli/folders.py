"""The folders that commands are given, and what those say that change the content folder."""

from collections.abc import Callable, Iterator, Mapping
from difflib import unified_diff
from pathlib import Path
from typing import Any, TypeVar

import click

from verbatim.content.layout import BASE

Command = TypeVar("Command", bound="Callable[..., Any]")


def path_option(name: str, default: str, says: str) -> Callable[[Command], Command]:
    """Return an option that takes a path."""
    return click.option(name, type=click.Path(path_type=Path), default=Path(default), show_default=True, help=says)


CONTENT = path_option("--content", "content", "The content folder.")
OUTPUT = path_option("--output", "output", "The folder of the site.")
SETTINGS = path_option("--settings", "pelicanconf.py", "The settings file.")
PORT = click.option("--port", type=int, default=8000, show_default=True, help="0 picks a free port.")
BIND = click.option("--bind", default="127.0.0.1", show_default=True, help="0.0.0.0 opens it to the network.")
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
