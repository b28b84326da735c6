"""`verbatim`: the command line. Arguments come in, an exit status goes out."""

from __future__ import annotations

import sys


def run() -> int:
    """Run the command that the arguments name.

    `split` by itself is what every `make html` begins with: it goes without the command line's library, which takes
    longer to load than a split of what did not change takes. So does a `build` where nothing changed.
    """
    if sys.argv[1:] == ["split"]:
        from verbatim.cli.split import SplitOptions, split  # noqa: PLC0415
        from verbatim.core.errors import exit_status  # noqa: PLC0415

        return exit_status(lambda: split(SplitOptions()))
    if sys.argv[1:2] == ["build"]:
        from verbatim.site.up_to_date import option, still  # noqa: PLC0415

        if said := still(sys.argv[2:]):
            sys.stdout.write(f"{option(sys.argv[2:], '--output', 'output')}: nothing changed; {said}\n")
            return 0
    from verbatim.cli import main  # noqa: PLC0415

    return main()


if __name__ == "__main__":
    sys.exit(run())
