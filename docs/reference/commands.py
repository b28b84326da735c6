"""The command line as a document: every command with its usage, arguments and options, as the program has them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import click

from docs.reference.blocks import table
from verbatim.cli.group import COMMANDS, cli

if TYPE_CHECKING:
    from collections.abc import Iterator


def commands() -> str:
    """Return a section for each command."""
    context = click.Context(cli, info_name="verbatim", **cli.context_settings)
    return "\n".join("\n".join(_section(context, name)) for name in sorted(COMMANDS))


def _section(context: click.Context, name: str, level: int = 2) -> Iterator[str]:
    command = cli.get_command(context, name)
    if command is None:
        raise LookupError(name)
    yield from _described(command, click.Context(command, info_name=name, parent=context), level)


def _described(command: click.Command, context: click.Context, level: int) -> Iterator[str]:
    yield f"{'#' * level} `{context.command_path}`\n"
    yield re.sub(r"\s*\n(?!\n)\s*", " ", (command.help or "").strip()) + "\n"
    yield f"    {context.command_path} {' '.join(command.collect_usage_pieces(context))}\n"
    rows = [row for one in command.get_params(context) if (row := one.get_help_record(context))]
    if rows:
        yield table(("option", "what it does"), ((f"`{option}`", meaning) for option, meaning in rows))
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            inner = command.get_command(context, name)
            if inner:
                yield from _described(inner, click.Context(inner, info_name=name, parent=context), level + 1)
