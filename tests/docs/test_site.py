"""The documentation's site: all its pages, links that lead somewhere, a search, and nothing that keeps readers out."""

import json
import runpy
import subprocess
import sys
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from tests.browser.axe import violations
from tests.conftest import ROOT, Visit
from tests.site.test_build import broken_links

pytestmark = pytest.mark.campaign("docs", "README.md", "CHANGELOG.md")

PARTS = runpy.run_path(str(ROOT / "docs/site/pelicanconf.py"))["PARTS"]
PAGES = [slug for *_, slugs in PARTS for slug in slugs]
SCROLLS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture(scope="module")
def docs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the documentation's site, as `make docs` builds it."""
    output = tmp_path_factory.mktemp("documentation") / "docs"
    build = [sys.executable, "-m", "pelican", "-s", "docs/site/pelicanconf.py", "-o", str(output)]
    done = subprocess.run(
        [*build, "--fatal", "warnings", "-q", "docs"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return output


@pytest.fixture(scope="module")
def parsed(docs: Path) -> dict[str, BeautifulSoup]:
    return {path.name: BeautifulSoup(path.read_bytes(), "html.parser") for path in sorted(docs.glob("*.html"))}


def test_every_page_of_the_parts_is_built_and_nothing_else_and_every_link_leads_to_a_place_and_none_to_markdown(
    docs: Path, parsed: dict[str, BeautifulSoup]
) -> None:
    assert broken_links(docs.resolve()) == []
    assert list(docs.rglob("*.py")) == []
    assert set(parsed) == {f"{slug}.html" for slug in (*PAGES, "index", "search")}
    assert [str(one) for page in parsed.values() for one in page.select('a[href*=".md"]:not([href^="http"])')] == []


def test_every_page_has_one_heading_a_title_of_its_own_and_a_place_in_the_search(
    docs: Path, parsed: dict[str, BeautifulSoup]
) -> None:
    assert {name: len(page.select("h1")) for name, page in parsed.items()} == dict.fromkeys(parsed, 1)
    titles = [page.title.get_text(strip=True) if page.title else "" for page in parsed.values()]
    assert all(titles)
    assert len(set(titles)) == len(titles)
    assert not any("`" in title for title in titles)
    entry = json.loads((docs / "pagefind/pagefind-entry.json").read_bytes())
    assert entry["languages"]["en"]["page_count"] == len(parsed)


@pytest.mark.browser
@pytest.mark.parametrize("name", ["index.html", "settings.html"])
def test_axe_finds_nothing_that_keeps_people_out(visit: Visit, docs: Path, name: str) -> None:
    page = visit((docs / name).as_uri(), viewport={"width": 1280, "height": 900})
    assert violations(page) == {"light": [], "dark": []}


@pytest.mark.browser
def test_no_page_scrolls_sideways_on_a_narrow_screen(visit: Visit, docs: Path) -> None:
    page = visit("about:blank", viewport={"width": 320, "height": 640})
    wide = {}
    for path in sorted(docs.glob("*.html")):
        page.goto(path.as_uri())
        if (beyond := page.evaluate(SCROLLS)) > 0:
            wide[path.name] = beyond
    assert wide == {}
