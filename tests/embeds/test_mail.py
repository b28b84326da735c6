"""E-mail: clients that drop styles, classes and frames, and clients that show text alone."""

import pytest

from tests.embeds.cards import Card, Form
from tests.embeds.consumers import mail
from tests.embeds.faults import faults, text_faults


@pytest.mark.parametrize("form", ["words", "card", "frame"])
def test_a_card_reads_in_a_client_that_drops_styles_and_frames(all_cards: list[Card], form: Form) -> None:
    shown = [(card, mail.shown(card.forms[form])) for card in all_cards]
    assert [fault for card, html in shown for fault in faults(card, html)] == []
    assert [card.name for card, html in shown if "<iframe" in html or "class=" in html or "cite=" in html] == []


@pytest.mark.parametrize("form", ["words", "card", "frame"])
def test_a_card_reads_as_text_alone_with_its_address(all_cards: list[Card], form: Form) -> None:
    assert [fault for card in all_cards for fault in text_faults(card, mail.plain(card.forms[form]))] == []
