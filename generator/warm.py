"""A process that has loaded all that a build needs, and forks one for each build. Commands come in, statuses go out.

`python -m generator.warm N`, where N is the number of a socket that its starter (`generator.site.builder`) holds the
other end of. It never builds anything itself, so that each build begins with the program alone. When what it loaded is
no longer what stands on the disk, its starter ends it and starts another.
"""

from __future__ import annotations

import gc
import json
import os
import socket
import sys
from functools import partial
from importlib import import_module

from generator import forked
from generator.__main__ import run
from generator.annotate import read
from generator.annotate.dateline import published_in
from generator.pelican_run import ONCE, environment
from generator.unchanged import still
from generator.with_parent import end_with_parent

# What Pelican, `split` and `build` import, at once or when they come to it, on the way of a usual edit.
NEEDED = (
    ONCE, "generator.site.plugin", "generator.cli", "generator.commands.build", "generator.commands.splitting",
    "generator.fragments.several", "generator.fragments.others", "generator.settings_file", "runpy", "sqlite3",
    "concurrent.futures.process", "multiprocessing.popen_fork", "rich.status", "jinja2.ext", "babel.dates", "nh3",
    "pytz.tzinfo", "markdown.extensions.def_list", "markdown.extensions.sane_lists", "markdown.extensions.tables",
    "fontTools.ttLib.ttFont", "fontTools.ttLib.tables._c_m_a_p", "fontTools.ttLib.tables._h_m_t_x",
)  # fmt: skip
# What is made at its first use, such as the grammar of dates, is made by reading this.
READ_FIRST = "“Lift,” said Nils Dahl, the pilot, on 3 March 2031. About 40 people heard him.\n"
SAME = 99  # a status that no command has: nothing changed, so nothing was built


def main(arguments: list[str]) -> int:
    """Answer each line, a list of build options as JSON, with a line: the status of `split` and `build` by these."""
    end_with_parent()
    load()
    with socket.socket(fileno=int(arguments[0])) as talk, talk.makefile("rw", encoding="utf-8") as lines:
        for line in lines:
            lines.write(f"{outcome(json.loads(line))}\n")
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


def outcome(options: list[str]) -> int:
    """Return the exit status of `split` and `build` in a forked process; SAME where there was nothing to do."""
    return forked.ended(forked.begin(partial(_commands, options)))


def _commands(options: list[str]) -> int:
    """Run both commands as a person would, up to the first that fails."""
    for command in (["split"], ["build", *options]):
        if command[0] == "build" and still(options):
            return SAME
        sys.argv[1:] = command
        if status := run():
            return status
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
