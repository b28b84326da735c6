"""Runs the command line, by a short way where nothing changed."""

from __future__ import annotations

import sys
from pathlib import Path


def run() -> int:
    """Run the command that the arguments name, and return its exit status.

    Every `make html` begins with a plain `split`, and often ends with a `build` where nothing changed: both do without
    the command line's library, which takes longer to load than they take.
    """
    match words := sys.argv[1:]:
        case ["split"] | ["split", "--content", _]:
            from verbatim.cli.split_sources import SplitOptions, split  # noqa: PLC0415
            from verbatim.core.errors import exit_status  # noqa: PLC0415

            return exit_status(lambda: split(SplitOptions(Path(words[-1] if words[1:] else "content"))))
    if sys.argv[1:2] == ["build"]:
        from verbatim.site.up_to_date import nothing_changed, option  # noqa: PLC0415

        if said := nothing_changed(sys.argv[2:]):
            sys.stdout.write(f"{option(sys.argv[2:], '--output', 'output')}: nothing changed; {said}\n")
            return 0
    from verbatim.cli import group  # noqa: PLC0415

    return group.run()


if __name__ == "__main__":
    sys.exit(run())
