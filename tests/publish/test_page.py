"""Heads of pages, and long lists on several pages: their cuts, addresses, titles and the ways between them."""

from dataclasses import replace
from typing import Any

import pytest

from tests.made import SITE, edition, pages, person, said, story
from verbatim.publish import Edition
from verbatim.publish.index_pages import index_page, year_starts
from verbatim.publish.page import Meta, paginated, with_card
from verbatim.publish.quotations import quote_view
from verbatim.publish.quote_page import quote_meta
from verbatim.publish.story_card import story_meta

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
