"""The embeds of a quotation and of a profile: all forms, the height, the oEmbed response."""

import re
from collections.abc import Callable
from dataclasses import replace
from xml.etree import ElementTree as ET

import nh3
import pytest
from markupsafe import Markup

from tests.made import SITE, Marked, edition, mark, person, said, story, with_headers
from verbatim.content.ledger import LedgerEntry
from verbatim.core.text import sha256_text
from verbatim.model import Mark, Span
from verbatim.publish import Edition, Site
from verbatim.publish.embedding import (
    WIDTHS,
    Embeddable,
    PanelView,
    State,
    breadth,
    card,
    element,
    oembed,
    panel,
    picture,
    state_of,
)
from verbatim.publish.profile_page import profile_embed
from verbatim.publish.quote_page import quote_embed

TEXT = "“Lift & <pull>”, said Mara Lind, the mate.\n“One.\n“Two”, she said.\n“Let go”, she said later."
LIFT = said("“Lift & <pull>”", "q-1", "mara")
NAMES = [person("Mara Lind", "mara"), mark("the mate", "role", of="mara")]


def held_of(*marks: Marked) -> Edition:
    return edition(story("rope", TEXT, [*NAMES, *marks]))


def embed_of(held: Edition) -> Embeddable:
    made = quote_embed(held, held.newsroom.quotes["q-1"])
    assert made
    return made


def panel_of(*marks: Marked) -> PanelView:
    return panel(SITE, embed_of(held_of(*marks)))


def form_of(make: Callable[[Site, Embeddable], Markup]) -> str:
    return str(make(SITE, embed_of(held_of(LIFT))))


def read(html: str) -> ET.Element:
    return ET.fromstring(html)  # noqa: S314  our own XML


def words_in(html: str) -> str:
    return "\n".join(element.text or "" for element in read(html).iter("p"))


def test_the_block_cites_its_slice_every_form_says_its_language_and_a_picture_has_the_whole_text_and_two_widths() -> (
    None
):
    assert read(panel_of(LIFT)["html"]).get("cite") == "https://record.example/sources/rope.txt#char=1,14"
    assert panel_of(LIFT)["alt"] == "Mara Lind: “Lift & <pull>” (4 March 2031)"
    assert 'alt="Mara Lind: “Lift &amp; &lt;pull&gt;” (4 March 2031)"' in form_of(picture)
    for form in (panel_of(LIFT)["html"], *map(form_of, (card, picture, element))):
        assert 'lang="en" dir="ltr"' in form
    image = form_of(picture)
    assert 'style="max-width:100%;height:auto"' in image
    small, large = "https://record.example/cards/600/q-1.png", "https://record.example/cards/q-1.png"
    assert f'srcset="{small} 600w, {large} 1200w"' in image


def test_a_reader_without_any_tag_but_links_sees_a_sentence() -> None:
    bare = nh3.clean(form_of(card), tags={"a"}, attributes={"a": {"href"}}, link_rel=None)
    assert re.sub("<[^>]+>", "", bare) == "“Lift &amp; &lt;pull&gt;” — Mara Lind, the mate. The Courier, 4 March 2031"


def test_a_quotation_of_two_paragraphs_has_two() -> None:
    parts = mark("“One.", "quote", "q-1"), mark("“Two”", "quote", "q-1", part="2")
    assert words_in(panel_of(*parts)["html"]) == "“One.\n“Two”"


WORDS = "“Lift & <pull>”"
UNKNOWN = mark(WORDS, "quote", "q-1", basis="none")


@pytest.mark.parametrize(("words", "has", "lacks"), [
    (UNKNOWN, "Speaker not established", "Mara Lind"),
    (said(WORDS, "q-1", "mara", basis="inferred"), "Mara Lind (worked out from the text)", "not established"),
    (mark(WORDS, "quote", "q-1", basis="none", why="We cannot yet read German for speakers"),
     "— We cannot yet read German for speakers. <a ", "not established"),
    (said("she said", "q-1", "mara", "indirect"), "<p>“Two”, she said.</p> — <a href=", "Mara Lind"),
], ids=["unknown", "inferred", "in a language that is not read", "nobody's, as a whole sentence"])  # fmt: skip
def test_it_is_said_whose_words_are(words: Marked, has: str, lacks: str) -> None:
    made = panel_of(words)
    assert has in made["html"]
    assert lacks not in "".join(map(str, made.values()))


