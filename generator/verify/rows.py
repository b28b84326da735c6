"""CSV exports: the file comes in, its faults go to the tally. Rows with story, start, end and text are slices."""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING

from generator.verify.place import Place
from generator.verify.slices import difference

if TYPE_CHECKING:
    from generator.verify.tally import File, Tally

NEEDED = frozenset(("story", "start", "end", "text"))
# A cell that a spreadsheet would take for a formula is written with an apostrophe before it.
_DEFUSED = re.compile(r"'(?=[=+\-@\t\r])")


def check_rows(file: File, tally: Tally) -> None:
    """Check one CSV file; one without these columns holds no slices."""
    reader = csv.DictReader(io.StringIO(file.text, newline=""))
    if not set(reader.fieldnames or ()) >= NEEDED:
        return
    for row in reader:
        if not (row["start"] or "").isdigit() or not (row["end"] or "").isdigit():
            continue
        tally.passages += 1
        place = Place(row["story"], int(row["start"]), int(row["end"]))
        text = row["text"] or ""
        told = difference(place, text, tally.texts)
        if told and difference(place, _DEFUSED.sub("", text, count=1) if text[:1] == "'" else text, tally.texts):
            tally.fault(file, reader.line_num, told)
