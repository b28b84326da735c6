"""The verdict on a quotation's card: the card and the published site come in, a Finding goes out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.embeds_check.credit import credited
from generator.embeds_check.older import dated, gone, reasons, version_of_words
from generator.embeds_check.reading import read
from generator.embeds_check.verdict import Finding, differences, typographic

if TYPE_CHECKING:
    from generator.embeds_check.found import Card
    from generator.embeds_check.places import Place
    from generator.embeds_check.published import Published, Row
    from generator.embeds_check.reading import Read


def judged(card: Card, place: Place, published: Published) -> Finding:
    """Return what is to be said of a card that names a quotation, by its id or by its slice."""
    name = published.id_of(place)
    row = published.rows.get(name) or _of_source(place, published)
    finding = Finding(card.line, card.form, "verbatim", name or f"{place.id}#char={place.span[0]},{place.span[1]}")
    if absent := gone(name, row, published):
        return finding._replace(verdict=absent[0], facts=(absent[1],))
    if row is None:
        return finding._replace(verdict="unknown", facts=("the site has published no such quotation",))
    finding = finding._replace(url=str(row.get("url", "")))
    if not card.text.strip():
        return dated(finding, card, row, published)
    said = read(card, row["text"])
    if said.claim.cost:
        return _other_words(finding, card, row, said, published)
    told = typographic(row["text"], said.wanted, said.claim) if card.form not in ("frame", "picture") else ""
    finding = finding._replace(notes=(f"typography differs: {told}",) if told else ())
    return dated(credited(finding, card, row, said, published), card, row, published)


def _other_words(finding: Finding, card: Card, row: Row, said: Read, published: Published) -> Finding:
    """Return the finding on words that are not today's: those of an older version, or nobody's."""
    if fact := version_of_words(card, said, finding.id, published):
        return finding._replace(verdict="out of date", facts=(fact, *reasons(row, published)))
    return finding._replace(verdict="altered", differences=tuple(differences(said.wanted, said.claim.tokens)))


def _of_source(place: Place, published: Published) -> Row | None:
    """Return a slice of a source where no quotation is marked, as a row that names nobody; None where there is none."""
    words = published.text(place.id)[slice(*place.span)] if place.kind == "slice" else ""
    return {"id": "", "text": words, "basis": "none"} if words else None
