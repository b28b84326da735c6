"""The command line as a document: every command with its usage, arguments and options, as the program has them."""

import re
from collections.abc import Iterator
from copy import copy

import click

from verbatim.cli.group import COMMANDS, cli

# What the arguments mean that no help explains, by the words after `verbatim`: the oldest click takes no help for them.
PELICAN = "passed to Pelican, after `--`"
ARGUMENTS = {
    "annotate files": "the texts; all of `content/sources` if not given",
    "build pelican_options": PELICAN,
    "check-embeds page": "a saved page, or its address",
    "devserver pelican_options": PELICAN,
    "serve folder": "the folder of the site; `output` if not given",
    "set words": "headers with their values, then stories: names, or files of `content/stories` or `content/sources`",
    "split stories": "the names of the stories to split; all that changed if not given",
}


# Options that several commands have, described once above the commands.
SHARED = ("--content PATH", "--output PATH", "--settings PATH", "--port INTEGER", "--dry-run", "-h, --help")


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
    usage = " ".join(piece for piece in command.collect_usage_pieces(context) if piece != "[OPTIONS]")
    yield f"{'#' * level} `{context.command_path}`\n"
    if usage and not isinstance(command, click.Group):
        yield f"    {context.command_path} {usage}\n"
    yield re.sub(r"\s*\n(?!\n)\s*", " ", (command.help or "").strip()) + "\n"
    # A command keeps the help option of its first caller, which may have had no group around it.
    alone = copy(command)
    vars(alone)["_help_option"] = None
    rows = [row for one in alone.get_params(context) if (row := _row(one, context)) and row[0] not in SHARED]
    if rows:
        yield "".join(f"- `{name}` {meaning}\n" for name, meaning in rows)
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            inner = command.get_command(context, name)
            if inner:
                yield from _described(inner, click.Context(inner, info_name=name, parent=context), level + 1)


def _row(parameter: click.Parameter, context: click.Context) -> tuple[str, str] | None:
    """Return an argument or option with its meaning, None where the help has it. Raises KeyError for one without."""
    if isinstance(parameter, click.Argument):
        if re.search(rf"\b{re.sub('[^A-Z]', '', parameter.make_metavar(context))}\b", context.command.help or ""):
            return None  # the command's help says what it is
        words = f"{context.command_path} {parameter.name}".split(" ", 1)[1]
        return parameter.make_metavar(context), ARGUMENTS[words]
    return parameter.get_help_record(context)
