"""Makes folders list their files in another order, in every process with this folder on its path.

Python imports `sitecustomize` at its start. The order is decided by `ORDER_OF_FILES` and the folder alone, so that a
run that fails can be run again.
"""

import os
import random

SEED = os.environ.get("ORDER_OF_FILES", "")
listed, scanned = os.listdir, os.scandir


def listdir(path=None):  # noqa: ANN001, ANN201  as os has it
    """List the names of a folder in our order."""
    names = sorted(listed(path))
    random.Random(f"{SEED} {len(names)}").shuffle(names)  # noqa: S311  no secret
    return names


class Scan:
    """What `os.scandir` gives, in our order."""

    def __init__(self, path) -> None:  # noqa: ANN001
        with scanned(path) as entries:
            rows = sorted(entries, key=lambda entry: entry.name)
        random.Random(f"{SEED} {len(rows)}").shuffle(rows)  # noqa: S311
        self.rows = iter(rows)

    def __iter__(self):  # noqa: ANN204
        return self

    def __next__(self):  # noqa: ANN204
        return next(self.rows)

    def __enter__(self):  # noqa: ANN204
        return self

    def __exit__(self, *told):  # noqa: ANN002, ANN204
        return None

    def close(self) -> None:
        """Nothing is open."""


if SEED:
    os.listdir = listdir
    os.scandir = lambda path=".": Scan(path)
