"""The folders that commands are given, and what those say that change the content folder."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from difflib import unified_diff
from pathlib import Path
from typing import Any, TypeVar

import click

from verbatim.content.layout import BASE
from verbatim.content.transaction import ChangedFiles, content_lock

Command = TypeVar("Command", bound="Callable[..., Any]")


def path_option(name: str, default: str, says: str) -> Callable[[Command], Command]:
    """Return an option that takes a path."""
    return click.option(name, type=click.Path(path_type=Path), default=Path(default), show_default=True, help=says)


CONTENT = path_option("--content", "content", "The content folder.")
OUTPUT = path_option("--output", "output", "The folder of the site.")
SETTINGS = path_option("--settings", "pelicanconf.py", "The settings file.")
PORT = click.option("--port", type=int, default=8000, show_default=True, help="0 picks a free port.")
BIND = click.option("--bind", default="127.0.0.1", show_default=True, help="0.0.0.0 opens it to the network.")
WAITING = "another command is writing the content folder; this one goes on when it is done"
DRY = click.option("--dry-run", "dry", is_flag=True, help="Show what would be changed, and change nothing.")


@contextmanager
def writing(content: Path) -> Iterator[Path]:
    """Lock the content folder while it is written; yield its absolute path."""
    content = content.absolute()
    with content_lock(content, lambda: click.echo(WAITING, err=True)):
        yield content


def is_shown_only(files: ChangedFiles, *, dry: bool) -> bool:
    """Return whether a command is `dry`, after showing what it would change as `diff -u` does.

    The files that `split` keeps for itself are left out.
    """
    for path, pair in files.items() if dry else ():
        if not path.endswith(f"/{BASE}"):
            old, new = ((data or b"").decode("utf-8", "replace").splitlines(keepends=True) for data in pair)
            lines = unified_diff(old, new, f"content/{path}", f"content/{path}" if pair[1] else "nothing", n=0)
            click.echo("".join(lines), nl=False)
    return dry
