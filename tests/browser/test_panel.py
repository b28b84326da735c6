"""The Embed panel in Chromium: folds that are tabs, a frame that is asked for late, code that follows the choices."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from quality.visits import AT_REST
from tests.background import served
from tests.browser.conftest import OTHERS
from tests.conftest import Visit
from tests.embeds.panel import fill, unfold
from tests.made import embeds
from tests.theme.conftest import BROADSHEET, FULL, environment, payloads
from verbatim.publish.embedding import card, element, picture
from verbatim.publish.urls import file_of, link, relative_from, resolve
from verbatim.site.theme.assets import bundle

pytestmark = [pytest.mark.browser, pytest.mark.campaign("theme/static/js", "theme/templates")]

PAGES = {
    "quote": "quotes/q-2222222222/index.html",
    "timeline": "stories/nets/timeline/index.html",
    "person": "people/per-olsen/index.html",
}
ROOM = 440  # pixels of a panel in which its tabs stand in a row: 24rem and its own blanks
CODES = ("#embed-card", "#embed-frame")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pages that have a panel, and the frames, of a newsroom at an address."""
    root = tmp_path_factory.mktemp("panels")
    made = environment()
    made.globals["link"] = link
    files = {f"theme/{name}": data for name, data in bundle(BROADSHEET).items()}
    for address, template, payload in payloads(FULL):
        if address in PAGES.values() or address.startswith("embed/"):
            html = made.get_template(template).render(**payload)
            files[address] = resolve(html, relative_from(address)).encode()
    for name, data in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(data)
    return root


@pytest.fixture(scope="module")
def root(folder: Path) -> Iterator[str]:
    """Where they are served: this machine, which a browser takes for a safe place."""
    with served(folder) as port:
        yield f"http://127.0.0.1:{port}"


@pytest.fixture(params=[pytest.param(kind, marks=() if kind == "quote" else OTHERS) for kind in sorted(PAGES)])
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def asked() -> list[str]:
    return []


@pytest.fixture
def page(visit: Visit, root: str, kind: str, asked: list[str]) -> Page:
    opened = visit("about:blank", permissions=["clipboard-read", "clipboard-write"])
    opened.on("request", lambda request: asked.append(request.url))
    opened.goto(f"{root}/{PAGES[kind]}")
    fill(opened)
    return opened


def open_tab(page: Page, label: str) -> None:
    page.locator(".panel__tab", has_text=re.compile(f"^{label}$")).click()


def test_tabs_stand_in_a_row_where_there_is_room_and_below_each_other_where_not(page: Page) -> None:
    tabs = page.locator(".panel__tab")
    for width in (1280, 320):
        page.set_viewport_size({"width": width, "height": 800})
        is_wide = page.locator(".panel").bounding_box()["width"] > ROOM  # type: ignore[index]
        rows = {round(tab.bounding_box()["y"]) for tab in tabs.all()}  # type: ignore[index]
        assert len(rows) == (1 if is_wide else tabs.count())


def test_the_frame_is_asked_for_when_its_tab_is_opened_as_it_is_chosen(page: Page, kind: str, asked: list[str]) -> None:
    page.wait_for_timeout(200)
    assert [url for url in asked if "/embed/" in url and "/embed/forms/" not in url] == []
    open_tab(page, "Card")
    page.locator(".panel__preview").scroll_into_view_if_needed()
    preview = page.frame_locator(".panel__preview")
    preview.locator("html:not([data-theme]) main").wait_for()
    page.select_option("[name=embed-theme]", "dark")
    if kind == "quote":
        page.uncheck("[name=embed-context]")
    preview.locator("html[data-theme=dark] main").wait_for()
    expect(preview.locator("details.a")).to_have_count(0)


def test_a_button_copies_the_code_and_says_so_and_the_words_are_shown_first_and_one_form_at_a_time(page: Page) -> None:
    page.locator(".code__copy").first.click()
    expect(page.locator("#embed-said")).to_have_text("Copied")
    assert page.evaluate("navigator.clipboard.readText()") == page.locator("#embed-html").input_value()
    forms = page.locator(".panel__form")
    assert forms.first.get_attribute("open") is not None
    open_tab(page, "Card")
    assert [one.get_attribute("open") is not None for one in forms.all()].count(True) == 1


