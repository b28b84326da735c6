"""The annotated text as paragraphs with cards beside them. A story's fragments come in, passages go out.

Fragments that go on with one paragraph of the source run in as one passage. On wide screens each card stands in the
margin, at the line where its quotation begins; the sheet lifts it there by `lift` lines from the end of its passage,
and leaves `keep` lines under the card before it free, so that cards never cover each other and never move the text.
Lines are counted by letters: a wrong guess sets a card a line too high or too low, and nothing else.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from generator.publish.passage_views import CardView, PassageView

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from generator.publish.story_views import FragmentView
    from generator.publish.views import QuoteView

LETTERS_A_LINE = 70  # of the text's measure
LETTERS_A_CARD_LINE = {1: 25, 2: 28, 3: 31}  # of a card's words, by their step; longer ones are not set again
LETTERS_A_NOTE_LINE = 44
MOST_LINES = 24  # the sheet has a class for each lift up to this
BETWEEN = 0.75  # lines between passages, and between cards
FULL, BRIEF = 4.6, 2.6  # lines that a card takes beside its words, and one without words
DRIFT = 1.5  # lines by which a card with words may stand too low, or run beside the next card's place


def passages(views: Sequence[FragmentView]) -> list[PassageView]:
    """Return the passages in order; a note, a heading, and what follows either, begin one of their own."""
    found: list[PassageView] = []
    for view in views:
        if found and view["goes_on"] and found[-1]["fragments"][-1]["kind"] != "note":
            found[-1]["fragments"].append(view)
        else:
            found.append(PassageView(kind=view["kind"], fragments=[view], cards=[]))
    _place(found)
    return found


def _place(found: Iterable[PassageView]) -> None:
    """Give each passage its cards: where they stand, and whether they have room for their words."""
    drafts: list[tuple[PassageView, CardView, float]] = []
    at = 0.0
    for passage in found:
        high = _lines(passage)
        for quote in (one for view in passage["fragments"] for one in view["quotes"]):
            line = min(_line(passage, quote), high - 1)
            drafts.append((passage, _card(quote, high - line), at + line))
        at += high + BETWEEN
    _fit([(card, top) for _, card, top in drafts], at)
    for passage, card, _ in drafts:
        passage["cards"].append(card)


def _card(quote: QuoteView, lift: int) -> CardView:
    return CardView(quote=quote, form="brief", lift=min(lift, MOST_LINES), keep=0)


def _fit(cards: Sequence[tuple[CardView, float]], end: float) -> None:
    """Set a card with its words where these fit above the next card's place, else without."""
    below = 0.0
    places = [*(place for _, place in cards), end + FULL]
    for number, (card, place) in enumerate(cards, start=1):
        top = max(place, below)
        full = _full(card["quote"])
        if full and top - place <= DRIFT and top + full <= places[number] + DRIFT:
            card["form"] = "full"
        below = top + BETWEEN + (full if card["form"] == "full" else _brief(card["quote"]))
    for (card, _), (after, _) in pairwise(cards):
        card["keep"] = after["lift"]


def _full(quote: QuoteView) -> float:
    """Return the height in lines of a card with its words, 0 for one that never has them."""
    if quote["withdrawn"]:
        return FULL
    if quote["kind"] == "indirect" or quote["step"] not in LETTERS_A_CARD_LINE:
        return 0.0
    letters = sum(_length(part["words"]["char"]) for part in quote["parts"])
    return FULL + 0.85 * (letters // LETTERS_A_CARD_LINE[quote["step"]])


def _brief(quote: QuoteView) -> float:
    named = len(quote["speaker"]["name"]) if quote["speaker"] else LETTERS_A_NOTE_LINE
    role = _length(quote["role"]["char"]) if quote["role"] else 0
    return BRIEF + 0.65 * ((named + role) // LETTERS_A_NOTE_LINE)


def _lines(passage: PassageView) -> int:
    """Return the height of a passage, in lines of text."""
    if passage["kind"] == "note":
        return 2 + len(passage["fragments"][0]["html"].striptags()) // LETTERS_A_LINE
    first, last = passage["fragments"][0], passage["fragments"][-1]
    return 1 + (_end(last["char"]) - _start(first["char"]) - 1) // LETTERS_A_LINE


def _line(passage: PassageView, quote: QuoteView) -> int:
    """Return the line of the passage at which a quotation begins, from 0."""
    return max(0, _start(quote["whole"]["char"]) - _start(passage["fragments"][0]["char"])) // LETTERS_A_LINE


def _length(char: str) -> int:
    return _end(char) - _start(char)


def _start(char: str) -> int:
    return int(char.partition(",")[0])


def _end(char: str) -> int:
    return int(char.partition(",")[2])
