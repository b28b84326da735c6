"""Cards of quotations that were withdrawn or are gone: what remains of them on other people's pages says so."""

import pytest

from tests.embeds.consumers import markdown, wordpress
from tests.embeds.reading import read
from tests.embeds.test_consumers import CONSUMERS, TOLD
from verbatim.publish import Edition
from verbatim.publish.embedding import Embeddable, framed
from verbatim.publish.tombstones import formers, gone_embeds

SHOWN = {"Markdown": markdown.common, **{name: show for name, (show, _) in CONSUMERS.items()}}


@pytest.fixture(scope="session")
def gone(demo: Edition) -> list[Embeddable]:
    """What is offered for every quotation that stands no more."""
    held = list(gone_embeds(demo, formers(demo)))
    assert {"withdrawn", "gone"} <= {one.state.status for one in held}
    return [one for one in held if one.kind == "quote" and one.state.status in ("withdrawn", "gone")]


@pytest.mark.parametrize("consumer", SHOWN)
def test_what_remains_says_that_the_quotation_stands_no_more(
    demo: Edition, gone: list[Embeddable], consumer: str
) -> None:
    for held in gone:
        seen = read(SHOWN[consumer](str(framed(demo.site, held))))
        assert held.title in seen.text
        assert held.state.note in seen.text
        assert seen.links[0] == (demo.site.absolute(held.page), held.title)


def test_what_remains_holds_no_word_of_what_was_said(demo: Edition, gone: list[Embeddable]) -> None:
    for held in gone:
        said = demo.newsroom.histories[held.page.split("/")[1]].versions[-1].words
        assert not said or said not in read(str(framed(demo.site, held))).text


def test_wordpress_shows_the_frame_at_once_where_no_words_wait_before_it(demo: Edition, gone: list[Embeddable]) -> None:
    for held in gone:
        shown = wordpress.embedded(str(framed(demo.site, held)), TOLD) or ""
        assert shown.startswith("<iframe ")
        assert "hidden" not in shown
