"""Cards as SVG, which the PNGs are made from: the file comes in, its faults go to the tally.

The element that draws the words carries `data-story` and `data-char`; its text is theirs exactly, because a line keeps
the blank at which it ends. Words put in by a correction carry `data-corrected`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.verify.speech import UNPLACED, blocks, check_loose, spoiled_in
from generator.verify.walk import Kind, Walk
from generator.verify.walked import Walked

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.verify.scan import Element
    from generator.verify.tally import File, Tally


def grammar(found: Element, walk: Walk) -> Sequence[Kind]:
    """Say what an element of a drawing opens."""
    del walk
    if "data-char" in found.attributes:
        return ("slice",)
    return ("ornament",) if found.attributes.get("aria-hidden") == "true" else ()


def check_drawing(file: File, tally: Tally) -> None:
    """Check one drawing."""
    page = Walked(file, Walk(file.text, grammar).run(), tally)
    for stretch in page.seen.stretches:
        if stretch.kind == "slice":
            page.check_slice(stretch)
    for text in blocks(page.seen):
        for fact in spoiled_in(text, "a line", tally):
            tally.fault(file, 0, fact, UNPLACED)
    check_loose(page)
