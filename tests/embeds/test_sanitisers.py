"""Sanitisers: nh3 as it comes, and the strictest, which leave links alone or nothing but text."""

from functools import partial

import nh3
import pytest

from tests.embeds.cards import Card, Form
from tests.embeds.faults import faults
from tests.embeds.reading import read


@pytest.mark.parametrize("form", ["words", "card", "frame"])
def test_a_card_reads_after_the_defaults_of_nh3(all_cards: list[Card], form: Form) -> None:
    shown = [(card, nh3.clean(card.forms[form])) for card in all_cards]
    assert [fault for card, html in shown for fault in faults(card, html)] == []


@pytest.mark.parametrize("form", ["words", "card", "frame"])
def test_a_card_of_which_links_alone_are_left_reads(all_cards: list[Card], form: Form) -> None:
    bare = partial(nh3.clean, tags={"a"}, attributes={"a": {"href"}}, link_rel=None)
    shown = [(card, bare(card.forms[form])) for card in all_cards]
    assert [fault for card, html in shown for fault in faults(card, html)] == []
    assert [card.name for card, html in shown if read(html).tags != {"a"}] == []


def test_the_alternative_of_a_picture_tells_what_the_card_tells(all_cards: list[Card]) -> None:
    pictures = [card for card in all_cards if "picture" in card.forms]
    alternatives = [(card, read(card.forms["picture"]).text) for card in pictures]
    assert len(alternatives) > 100
    assert [card.name for card, text in alternatives if not text] == []
