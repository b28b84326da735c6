"""Indexes, profiles and the front page as markup: what readers without scripts and without eyes count on."""

import re
from collections.abc import Callable

import pytest

from tests.theme.conftest import FULL, environment
from verbatim.publish import single_pages

Site = dict[str, dict[str, tuple[str, str]]]
WHO = "people/wilhelmina-constantinescu-abernathy/index.html"


def words_of(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def test_pages_of_a_list_name_their_neighbours_in_the_head_and_at_the_foot_and_lead_back_to_the_profile(
    site: Site,
) -> None:
    html = site["in sheets"]["quotes/page/2/index.html"][1]
    head, body = html.split("</head>")
    assert '<link rel="prev" href="quotes/">' in head
    assert '<link rel="next" href="quotes/page/3/">' in head
    assert re.search(r'href="quotes/"[^>]*rel="prev"', body)
    assert re.search(r'href="quotes/page/2/" aria-current="page"', body)
    assert "2 to 2 of" in words_of(body)
    html = site["in sheets"]["people/per-olsen/page/2/index.html"][1]
    assert "<h1" in html
    assert re.search(r'class="chip[^"]*" href="people/per-olsen/"', html)


def test_a_list_of_one_page_has_no_pager_the_front_page_counts_what_is_open_and_that_for_a_lost_address_searches(
    page: Callable[[str], str],
) -> None:
    html = page("quotes/index.html")
    assert 'class="pager"' not in html
    assert 'rel="next"' not in html
    (line,) = re.findall(r'<p class="open-line">.*?</p>', page("index.html"), re.DOTALL)
    assert "We did not find who spoke in 1 quotation" in words_of(line)
    assert 'href="quotes/not-established/"' in line
    (form,) = re.findall(r"<form.*?</form>", page("404.html"), re.DOTALL)
    assert 'action="search/" method="get"' in form
    assert 'name="q"' in form


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


def test_the_front_page_of_an_empty_site_says_what_to_do(site: Site) -> None:
    html = site["empty"]["index.html"][1]
    assert "No story has been published yet." in html
    assert "content/sources" in html


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
