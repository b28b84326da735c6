"""A speaker whom the editors name is shown as named by the editors in every form, never as named by the source."""

from typing import Any

import pytest

from tests.made import edition, mark, person, said, story
from verbatim.publish.claims import said_by, speaker_name
from verbatim.publish.embedding import oembed
from verbatim.publish.exports.data import proof
from verbatim.publish.feeds import person_feed_of
from verbatim.publish.indexes import QUOTE_LISTS
from verbatim.publish.jsonld import quote_ld
from verbatim.publish.profile_page import profile_embed
from verbatim.publish.quotations import card_alt
from verbatim.publish.quote_page import quote_embed
from verbatim.publish.search import story_records
from verbatim.publish.story_card import story_card

TEXT = "“The rope held,” it was said. Mara Lind was there."
WORDS = "“The rope held,”"
MARKS = [said(WORDS, "q-1", "mara-lind", basis="editor", why="we were there"), person("Mara Lind", "mara-lind")]
HELD = edition(story("rope", TEXT, MARKS))
QUOTE = HELD.newsroom.quotes["q-1"]
CREDIT = "Mara Lind (named by the editors)"


def embed() -> Any:
    return quote_embed(HELD, QUOTE)


def profile() -> Any:
    return profile_embed(HELD, HELD.newsroom.people["mara-lind"])


SINKS = {
    "the name that titles give": (CREDIT, lambda: speaker_name(HELD, QUOTE)),
    "a title": (CREDIT, lambda: said_by(HELD, QUOTE)),
    "an alternative text": (CREDIT, lambda: card_alt(HELD, QUOTE)),
    "the code to paste": (CREDIT, lambda: str(embed().block)),
    "the title of a frame": (CREDIT, lambda: embed().title),
    "an oEmbed answer's author": (CREDIT, lambda: oembed(HELD.site, embed())["author_name"]),
    "the title of a feed's entry": (CREDIT, lambda: person_feed_of(HELD, "mara-lind").entries[0].title),
    "a feed's entry": (CREDIT, lambda: str(person_feed_of(HELD, "mara-lind").entries[0].html)),
    "a proof": (CREDIT, lambda: proof(HELD, HELD.newsroom.stories["rope"])["quotes"][0]["credit"]),
    "the structured data": ("The speaker is named by the editors, not by the source", lambda: quote_ld(HELD, QUOTE)),
    "a profile elsewhere": ("(speaker named by the editors)", lambda: profile().block),
}


@pytest.mark.parametrize("sink", SINKS)
def test_the_credit_says_that_the_editors_named_them(sink: str) -> None:
    words, shown = SINKS[sink]
    assert words in shown()


def test_results_of_the_search_have_it_as_the_basis_and_it_is_counted_and_listed_apart() -> None:
    cards = [record.card for _, record in story_records(HELD, HELD.newsroom.stories["rope"])]
    assert [card["basis"] for card in cards if card["kind"] == "quotation"] == ["editor"]
    evidence = story_card(HELD, HELD.newsroom.stories["rope"])["evidence"]
    assert (evidence["stated"], evidence["inferred"], evidence["editor"], evidence["none"]) == (0, 0, 1, 0)
    assert [url for _, url, belongs in QUOTE_LISTS if belongs(QUOTE)] == ["", "editors/"]


def test_the_proof_holds_the_mention_that_a_speaker_is_known_by() -> None:
    words = mark(WORDS, "quote", "q-1", said_by="Mara Lind was", basis="stated")
    held = edition(story("rope", TEXT, [words, MARKS[1]]))
    (row,) = proof(held, held.newsroom.stories["rope"])["quotes"]
    assert (row["via"]["start"], row["via"]["text"], row["said_by"]) == (30, "Mara Lind was", "Mara Lind was")
