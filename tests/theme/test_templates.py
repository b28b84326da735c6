"""Pages as markup: what readers, browsers and policies count on, in every template with every kind of payload."""

import re
from collections import Counter
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import html5lib
import pytest

from tests.theme.conftest import THEME

Pages = list[tuple[str, str]]
PELICANS = {
    "post", "index", "archives", "period_archives", "category", "categories", "tag", "tags", "author",
    "authors",
}  # fmt: skip


def failing(pages: Pages, pattern: str) -> list[str]:
    return [place for place, html in pages if re.search(pattern, html)]


def test_every_template_of_a_page_is_rendered(site: dict[str, dict[str, tuple[str, str]]]) -> None:
    files = {path.name for path in (THEME / "templates").glob("*.html")}
    shared = {"base.html", "embed.html", "furniture.html", *(f"{name}.html" for name in PELICANS)}
    assert files - shared == {template for held in site.values() for template, _ in held.values()}


def test_pages_are_html_without_a_parse_error(all_pages: Pages) -> None:
    wrong = {}
    for place, html in all_pages:
        parser = html5lib.HTMLParser(namespaceHTMLElements=False)
        parser.parse(html)
        if parser.errors:
            wrong[place] = parser.errors[:3]
    assert wrong == {}


def test_no_element_has_a_style_attribute(all_pages: Pages) -> None:
    assert failing(all_pages, r"<[^>]*\sstyle=") == []


def test_no_element_has_an_event_handler(all_pages: Pages) -> None:
    assert failing(all_pages, r"<[a-z][^>]*\son[a-z]+=") == []


def test_inline_scripts_are_the_same_on_every_page_but_for_that_of_stories(all_pages: Pages) -> None:
    found: dict[str, set[str]] = {"frame": set(), "story": set(), "other": set()}
    for place, html in all_pages:
        kind = "frame" if ": embed/" in place else "story" if '<article class="story"' in html else "other"
        found[kind] |= set(re.findall(r"<script>(.*?)</script>", html, re.DOTALL))
    assert {kind: len(scripts) for kind, scripts in found.items()} == {"frame": 1, "story": 2, "other": 1}
    assert found["other"] < found["story"]


def test_only_frames_have_inline_styles(all_pages: Pages) -> None:
    assert [place for place in failing(all_pages, "<style") if ": embed/" not in place] == []


def test_frames_ask_for_nothing(all_pages: Pages) -> None:
    frames = [(place, html) for place, html in all_pages if ": embed/" in place]
    assert frames
    assert failing(frames, r'<(?:script|img|iframe)[^>]*\ssrc=|<link[^>]*rel="(?:stylesheet|preload)"') == []


def test_every_page_has_one_main_heading(all_pages: Pages) -> None:
    assert [place for place, html in all_pages if html.count("<h1") != 1] == []


def test_headings_leave_no_level_out(all_pages: Pages) -> None:
    wrong = []
    for place, html in all_pages:
        levels = [int(level) for level in re.findall(r"<h([1-6])\b", html)]
        wrong += [place for above, below in pairwise(levels) if below > above + 1]
    assert wrong == []


def test_ids_are_unique_within_a_page(all_pages: Pages) -> None:
    twice = {place: Counter(re.findall(r'\sid="([^"]*)"', html)).most_common(1) for place, html in all_pages}
    assert {place: top for place, top in twice.items() if top and top[0][1] > 1} == {}


def test_every_name_that_aria_points_to_is_there(all_pages: Pages) -> None:
    wrong = []
    for place, html in all_pages:
        ids = set(re.findall(r'\sid="([^"]*)"', html))
        named = set(re.findall(r'aria-labelledby="([^"]*)"', html)) | set(re.findall(r'\sfor="([^"]*)"', html))
        wrong += [f"{place} {name}" for name in named - ids]
    assert wrong == []


def test_every_mark_that_a_page_shows_is_drawn_in_it(all_pages: Pages) -> None:
    wrong = []
    for place, html in all_pages:
        drawn = set(re.findall(r'<symbol id="([^"]*)"', html))
        wrong += [f"{place} {name}" for name in set(re.findall(r'<use href="#([^"]*)"', html)) - drawn]
    assert wrong == []


def test_every_block_quotation_cites_its_slice(all_pages: Pages) -> None:
    found = [tag for _, html in all_pages for tag in re.findall(r"<blockquote[^>]*>", html)]
    assert found
    assert [tag for tag in found if not re.search(r'cite="[^"]*sources/\w+\.txt#char=\d+,\d+"', tag)] == []


def test_a_quotation_without_a_speaker_says_so_in_words(page: Callable[[str], str]) -> None:
    html = page("quotes/q-3333333333/index.html")
    assert "Speaker not established" in html
    assert 'data-trust="none"' in html


def test_pieces_of_a_quotation_keep_what_stands_between_them(page: Callable[[str], str]) -> None:
    words = re.sub(r"<[^>]+>", "", page("quotes/q-2222222222/index.html"))
    between = "said Wilhelmina Constantinescu-Abernathy, keeper of the nets, on 3 March 2031."
    assert f"“We found it torn”, {between} “Twice”" in words


def test_words_of_a_source_carry_its_language_and_direction(page: Callable[[str], str]) -> None:
    html = page("stories/silent/index.html")
    assert re.search(r'<html lang="en">', html)
    assert re.search(r'<h1[^>]* lang="ar" dir="rtl"', html)


def test_a_story_without_quotations_says_so(page: Callable[[str], str]) -> None:
    assert "No quotations found" in page("stories/silent/index.html")


def test_a_date_that_is_not_known_is_not_shown_as_one(page: Callable[[str], str]) -> None:
    assert "Publication date unknown" in page("stories/silent/index.html")


def test_without_an_address_there_is_nothing_to_copy(site: dict[str, dict[str, tuple[str, str]]]) -> None:
    html = site["without an address"]["quotes/q-2222222222/index.html"][1]
    assert "data-embed" not in html
    assert "SITEURL" in html


def test_with_an_address_the_words_and_the_frame_are_offered_and_the_other_forms_once_for_all_pages(
    page: Callable[[str], str],
) -> None:
    assert page("quotes/q-2222222222/index.html").count('data-embed="html"') == 2
    assert page("embed/forms/index.html").count("<textarea") == 3


@pytest.mark.parametrize("name", sorted(PELICANS))
def test_pelicans_own_names_lead_to_pages_of_the_theme(name: str) -> None:
    text = (Path(THEME) / "templates" / f"{name}.html").read_text(encoding="utf-8")
    assert re.search(r'{% extends "(?:base|index)\.html" %}', text)
