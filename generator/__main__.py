"""`python -m generator`: the command line. Arguments come in, an exit status goes out."""

from __future__ import annotations

import sys

from generator.cli import main

if __name__ == "__main__":
    sys.exit(main())
