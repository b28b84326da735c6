"""Pelican for one build: `python -m generator.site.once` takes Pelican's arguments and builds once."""

from __future__ import annotations

import gc
import sys

from pelican import main

if __name__ == "__main__":
    # A build makes next to nothing that refers to itself, ends soon, and its workers share what they do not touch:
    # collecting took a tenth of its time and found nothing.
    gc.disable()
    sys.exit(main())
