"""Splits and builds the invented newsroom in six environments and compares every byte: `make determinism`."""

import sys
import tempfile
import time
from pathlib import Path

from tests.campaigns.surroundings import OTHERS, PLAIN, differing, made
from tests.conftest import lay_newsroom


def main() -> int:
    """Print how many files were compared and which differ; return 1 where any does."""
    began, wrong = time.perf_counter(), 0
    with tempfile.TemporaryDirectory() as folder:
        project = lay_newsroom(Path(folder) / "laid")
        first = made(project, PLAIN, Path(folder) / "0", "democonf.py")
        for number, around in enumerate(OTHERS, 1):
            found = differing(first, made(project, around, Path(folder) / str(number), "democonf.py"))
            wrong += len(found)
            sys.stdout.write(f"{around}: {len(first)} files, {len(found)} differ {' '.join(found[:10])}\n")
            sys.stdout.flush()
    sys.stdout.write(f"{len(OTHERS)} builds beside the first, {time.perf_counter() - began:.0f} s\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
