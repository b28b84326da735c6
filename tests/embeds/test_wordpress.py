"""WordPress: an address in a line of its own becomes a filtered frame; pasted HTML keeps what its list names."""

import re

import pytest

from tests.embeds.cards import Card, Form
from tests.embeds.consumers import wordpress
from tests.embeds.faults import faults

TOLD = "a1B2c3D4e5"  # the secret by which a frame and its page know each other


def test_an_embedded_card_keeps_the_words_before_its_frame(all_cards: list[Card]) -> None:
    shown = [(card, wordpress.embedded(card.forms["frame"], TOLD) or "") for card in all_cards]
    order = re.compile("<blockquote.*</blockquote><iframe.*</iframe>$")
    assert [fault for card, html in shown for fault in faults(card, html)] == []
    assert [card.name for card, html in shown if not order.match(html)] == []


def test_an_embedded_frame_is_locked_hidden_and_told_its_secret(hostile_cards: list[Card]) -> None:
    for card in hostile_cards:
        html = wordpress.embedded(card.forms["frame"], TOLD) or ""
        frame = html[html.index("<iframe") :]
        assert 'sandbox="allow-scripts" security="restricted"' in frame
        assert 'style="position: absolute; visibility: hidden;"' in frame
        assert f'#?secret={TOLD}" data-secret="{TOLD}"' in frame
        assert re.search('title="[^"]+" width="100%" height="[0-9]+" frameborder="0"', frame)


def test_a_card_whose_words_came_after_its_frame_would_lose_them(hostile_cards: list[Card]) -> None:
    block, _, frame = hostile_cards[0].forms["frame"].partition("<iframe")
    shown = wordpress.embedded(f"<iframe{frame}{block}", TOLD) or ""
    assert faults(hostile_cards[0], shown) != []


@pytest.mark.parametrize("form", ["words", "card", "frame"])
def test_a_pasted_card_reads_after_the_filter_for_posts(all_cards: list[Card], form: Form) -> None:
    shown = [(card, wordpress.pasted(card.forms[form])) for card in all_cards]
    assert [fault for card, html in shown for fault in faults(card, html)] == []
    assert [card.name for card, html in shown if "<iframe" in html] == []


def test_a_pasted_picture_keeps_all_but_the_choice_of_its_widths(all_cards: list[Card]) -> None:
    pictures = [card.forms["picture"] for card in all_cards if "picture" in card.forms]
    assert len(pictures) > 100
    choice = re.compile(' srcset="[^"]*" sizes="[^"]*"')
    assert [code for code in pictures if wordpress.pasted(code) != choice.sub("", code, count=1)] == []
    assert [code for code in pictures if "max-width:100%;height:auto" not in wordpress.pasted(code)] == []
