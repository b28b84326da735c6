"""The check itself: a page's bytes and a published site come in, a finding for each card goes out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.embeds_check.claim import claim, text_of
from generator.embeds_check.flat import flat
from generator.embeds_check.found import Card, cards
from generator.embeds_check.judge import judged
from generator.embeds_check.others import judged_other, offered_card, resembles
from generator.embeds_check.places import Place
from generator.embeds_check.plain import markup_of
from generator.embeds_check.published import runs
from generator.embeds_check.words import tokens, visible
from generator.errors import ContentError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.embeds_check.published import Published
    from generator.embeds_check.verdict import Finding

MOST = 2000
# Of loose text, and of a quotation that names nothing, so much must be a quotation's words for it to be taken for one.
ALIKE = 0.5
LEAST = 3  # runs of words, below which words that are alike may be chance
# Of the text before a link so many characters can matter, besides some times the words' own.
FARTHER, NEAR = 2000, 4


def check(data: bytes, published: Published, path: str = "the page") -> list[Finding]:
    """Return what is to be said of each card of a page, in order. ContentError above MOST cards."""
    found = [card for card in cards(flat(markup_of(data))) if card.place or card.form == "block quotation"]
    if len(found) > MOST:
        fact = f"this page has more than {MOST:,} quotations and links of ours"
        raise ContentError(path, 0, fact, "Save it in parts, and check each")
    return list(_findings([one for card in found if (one := _recognised(card, published))], published))


def _findings(named: list[Card], published: Published) -> Iterator[Finding]:
    for card in named:
        place = card.place or Place("quote", "")
        other = place.kind in ("timeline", "person")
        yield judged_other(card, place, published) if other else judged(card, place, published)


def _recognised(card: Card, published: Published) -> Card | None:
    """Return a card with what it names; None for a mere link, and for a quotation of something else."""
    if card.place is None:
        known = _by_words(card.text, published)
        card = card._replace(place=Place("quote", known)) if known else card
    if card.place is None:
        return None
    if card.place.kind in ("timeline", "person"):
        return _of_others(card, card.place, published)
    if card.form != "text":
        return card
    row = published.rows.get(card.place.id) if card.place.kind == "quote" else None
    if row is None:
        return None
    wanted = tokens(visible(row["text"]))
    card = card._replace(text=card.text[-FARTHER - NEAR * len(row["text"]) :])
    return card if claim(text_of(card.text), wanted, bounded=False).cost <= ALIKE * len(wanted) else None


def _of_others(card: Card, place: Place, published: Published) -> Card | None:
    """Return a card of a timeline or profile; other sites have folders of that name too, so that it must be known."""
    if card.form == "frame":
        return card
    offered = offered_card(place, published)
    return card if offered and (card.bounded or card.form == "picture" or resembles(card, offered, ALIKE)) else None


def _by_words(text: str, published: Published) -> str:
    """Return the id of the quotation of which a text has most runs of words; empty where it has few of any."""
    said = runs(text)
    held = [published.shingles[run] for run in said if run in published.shingles]
    if not held:
        return ""
    best = max(sorted(set(held)), key=held.count)
    most = min(len(said), len(runs(published.rows[best]["text"])))
    return best if held.count(best) >= max(LEAST, ALIKE * most) else ""
