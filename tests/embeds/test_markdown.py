"""Markdown: a card pasted into a post is passed through untouched; one that an editor converts still reads."""

from collections.abc import Callable

import pytest

from tests.embeds.cards import Card, Form
from tests.embeds.consumers import markdown
from tests.embeds.faults import faults


def parts(html: str) -> list[str]:
    """Return a card's parts: Python-Markdown sets a frame behind the words into a paragraph of its own."""
    block, frame, rest = html.partition("<iframe")
    return [block, frame + rest]


@pytest.mark.parametrize("form", ["words", "frame"])
@pytest.mark.parametrize("render", [markdown.classic, markdown.common])
def test_a_card_in_a_post_is_passed_through_to_the_letter(
    all_cards: list[Card], render: Callable[[str], str], form: Form
) -> None:
    posts = [(card, render(card.forms[form])) for card in all_cards]
    assert [card.name for card, post in posts if not all(part in post for part in parts(card.forms[form]))] == []
    assert [card.name for card, post in posts if not post.rstrip().endswith("<p>That is <em>all</em>.</p>")] == []


def test_a_card_that_an_editor_turned_to_markdown_and_back_reads(demo_cards: list[Card]) -> None:
    shown = [(card, markdown.converted(card.forms["words"])) for card in demo_cards]
    assert [fault for card, html in shown for fault in faults(card, html)] == []