def test_a_card_has_the_words_once_and_names_its_frame_for_the_script() -> None:
    words, script = form_of(card).split("</blockquote>")
    frame = 'data-verbatim-frame="https://record.example/embed/quotes/q-1/?v=1"'
    title = 'data-verbatim-title="“Lift &amp; &lt;pull&gt;” · Mara Lind"'
    assert words + "</blockquote>" == panel_of(LIFT)["html"].replace("<blockquote", f"<blockquote {frame} {title}")
    assert script == '<script src="https://record.example/embed/verbatim-card-1.js" defer></script>'


def test_the_frame_alone_is_sandboxed_and_as_wide_as_its_column_without_a_border() -> None:
    height = embed_of(held_of(LIFT)).heights[500]
    assert panel_of(LIFT)["iframe"] == (
        '<iframe src="https://record.example/embed/quotes/q-1/?v=1" title="“Lift &amp; &lt;pull&gt;” · Mara Lind"'
        f' width="100%" height="{height}" loading="lazy" frameborder="0"'
        ' sandbox="allow-scripts allow-popups allow-popups-to-escape-sandbox"></iframe>'
    )


def test_names_and_dates_are_isolated_in_words_from_right_to_left() -> None:
    told = story("rope", "“שלום”, said Mara Lind.", [NAMES[0], said("“שלום”", "q-1", "mara")], lang="he")
    html = panel(SITE, embed_of(edition(told)))["html"]
    assert 'lang="he" dir="rtl"' in html
    assert "— \u2068Mara Lind\u2069. " in html
    assert "\u2068The Courier\u2069, \u20684 March 2031\u2069</a>" in html


def test_a_withdrawn_quotation_offers_nothing() -> None:
    held = edition(with_headers(story("rope", TEXT, [*NAMES, LIFT]), "010", ("Withdrawn", "2031-03-05 Never said")))
    assert quote_embed(held, held.newsroom.quotes["q-1"]) is None
    assert "1 quotation" not in str(profile_of(held).block)


def test_the_marks_of_a_markdown_blockquote_are_no_words() -> None:
    text = "> “We go,\n> and we stay”, said Mara Lind."
    end = text.index(", said Mara")
    words = Mark(Span(2, end), "quote", "q-1", {"speaker": "mara", "basis": "stated"})
    named = Mark(Span(text.index("Mara"), len(text) - 1), "person", "", {"ref": "mara"})
    made = story("rope", text, [NAMES[0]])
    held = {"source": Span(0, len(text)), "text": text, "sha256": sha256_text(text), "marks": (words, named)}
    whole = replace(made.fragments[0], **held)  # type: ignore[arg-type]
    told = edition(replace(made, source_file="rope.md", fragments=(whole,)))
    assert words_in(str(embed_of(told).block)) == "“We go,\n“and we stay”"


@pytest.mark.parametrize("letters", [40, 500, 5000])
@pytest.mark.parametrize("width", WIDTHS)
def test_the_height_grows_with_the_words_up_to_where_the_card_scrolls(letters: int, width: int) -> None:
    fewer, more = ({letters: _height(letters, width) for letters in (letters, 4 * letters)}).values()
    assert fewer < more or fewer == more == 1000


def _height(letters: int, width: int) -> int:
    words = f"“{'a' * letters}”"
    return embed_of(edition(story("rope", words, [mark(words, "quote", "q-1")]))).heights[width]


def test_an_ideograph_is_as_wide_as_two_letters() -> None:
    assert breadth("絵" * 40) == breadth("a" * 80)


