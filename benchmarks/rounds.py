"""Runs all cases and generators in turns, so that other load on the machine affects them equally.

Cases: `clean` with nothing built before, `nochange` the same command again, `edit` one reason of one quotation changed,
`total` everything that a reader gets: with search, and verified. For a generator that makes no more it is `clean`.
Each run is checked: as many files as before, and after an edit the new reason on the quotation's page.
"""

import json
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from benchmarks.building import Builder
from benchmarks.records import Record, Records
from benchmarks.timing import Took, run

CASES = ("clean", "nochange", "edit", "total")
TIMINGS = Path(".cache/timings.json")  # what a build of ours says of its own parts, in seconds
APART = ("split", "verify", "search", "fonts")


class Row(NamedTuple):
    """One run: which generator and case, what it took, and how many of its seconds were no pages."""

    builder: str
    case: str
    took: Took
    apart: float

    @property
    def wall(self) -> float:
        """Seconds until the pages are in place, without what is timed apart; an edit counts until it is verified."""
        return self.took.wall if self.case == "edit" else self.took.wall - self.apart


def rounds(builders: Sequence[Builder], held: Records, count: int, cases: Sequence[str] = CASES) -> Iterator[Row]:
    """Yield each run of so many rounds."""
    story, quote = chosen(held)
    files: dict[str, int] = {}
    for number in range(count):
        made: dict[str, Took] = {}
        for case in cases:
            for builder in builders:
                why = f"checked in round {number}"
                if case == "total":
                    yield Row(builder.name, case, _whole(builder) if builder.whole else made[builder.name], 0.0)
                    continue
                if case == "clean":
                    builder.forget()
                elif case == "edit":
                    builder.edit(story, quote, why)
                (builder.site / TIMINGS).unlink(missing_ok=True)
                took = run(builder.command(), builder.folder, builder.environment)
                made.setdefault(builder.name, took)
                _hold(builder, files, quote, why if case == "edit" else "")
                yield Row(builder.name, case, took, _apart(builder))


def _whole(builder: Builder) -> Took:
    """Build all that a generator makes of its site, from nothing."""
    builder.forget()
    return run(builder.command(), builder.folder, builder.environment | builder.whole)


def chosen(held: Records) -> tuple[Record, Record]:
    """Return the middle one of the stories with an attributed quotation, and that quotation."""
    found = [(story, one) for story in held.stories for one in story["quotes"][:1] if one["speaker"]]
    return found[len(found) // 2]


def _hold(builder: Builder, files: dict[str, int], quote: Record, why: str) -> None:
    here = sum(len(names) for _, _, names in os.walk(builder.output))
    if files.setdefault(builder.name, here) != here:
        raise SystemExit(f"{builder.name}: {here} files, and {files[builder.name]} in the first build")
    if why not in builder.page(quote).read_text(encoding="utf-8"):
        raise SystemExit(f"{builder.name}: the edit is not on {builder.page(quote)}")


def _apart(builder: Builder) -> float:
    """Return the seconds that the last build reports for everything but pages."""
    path = builder.site / TIMINGS
    if not path.exists():
        return 0.0
    told: dict[str, float] = json.loads(path.read_text(encoding="utf-8"))
    return sum(told.get(part, 0.0) for part in APART)
