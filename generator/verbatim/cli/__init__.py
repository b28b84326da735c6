"""The command line: a module for each command, which the group imports when the command is run.

Light by itself: click, which the group needs, takes longer to load than a split where nothing changed.
"""

__all__ = ["main"]


def main(arguments: list[str] | None = None) -> int:
    """Run the command named in `arguments`, by default those of the process, and return the exit status."""
    from verbatim.cli.group import run  # noqa: PLC0415

    return run(arguments)