def test_each_form_that_the_script_makes_is_that_of_the_program(page: Page, kind: str) -> None:
    held = next(one for one in embeds(FULL) if file_of(one.page) == PAGES[kind])
    made = {"#embed-card": card(FULL.site, held), "#embed-image": picture(FULL.site, held)}
    made |= {"#embed-element": element(FULL.site, held)} if kind == "quote" else {}
    assert {name: page.locator(name).input_value() for name in made} == {name: str(code) for name, code in made.items()}
    assert page.locator("#embed textarea").count() == len(made) + 2


def test_choices_rewrite_the_code_which_stays_html_and_nothing_of_the_words(page: Page) -> None:
    open_tab(page, "Card")
    before = [page.locator(code).input_value() for code in CODES]
    narrow = page.locator("[name=embed-width] [value='320']").get_attribute("data-height")
    page.select_option("[name=embed-theme]", "dark")
    page.select_option("[name=embed-width]", "320")
    card, frame = (page.locator(code).input_value() for code in CODES)
    assert re.sub(r"[?&](?:amp;)?theme=dark", "", card) == before[0]
    assert re.search(r' data-verbatim-frame="https://record\.example/embed/[^"]*[?;]theme=dark"', card)
    assert re.search(r' src="https://record\.example/embed/[^"]*[?;]theme=dark"', frame)
    assert f' width="100%" height="{narrow}"' in frame
    page.select_option("[name=embed-theme]", "")
    page.select_option("[name=embed-width]", "500")
    assert [page.locator(code).input_value() for code in CODES] == before
    page.select_option("[name=embed-theme]", "light")
    card, frame = (page.locator(code).input_value() for code in CODES)
    parsed = "code => new DOMParser().parseFromString(code, 'text/html').querySelector('blockquote, iframe')"
    assert page.evaluate(f"code => ({parsed})(code).dataset.verbatimFrame", card).endswith("theme=light")
    assert page.evaluate(f"code => ({parsed})(code).src", frame).endswith("theme=light")
    assert "&theme" not in card + frame


def test_without_scripts_every_form_can_be_opened_and_nothing_is_promised(visit: Visit, root: str, kind: str) -> None:
    page = visit(f"{root}/{PAGES[kind]}", java_script_enabled=False)
    unfold(page)
    for tab in page.locator(".panel__tab").all()[1:]:
        tab.click()
    shown = [page.locator(name).first.is_visible() for name in (".panel__options", ".code__copy")]
    codes = [page.locator(name).input_value()[:8] for name in ("#embed-html", "#embed-frame")]
    assert shown == [False, False]
    assert codes == ["<blockqu", "<iframe "]


def settle(page: Page) -> None:
    """Wait until the frame has been drawn, and what it told has been done."""
    page.frames[-1].evaluate(AT_REST)
    page.evaluate(AT_REST)


def test_a_squeezed_preview_takes_the_height_it_needs_and_only_the_frame_tells_it_and_none_out_of_bounds(
    page: Page,
) -> None:
    page.set_viewport_size({"width": 320, "height": 800})
    open_tab(page, "Card")
    frame = page.locator(".panel__preview")
    frame.scroll_into_view_if_needed()
    page.frame_locator(".panel__preview").locator("main").wait_for()
    page.frames[-1].wait_for_function("document.documentElement.scrollHeight <= innerHeight")
    settle(page)
    before = frame.get_attribute("height")
    page.evaluate("postMessage({ message: 'height', value: 987 }, '*')")
    settle(page)
    assert frame.get_attribute("height") == before
    for value in ("1e9", "-5", "'9999px'", "NaN", "{}"):
        page.frames[-1].evaluate(f"parent.postMessage({{ message: 'height', value: {value} }}, '*')")
    settle(page)
    told = frame.get_attribute("height") or ""
    assert told.isdigit()
    assert 0 < int(told) <= 1000
