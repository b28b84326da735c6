"""Trust labels: a walked page comes in; a corrected quotation that is called verbatim goes to the tally."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.verify.marks import BLOCK, SLICE

if TYPE_CHECKING:
    from generator.verify.walk import Stretch, Tag
    from generator.verify.walked import Walked

CARDS = frozenset(("figure", "article", "blockquote", "section", "div", "li"))
MISLABELLED = "Label it corrected; only words as printed are verbatim"
_EDGE = re.compile(f"[{SLICE}{BLOCK}]")
_VERBATIM = re.compile(r"\W*verbatim\W*", re.IGNORECASE)


def check_labels(page: Walked) -> None:
    """Fault each card of a corrected quotation that bears the label of a verbatim one."""
    labelled = {id(card) for tag in page.seen.tags if (card := _labelled_card(tag))}
    for card in page.seen.stretches:
        if card.kind != "card" or not _corrected(card, page):
            continue
        if id(card) in labelled or (card.element.name == "figure" and _says_verbatim(card)):
            page.fault(card.token, "a corrected quotation is labelled verbatim", MISLABELLED)


def _labelled_card(tag: Tag) -> Stretch | None:
    if tag.element.attributes.get("data-trust") != "verbatim":
        return None
    around = tag.within
    while around is not None and around.kind != "card":
        around = around.within
    return around


def _corrected(card: Stretch, page: Walked) -> bool:
    row = page.tally.rows.get(card.element.attributes["data-quote"], {})
    return card.corrected or bool(row.get("corrections"))


def _says_verbatim(card: Stretch) -> bool:
    return any(_VERBATIM.fullmatch(part) for part in _EDGE.split(card.loose))
