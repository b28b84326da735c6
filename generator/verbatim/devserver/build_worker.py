"""Keeps all that a build needs loaded, and forks a process for each build.

`python -m verbatim.devserver.build_worker N`, where N is the number of a socket of which its starter
(`verbatim.devserver.clients`) holds the other end. It never builds anything itself, so that each build starts with the
program alone. When the program changes on disk, its starter ends it and starts another.
"""

import gc
import json
import os
import socket
import sys
from functools import partial
from importlib import import_module
from pathlib import Path

from verbatim.annotate import read
from verbatim.annotate.dates.finder import published_in
from verbatim.cli import main as cli_main
from verbatim.cli.split_sources import SplitOptions, split
from verbatim.core import fork
from verbatim.core.errors import exit_status
from verbatim.devserver.clients import PARTLY, SAME
from verbatim.site.build import LOADED, pelican_environment
from verbatim.site.up_to_date import nothing_changed, option, site_hash

# What Pelican, `split` and `build` import, at once or when they need it, for a usual edit.
NEEDED = (
    *LOADED, "rich.status", "jinja2.ext",
    "concurrent.futures.process", "multiprocessing.popen_fork", "babel.dates", "nh3", "pytz.tzinfo",
    "markdown.extensions.def_list", "markdown.extensions.sane_lists", "markdown.extensions.tables",
    "verbatim.cli.build", "verbatim.verify", "verbatim.content.splitting.split", "verbatim.content.people.index",
    "runpy", "fontTools.ttLib.ttFont", "fontTools.ttLib.tables._c_m_a_p", "fontTools.ttLib.tables._h_m_t_x",
)  # fmt: skip
# Reading this makes what is made at its first use, such as the grammar of dates.
READ_FIRST = "“Lift,” said Nils Dahl, the pilot, on 3 March 2031. About 40 people heard him.\n"


def main(arguments: list[str]) -> int:
    """Answer each line, build options as a list in JSON, with a line: the exit status."""
    fork.end_with_parent()
    load()
    with socket.socket(fileno=int(arguments[0])) as connection, connection.makefile("rw", encoding="utf-8") as lines:
        for line in lines:
            lines.write(f"{fork.wait(fork.begin(partial(build, json.loads(line))))}\n")
            lines.flush()
    return 0


def load() -> None:
    """Import everything; Pelican as it is run later, since it asks about the terminal when it is imported."""
    own = dict(os.environ)
    os.environ.update(pelican_environment())
    for name in NEEDED:
        import_module(name)
    os.environ.clear()
    os.environ.update(own)
    read(READ_FIRST, published_in(READ_FIRST))
    gc.collect()
    gc.freeze()


def build(options: list[str]) -> int:
    """Run `split`, which names what it cannot read, and `build` as a person would; return the status of the build.

    It is SAME where the site would stay as it is, and PARTLY where it changed, and lacks what is broken.
    """
    exit_status(lambda: split(SplitOptions()))
    if nothing_changed(options):
        return SAME
    sys.argv[1:] = ["build", *options]  # a build is recorded by the words of its command
    output = Path(option(options, "--output", "output"))
    before = site_hash(output)
    status = cli_main()
    return PARTLY if status == 1 and site_hash(output) != before else status


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
