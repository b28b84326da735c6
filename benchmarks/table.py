"""Prints the measurements as a table: medians, ratios to Hugo, growth from size to size."""

import math
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from benchmarks.kinds import Amount
from benchmarks.rounds import Row

BASE = "hugo"
OURS = "verbatim"
HEAD = "stories  case      generator   seconds  x Hugo   apart    cpu s    MiB   busy"


class Line(NamedTuple):
    """The medians of one generator in one case at one size; `ratio` is the median of same-round ratios to Hugo."""

    stories: int
    case: str
    builder: str
    wall: float
    ratio: float
    apart: float
    cpu: float
    mib: float
    others: float

    def __str__(self) -> str:
        ratio = f"{self.ratio:7.2f}" if self.ratio else "      -"
        return (
            f"{self.stories:7}  {self.case:9} {self.builder:10} {self.wall:8.3f} {ratio} {self.apart:7.2f} "
            f"{self.cpu:8.2f} {self.mib:6.0f} {self.others:6.2f}"
        )


def lines(stories: int, rows: Sequence[Row]) -> list[Line]:
    """Return a line for each case and generator, in the order of the rows."""
    keys = dict.fromkeys((row.case, row.builder) for row in rows)
    return [_line(stories, case, builder, rows) for case, builder in keys]


def _line(stories: int, case: str, builder: str, rows: Sequence[Row]) -> Line:
    mine = [row for row in rows if (row.case, row.builder) == (case, builder)]
    base = [row for row in rows if (row.case, row.builder) == (case, BASE)]
    ratio = median(one.wall / other.wall for one, other in zip(mine, base, strict=True)) if base else 0.0
    took = [row.took for row in mine]
    return Line(
        stories,
        case,
        builder,
        median(row.wall for row in mine),
        ratio,
        median(row.apart for row in mine),
        median(one.cpu for one in took),
        median(one.mib for one in took),
        median(one.others for one in took),
    )


def growth(table: Iterable[Line]) -> Iterator[str]:
    """Yield, for each generator and two sizes that follow each other, the exponent of a clean build's seconds."""
    clean = [line for line in table if line.case == "clean"]
    for builder in dict.fromkeys(line.builder for line in clean):
        mine = [line for line in clean if line.builder == builder]
        for less, more in pairwise(mine):
            steps = math.log(more.stories / less.stories)
            exponent = math.log(more.wall / less.wall) / steps
            yield f"growth  {builder:10} {less.stories} to {more.stories} stories: {exponent:.2f}"


def last(table: Sequence[Line], first: float, peak: float) -> dict[str, float | int]:
    """Return the ratios of our build to Hugo's at the largest size.

    Besides, in seconds, how long the `first` site takes, and in MiB the `peak` of memory.
    """
    size = max(line.stories for line in table)
    mine = {line.case: round(line.ratio, 3) for line in table if (line.stories, line.builder) == (size, OURS)}
    return {"stories": size, **mine, "first": round(first, 2), "peak_mb": round(peak)}


def site_lines(found: dict[str, dict[str, Amount]]) -> Iterator[str]:
    """Yield what the sites have, a line a kind: files and bytes of each generator."""
    names = list(found)
    yield f"{'kind':17}" + "".join(f" {name + ' files':>16} {'KB':>9}" for name in names)
    kinds = sorted(found[names[0]], key=lambda kind: -found[names[0]][kind].size)
    for kind in kinds:
        held = [found[name].get(kind) for name in names]
        yield f"{kind:17}" + "".join(
            f" {one.files if one else 0:16} {one.size / 1000 if one else 0:9.0f}" for one in held
        )
