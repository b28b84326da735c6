import re
from dataclasses import replace
from xml.etree import ElementTree as ET

import nh3
import pytest

from generator.publish.edition import Edition
from generator.publish.embeds import height, panel
from generator.publish.head_views import PanelView
from generator.publish.oembed import oembed
from generator.publish.quote_view import quote_view
from tests.made import SITE, Marked, edition, mark, story

TEXT = "“Lift & <pull>”, said Mara Lind, the mate.\n“One.\n“Two”, she said."
LIFT = mark("“Lift & <pull>”", "quote", "q-1", speaker="mara", basis="stated")
NAMES = [mark("Mara Lind", "person", ref="mara"), mark("the mate", "role", of="mara")]


def held_of(*marks: Marked) -> Edition:
    return edition(story("rope", TEXT, [*NAMES, *marks]))


def panel_of(*marks: Marked) -> PanelView:
    held = held_of(*marks)
    quote = held.newsroom.quotes["q-1"]
    return panel(held, quote, quote_view(held, quote))


def read(html: str) -> ET.Element:
    return ET.fromstring(html)  # noqa: S314  our own XML


def words_in(html: str) -> str:
    return "\n".join(element.text or "" for element in read(html).iter("p"))


def test_the_block_is_well_formed_and_holds_the_words() -> None:
    assert words_in(panel_of(LIFT)["html"]) == "“Lift & <pull>”"


def test_the_block_cites_its_slice_by_an_absolute_address() -> None:
    assert read(panel_of(LIFT)["html"]).get("cite") == "https://record.example/sources/rope.txt#char=1,14"


def test_the_block_needs_no_class_script_or_style_and_has_no_attributes_of_ours() -> None:
    assert not re.search(r"class=|style=|<script|data-", panel_of(LIFT)["html"])


def test_a_reader_without_any_tag_but_links_sees_a_sentence() -> None:
    bare = nh3.clean(panel_of(LIFT)["iframe"], tags={"a"}, attributes={"a": {"href"}}, link_rel=None)
    assert re.sub("<[^>]+>", "", bare) == "“Lift &amp; &lt;pull&gt;” — Mara Lind, the mate. The Courier, 4 March 2031"


def test_a_quotation_of_two_paragraphs_has_two() -> None:
    parts = mark("“One.", "quote", "q-1"), mark("“Two”", "quote", "q-1", part="2")
    assert words_in(panel_of(*parts)["html"]) == "“One.\n“Two”"


def test_the_code_is_plain_text_which_a_template_escapes() -> None:
    made = panel_of(LIFT)
    assert [type(made[form]) for form in ("html", "iframe", "image")] == [str, str, str]


def test_an_unknown_speaker_is_said_to_be_unknown() -> None:
    assert "Speaker not established" in panel_of(replace_basis(LIFT))["html"]


def replace_basis(asked: Marked) -> Marked:
    return asked[0], asked[1], {"#": "q-1", "basis": "none"}


def test_an_inferred_speaker_is_said_to_be_inferred() -> None:
    inferred = mark("“Lift & <pull>”", "quote", "q-1", speaker="mara", basis="inferred")
    assert "Mara Lind (inferred from the text)" in panel_of(inferred)["html"]


def test_the_frame_is_sandboxed_and_stands_behind_the_words() -> None:
    html = panel_of(LIFT)["iframe"]
    assert html.index("</blockquote>") < html.index("<iframe")
    assert 'sandbox="allow-scripts allow-popups allow-popups-to-escape-sandbox"' in html


def test_the_pictures_alternative_is_the_whole_text() -> None:
    assert panel_of(LIFT)["image_alt"] == "Mara Lind: Lift & <pull> (4 March 2031)"
    assert 'alt="Mara Lind: Lift &amp; &lt;pull&gt; (4 March 2031)"' in panel_of(LIFT)["image"]


def test_without_an_address_there_is_nothing_to_copy() -> None:
    held = edition(story("rope", TEXT, [*NAMES, LIFT]), site=replace(SITE, url=""))
    quote = held.newsroom.quotes["q-1"]
    made = panel(held, quote, quote_view(held, quote))
    assert (made["ready"], made["html"], made["iframe"], made["image"]) == (False, "", "", "")


@pytest.mark.parametrize("letters", [10, 500, 5000])
def test_the_height_grows_with_the_words_up_to_where_the_card_scrolls(letters: int) -> None:
    held = edition(story("rope", f"“{'a' * letters}”", [mark(f"“{'a' * letters}”", "quote", "q-1")]))
    quote = held.newsroom.quotes["q-1"]
    assert min(1000, 260 + letters) >= height(quote_view(held, quote), quote) - 400
    assert height(quote_view(held, quote), quote) <= 1000


def test_the_oembed_response_is_rich_and_names_the_speaker() -> None:
    held = held_of(LIFT)
    quote = held.newsroom.quotes["q-1"]
    made = oembed(held, quote, quote_view(held, quote))
    assert (made["type"], made["version"], made["author_name"]) == ("rich", "1.0", "Mara Lind")
    assert made["author_url"] == "https://record.example/people/mara/"
    assert made["html"] == panel_of(LIFT)["iframe"]
