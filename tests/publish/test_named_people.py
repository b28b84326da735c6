"""Who is merely named in one story has a place in its who's who, which is their address everywhere, and no page."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.made import SITE, edition, mark, pages, said, story
from tests.publish.cards.drawing import SHEET
from verbatim.content.ledger import LedgerEntry
from verbatim.newsroom import join
from verbatim.publish.cards import person_picture
from verbatim.publish.edition import Edition, Published
from verbatim.publish.exports.data import whole_story
from verbatim.publish.exports.rows import PERSON, row_of
from verbatim.publish.markup.annotated import Tags, annotated, placed_marks
from verbatim.publish.profile_page import profile_embed
from verbatim.publish.refs import monogram, person_ref
from verbatim.publish.search import person_record
from verbatim.publish.story_page import StoryValues
from verbatim.publish.tombstones import retired_profile
from verbatim.publish.urls import person_address

ADA = mark("Ada Vell", "person", ref="ada")
NAMED = story("gate", "Ada Vell came to Sund.", [ADA, mark("Sund", "place", ref="sund")])
QUOTED = story("gate", "“Lift”, said Ada Vell.", [said("“Lift”", "q-1", "ada"), ADA])
PLACE = "stories/gate/#who-ada"


def test_a_person_named_in_one_story_has_a_place_in_its_text_and_no_page() -> None:
    held = edition(NAMED)
    assert person_address(held, held.newsroom.people["ada"]) == PLACE
    assert not [page.address for page in pages(held) if "people/ada" in page.address]
    view = StoryValues.of(edition(NAMED), NAMED)
    assert [(one.person["id"], one.first) for one in (*view.cast, *view.places)] == [
        ("ada", "stories/gate/#f-010"), ("sund", "stories/gate/#f-010"),
    ]  # fmt: skip


AGAIN, PILOT = story("rope", "Ada Vell left.", [ADA]), [ADA, mark("a pilot", "role", of="ada")]
DRAFT = story("rope", "Ada Vell, a pilot, left.", PILOT, status="draft")
TOLD = story("gate", "Ada Vell said that it rained.", [ADA, said("said that it rained", "q-1", "ada", "indirect")])
MOVED = {"gate": [LedgerEntry("vell", "merged", 1, "2031-03-04", into="ada", kind="person", words="Vell")]}


@pytest.mark.parametrize(("held", "address"), [
    (edition(NAMED, AGAIN), "people/ada/"), (edition(QUOTED), "people/ada/"), (edition(TOLD), "people/ada/"),
    (edition(story("gate", "Ada Vell, a pilot, left.", PILOT)), "people/ada/"),
    (edition(NAMED, ledgers=MOVED), "people/ada/"),
    (edition(DRAFT, NAMED), PLACE), (edition(DRAFT), "drafts/rope/#char=0,8"),
    *((edition(NAMED, people={"ada": f"{line}\n\n"}), "people/ada/") for line in (
        "Role: Pilot", "Same-As: https://ada.example/", "Image: portraits/ada.png",
    )),
    (edition(NAMED, people={"ada": "Title: Ada Vell\nKind: person\n\n"}), PLACE),
], ids=["in a second story", "quoted", "in reported words", "with a role", "whom a former id leads to",
        "not by a story that is not listed", "in a draft", "for a role, from editors", "for an address of theirs",
        "for a picture", "not for a name alone"])  # fmt: skip
def test_somebody_has_a_page_at_one_address(held: Edition, address: str) -> None:
    assert person_address(held, held.newsroom.people["ada"]) == address


def test_text_lists_search_and_data_give_the_place_as_the_address() -> None:
    held = edition(NAMED)
    person, whole = held.newsroom.people["ada"], whole_story(held, held.newsroom.stories["gate"])
    (fragment,) = held.fragments_of(NAMED)
    assert fragment.source
    html = annotated(fragment.source, placed_marks(fragment), Tags(held, NAMED))
    assert f'href="\x02{PLACE}\x03"' in html
    assert person_ref(held, "ada")["url"] == PLACE
    assert person_record(held, person).card["url"] == PLACE
    assert row_of(PERSON, held, person)["url"] == whole["people"][0]["url"] == held.site.absolute(PLACE)
    (payload,) = [page.payload for page in pages(held) if page.address == "people/index.html"]
    letters: Any = payload["letters"]
    assert [one["person"]["url"] for letter in letters for one in letter["people"]] == [PLACE]


# Who had a page once


def retired(*published: str) -> Edition:
    return Edition(join([NAMED], {}), SITE, frozenset({"gate"}), published=Published(frozenset({"ada", *published})))


def test_a_page_that_was_published_leads_to_the_place_and_its_frame_stays() -> None:
    held = retired()
    moved, frame = retired_profile(held, "ada")
    assert (moved.address, moved.template, moved.payload["target"]) == ("people/ada/index.html", "moved.html", PLACE)
    assert (frame.address, frame.template) == ("embed/people/ada/index.html", "embed_person.html")
    profile: Any = frame.payload["profile"]
    assert profile.ref["url"] == PLACE


def test_the_embed_and_the_card_of_a_page_that_was_published_stay() -> None:
    held, fresh = retired(), edition(NAMED)
    embed = profile_embed(held, held.newsroom.people["ada"])
    assert (embed.page, embed.oembed) == (PLACE, "oembed/people/ada.json")
    assert profile_embed(fresh, fresh.newsroom.people["ada"]) is None
    assert list(drawn(held)) == ["cards/people/ada.png"]
    assert list(drawn(fresh)) == []


def drawn(held: Edition) -> Iterator[str]:
    return (address for address, _ in person_picture(held, held.newsroom.people["ada"], SHEET))


def test_who_never_had_a_page_or_is_named_nowhere_leaves_no_file_and_whose_published_quotation_is_anothers_does() -> (
    None
):
    assert not edition(NAMED).lookups.retired
    assert "sund" not in retired().retired
    assert retired("nobody").lookups.retired == {"ada"}
    row = LedgerEntry("q-1", "minted", 1, "2031-03-04", "Lift", speaker="ada", name="Ada Vell")
    assert "ada" in edition(NAMED, ledgers={"gate": [row]}).retired


@pytest.mark.parametrize(("name", "letters"), [
    ("Ada Vell III", "AV"), ("Ada Vell Jr.", "AV"), ("Ada Maria Vell", "AV"), ("Vell", "V"), ("II", "I"),
])  # fmt: skip
def test_initials_are_those_of_the_given_and_the_family_name(name: str, letters: str) -> None:
    assert monogram(name) == letters
