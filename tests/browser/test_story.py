"""A story's page, in Chromium: the text with and without its evidence, cards, previews, places that links lead to."""

from itertools import pairwise
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_pages import BEYOND
from tests.conftest import Visit

pytestmark = pytest.mark.browser

STORY = "stories/harbour/index.html"
ROWS = """[...document.querySelectorAll('.text > .passage')].map(one => one.getBoundingClientRect())
  .sort((a, b) => a.top - b.top).map(box => [box.top, box.bottom])"""
SOON = 2000  # ms within which a preview, which waits a quarter of a second, has come or gone
WIDE = {"width": 1440, "height": 900}


@pytest.fixture
def wide(visit: Visit) -> Page:
    """The story with its margin."""
    return visit(STORY, viewport=WIDE)


@pytest.fixture
def phone(visit: Visit) -> Page:
    """The story on a phone."""
    return visit(STORY, viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)


def test_evidence_is_seen_with_the_switch_or_by_an_address_remembered_and_never_repeated(wide: Page) -> None:
    expect(wide.locator(".cards").first).to_be_hidden()
    wide.locator("#evidence").check()
    expect(wide.locator(".cards").first).to_be_visible()
    assert wide.locator(".passage :is(p, div, br), .text .cards .card__words").count() == 0  # a paragraph is one
    wide.reload()
    expect(wide.locator("#evidence")).to_be_checked()
    wide.locator("#evidence").uncheck()
    wide.reload()
    expect(wide.locator("#evidence")).not_to_be_checked()
    wide.goto(f"{wide.url}?evidence")
    expect(wide.locator("#evidence")).to_be_checked()


def test_paper_is_as_the_screen_has_every_word_and_with_the_evidence_the_source_of_each_quotation(wide: Page) -> None:
    shown = [" ".join(one.split()) for one in wide.locator(".passage").all_inner_texts()]
    wide.emulate_media(media="print")
    assert [" ".join(one.split()) for one in wide.locator(".passage").all_inner_texts()] == shown
    expect(wide.locator(".cards .card").first).to_be_hidden()
    wide.emulate_media(media="screen")
    wide.locator("#evidence").check()
    wide.emulate_media(media="print")
    expect(wide.locator(".cards .card").first).to_be_visible()
    content = "one => getComputedStyle(one, '::after').content"
    printed = wide.evaluate(f"[...document.querySelectorAll('.cards .card')].map({content})")
    assert printed
    assert all("sources/harbour.txt#char=" in one for one in printed)


def test_without_scripts_the_contents_are_open_and_the_switch_shows_the_evidence(visit: Visit) -> None:
    page = visit(STORY, viewport=WIDE, java_script_enabled=False)
    expect(page.locator(".rail__link").first).to_be_visible()
    page.locator("#evidence").check()
    expect(page.locator(".cards").first).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("evidence", ["", "?evidence"])
def test_every_name_that_is_a_link_has_a_line_that_can_be_seen(wide: Page, scheme: str, evidence: str) -> None:
    wide.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]  a Literal
    wide.goto(f"{wide.url}{evidence}")
    told = wide.evaluate(Path(__file__).with_name("contrast.js").read_text("utf-8"))
    assert told
    assert min(told) >= 3


def test_a_finger_on_a_quotation_brings_up_its_card(phone: Page) -> None:
    address = phone.url
    quote = phone.locator(".text a.quote--direct").first
    quote.tap()
    sheet = phone.locator(".peek--sheet:popover-open")
    expect(sheet).to_be_focused()
    expect(sheet.locator("[data-trust]").first).to_be_visible()
    phone.keyboard.press("Escape")
    expect(sheet).to_have_count(0)
    assert phone.url == address


def test_the_tabulator_key_stops_at_most_thirty_five_times(phone: Page) -> None:
    stops = 0
    for stops in range(1, 100):  # noqa: B007  how far it came is counted
        phone.keyboard.press("Tab")
        if phone.evaluate("document.activeElement === document.body"):
            break
    assert stops - 1 <= 35


def test_letters_of_twice_the_size_cover_nothing_and_every_page_scrolls_one_way(wide: Page, phone: Page) -> None:
    for page in (wide, phone):
        page.add_style_tag(content="html { font-size: 200%; }")
        assert page.evaluate(BEYOND) <= 0
    assert all(below[0] >= above[1] - 1 for above, below in pairwise(wide.evaluate(ROWS)))


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
    wide.locator("#evidence").focus()
    wide.keyboard.press("Tab")
    person.focus()
    expect(wide.locator(".peek:popover-open")).to_be_visible(timeout=SOON)
    expect(person).to_be_focused()
    wide.keyboard.press("Tab")
    assert not wide.evaluate("!!document.activeElement.closest('.peek')")
    expect(wide.locator(".peek a:not([tabindex='-1'])")).to_have_count(0)


def test_a_quotation_far_from_its_card_is_shown_with_its_speaker(wide: Page) -> None:
    wide.locator(".text a.quote--stated").first.hover()
    peek = wide.locator(".peek--quote:popover-open")
    expect(peek).to_be_visible(timeout=SOON)
    expect(peek.locator("[data-trust]").first).to_be_visible()


def test_a_finger_gets_no_preview_of_a_person(phone: Page) -> None:
    phone.locator(".text a.person").first.tap()
    phone.wait_for_url("**/people/**")


def test_a_link_to_offsets_leads_to_the_words_in_the_text_and_the_contents_mark_the_part_that_is_read(
    wide: Page,
) -> None:
    place = wide.locator(".text .role[id]").first.get_attribute("id")
    wide.goto(f"{wide.url}#{place}")
    expect(wide.locator(".text .role:target")).to_be_in_viewport()
    wide.locator(".rail__link[href='#source']").click()
    expect(wide.locator(".rail__link[aria-current]")).to_have_attribute("href", "#source")


def test_a_link_to_a_part_below_the_text_opens_it(wide: Page) -> None:
    expect(wide.locator("#not-established .evidence")).to_be_hidden()
    wide.locator("a.read").click()
    expect(wide.locator("#not-established .evidence")).to_be_visible()
