"""Indexes, profiles, the front page and first screens as markup: what readers without scripts and eyes count on."""

import re
from collections.abc import Callable

import pytest

from tests.made import edition, mark, story
from tests.theme.conftest import FULL, environment
from verbatim.publish import single_pages
from verbatim.publish.first_screen import FirstScreen

Site = dict[str, dict[str, tuple[str, str]]]
WHO = "people/wilhelmina-constantinescu-abernathy/index.html"


def words_of(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def test_a_profile_tells_each_role_with_its_place_and_date(page: Callable[[str], str]) -> None:
    html = page(WHO)
    (head,) = re.findall(r'<header class="who".*?</header>', html, re.DOTALL)
    assert "keeper of the nets so worded on 4 March 2031" in words_of(head)
    (line,) = re.findall(r'<li class="in-texts__one">.*?</li>', html, re.DOTALL)
    assert "keeper of the nets ·" in words_of(line)


def test_a_profile_of_somebody_who_is_not_quoted_shows_where_they_are_named(site: Site) -> None:
    html = site["in two stories"]["people/guild/index.html"][1]
    _, row = re.findall(r'<li class="named__row">.*?</li>', html, re.DOTALL)
    assert "The guild denied that it had been warned in 1987." in words_of(row)
    assert "data-char=" in row


def test_what_we_did_not_find_stands_under_a_heading_of_its_own(all_pages: list[tuple[str, str]]) -> None:
    heading = re.compile(r'class="part__sub">([^<]+)</h3>\s*<p class="part__line">[^<]+</p>\s*<ul class="silences"')
    assert {title for _, html in all_pages for title in heading.findall(html)} == {"What we could not establish"}


@pytest.mark.parametrize(("latest", "is_of_all"), [(100, True), (1, False)])
def test_how_often_the_latest_stories_quote_somebody_is_no_claim_about_all(
    latest: int, monkeypatch: pytest.MonkeyPatch, *, is_of_all: bool
) -> None:
    monkeypatch.setattr(single_pages, "RECENT", latest)
    page = single_pages.front_page(FULL)
    html = environment().get_template(page.template).render(**page.payload)
    assert ('data-counted="per-olsen"' in html) == is_of_all
    assert "rank__count" in html


def rows(text: str, words: str, day: str) -> list[str]:
    made = story("mill", text, [mark(words, "moment", date=day, basis="inferred")], date="2031-11-05")
    dates = environment().get_template("components/screen.html").module.dates  # type: ignore[attr-defined]
    found = re.findall(r"<li>.*?</li>", dates(FirstScreen.of(edition(made), made)), re.DOTALL)
    return [words_of(one) for one in found]


def test_a_day_that_the_lead_names_stands_with_the_texts_words_for_it() -> None:
    assert rows("The mill on the Orrin burned down on Tuesday.", "Tuesday", "2031-11-04") == [
        "4 Nov 2031 In the text: Tuesday"
    ]
