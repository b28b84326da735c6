"""What editors say of people: a role that stands in place of a story's, and a speaker whom only they name.

Both are shown as the editors' in every form, never as the source's.
"""

import json
import re
from typing import Any

import pytest

from tests.made import edition, mark, person, said, story
from tests.publish.cards.drawing import SHEET, drawn
from verbatim.publish.cards.quote import WIDE, FacePicture, profile_picture
from verbatim.publish.claims import said_by, speaker_name
from verbatim.publish.edition import Edition
from verbatim.publish.embedding import oembed
from verbatim.publish.exports.data import proof
from verbatim.publish.exports.rows import PERSON, row_of
from verbatim.publish.feeds import person_feed_of
from verbatim.publish.indexes import QUOTE_LISTS, index_row
from verbatim.publish.jsonld import quote_ld
from verbatim.publish.profile_page import ProfileView, profile_alt, profile_embed
from verbatim.publish.quotations import card_alt, quote_view
from verbatim.publish.quote_page import quote_embed
from verbatim.publish.search import person_record, story_records
from verbatim.publish.story_card import story_card

LAMPS = story("lamps", "Lamps to stay on\n“We row at dawn”, said Ada Vell, the harbour master.", [
    said("“We row at dawn”", "q-1", "ada-vell"),
    mark("Ada Vell", "person", ref="ada-vell"),
    mark("the harbour master", "role", of="ada-vell"),
], title="Lamps to stay on")  # fmt: skip
SOURCED = "Role: warden of the Sund\nRole-Source: Sund Gazette, https://gazette.example/7\nRole-Date: 2031-03\n\n"
LINE = "warden of the Sund (Sund Gazette, March 2031)"

TEXT = "“The rope held,” it was said. Mara Lind was there."
WORDS = "“The rope held,”"
MARKS = [said(WORDS, "q-1", "mara-lind", basis="editor", why="we were there"), person("Mara Lind", "mara-lind")]
HELD = edition(story("rope", TEXT, MARKS))
QUOTE = HELD.newsroom.quotes["q-1"]
CREDIT = "Mara Lind (named by the editors)"
EMBED: Any = quote_embed(HELD, QUOTE)
PROFILE: Any = profile_embed(HELD, HELD.newsroom.people["mara-lind"])


def held(head: str = SOURCED) -> Edition:
    return edition(LAMPS, people={"ada-vell": head})


def plain(markup: object) -> str:
    return " ".join(re.sub(r"<[^>]+>", "", str(markup)).split())


@pytest.mark.parametrize(("head", "line", "source", "url"), [
    (SOURCED, LINE, "Sund Gazette", "https://gazette.example/7"),
    ("Role: warden\nRole-Source: Sund Gazette\n\n", "warden (Sund Gazette)", "Sund Gazette", ""),
    ("Role: warden\nRole-Source: https://g.example/7\n\n", "warden (g.example)", "g.example", "https://g.example/7"),
    ("Role: warden\nRole-Date: 2031\n\n", "warden (added by the editors, 2031)", "", ""),
    ("Role: warden\n\n", "warden (added by the editors)", "", ""),
])  # fmt: skip
def test_a_role_bears_its_source_and_date_or_is_marked_as_the_editors(
    head: str, line: str, source: str, url: str
) -> None:
    role = ProfileView.of(held(head), held(head).newsroom.people["ada-vell"]).ref["role"]
    assert role
    assert (role["line"], role["source"], role["url"]) == (line, source, url)


def test_a_person_without_one_keeps_the_role_that_the_story_words() -> None:
    view = quote_view(held("Title: Ada Vell\n\n"), held().newsroom.quotes["q-1"])
    assert view["speaker"]
    assert view["role"]
    assert (view["speaker"]["role"], view["role"]["words"]) == (None, "the harbour master")


