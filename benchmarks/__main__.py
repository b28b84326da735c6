"""`python -m benchmarks 100 1000`: a line for each size. `make bench` runs it."""

from __future__ import annotations

import sys

from benchmarks.reading import measure


def main(sizes: list[int]) -> None:
    """Print what reading so many articles costs, one size a line."""
    print("articles    words  seconds  words/s   MiB")  # noqa: T201  the table is the output
    for size in sizes:
        row = measure(size)
        line = "{articles:8} {words:8} {seconds:8.2f} {words_a_second:8.0f} {mib:5.0f}".format(**row)
        print(line, flush=True)  # noqa: T201


main([int(word) for word in sys.argv[1:]] or [100])
