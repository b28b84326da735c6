"""A role that editors give in a person's file: shown everywhere in place of the one that a story words."""

import json
import re
from typing import Any

import pytest

from tests.made import edition, mark, said, story
from tests.publish.cards.drawing import SHEET, drawn
from verbatim.publish.cards.quote import WIDE, FacePicture, profile_picture
from verbatim.publish.edition import Edition
from verbatim.publish.exports.rows import PERSON, row_of
from verbatim.publish.indexes import index_row
from verbatim.publish.profile_page import ProfileView, profile_alt, profile_embed
from verbatim.publish.quotations import quote_view
from verbatim.publish.quote_page import quote_embed
from verbatim.publish.search import person_record

LAMPS = story("lamps", "Lamps to stay on\n“We row at dawn”, said Ada Vell, the harbour master.", [
    said("“We row at dawn”", "q-1", "ada-vell"),
    mark("Ada Vell", "person", ref="ada-vell"),
    mark("the harbour master", "role", of="ada-vell"),
], title="Lamps to stay on")  # fmt: skip
SOURCED = "Role: warden of the Sund\nRole-Source: Sund Gazette, https://gazette.example/7\nRole-Date: 2031-03\n\n"
LINE = "warden of the Sund (Sund Gazette, March 2031)"


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
    embed = quote_embed(made, quote)
    assert embed
    return [plain(embed.block), plain(drawn(FacePicture.of(made, quote, SHEET, WIDE)))]


def shown_by_profile(made: Edition) -> list[str]:
    person = made.newsroom.people["ada-vell"]
    embed = profile_embed(made, person)
    assert embed
    card: Any = person_record(made, person).card
    row = index_row(made, "ada-vell")["person"]["role"]
    assert row
    drawing = plain(drawn(profile_picture(made, person, SHEET)))
    return [plain(embed.block), drawing, profile_alt(made, person.id), card["role"]["words"], row["line"]]


@pytest.mark.parametrize("shown", [shown_by_quotation, shown_by_profile])
def test_cards_and_lists_show_it_in_place_of_the_storys(shown: Any) -> None:
    for text in shown(held()):
        assert re.sub(r"\s+", "", LINE) in re.sub(r"\s+", "", text)
        assert "the harbour master" not in text


def test_data_has_it_beside_the_roles_that_stories_word() -> None:
    made = held()
    row = row_of(PERSON, made, made.newsroom.people["ada-vell"])
    assert row["given_role"] == {
        "text": "warden of the Sund", "source": "Sund Gazette", "url": "https://gazette.example/7", "date": "2031-03"
    }  # fmt: skip
    assert json.loads(json.dumps(row["roles"]))[0]["text"] == "the harbour master"
