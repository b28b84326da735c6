"""Heads of pages, what stands on which, and long lists on several: cuts, addresses, titles and ways between them."""

from dataclasses import replace
from typing import Any, cast

import pytest

from tests.made import SITE, edition, mark, pages, person, said, story, with_headers
from verbatim.publish import Edition
from verbatim.publish.index_pages import index_page, year_starts
from verbatim.publish.page import Meta, Page, paginated, with_card
from verbatim.publish.profile_page import ProfileView, SaidView
from verbatim.publish.quotations import quote_view
from verbatim.publish.quote_page import quote_meta
from verbatim.publish.story_card import story_meta
from verbatim.publish.story_page import StoryValues, article_payload
from verbatim.publish.story_timeline import timeline_pages_of

LONG = "“We shan’t dim a single lamp on this shore as long as there is anybody at sea who counts on it”, said Ada Vell."
WORDS = LONG[: LONG.index(",")]
OWN = [said(WORDS, "q-1", "vell"), person("Ada Vell", "vell")]
ONE = story("lamps", LONG, OWN)


def test_a_quotation_has_its_whole_words_in_title_preview_and_description() -> None:
    held = edition(ONE)
    meta = quote_meta(held, held.newsroom.quotes["q-1"])
    assert {meta["title"], meta["description"]} == {f"Ada Vell: {WORDS}"}


TWO = story(
    "lamps", f"“It is so”, said Bo Lind.\n{LONG}", [said("“It is so”", "q-0", "lind"), person("Bo Lind", "lind"), *OWN]
)


def meta_of(held: Edition, title: str = "Lamps") -> Meta:
    return story_meta(held, held.newsroom.stories["lamps"], "stories/lamps/", title)


def test_the_picture_of_a_preview_and_its_words_are_of_one_quotation() -> None:
    held = edition(TWO)
    for name, words in (("q-0", "Bo Lind: “It is so”"), ("q-1", "Ada Vell: “We shan’t dim")):
        meta = meta_of(held)
        with_card(held, meta, quote_view(held, held.newsroom.quotes[name]))
        assert meta["og_image"] == f"https://record.example/cards/{name}.png"
        assert meta["og_image_alt"].startswith(words)


def test_a_story_tells_its_section_and_its_days_as_far_as_they_are_known() -> None:
    meta = meta_of(edition(replace(ONE, modified="2031-03-09")))
    assert (meta["section"], meta["published"], meta["modified"]) == ("Local", "2031-03-04", "2031-03-09")
    assert meta_of(edition(replace(ONE, date="", date_basis="unknown")))["published"] == ""


def test_a_sections_page_names_its_own_feeds_first() -> None:
    meta: Any = index_page(edition(ONE), "sections/local/", 1).payload["meta"]
    assert [feed["url"] for feed in meta["feeds"]][:2] == [
        "feeds/sections/local.atom.xml", "feeds/sections/local.json",
    ]  # fmt: skip


def described(text: str, **headers: str) -> str:
    return meta_of(edition(story("lamps", text, title="Lamps to stay on", **headers)))["description"]


@pytest.mark.parametrize(("text", "file", "told"), [
    pytest.param("The vote is due in May.", "lamps.txt", " The vote is due in May.", id="not the headline again"),
    pytest.param("The vote is *due* in May.", "lamps.md", " The vote is due in May.", id="no marks of Markdown"),
    pytest.param(f"{LONG} He left.", "lamps.txt", f" {LONG}", id="a whole sentence with its quotation marks"),
    pytest.param(f"{'The lamps of the shore, ' * 20}go out.", "lamps.txt", "", id="nothing rather than a cut sentence"),
])  # fmt: skip
def test_a_story_is_described_by_its_day_and(text: str, file: str, told: str) -> None:
    assert described(f"Lamps to stay on\n{text}", source_file=file) == f"4 March 2031.{told}"


PLAIN = edition()


def cut(count: int, held: Edition = PLAIN) -> list[int]:
    return [len(sheet.items) for sheet in paginated(held, range(count), 30, "quotes/")]


