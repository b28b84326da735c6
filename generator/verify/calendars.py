"""iCalendar files (RFC 5545): the file comes in, its faults go to the tally.

An event's DESCRIPTION is the slice that X-VERBATIM-SOURCE names; its SUMMARY begins
as that slice does, and may end in the words for the date of X-VERBATIM-WHEN.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.verify.slices import begins_otherwise, cited, difference_but_for_layout

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.verify.tally import File, Tally

_FOLD = re.compile(r"\r?\n[ \t]")
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)


def check_calendar(file: File, tally: Tally) -> None:
    """Check one calendar."""
    for line, event in _events(file.text):
        place = cited(f"sources/{event.get('X-VERBATIM-SOURCE', '')}")
        if place is None:
            tally.fault(file, line, "an event carries no place in a source")
            continue
        tally.passages += 1
        if told := difference_but_for_layout(place, event.get("DESCRIPTION", ""), tally.texts):
            tally.fault(file, line, told)
        summary = event.get("SUMMARY", "").removesuffix(f" ({event.get('X-VERBATIM-WHEN', '')})")
        if told := begins_otherwise(place, summary, tally.texts):
            tally.fault(file, line, f"in SUMMARY {told}")


def _events(text: str) -> Iterator[tuple[int, Mapping[str, str]]]:
    """Yield each event's first line and its properties, unfolded and unescaped."""
    unfolded = _FOLD.sub(lambda fold: "\v" * fold[0].count("\n"), text)
    line, began = 1, 0
    event: dict[str, str] = {}
    for raw in unfolded.split("\n"):
        name, _, value = raw.rstrip("\r").replace("\v", "").partition(":")
        if (name, value) == ("BEGIN", "VEVENT"):
            began, event = line, {}
        elif (name, value) == ("END", "VEVENT"):
            yield began, event
        else:
            event[name.partition(";")[0]] = _ESCAPED.sub(lambda found: "\n" if found[1] in "nN" else found[1], value)
        line += 1 + raw.count("\v")
