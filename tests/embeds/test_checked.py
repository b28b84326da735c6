"""The checker for other people's pages finds our cards verbatim, whatever an honest page or program did to them."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import nh3
import pytest

from tests.embeds.cards import FORMS, Card, Form
from tests.embeds.consumers import feeds, mail, markdown, wordpress
from tests.embeds.published import laid
from verbatim.publish import Edition
from verbatim.publish.embedding import FOLDERS
from verbatim.verify.embeds import PublishedSite, check

Host = Callable[[str], str]
MOST = 12  # cards of a kind in each form on each page
LEFT = re.compile("<blockquote|<img|<iframe|“")  # of a card, by what programs take away
LAZY = re.compile(r"<(img|iframe)([^>]*?) src=")
STYLE = "<style>nav,.sr-only{display:none} a:hover{opacity:0}</style>"


def between_tags(change: Host) -> Host:
    return lambda code: "".join(one if one.startswith("<") else change(one) for one in re.split("(<[^>]+>)", code))


def as_entities(text: str) -> str:
    return re.sub(r"[^\x00-\x7f]", lambda one: f"&#x{ord(one[0]):x};", text)


def shown_by_script(code: str) -> str:
    """Show the frame, and the words no more, as our script leaves them."""
    hidden = code.replace("<blockquote", '<blockquote style="display: none;"')
    return hidden.replace("<iframe", '<iframe style="display:block;margin-block:1em"')


def of_wordpress(code: str) -> str:
    held = code.replace("<blockquote", '<blockquote class="wp-embedded-content"')
    return f'<figure class="wp-block-embed"><div>{held}</div><figcaption>From our archive</figcaption></figure>'


HOSTS: dict[str, Host] = {
    "a page": lambda code: (
        f"<!doctype html><title>A blog</title>{STYLE}<nav>Us</nav><p>As we read:</p>{code}<p>More.</p>"
    ),
    "minified": lambda code: code.replace("> <", "><").replace("\n", ""),
    "newlines": between_tags(lambda text: text.replace(" ", "\n    ")),
    "entities": between_tags(as_entities),
    "single quotes": lambda code: re.sub('="([^"\']*)"', r"='\1'", code),
    "a table": lambda code: f"<table><caption>News</caption><tr><td>One</td><td>{code}</td></tr></table>",
    "wordpress's wrapper": of_wordpress,
    "wordpress, embedded": lambda code: wordpress.embedded(code, "a1B2c3D4e5") or code,
    "wordpress, pasted": wordpress.pasted,
    "late pictures": lambda code: LAZY.sub(
        r'<\1\2 src="data:image/gif;base64,R0" data-src=', code.replace(" srcset", " data-srcset")
    ),
    "mail": mail.shown,
    "a quoted mail": lambda code: code.replace("<blockquote", '<blockquote type="cite" style="margin:0 0 0 .8ex"'),
    "a feed": lambda code: feeds.rss([code])[0],
    "nh3": nh3.clean,
    "links alone": lambda code: nh3.clean(code, tags={"a"}, attributes={"a": {"href"}}, link_rel=None),
    "soft hyphens": between_tags(lambda text: text.replace("e", "e\u00ad").replace(" ", "&nbsp;")),
    "in a quotation": lambda code: f"<blockquote><div>{code}</div></blockquote>",
    "Markdown": markdown.classic,
}


@pytest.fixture(scope="module")
def published(demo: Edition, tmp_path_factory: pytest.TempPathFactory) -> PublishedSite:
    return PublishedSite(str(laid(tmp_path_factory.mktemp("demo"), demo)))


@pytest.fixture(scope="module")
def some_cards(demo_cards: list[Card]) -> list[Card]:
    """Some cards of each kind, as far apart as can be."""
    kinds = [[card for card in demo_cards if card.name.startswith(kind)] for kind in FOLDERS]
    return [card for cards in kinds for card in cards[:: 1 + len(cards) // MOST]]


@pytest.mark.parametrize("host", HOSTS)
@pytest.mark.parametrize("form", FORMS)
def test_a_card_is_verbatim_as_an_honest_page_has_it(
    some_cards: list[Card], published: PublishedSite, form: Form, host: str
) -> None:
    shown = [HOSTS[host](card.forms[form]) for card in some_cards if form in card.forms]
    found = [one for code in shown for one in check(code.encode(), published)]
    assert [one for one in found if one.verdict != "verbatim"] == []
    assert len(found) >= sum(bool(LEFT.search(code)) for code in shown)


@pytest.mark.parametrize("form", FORMS)
def test_every_card_is_verbatim(demo_cards: list[Card], published: PublishedSite, form: Form) -> None:
    codes = [card.forms[form] for card in demo_cards if form in card.forms]
    found = check("<p>As we read:</p>".join(codes).encode(), published)
    assert [one for one in found if one.verdict != "verbatim"] == []
    assert len({one.id for one in found}) == len(codes)


def test_a_frame_that_our_script_has_shown_is_verbatim(demo_cards: list[Card], published: PublishedSite) -> None:
    page = "".join(shown_by_script(card.forms["frame"]) for card in demo_cards)
    assert {one.verdict for one in check(page.encode(), published)} == {"verbatim"}


def test_every_kind_of_a_built_site_is_verbatim(newspaper: Path) -> None:
    answers = sorted((newspaper / "oembed").rglob("*.json"))
    page = "<p>As we read:</p>".join(json.loads(file.read_text("utf-8"))["html"] for file in answers)
    found = check(page.encode(), PublishedSite(str(newspaper)))
    assert [one for one in found if one.verdict != "verbatim"] == []
    assert len({one.id for one in found}) == len(answers)
