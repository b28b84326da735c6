"""Rebuild when something changes. Folders to watch come in; each change runs `split` and `build` again.

`python -m generator.site.watch [--port 8000]`. With a port the site is served meanwhile. A failed build leaves the site
as it was and says why; the next change tries again. Every rebuild is whole, as with `make html`.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import watchfiles

from generator.site.serve import LOCAL, server

if TYPE_CHECKING:
    from collections.abc import Sequence

WATCHED = ("content", "theme", "generator", "pelicanconf.py", "publishconf.py")
# What the commands themselves write: watching it would never end.
WRITTEN = (".base", "ledger", "__pycache__", ".extracted")


class Sources(watchfiles.DefaultFilter):
    """Lets through what people edit."""

    def __call__(self, change: watchfiles.Change, path: str) -> bool:
        """Tell whether a changed path is a reason to build again."""
        return super().__call__(change, path) and not any(part in WRITTEN for part in Path(path).parts)


def rebuild(options: Sequence[str]) -> bool:
    """Run `split` and `build` as a person would; tell whether both went well."""
    for command in (["split"], ["build", *options]):
        if subprocess.run([sys.executable, "-m", "generator", *command], check=False).returncode:  # noqa: S603
            return False
    return True


def main(arguments: list[str] | None = None) -> int:
    """Watch until interrupted; return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m generator.site.watch", description="Rebuild on every change.")
    parser.add_argument("--port", type=int)
    parser.add_argument("--bind", default=LOCAL)
    parser.add_argument("--output", type=Path, default=Path("output"))
    given, options = parser.parse_known_args(arguments)
    build_options = ["--output", str(given.output), *options]
    rebuild(build_options)
    if given.port is not None:
        running = server(given.output, given.bind, given.port)
        threading.Thread(target=running.serve_forever, daemon=True).start()
        sys.stderr.write(f"serving {given.output} at http://{given.bind}:{running.server_port}/, Ctrl-C ends it\n")
    watched = [path for path in WATCHED if Path(path).exists()]
    for changes in watchfiles.watch(*watched, watch_filter=Sources(), raise_interrupt=False):
        sys.stderr.write(f"changed: {', '.join(sorted({Path(path).name for _, path in changes}))}\n")
        rebuild(build_options)
    return 0


if __name__ == "__main__":
    sys.exit(main())
