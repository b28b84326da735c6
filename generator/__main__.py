"""Runs `verbatim` under its former name, `python -m generator`, and says so on standard error.

It stays for one version. Standard output is the command's own, for programs that read it.
"""

import os
import sys
from pathlib import Path

PROGRAM = str(Path(__file__).parent)

if __name__ == "__main__":
    sys.stderr.write("python -m generator is now verbatim: run .venv/bin/verbatim, or verbatim where it is installed\n")
    sys.path.insert(0, PROGRAM)
    os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, (PROGRAM, os.environ.get("PYTHONPATH"))))
    from verbatim.__main__ import run

    sys.exit(run())
