"""Whom a card names: a card's line below the words comes in, what is wrong with it goes out.

Somebody else than the source establishes makes a card altered; other differences are told and no more.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.embeds_check.older import reasons, version_of_speaker
from generator.embeds_check.reading import holds, offered, read, without_marks
from generator.embeds_check.verdict import Difference, Finding, differences
from generator.embeds_check.words import tokens, visible

if TYPE_CHECKING:
    from generator.embeds_check.found import Card
    from generator.embeds_check.published import Published, Row
    from generator.embeds_check.reading import Read
    from generator.embeds_check.words import Token

MOST = 80


def credited(finding: Finding, card: Card, row: Row, said: Read, published: Published) -> Finding:
    """Return the finding on a card of the right words, with what its credit adds to it."""
    credit = said.claim.before if card.form == "picture" else said.claim.credit
    name = row.get("speaker_name") or row.get("said_by") if row.get("basis") != "none" else ""
    if not any(one.same[0].isalnum() for one in credit):
        notes = () if card.form == "frame" or not row["id"] else ("it does not say who spoke",)
        return finding._replace(notes=(*finding.notes, *notes))
    if name and not holds(credit, tokens(visible(name))):
        return _renamed(finding, name, credit, row, published)
    return _compared(finding, row, credit, published) if card.form not in ("frame", "picture") else finding


def _compared(finding: Finding, row: Row, credit: list[Token], published: Published) -> Finding:
    """Hold a credit against that of the card that the site offers today."""
    today = offered(row, published)
    wanted = read(today, row["text"]).claim.credit if today else credit
    told = [one for one in differences(wanted, without_marks(credit)) if _says(one)]
    if told and row.get("basis") == "none":
        return finding._replace(verdict="altered", differences=tuple(told), facts=("no speaker is established",))
    notes = (f"the credit differs: {'; '.join(map(str, told))}",) if told else ()
    return finding._replace(notes=(*finding.notes, *notes))


def _renamed(finding: Finding, name: str, credit: list[Token], row: Row, published: Published) -> Finding:
    if fact := version_of_speaker(credit, name, finding.id, published):
        return finding._replace(verdict="out of date", facts=(fact, *reasons(row, published)))
    shown = " ".join(one.raw for one in credit if one.same[0].isalnum())[:MOST]
    return finding._replace(verdict="altered", facts=(f"it credits “{shown}”; the speaker is {name}",))


def _says(one: Difference) -> bool:
    return any(char.isalnum() for char in one.source + one.card)
