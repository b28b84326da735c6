"""A quotation among those of its story: its number, its neighbours, the file of its source."""

from tests.made import edition, mark, story
from verbatim.core.text import sha256_text
from verbatim.publish.pages.quotes import place_view
from verbatim.publish.payloads.pages import QuotePlace

TEXT = "“Lift!” she said. “Now!” she said. “Hold!” she said."
WORDS = ("Lift", "Now", "Hold")
MADE = story("rope", TEXT, [mark(f"“{word}!”", "quote", f"q-{word.lower()}", basis="none") for word in WORDS])


def place(name: str) -> QuotePlace:
    held = edition(MADE)
    quotes = [quote.id for quote in held.quotes_by_story["rope"]]
    return place_view(held, held.newsroom.quotes[name], (quotes.index(name) + 1, len(quotes)))


def beside(name: str) -> list[str]:
    found = place(name)
    return [view["id"] if view else "" for view in (found["previous"], found["following"])]


def test_quotations_are_counted_in_the_order_of_the_text() -> None:
    assert [(place(name)["number"], place(name)["total"]) for name in ("q-lift", "q-now", "q-hold")] == [
        (1, 3),
        (2, 3),
        (3, 3),
    ]


def test_the_neighbours_are_those_before_and_after() -> None:
    assert [beside("q-lift"), beside("q-now"), beside("q-hold")] == [["", "q-now"], ["q-lift", "q-hold"], ["q-now", ""]]


def test_the_file_is_told_by_its_sum() -> None:
    assert (place("q-now")["file_url"], place("q-now")["sha256"]) == ("sources/rope.txt", sha256_text(TEXT))
