"""A process that has all content in memory, and shows the pages of an edited story ahead of their build.

`python -m generator.resident N OPTIONS`, where N is the number of a socket that its starter (`generator.site.ahead`)
holds the other end of, and OPTIONS are those of `build`. It says a line when it is ready. Each line that comes in is a
list of paths in JSON; the line that goes out lists the files that stand anew, or is `null`. It says nothing else: what
is wrong with the content, the build that follows tells.
"""

from __future__ import annotations

import gc
import json
import os
import socket
import sys

from pelican import get_config, parse_arguments
from pelican.settings import read_settings

from generator.commands.build import command
from generator.pelican_run import environment
from generator.site.retelling import FOLDER, Retelling
from generator.site.stopped import Stopped
from generator.staging import Stage
from generator.with_parent import end_with_parent


def main(arguments: list[str]) -> int:
    """Answer each line until the other end is closed."""
    end_with_parent()
    number, *options = arguments
    with socket.socket(fileno=int(number)) as talk, talk.makefile("rw", encoding="utf-8") as lines:
        held = prepared(options)
        gc.collect()
        gc.freeze()
        lines.write("ready\n")
        lines.flush()
        for line in lines:
            lines.write(f"{json.dumps(held.tell(json.loads(line)))}\n")
            lines.flush()
    return 0


def prepared(options: list[str]) -> Retelling:
    """Read what a build with these options reads."""
    with open(os.devnull, "w", encoding="utf-8") as nothing:  # noqa: PTH123
        os.dup2(nothing.fileno(), sys.stdout.fileno())
        os.dup2(nothing.fileno(), sys.stderr.fileno())
    os.environ.update(environment())
    asked = command.make_context("build", options).params
    stage = Stage(asked["output"].absolute())
    folders = [str(asked["content"]), "-o", str(stage.root / FOLDER), "-s", str(asked["settings"])]
    given = parse_arguments([*folders, *asked["pelican_options"]])
    return Retelling(Stopped(read_settings(given.settings, override=get_config(given))), stage.output)


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
