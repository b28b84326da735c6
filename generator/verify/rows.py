"""CSV exports: the file comes in, its faults go to the tally. Columns start, end and text hold a slice of `story`.

So do columns with one more word before these, as `sentence_start`, `sentence_end`, `sentence_text`.
"""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING

from generator.verify.place import Place
from generator.verify.slices import difference

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.verify.tally import File, Tally

# A cell that a spreadsheet would take for a formula is written with an apostrophe before it.
_DEFUSED = re.compile(r"'(?='*[=+\-@\t\r\n＝＋－＠])")


def check_rows(file: File, tally: Tally) -> None:
    """Check one CSV file; one without such columns holds no slices."""
    reader = csv.DictReader(io.StringIO(file.text, newline=""))
    columns = reader.fieldnames or ()
    slices = [name[:-4] for name in columns if name.endswith("text") and f"{name[:-4]}start" in columns]
    if "story" not in columns:
        return
    for row in reader:
        for name in slices:
            _check_slice(name, row, (file, reader.line_num), tally)


def _check_slice(name: str, row: Mapping[str, str | None], where: tuple[File, int], tally: Tally) -> None:
    start, end = row[f"{name}start"] or "", row.get(f"{name}end") or ""
    if not (start.isdigit() and end.isdigit()):
        return
    tally.passages += 1
    place = Place(row["story"] or "", int(start), int(end))
    text = row[f"{name}text"] or ""
    told = difference(place, text, tally.texts)
    if told and difference(place, text[1:] if _DEFUSED.match(text) else text, tally.texts):
        tally.fault(*where, told)
