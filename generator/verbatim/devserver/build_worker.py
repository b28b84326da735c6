"""A process that has loaded all that a build needs, and forks one for each build. Commands come in, statuses go out.

`python -m verbatim.devserver.build_worker N`, where N is the number of a socket of which its starter
(`verbatim.devserver.watch`) holds the other end. It never builds anything itself, so that each build begins with the
program alone. When what it loaded is no longer what stands on the disk, its starter ends it and starts another.
"""

from __future__ import annotations

import gc
import json
import os
import socket
import sys
from functools import partial
from importlib import import_module

from verbatim.annotate import read
from verbatim.annotate.dates.finder import published_in
from verbatim.cli import main as cli_main
from verbatim.cli.split_sources import SplitOptions, split
from verbatim.core import fork as forked
from verbatim.core.errors import exit_status
from verbatim.core.fork import end_with_parent
from verbatim.site import preload as ready
from verbatim.site.build import environment
from verbatim.site.up_to_date import still

# What Pelican, `split` and `build` import, at once or when they come to it, on the way of a usual edit.
NEEDED = (
    *ready.NEEDED, "verbatim.cli.build", "verbatim.site.build", "verbatim.content.splitting.batch",
    "verbatim.content.people.index", "verbatim.cli.split_sources", "runpy", "fontTools.ttLib.ttFont",
    "fontTools.ttLib.tables._c_m_a_p", "fontTools.ttLib.tables._h_m_t_x",
)  # fmt: skip
# What is made at its first use, such as the grammar of dates, is made by reading this.
READ_FIRST = "“Lift,” said Nils Dahl, the pilot, on 3 March 2031. About 40 people heard him.\n"
SAME = 99  # a status that no command has: nothing changed, so nothing was built


def main(arguments: list[str]) -> int:
    """Answer each line, a name of WORK and build options as a list in JSON, with a line: the status of doing that."""
    end_with_parent()
    load()
    with socket.socket(fileno=int(arguments[0])) as talk, talk.makefile("rw", encoding="utf-8") as lines:
        for line in lines:
            name, *options = json.loads(line)
            lines.write(f"{forked.wait(forked.begin(partial(WORK[name], options)))}\n")
            lines.flush()
    return 0


def load() -> None:
    """Import everything, Pelican as its runs want it: it asks for the terminal's ways when it is imported."""
    held = dict(os.environ)
    os.environ.update(environment())
    for name in NEEDED:
        import_module(name)
    os.environ.clear()
    os.environ.update(held)
    read(READ_FIRST, published_in(READ_FIRST))
    gc.collect()
    gc.freeze()


def anyway(options: list[str]) -> int:
    """Run `split` and `build` as a person would; return the status of the first that fails, else 0."""
    return _split() or _build(options)


def if_changed(options: list[str]) -> int:
    """Do the same unless the site would stay as it is, which looking at every file tells; then return SAME."""
    return _split() or (SAME if still(options) else _build(options))


WORK = {"anyway": anyway, "if changed": if_changed}


def _split() -> int:
    return exit_status(lambda: split(SplitOptions()))


def _build(options: list[str]) -> int:
    sys.argv[1:] = ["build", *options]  # a build is kept by the words of its command
    return cli_main()


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
