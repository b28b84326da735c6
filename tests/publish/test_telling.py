"""Telling words: whole where they are short, the first sentence of long ones where nothing turns it."""

import pytest

from tests.made import Marked, edition, person, said, story
from verbatim.publish.glance import telling

MORE = (
    " We asked the night shift, the owners of the wool and all who live by the river."
    " We wrote down what each of them had seen."
)


def best(line: str, *marks: Marked, lang: str = "en") -> tuple[str, bool] | None:
    """Return the words that tell most of a line's quotations, its pieces joined, and whether they are cut."""
    one = story("mill", line, [person("Ada Vell", "ada"), *marks], lang=lang)
    held = edition(one)
    found = telling(held, held.quotes_by_story["mill"])
    return (" … ".join(span.of(one.text) for span in found.words), found.is_cut) if found else None


def told(line: str, *quoted: str, lang: str = "en") -> tuple[str, bool] | None:
    return best(line, *(said(words, f"q-{at}", "ada") for at, words in enumerate(quoted)), lang=lang)


def spoken(first: str, following: str, **more: str) -> tuple[str, bool] | None:
    words = f"“{first} {following}{MORE}”"
    return told(f"{words} said Ada Vell.", words, **more)


@pytest.mark.parametrize("lang", ["en", "sv"])
def test_the_first_sentence_stands_for_a_long_quotation_in_a_language_that_is_read(lang: str) -> None:
    first, rest = "The lamp stood in the wool.", "It burned all night."
    assert spoken(first, rest, lang=lang) == ((first, True) if lang == "en" else (f"{first} {rest}{MORE}", False))


@pytest.mark.parametrize(("first", "following"), [
    ("Nobody told us of any lamp.", "It was there all the same."),
    ("The lamp was safe.", "But the wool was dry."),
    ("The lamp was safe.", "That is not true."),
    ("The lamp was safe.", "It isn’t now."),
    ("I could tell you that the lamp was safe.", "It is of no use to you."),
    ("The neighbours say the lamp was safe.", "They never saw it."),
    ("Was the lamp ever safe in there?", "It burned all night."),
])  # fmt: skip
def test_a_sentence_that_the_next_may_turn_does_not_stand_for_it(first: str, following: str) -> None:
    assert spoken(first, following) == (f"{first} {following}{MORE}", False)


def test_whole_words_are_better_than_the_beginning_of_longer_ones() -> None:
    long, short = f"“The lamp stood in the wool.{MORE}”", "“We saw it burn the whole night long.”"
    assert told(f"{long} said Ada Vell. She added: {short}", long, short) == (short[1:-1], False)


def test_an_interrupted_quotation_is_shown_with_all_its_pieces() -> None:
    text = "“I had prepared a sentence,” said Ada Vell, “and I find that I do not need it.”"
    pieces = ("“I had prepared a sentence,”", "“and I find that I do not need it.”")
    marks = (said(words, "q-1", "ada", part=str(at)) for at, words in enumerate(pieces, 1))
    assert best(text, *marks) == (" … ".join(piece[1:-1] for piece in pieces), False)


def test_a_word_or_two_tell_nothing() -> None:
    assert told("Ada Vell called the lamp “quite safe”.", "“quite safe”") is None