@pytest.mark.parametrize(("count", "expected"), [
    (0, [0]), (1, [1]), (30, [30]), (31, [31]), (35, [35]), (36, [30, 6]), (60, [30, 30]), (65, [30, 35]),
    (66, [30, 30, 6]),
])  # fmt: skip
def test_a_list_is_cut_where_a_page_is_full_and_a_short_rest_stays_with_it(count: int, expected: list[int]) -> None:
    assert cut(count) == expected


@pytest.mark.parametrize(("orphans", "expected"), [(0, [10, 10, 10, 1]), (1, [10, 10, 11])])
def test_pelicans_settings_say_how_long_a_page_is(orphans: int, expected: list[int]) -> None:
    assert cut(31, edition(site=replace(SITE, page_size=10, orphans=orphans))) == expected


def test_pages_have_addresses_under_the_list_and_know_their_neighbours() -> None:
    first, second, third = (sheet.view for sheet in paginated(PLAIN, range(90), 30, "quotes/"))
    assert [one["url"] for one in (first, second, third)] == ["quotes/", "quotes/page/2/", "quotes/page/3/"]
    assert [(one["previous"], one["next"]) for one in (first, second, third)] == [
        ("", "quotes/page/2/"), ("quotes/", "quotes/page/3/"), ("quotes/page/2/", ""),
    ]  # fmt: skip
    assert (second["first"], second["last"], second["total"]) == (31, 60, 90)


@pytest.mark.parametrize(("number", "expected"), [
    (1, [1, 2, 3, 0, 40]), (3, [1, 2, 3, 4, 5, 0, 40]), (20, [1, 0, 18, 19, 20, 21, 22, 0, 40]),
    (40, [1, 0, 38, 39, 40]),
])  # fmt: skip
def test_of_many_pages_those_near_are_named(number: int, expected: list[int]) -> None:
    view = paginated(PLAIN, range(40 * 30), 30, "quotes/")[number - 1].view
    assert [one["number"] for one in view["links"]] == expected
    assert [one["number"] for one in view["links"] if one["current"]] == [number]


def test_each_years_first_place_is_found() -> None:
    held = paginated(PLAIN, ["2031-a", "2031-b", "2030-c", "2029-d"], 2, "quotes/")
    found = year_starts(held, {one: one[:4] for part in held for one in part.items}, "q-")
    assert [(one["label"], one["url"]) for one in found] == [
        ("2031", "quotes/#q-2031-a"), ("2030", "quotes/page/2/#q-2030-c"), ("2029", "quotes/page/2/#q-2029-d"),
    ]  # fmt: skip


def newsroom(page_size: int) -> dict[str, Any]:
    """Return what each page shows of a newsroom with three quotations of one person, and its template."""
    text = "“Lift”, said Ada Vell. “Hold”, she said. “Down”, she said."
    marks = [said(f"“{word}”", f"q-{at}", "ada") for at, word in enumerate(("Lift", "Hold", "Down"), start=1)]
    made = edition(story("rope", text, [*marks, person("Ada Vell", "ada")]), site=replace(SITE, page_size=page_size))
    return {page.address: {**page.payload, "template": page.template} for page in pages(made)}


def test_the_second_page_of_a_list_says_so_and_somebody_with_many_quotations_has_several_and_one_profile() -> None:
    held = newsroom(2)
    page = held["quotes/page/2/index.html"]
    assert page["meta"]["title"] == "Quotes, page 2"
    assert page["meta"]["canonical"] == "https://record.example/quotes/page/2/"
    assert page["crumbs"][-1] == {"label": "Page 2", "url": "quotes/page/2/"}
    assert [one["id"] for one in page["quotes"]] == ["q-3"]
    assert held["quotes/index.html"]["meta"]["title"] == "Quotes"
    assert held["people/ada/index.html"]["template"] == "person.html"
    second = held["people/ada/page/2/index.html"]
    assert second["template"] == "person_quotes.html"
    assert [one.quote["id"] for one in second["quotes"]] == ["q-3"]
    assert "people/ada/page/3/index.html" not in held


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
