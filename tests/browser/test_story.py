"""A story's page, in Chromium: cards beside their lines, previews by pointer and key, places that lead both ways."""

from collections.abc import Iterator
from itertools import pairwise

import pytest
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser

STORY = "stories/harbour/index.html"
BOXES = """selector => [...document.querySelectorAll(selector)].map(one => one.getBoundingClientRect())
  .sort((a, b) => a.top - b.top).map(box => [box.left, box.top, box.right, box.bottom])"""
LINE = 32
SOON = 2000  # ms within which a preview, which waits a quarter of a second, has come or gone


@pytest.fixture
def wide(browser: Browser, site_url: str) -> Iterator[Page]:
    """The story with its margin."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    page = context.new_page()
    page.goto(f"{site_url}/{STORY}")
    yield page
    context.close()


def boxes(page: Page, selector: str) -> list[list[float]]:
    found: list[list[float]] = page.evaluate(BOXES, selector)
    return found


def test_cards_stand_in_the_margin_and_never_cover_each_other(wide: Page) -> None:
    cards = boxes(wide, ".cards .card")
    text = max(right for _, _, right, _ in boxes(wide, ".passage"))
    assert len(cards) > 1
    assert all(left > text for left, _, _, _ in cards)
    assert all(below[1] >= above[3] for above, below in pairwise(cards))


def test_the_first_card_stands_by_the_line_where_its_quotation_begins(wide: Page) -> None:
    card = wide.locator(".cards .card").first
    words = wide.locator(f"[id='{card.get_attribute('data-quote')}']")
    beside, line = card.bounding_box(), words.evaluate("one => one.getClientRects()[0].top")
    assert beside
    assert abs(beside["y"] - line) < 2 * LINE


def test_cards_do_not_move_the_text(wide: Page) -> None:
    before = boxes(wide, ".text > .passage")
    wide.add_style_tag(content=".card--beside { display: none; }")
    assert boxes(wide, ".text > .passage") == before


def test_letters_of_twice_the_size_cover_nothing(wide: Page) -> None:
    wide.add_style_tag(content="html { font-size: 200%; }")
    held = boxes(wide, ".text > .passage, .cards .card")
    assert all(below[1] >= above[3] - 1 for above, below in pairwise(held))
    assert wide.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0


def test_a_person_in_the_text_is_shown_to_the_pointer_which_may_rest_there(wide: Page) -> None:
    person = wide.locator(".text a.person").first
    person.hover()
    peek = wide.locator(".peek:popover-open")
    expect(peek).to_be_visible(timeout=SOON)
    peek.hover()
    wide.wait_for_timeout(600)
    expect(peek).to_be_visible()
    wide.keyboard.press("Escape")
    expect(peek).to_have_count(0)


def test_a_preview_comes_with_the_focus_and_does_not_take_it(wide: Page) -> None:
    person = wide.locator(".text a.person").first
    wide.keyboard.press("Tab")
    person.focus()
    expect(wide.locator(".peek:popover-open")).to_be_visible(timeout=SOON)
    expect(person).to_be_focused()
    wide.keyboard.press("Tab")
    assert not wide.evaluate("!!document.activeElement.closest('.peek')")
    expect(wide.locator(".peek a:not([tabindex='-1'])")).to_have_count(0)


def test_a_quotation_far_from_its_card_is_shown_with_its_speaker(wide: Page) -> None:
    wide.locator(".source a.quote").first.hover()
    peek = wide.locator(".peek--quote:popover-open")
    expect(peek).to_be_visible(timeout=SOON)
    expect(peek.locator("[data-trust]").first).to_be_visible()


def test_a_finger_gets_no_preview(browser: Browser, site_url: str) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 800}, has_touch=True, is_mobile=True)
    page = context.new_page()
    page.goto(f"{site_url}/{STORY}")
    page.locator(".text a.person").first.tap()
    page.wait_for_url("**/people/**")
    context.close()


def test_a_card_leads_to_its_place_in_the_source_and_back(wide: Page) -> None:
    card = wide.locator(".cards .card").first
    name = card.get_attribute("data-quote")
    card.locator(".card__place").click()
    found = wide.locator(".source-text :target")
    expect(found).to_be_visible()
    assert found.get_attribute("data-quote") == name
    found.click()
    assert wide.url.endswith(f"#{name}")
    expect(wide.locator(f".cards .is-linked[data-quote='{name}']")).to_have_count(1)


def test_a_paragraph_of_the_source_leads_back_to_the_text(wide: Page) -> None:
    place = wide.locator(".source-text__at").last
    target = place.get_attribute("href")
    place.click()
    expect(wide.locator(f".text {target}")).to_be_in_viewport()


def test_the_contents_mark_the_part_that_is_read(wide: Page) -> None:
    wide.locator(".rail__link[href='#source']").click()
    expect(wide.locator(".rail__link[aria-current]")).to_have_attribute("href", "#source")


def test_the_contents_open_on_wide_screens_without_scripts(browser: Browser, site_url: str) -> None:
    context = browser.new_context(viewport={"width": 1440, "height": 900}, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site_url}/{STORY}")
    expect(page.locator(".rail__link").first).to_be_visible()
    context.close()


def test_paper_has_every_word_of_the_text(wide: Page) -> None:
    shown = [" ".join(one.split()) for one in wide.locator(".passage, .source-text").all_inner_texts()]
    wide.emulate_media(media="print")
    assert [" ".join(one.split()) for one in wide.locator(".passage, .source-text").all_inner_texts()] == shown


def test_paper_names_the_source_of_every_quotation(wide: Page) -> None:
    wide.emulate_media(media="print")
    printed = wide.evaluate(
        "[...document.querySelectorAll('.cards .card')].map(one => getComputedStyle(one, '::after').content)"
    )
    assert printed
    assert all("sources/harbour.txt#char=" in one for one in printed)
