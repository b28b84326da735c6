"""The group of all commands, which imports each when it is run."""

from importlib import import_module

import click

from verbatim.core import __version__
from verbatim.core.errors import exit_status

COMMANDS = {
    "annotate": "read a text and print what it says, as JSON",
    "build": "build the site into the output folder, and verify it",
    "check": "list everything that an editor should look at",
    "check-embeds": "check the cards that another site's page shows",
    "desk": "review stories in the browser: accept, correct, publish",
    "devserver": "build at every change, show the site, reload the open pages",
    "forget": "take back everything about a person, and what the log says of them",
    "init": "begin a newsroom in a new folder, with an example story",
    "new": "write a template of a person, topic, question or note",
    "people": "list people; join two, part one, give another id",
    "redact": "cover words of a source in every file of its story",
    "serve": "show the built site",
    "set": "set headers of many stories, as to publish them",
    "sign": "sign the list of the built site's hashes",
    "split": "split sources into annotated fragments",
    "verify": "compare every quotation of the built site with its source",
}


class LazyGroup(click.Group):
    """Imports a command, `command` in the module of its name, when it is run."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all commands, sorted."""
        del ctx
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the command of that name, or None."""
        del ctx
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"verbatim.cli.{cmd_name.replace('-', '_')}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands with a line each, importing none of them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, COMMANDS[name]) for name in self.list_commands(ctx)])


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="verbatim", message="%(prog)s %(version)s")
def cli() -> None:
    """Turn a news text into an explainer site in which every quote can be checked."""


def run(arguments: list[str] | None = None) -> int:
    """Run the command named in `arguments`, by default those of the process, and return the exit status."""

    def status() -> int:
        try:
            result = cli.main(args=arguments, prog_name="verbatim", standalone_mode=False)
        except click.ClickException as error:
            error.show()
            return error.exit_code
        except click.Abort:
            raise KeyboardInterrupt from None
        return result if isinstance(result, int) else 0

    return exit_status(status)
