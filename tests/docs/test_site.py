"""The documentation's site: all its pages, links that lead somewhere, a search, and nothing that keeps readers out."""

import json
import re
import runpy
from pathlib import Path
from urllib.parse import unquote, urldefrag

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import Browser

from tests.browser.axe import violations
from tests.docs.conftest import ROOT

pytestmark = pytest.mark.campaign("docs", "README.md", "CHANGELOG.md")

PARTS = runpy.run_path(str(ROOT / "docs/site/pelicanconf.py"))["PARTS"]
PAGES = [slug for *_, slugs in PARTS for slug in slugs]
SCROLLS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture(scope="module")
def parsed(docs: Path) -> dict[str, BeautifulSoup]:
    """Every page of the site by its name."""
    return {path.name: BeautifulSoup(path.read_bytes(), "html.parser") for path in sorted(docs.glob("*.html"))}


def test_every_page_of_the_parts_is_built_and_no_other(parsed: dict[str, BeautifulSoup]) -> None:
    assert set(parsed) == {f"{slug}.html" for slug in (*PAGES, "index", "search")}


def test_every_link_leads_to_a_file_and_to_a_place_in_it(docs: Path, parsed: dict[str, BeautifulSoup]) -> None:
    places = {name: {str(one["id"]) for one in page.select("[id]")} for name, page in parsed.items()}
    broken = []
    for name, page in parsed.items():
        for one in page.select("[href], [src]"):
            file, place = urldefrag(unquote(str(one.get("href") or one.get("src"))))
            if re.match(r"[a-z]+:", file):
                continue
            target = file or name
            if not (docs / target).is_file() or (place and place not in places.get(target, ())):
                broken.append(f"{name}: {file}#{place}")
    assert broken == []


def test_no_link_leads_to_a_markdown_file(parsed: dict[str, BeautifulSoup]) -> None:
    assert [str(one) for page in parsed.values() for one in page.select('a[href*=".md"]:not([href^="http"])')] == []


def test_every_page_has_one_heading_and_a_title_of_its_own(parsed: dict[str, BeautifulSoup]) -> None:
    assert {name: len(page.select("h1")) for name, page in parsed.items()} == dict.fromkeys(parsed, 1)
    titles = [page.title.get_text(strip=True) if page.title else "" for page in parsed.values()]
    assert all(titles)
    assert len(set(titles)) == len(titles)
    assert not any("`" in title for title in titles)


def test_the_search_index_holds_every_page(docs: Path, parsed: dict[str, BeautifulSoup]) -> None:
    entry = json.loads((docs / "pagefind/pagefind-entry.json").read_bytes())
    assert entry["languages"]["en"]["page_count"] == len(parsed)


def test_nothing_but_the_site_is_published(docs: Path) -> None:
    assert list(docs.rglob("*.py")) == []


@pytest.mark.browser
@pytest.mark.parametrize("name", ["index.html", "settings.html"])
def test_axe_finds_nothing_that_keeps_people_out(browser: Browser, docs: Path, name: str) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto((docs / name).as_uri())
    found = violations(page)
    context.close()
    assert found == {"light": [], "dark": []}


@pytest.mark.browser
def test_no_page_scrolls_sideways_on_a_narrow_screen(browser: Browser, docs: Path) -> None:
    context = browser.new_context(viewport={"width": 320, "height": 640})
    page = context.new_page()
    wide = {}
    for path in sorted(docs.glob("*.html")):
        page.goto(path.as_uri())
        if (beyond := page.evaluate(SCROLLS)) > 0:
            wide[path.name] = beyond
    context.close()
    assert wide == {}
