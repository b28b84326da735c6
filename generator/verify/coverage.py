"""Quotations listed against quotations shown: `/data/quotes.json` and the pages come in, faults go to the tally."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from generator.verify.place import Place

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from generator.verify.tally import File, Tally

REBUILD = "Build the site again"


def check_coverage(file: File, tally: Tally) -> None:
    """Fault each row of `/data/quotes.json` that no page shows, and each page of a quotation that has no row."""
    for identity, row in tally.rows.items():
        if identity not in tally.shown:
            tally.fault(file, 0, f"no page shows the quotation {identity}", REBUILD)
        elif not row.get("withdrawn"):
            _check_shown(identity, row, file, tally)
    for identity in sorted(set(tally.shown) - set(tally.rows) - tally.past):
        tally.fault(file, 0, f"the quotation {identity} has a page and no entry here", REBUILD)


def _check_shown(identity: str, row: Mapping[str, Any], file: File, tally: Tally) -> None:
    story, start, end = row.get("story"), row.get("start"), row.get("end")
    text = tally.texts.get(story) if isinstance(story, str) else None
    if text is None or type(start) is not int or type(end) is not int:
        tally.fault(file, 0, f"the entry {identity} names no slice of a source", REBUILD)
    elif missing := uncovered(text, Place(str(story), start, end), tally.shown[identity]):
        tally.fault(file, 0, f"the page of {identity} leaves out “{missing}”", REBUILD)


def uncovered(text: str, whole: Place, shown: Sequence[Place]) -> str:
    """Return the first words of `whole` that none of the slices shows; blanks and punctuation need not be shown."""
    at = whole.start
    for place in sorted(place for place in shown if place.story == whole.story):
        gap = text[at : min(max(at, place.start), whole.end)]
        if any(char.isalnum() for char in gap):
            return gap.strip()
        at = max(at, place.end)
    rest = text[at : whole.end]
    return rest.strip() if any(char.isalnum() for char in rest) else ""
