"""The search page in Chromium, served from a folder of a site as `make serve` does, with its policy."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.background import served
from tests.browser.axe import violations
from tests.browser.conftest import Listened, guarded
from tests.conftest import Visit

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def searched(site: Path) -> Iterator[str]:
    with guarded(site) as url:
        yield url


@pytest.fixture
def search(listened: Listened, searched: str) -> Iterator[Callable[[str], Page]]:
    """Open the page of the search with what is asked for; its console stays silent."""

    def asked(query: str) -> Page:
        listened.page.goto(f"{searched}/search/{query}")
        return listened.page

    yield asked
    assert listened.messages == []


def found(page: Page) -> int:
    expect(page.locator("[data-status]")).not_to_be_empty()
    return page.locator("[data-results] > li").count()


def test_typing_finds_also_from_the_page_for_lost_addresses_and_asks_nobody_else(
    listened: Listened, search: Callable[[str], Page], searched: str
) -> None:
    asked: list[str] = []
    listened.page.on("request", lambda request: asked.append(request.url))
    page = search("")
    page.locator("#q").press_sequentially("vell")
    expect(page.locator("[data-results] > li").first).to_be_visible()
    assert "q=vell" in page.url
    page.goto(f"{searched}/404.html")
    page.locator("#q").fill("vell")
    page.locator("#q").press("Enter")
    page.wait_for_url("**/search/**")
    assert found(page)
    assert all(url.startswith(searched) for url in asked)


def test_words_of_a_result_are_the_slice_that_it_names_and_axe_finds_nothing_on_results(
    search: Callable[[str], Page], site: Path
) -> None:
    page = search("?q=the")
    assert found(page)
    shown = page.locator("[data-results] [data-char]").evaluate_all(
        "all => all.map(one => [one.dataset.story, one.dataset.char, one.textContent])"
    )
    assert shown
    for story, char, words in shown:
        start, end = map(int, char.split(","))
        assert (site / f"sources/{story}.txt").read_bytes().decode()[start:end] == words
    assert found(page)
    assert violations(page) == {"light": [], "dark": []}


def test_a_kind_narrows_back_returns_and_a_link_to_a_person_shows_only_what_is_about_them(
    search: Callable[[str], Page],
) -> None:
    page = search("?q=the")
    every = found(page)
    page.locator('[data-key="kind:quotation"]').click()
    expect(page.locator("[data-results] > li:not(.result--quotation)")).to_have_count(0)
    assert "kind=quotation" in page.url
    page.go_back()
    expect(page.locator("[data-results] > li")).to_have_count(every)
    page = search("?kind=quotation&person=ada-vell")
    assert found(page)
    assert set(page.locator(".result__name").all_inner_texts()) == {"Ada Vell"}


def test_keys_lead_from_the_box_to_results_and_escape_clears(search: Callable[[str], Page]) -> None:
    page = search("?q=vell")
    assert found(page)
    page.locator("#q").focus()
    page.keyboard.press("ArrowDown")
    expect(page.locator("[data-results] [data-go]").first).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#q")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("[data-browse]")).to_be_visible()
    expect(page.locator("#q")).to_have_value("")


def test_nothing_found_is_said_and_the_lists_stand(search: Callable[[str], Page]) -> None:
    page = search("?q=zzzqqq")
    assert found(page) == 0
    expect(page.locator("[data-empty]")).to_be_visible()
    expect(page.locator("[data-near]")).to_be_hidden()
    expect(page.locator("[data-browse]")).to_be_visible()


def test_search_works_in_a_folder_of_a_site(listened: Listened, site: Path, tmp_path: Path) -> None:
    shutil.copytree(site, tmp_path / "press/quotes")
    with served(tmp_path) as port:
        listened.page.goto(f"http://127.0.0.1:{port}/press/quotes/search/?q=vell")
        assert found(listened.page)
        address = listened.page.locator("[data-results] [data-go]").first.evaluate("a => a.href")
        assert "/press/quotes/" in address
        answer = listened.page.goto(address)
    assert answer.ok


def test_without_the_index_names_are_found_also_mistyped_and_the_limit_is_told(
    listened: Listened, site: Path, searched: str
) -> None:
    page, folder = listened.page, (site / "search/index.html").as_uri()
    page.route("**/pagefind/**", lambda route: route.abort())
    for address, limit, other in ((f"{searched}/search/", "web", "folder"), (folder, "folder", "web")):
        listened.messages.clear()  # of what could not be loaded
        page.goto(f"{address}?q=vell")
        expect(page.locator(f"[data-simple={limit}]")).to_be_visible()
        expect(page.locator(f"[data-simple={other}]")).to_be_hidden()
        expect(page.locator("[data-row]:visible").first).to_contain_text("Vell")
        page.goto(f"{address}?q=velk")
        expect(page.locator("[data-near]")).to_contain_text("Vell")
    assert listened.messages == []  # a folder asks for no index


def test_without_scripts_the_lists_stand(visit: Visit, searched: str) -> None:
    page = visit(f"{searched}/search/", java_script_enabled=False)
    assert page.locator("[data-browse] a").count() > 4
    assert not page.locator("[data-find]").is_visible()


def test_a_mistyped_name_is_answered_with_those_that_are_nearly_so(search: Callable[[str], Page]) -> None:
    page = search("?q=ada+vlel")
    expect(page.locator("[data-near]")).to_have_text("Did you mean: Ada Vell")
    page.locator("[data-near] a").click()
    assert found(page)
    expect(page.locator("[data-near]")).to_be_hidden()


def test_the_ring_around_the_line_leaves_its_label_free(search: Callable[[str], Page]) -> None:
    page = search("")
    page.locator("#q").focus()
    label, box = (page.locator(name).bounding_box() for name in (".seek__label", "#q"))
    assert label
    assert box
    ring = page.locator("#q").evaluate(
        "one => parseFloat(getComputedStyle(one).outlineWidth) + parseFloat(getComputedStyle(one).outlineOffset)"
    )
    assert ring > 0
    assert label["y"] + label["height"] <= box["y"] - ring


def test_results_show_no_marks_of_markdown_and_are_the_slice_still(listened: Listened, demo_project: Path) -> None:
    site = demo_project / "output"
    with served(site) as port:
        listened.page.goto(f"http://127.0.0.1:{port}/search/?q=tolmere+april+children&kind=story")
        assert found(listened.page)
        part = listened.page.locator('.result__part [data-story="bottle-line-release"]').first
        start, end = map(int, str(part.get_attribute("data-char")).split(","))
    words = (site / "sources/bottle-line-release.txt").read_bytes().decode()[start:end]
    assert "**" in words
    assert part.evaluate("one => one.textContent") == words
    assert "**" not in part.inner_text()