def test_the_oembed_response_is_rich_names_an_established_speaker_and_offers_the_frame_in_fixed_colours() -> None:
    made = oembed(SITE, embed_of(held_of(LIFT)))
    assert (made["type"], made["version"], made["author_name"]) == ("rich", "1.0", "Mara Lind")
    assert made["author_url"] == "https://record.example/people/mara/"
    assert made["html"] == panel_of(LIFT)["html"] + panel_of(LIFT)["iframe"].replace("?v=1", "?v=1#record.example")
    address = "https://record.example/embed/quotes/q-1/?v=1&theme="
    assert made["themes"] == {"light": f"{address}light", "dark": f"{address}dark"}
    assert "author_url" not in oembed(SITE, embed_of(held_of(UNKNOWN)))


@pytest.mark.parametrize(("note", "withdrawn", "status"), [
    ("", False, "current"), ("Corrected on 6 March 2031.", False, "corrected"), ("Withdrawn.", True, "withdrawn"),
])  # fmt: skip
def test_what_happened_to_something_is_its_state(note: str, withdrawn: bool, status: str) -> None:  # noqa: FBT001
    assert state_of(note, 3, withdrawn=withdrawn) == State(3, status, note)  # type: ignore[arg-type]


def test_the_response_says_that_an_attribution_was_corrected() -> None:
    before = LedgerEntry("q-1", "minted", 1, "2031-03-04", "Lift & <pull>", 1, 14, "jon-marr", name="Jon Marr")
    held = edition(story("rope", TEXT, [*NAMES, LIFT]), ledgers={"rope": [before]})
    state = oembed(SITE, embed_of(held))["state"]
    assert state["status"] == "corrected"
    assert "was Jon Marr, now Mara Lind" in state["note"]


def profile_of(held: Edition) -> Embeddable:
    made = profile_embed(held, held.newsroom.people["mara"])
    assert made
    return made


def test_a_profile_tells_the_name_the_role_as_worded_and_the_quotation_with_its_place() -> None:
    block = read(str(profile_of(held_of(LIFT)).block))
    assert block.get("cite") == "https://record.example/sources/rope.txt#char=1,14"
    assert [one.text for one in block.iter("p")] == ["“Lift & <pull>”"]
    assert "".join(block.itertext()).startswith("Mara Lind, the mate. ")


GO = said("“Let go”", "q-2", "mara", basis="inferred")


@pytest.mark.parametrize(("marks", "has", "lacks"), [
    ([LIFT, GO], "Lift", "Let go"), ([GO], "4 March 2031 (speaker worked out)", "Lift"),
    ([], "<p>“Lift &amp; &lt;pull&gt;”, said Mara Lind, the mate.</p>", "quotation"),
    ([], "named in The Courier", "quotation"),
    ([said("she said later", "q-2", "mara", "indirect")], "Mara Lind", "<p>she said later</p>"),
], ids=["the source's own before an inferred", "an inferred as such", "a sentence of somebody who is not quoted",
        "and where it stands", "no paraphrase as a quotation"])  # fmt: skip
def test_a_profile_shows(marks: list[Marked], has: str, lacks: str) -> None:
    html = str(profile_of(held_of(*marks)).block)
    assert has in html
    assert lacks not in html


def test_whole_words_come_before_newer_ones_that_are_partly_quoted() -> None:
    whole = "“The rope has held since the first winter of the war”"
    older = story("rope", f"{whole}, said Mara Lind.", [NAMES[0], said(whole, "q-1", "mara")])
    part = said("the rope “a fright of a thing”", "q-2", "mara", "mixed")
    newer = story("wind", "Mara Lind called the rope “a fright of a thing”.", [NAMES[0], part], date="2031-03-05")
    assert "since the first winter" in str(profile_of(edition(older, newer)).block)


def test_the_oembed_response_names_the_profile() -> None:
    made = oembed(SITE, profile_of(held_of(LIFT)))
    assert (made["title"], "author_name" in made) == ("Profile: Mara Lind", False)
    assert 'src="https://record.example/embed/people/mara/#record.example"' in str(made["html"])
