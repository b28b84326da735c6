import re
from typing import cast

import pytest

from tests.made import edition, mark, pages, person, said, story, with_headers
from verbatim.publish.claims import words_text
from verbatim.publish.page import Page
from verbatim.publish.profile_page import ProfileView, SaidView
from verbatim.publish.story_page import StoryValues, article_payload
from verbatim.publish.story_timeline import timeline_pages_of

TEXT = (
    "Rope breaks, says Nils Dahl\n“Lift”, said Nils Dahl, the pilot, on 3 March 2031. “No”, he heard.\nMara Lind left."
)
MARKS = [
    said("Rope breaks", "q-0", "nils", "indirect"),
    said("“Lift”", "q-1", "nils"),
    mark("“No”", "quote", "q-2", basis="none", why="nobody is named", candidates="nils mara"),
    person("Nils Dahl,", "nils"), mark("the pilot", "role", of="nils"),
    mark("Mara Lind", "organisation", ref="mara"), mark("3 March 2031", "moment", date="2031-03-03", people="nils"),
]  # fmt: skip
ROPE = story("rope", TEXT, MARKS, title="Rope breaks, says Nils Dahl")
DRAFT = story("secret", "“Hush”, said Ida Moe.", [
    said("“Hush”", "q-9", "ida"), person("Ida Moe", "ida"),
], status="draft")  # fmt: skip


def by_address(*stories: object) -> dict[str, Page]:
    return {page.address: page for page in pages(edition(*stories))}  # type: ignore[arg-type]


def test_a_draft_leaves_no_trace_on_listed_pages_and_its_quotations_and_people_are_places_of_its_own() -> None:
    both = edition(ROPE, DRAFT)
    told = repr(list(pages(both)))
    assert "secret" not in told
    unlisted = [story for story in both.newsroom.stories.values() if story.id not in both.listed]
    assert [page.address for story in unlisted for page in timeline_pages_of(both, story)] == [
        "drafts/secret/timeline/index.html"
    ]
    payload = article_payload(both, both.newsroom.stories["secret"])
    html = str(payload["passages"][0].html)  # type: ignore[index]
    assert 'href="\x02drafts/secret/#q-9\x03"' in html
    assert 'href="\x02drafts/secret/#char=13,20\x03"' in html
    assert payload["meta"]["robots"] == "noindex"  # type: ignore[index]


@pytest.mark.parametrize(("address", "expected"), [
    ("quotes/index.html", ["q-1", "q-2"]), ("quotes/stated/index.html", ["q-1"]),
    ("quotes/not-established/index.html", ["q-2"]), ("quotes/paraphrases/index.html", ["q-0"]),
])  # fmt: skip
def test_quotations_are_listed_by_how_far_the_speaker_is_established(address: str, expected: list[str]) -> None:
    quotes = by_address(ROPE)[address].payload["quotes"]
    assert [view["id"] for view in quotes] == expected  # type: ignore[attr-defined]


def test_a_withdrawn_quotation_is_in_no_list_and_keeps_its_page() -> None:
    held = by_address(with_headers(ROPE, "020", ("Withdrawn", "2031-03-05 Never said")))
    assert held["quotes/index.html"].payload["quotes"] == []
    quote = held["quotes/q-1/index.html"].payload["quote"]
    assert quote["withdrawn"]["why"] == "Never said"  # type: ignore[index]
    assert "Lift" not in held["quotes/q-1/index.html"].payload["meta"]["title"]  # type: ignore[index]


def test_the_story_is_told_whole_and_the_front_page_names_those_who_are_quoted_and_no_others() -> None:
    held = edition(ROPE)
    view = StoryValues.of(held, ROPE)
    assert view.headline
    assert view.headline["quotes"][0]["id"] == "q-0"
    assert ['id="f-0' in str(one.html) for one in view.passages] == [True, True]
    assert [one.person["id"] for one in view.cast] == ["nils", "mara"]
    assert [one["why"] for one in view.silences] == ["nobody is named"]
    assert view.story["evidence"] == {
        "quotations": 2, "verbatim": 2, "stated": 1, "inferred": 0, "editor": 0, "none": 1, "unread": "",
        "corrected": 0, "paraphrases": 1, "reviewed": 0, "story": "rope",
    }  # fmt: skip
    rows = by_address(ROPE)["index.html"].payload["people"]
    assert [row["person"]["id"] for row in rows] == ["nils"]  # type: ignore[attr-defined]


def test_a_profile_tells_roles_and_who_else_is_there() -> None:
    payload = by_address(ROPE)["people/nils/index.html"].payload
    view = cast("ProfileView", payload["profile"])
    assert [str(role["words"]["words"]) for role in view.roles] == ["the pilot"]
    assert [one.person["id"] for one in view.organisations] == ["mara"]
    assert [one.quote["id"] for one in cast("list[SaidView]", payload["quotes"])] == ["q-1"]
    assert [one["id"] for one in view.reports] == ["q-0"]


def test_in_titles_and_descriptions_quotation_marks_hold_whole_pieces_of_the_words() -> None:
    held = edition(ROPE)
    words = {piece for one in held.newsroom.quotes.values() for piece in words_text(held, one).split(" … ")}
    for page in by_address(ROPE).values():
        meta = page.payload["meta"]
        told = " ".join((meta["title"], meta["description"], meta["og_image_alt"]))  # type: ignore[index]
        assert set(re.findall("“([^”]*)”", told)) <= words
