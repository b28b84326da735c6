"""The group of commands. Arguments come in, an exit status goes out; a command's module is imported when it is used.

Faults in somebody's input end as `error: path:line: fact. fix.` on standard error and status 1.
"""

from __future__ import annotations

import os
import sys
from importlib import import_module

import click

from generator.errors import ContentError, ContentErrors, refused

COMMANDS = {
    "annotate": "read a text and print what it says, as JSON",
    "build": "build the site into the output folder, and verify it",
    "check": "list everything that an editor should look at",
    "check-embeds": "check the cards that another site's page shows",
    "evaluate": "score the reading against human annotations",
    "messages": "bring the theme's catalogues up to date with what it says",
    "new": "write a filled-in template of a source, person or note",
    "people": "list people; join two, part one, give another id",
    "split": "split sources into annotated fragments",
    "verify": "compare every quotation of the built site with its source",
}
STOPPED = 130


class LazyGroup(click.Group):
    """A group that knows its commands by name and imports `generator.commands.<name>` when one is run.

    Each module holds its click command under the name `command`.
    """

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all commands, in order of the alphabet."""
        del ctx
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the command of that name, imported now; None where there is none."""
        del ctx
        if cmd_name not in COMMANDS:
            return None
        command = import_module(f"generator.commands.{cmd_name.replace('-', '_')}").command
        return command if isinstance(command, click.Command) else None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands with their one line each, importing none of them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, COMMANDS[name]) for name in self.list_commands(ctx)])


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
def cli() -> None:
    """Turn a news text into an explainer site in which every quote can be checked."""


def _told(errors: list[ContentError]) -> int:
    for error in errors:
        click.echo(f"error: {error}", err=True)
    return 1


def _refused(error: OSError) -> int:
    """Tell what the disk refused. Raises anything else, which is a fault of ours."""
    fault = refused(error)
    if fault is None:
        raise error
    return _told([fault])


def _hushed() -> int:
    """Point standard output at nothing, so that the interpreter's last flush cannot complain of the closed pipe."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


def main(arguments: list[str] | None = None) -> int:
    """Run the command named in `arguments` (those of the process by default) and return the exit status."""
    try:
        status = cli.main(args=arguments, prog_name="python -m generator", standalone_mode=False)
        sys.stdout.flush()
    except ContentError as error:
        return _told([error])
    except ContentErrors as several:
        return _told(several.errors)
    except click.ClickException as wrong:
        wrong.show()
        return wrong.exit_code
    except (KeyboardInterrupt, click.Abort):
        click.echo("stopped; nothing was left half written", err=True)
        return STOPPED
    except OSError as error:
        return _hushed() if isinstance(error, BrokenPipeError) else _refused(error)
    return status if isinstance(status, int) else 0
