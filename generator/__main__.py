"""`python -m generator …`, as the command was run before it was called `verbatim`: says so, and runs it.

It stays for one version. Standard output is the command's own, so that programs which read it go on working.
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
