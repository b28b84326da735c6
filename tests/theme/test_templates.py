"""Pages as markup: what readers, browsers and policies count on, in every template with every kind of payload."""

import re
from collections import Counter
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import html5lib
import pytest

from tests.made import edition, mark, story
from tests.theme.conftest import FULL, THEME, environment
from verbatim.publish import single_pages
from verbatim.publish.first_screen import FirstScreen

Pages = list[tuple[str, str]]
Site = dict[str, dict[str, tuple[str, str]]]
PELICANS = {
    "post", "index", "archives", "period_archives", "category", "categories", "tag", "tags", "author",
    "authors",
}  # fmt: skip


@pytest.mark.parametrize(("pattern", "of"), [
    (r"<[^>]*\sstyle=", ""), (r"<[a-z][^>]*\son[a-z]+=", ""), ("<style", "pages"),
    (r'<(?:script|img|iframe)[^>]*\ssrc=|<link[^>]*rel="(?:stylesheet|preload)"', "frames"),
], ids=["a style attribute", "an event handler", "an inline style but in frames", "what a frame asks for"])  # fmt: skip
def test_no_page_has(all_pages: Pages, pattern: str, of: str) -> None:
    kinds = {"": (True, False), "pages": (False,), "frames": (True,)}[of]
    meant = [(place, html) for place, html in all_pages if (": embed/" in place) in kinds]
    assert meant
    assert [place for place, html in meant if re.search(pattern, html)] == []


def test_every_template_of_a_page_is_rendered(site: Site) -> None:
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


def test_inline_scripts_are_the_same_on_every_page_but_for_that_of_stories(all_pages: Pages) -> None:
    found: dict[str, set[str]] = {"frame": set(), "story": set(), "other": set()}
    for place, html in all_pages:
        kind = "frame" if ": embed/" in place else "story" if '<article class="story"' in html else "other"
        found[kind] |= set(re.findall(r"<script>(.*?)</script>", html, re.DOTALL))
    assert {kind: len(scripts) for kind, scripts in found.items()} == {"frame": 1, "story": 2, "other": 1}
    assert found["other"] < found["story"]


def test_every_page_has_one_main_heading_and_leaves_no_level_out(all_pages: Pages) -> None:
    for place, html in all_pages:
        levels = [int(level) for level in re.findall(r"<h([1-6])\b", html)]
        assert levels.count(1) == 1, place
        assert not any(below > above + 1 for above, below in pairwise(levels)), place


def test_ids_are_unique_within_a_page(all_pages: Pages) -> None:
    twice = {place: Counter(re.findall(r'\sid="([^"]*)"', html)).most_common(1) for place, html in all_pages}
    assert {place: top for place, top in twice.items() if top and top[0][1] > 1} == {}


NAMED = r'aria-labelledby="([^"]*)"|\sfor="([^"]*)"'


@pytest.mark.parametrize(("named", "there"), [
    (NAMED, r'\sid="([^"]*)"'), (r'<use href="#([^"]*)"', r'<symbol id="([^"]*)"'),
], ids=["what a label or ARIA points to", "a mark"])  # fmt: skip
def test_everything_that_is_named_within_a_page_is_there(all_pages: Pages, named: str, there: str) -> None:
    for place, html in all_pages:
        asked = {next(filter(None, found.groups())) for found in re.finditer(named, html)}
        assert asked <= set(re.findall(there, html)), place


def test_every_block_quotation_cites_its_slice(all_pages: Pages) -> None:
    found = [tag for _, html in all_pages for tag in re.findall(r"<blockquote[^>]*>", html)]
    assert found
    assert [tag for tag in found if not re.search(r'cite="[^"]*sources/\w+\.txt#char=\d+,\d+"', tag)] == []


def test_pieces_of_a_quotation_keep_what_stands_between_them(page: Callable[[str], str]) -> None:
    words = re.sub(r"<[^>]+>", "", page("quotes/q-2222222222/index.html"))
    between = "said Wilhelmina Constantinescu-Abernathy, keeper of the nets, on 3 March 2031."
    assert f"“We found it torn”, {between} “Twice”" in words


