"""Feed readers: a card in somebody's feed, as escaped HTML and as XHTML, after the reader has cleaned it."""

from xml.etree import ElementTree as ET

import pytest

from tests.embeds.cards import Card, Form
from tests.embeds.consumers import feeds
from tests.embeds.faults import faults


@pytest.mark.parametrize("form", ["words", "card", "frame"])
def test_a_card_in_an_rss_feed_reads(all_cards: list[Card], form: Form) -> None:
    shown = zip(all_cards, feeds.rss([card.forms[form] for card in all_cards]), strict=True)
    assert [fault for card, html in shown for fault in faults(card, html)] == []


def test_a_card_in_an_atom_feed_is_well_formed_and_reads(all_cards: list[Card]) -> None:
    shown = zip(all_cards, feeds.atom([card.forms["words"] for card in all_cards]), strict=True)
    assert [fault for card, html in shown for fault in faults(card, html)] == []


def test_the_words_are_one_xml_element_that_says_its_language_and_place(all_cards: list[Card]) -> None:
    for card in all_cards:
        block = ET.fromstring(card.forms["words"])  # noqa: S314  our own XML
        assert (block.tag, bool(block.get("lang")), bool(block.get("cite"))) == ("blockquote", True, True), card.name