def shown_by_quotation(made: Edition) -> list[str]:
    quote = made.newsroom.quotes["q-1"]
    found = quote_embed(made, quote)
    assert found
    return [plain(found.block), plain(drawn(FacePicture.of(made, quote, SHEET, WIDE)))]


def shown_by_profile(made: Edition) -> list[str]:
    ada = made.newsroom.people["ada-vell"]
    found, row = profile_embed(made, ada), index_row(made, "ada-vell")["person"]["role"]
    assert found
    assert row
    card: Any = person_record(made, ada).card
    drawing = plain(drawn(profile_picture(made, ada, SHEET)))
    return [plain(found.block), drawing, profile_alt(made, ada.id), card["role"]["words"], row["line"]]


@pytest.mark.parametrize("shown", [shown_by_quotation, shown_by_profile])
def test_cards_and_lists_show_it_in_place_of_the_storys(shown: Any) -> None:
    for text in shown(held()):
        assert re.sub(r"\s+", "", LINE) in re.sub(r"\s+", "", text)
        assert "the harbour master" not in text


def test_data_has_it_beside_the_roles_that_stories_word() -> None:
    row = row_of(PERSON, held(), held().newsroom.people["ada-vell"])
    assert row["given_role"] == {
        "text": "warden of the Sund", "source": "Sund Gazette", "url": "https://gazette.example/7", "date": "2031-03"
    }  # fmt: skip
    assert json.loads(json.dumps(row["roles"]))[0]["text"] == "the harbour master"


SINKS = {
    "the name that titles give": (CREDIT, lambda: speaker_name(HELD, QUOTE)),
    "a title": (CREDIT, lambda: said_by(HELD, QUOTE)),
    "an alternative text": (CREDIT, lambda: card_alt(HELD, QUOTE)),
    "the code to paste": (CREDIT, lambda: str(EMBED.block)),
    "the title of a frame": (CREDIT, lambda: EMBED.title),
    "an oEmbed answer's author": (CREDIT, lambda: oembed(HELD.site, EMBED)["author_name"]),
    "the title of a feed's entry": (CREDIT, lambda: person_feed_of(HELD, "mara-lind").entries[0].title),
    "a feed's entry": (CREDIT, lambda: str(person_feed_of(HELD, "mara-lind").entries[0].html)),
    "a proof": (CREDIT, lambda: proof(HELD, HELD.newsroom.stories["rope"])["quotes"][0]["credit"]),
    "the structured data": ("The speaker is named by the editors, not by the source", lambda: quote_ld(HELD, QUOTE)),
    "a profile elsewhere": ("(speaker named by the editors)", lambda: PROFILE.block),
}


@pytest.mark.parametrize("sink", SINKS)
def test_the_credit_says_that_the_editors_named_them(sink: str) -> None:
    assert SINKS[sink][0] in SINKS[sink][1]()


def test_results_of_the_search_have_it_as_the_basis_and_it_is_counted_and_listed_apart() -> None:
    cards = [record.card for _, record in story_records(HELD, HELD.newsroom.stories["rope"])]
    assert [card["basis"] for card in cards if card["kind"] == "quotation"] == ["editor"]
    evidence = story_card(HELD, HELD.newsroom.stories["rope"])["evidence"]
    assert (evidence["stated"], evidence["inferred"], evidence["editor"], evidence["none"]) == (0, 0, 1, 0)
    assert [url for _, url, belongs in QUOTE_LISTS if belongs(QUOTE)] == ["", "editors/"]


def test_the_proof_holds_the_mention_that_a_speaker_is_known_by() -> None:
    words = mark(WORDS, "quote", "q-1", said_by="Mara Lind was", basis="stated")
    held = edition(story("rope", TEXT, [words, MARKS[1]]))
    (row,) = proof(held, held.newsroom.stories["rope"])["quotes"]
    assert (row["via"]["start"], row["via"]["text"], row["said_by"]) == (30, "Mara Lind was", "Mara Lind was")