SAYS = {
    "no quotation": ("full", "stories/silent/", "No quotations found"),
    "no date": ("full", "stories/silent/", "Publication date unknown"),
    "its language": ("full", "stories/silent/", '<html lang="en">'),
    "that of words": ("full", "stories/silent/", r'<h1[^>]* lang="ar" dir="rtl"'),
    "no speaker": ("full", "quotes/q-3333333333/", "Speaker not established"),
    "with its label": ("full", "quotes/q-3333333333/", 'data-trust="none"'),
    "how much is open": ("full", "", r'class="open-line">[^\0]*?We did not find who spoke in[^\0]*?1 quotation'),
    "where": ("full", "", r'class="open-line">(?:(?!</p>)[^\0])*href="quotes/not-established/"'),
    "the search where it is lost": ("full", "404.html", r'<form[^>]*action="search/" method="get"[^\0]*?name="q"'),
    "its neighbours in the head": ("in sheets", "quotes/page/2/", r'rel="prev" href="quotes/">[^\0]*</head>'),
    "both of them": ("in sheets", "quotes/page/2/", r'rel="next" href="quotes/page/3/">[^\0]*</head>'),
    "the one before at the foot": ("in sheets", "quotes/page/2/", 'href="quotes/"[^>]*rel="prev"'),
    "itself at the foot": ("in sheets", "quotes/page/2/", 'href="quotes/page/2/" aria-current="page"'),
    "which of the list it has": ("in sheets", "quotes/page/2/", "2 to 2 of"),
    "the way back to a profile": ("in sheets", "people/per-olsen/page/2/", 'class="chip[^"]*" href="people/per-olsen/'),
    "what to do on an empty site": ("empty", "", r"No story has been published yet\.[^\0]*content/sources"),
    "why nothing can be copied": ("without an address", "quotes/q-2222222222/", "SITEURL"),
}
SAYS_NOT = {
    "a pager of one page": ("full", "quotes/", 'class="pager"|rel="next"'),
    "what to copy without an address": ("without an address", "quotes/q-2222222222/", "data-embed"),
    "an embed without a moment": ("full", "stories/silent/timeline/", 'id="embed"|oembed'),
}


@pytest.mark.parametrize("name", [*SAYS, *SAYS_NOT])
def test_a_page_says(site: Site, name: str) -> None:
    of, address, words = {**SAYS, **SAYS_NOT}[name]
    _, html = site[of][address if address.endswith(".html") else f"{address}index.html"]
    assert bool(re.search(words, html)) == (name in SAYS)


def test_with_an_address_the_words_and_the_frame_are_offered_and_the_other_forms_once_for_all_pages(
    page: Callable[[str], str],
) -> None:
    assert page("quotes/q-2222222222/index.html").count('data-embed="html"') == 2
    assert page("embed/forms/index.html").count("<textarea") == 3


@pytest.mark.parametrize("name", sorted(PELICANS))
def test_pelicans_own_names_lead_to_pages_of_the_theme(name: str) -> None:
    text = (Path(THEME) / "templates" / f"{name}.html").read_text(encoding="utf-8")
    assert re.search(r'{% extends "(?:base|index)\.html" %}', text)


OFFERED = {
    "quotes/q-2222222222/": ("oembed/quotes/q-2222222222.json", "embed/quotes/q-2222222222/"),
    "stories/nets/timeline/": ("oembed/timelines/nets.json", "embed/timelines/nets/"),
    "people/per-olsen/": ("oembed/people/per-olsen.json", "embed/people/per-olsen/"),
}
HOME = "https://record.example/"


@pytest.mark.parametrize("address", sorted(OFFERED))
def test_the_oembed_file_is_found_within_10_kb_and_the_frame_names_its_page_and_tells_no_other_host_where_it_stands(
    page: Callable[[str], str], address: str
) -> None:
    head = page(f"{address}index.html").encode()[: 10 * 1024].decode(errors="replace")
    found = re.search(r'<link rel="alternate" type="application/json\+oembed" href="([^"]*)"', head)
    assert found
    assert found[1] == HOME + OFFERED[address][0]
    html = page(f"{OFFERED[address][1]}index.html")
    assert f'<link rel="canonical" href="{HOME}{address}">' in html
    read = address.replace("quotes/q-", "q/").removesuffix("/")  # a quotation has a short one
    assert f"record.example/{read}" in re.sub(r"<[^>]+>", "", html.partition("<footer>")[2])
    assert 'name="robots"' not in html
    assert '<meta name="referrer" content="no-referrer">' in html
    assert not re.search(r"\s(?:style|on\w+)=", html.partition("<style>")[0] + html.partition("</style>")[2])


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
