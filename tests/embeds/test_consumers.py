"""A card reads wherever programs take most of it away: mail, feeds, sanitisers, Markdown, WordPress."""

import re
from collections.abc import Callable
from functools import partial
from xml.etree import ElementTree as ET

import nh3
import pytest

from tests.embeds.cards import Card, Form
from tests.embeds.consumers import feeds, mail, markdown, wordpress
from tests.embeds.reading import faults, read, text_faults

Show = Callable[[str], str]
TOLD = "a1B2c3D4e5"  # by which a frame and its page know each other
# How each shows a card, and what it leaves nothing of.
CONSUMERS: dict[str, tuple[Show, str]] = {
    "mail without styles and frames": (mail.shown, "<iframe|class=|cite="),
    "RSS": (lambda card: feeds.rss([card])[0], "<script"),
    "nh3": (nh3.clean, "<iframe"),
    "links alone": (
        partial(nh3.clean, tags={"a"}, attributes={"a": {"href"}}, link_rel=None), "<(?!/?a[ >])",
    ),
    "WordPress, pasted": (wordpress.pasted, "<iframe"),
}  # fmt: skip
EACH = pytest.mark.parametrize("form", ["words", "card", "frame"])


def faulty(cards: list[Card], form: Form, show: Show) -> list[str]:
    """Return what is missing from cards, or out of order, as they are shown."""
    return [fault for card in cards for fault in faults(card, show(card.forms[form]))]


@EACH
@pytest.mark.parametrize("consumer", CONSUMERS)
def test_a_card_reads(all_cards: list[Card], form: Form, consumer: str) -> None:
    show, never = CONSUMERS[consumer]
    assert faulty(all_cards, form, show) == []
    assert [card.name for card in all_cards if re.search(never, show(card.forms[form]))] == []


@EACH
def test_a_card_reads_as_text_alone_with_its_address(all_cards: list[Card], form: Form) -> None:
    assert [fault for card in all_cards for fault in text_faults(card, mail.plain(card.forms[form]))] == []


def test_a_card_in_an_atom_feed_is_well_formed_and_reads(all_cards: list[Card]) -> None:
    assert faulty(all_cards, "words", lambda card: feeds.atom([card])[0]) == []


def test_the_words_are_one_plain_xml_element_that_says_its_language_and_place(all_cards: list[Card]) -> None:
    for card in all_cards:
        assert not re.search("<(?!bdi|span class=.control)[^>]*(?:class=|style=|data-)|<script", card.forms["words"]), (
            card.name
        )
        block = ET.fromstring(card.forms["words"])  # noqa: S314  our own XML
        assert (block.tag, bool(block.get("lang")), bool(block.get("cite"))) == ("blockquote", True, True), card.name


def test_the_alternative_of_a_picture_tells_what_the_card_tells_and_pasted_it_keeps_all_but_the_choice_of_widths(
    all_cards: list[Card],
) -> None:
    alternatives = [(card, read(card.forms["picture"]).text) for card in all_cards if "picture" in card.forms]
    assert len(alternatives) > 100
    assert [card.name for card, text in alternatives if not text] == []
    pictures = [card.forms["picture"] for card in all_cards if "picture" in card.forms]
    choice = re.compile(' srcset="[^"]*" sizes="[^"]*"')
    assert [code for code in pictures if wordpress.pasted(code) != choice.sub("", code, count=1)] == []
    assert [code for code in pictures if "max-width:100%;height:auto" not in wordpress.pasted(code)] == []


@pytest.mark.parametrize("form", ["words", "frame"])
@pytest.mark.parametrize("render", [markdown.classic, markdown.common])
def test_a_card_in_a_post_of_markdown_is_passed_through_to_the_letter(
    all_cards: list[Card], render: Show, form: Form
) -> None:
    for card in all_cards:
        # Python-Markdown sets a frame behind the words into a paragraph of its own.
        block, frame, rest = card.forms[form].partition("<iframe")
        post = render(card.forms[form])
        assert block in post, card.name
        assert frame + rest in post, card.name
        assert post.rstrip().endswith("<p>That is <em>all</em>.</p>"), card.name


def test_a_card_that_an_editor_turned_to_markdown_and_back_reads(demo_cards: list[Card]) -> None:
    assert faulty(demo_cards, "words", markdown.converted) == []


def test_a_card_that_wordpress_embeds_keeps_the_words_before_its_frame_with_its_title_and_its_height(
    all_cards: list[Card],
) -> None:
    shown = {card.name: wordpress.embedded(card.forms["frame"], TOLD) or "" for card in all_cards}
    assert [fault for card in all_cards for fault in faults(card, shown[card.name])] == []
    sizes = 'title="[^"]+" width="100%" height="[0-9]+" frameborder="0"'
    order = re.compile(f"<blockquote.*</blockquote><iframe[^>]*{sizes}[^>]*></iframe>$")
    assert [name for name, html in shown.items() if not order.match(html)] == []
