"""A story's page, in Chromium: the text with and without its evidence, cards, previews, places that links lead to."""

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

# The contrast of each underline in the text with the page, as the browser draws its colour.
LINES = """() => {
  const context = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
  const drawn = (...colours) => {
    colours.forEach(colour => { context.fillStyle = colour; context.fillRect(0, 0, 1, 1); });
    const [r, g, b] = [...context.getImageData(0, 0, 1, 1).data].map(part => part / 255)
      .map(part => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05;
  };
  const paper = getComputedStyle(document.documentElement).backgroundColor;
  return [...document.querySelectorAll('.text .passage a')].map(one => getComputedStyle(one)).map(style => {
    const [dark, light] = [drawn(paper), drawn(paper, style.textDecorationColor)].sort((a, b) => a - b);
    return style.textDecorationLine === 'underline' ? light / dark : 0;
  });
}"""


@pytest.fixture
def wide(browser: Browser, site_url: str) -> Iterator[Page]:
    """The story with its margin."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    page = context.new_page()
    page.goto(f"{site_url}/{STORY}")
    yield page
    context.close()


@pytest.fixture
def shown(wide: Page) -> Page:
    """The same with its evidence."""
    wide.locator(".seeing__show").click()
    return wide


@pytest.fixture
def phone(browser: Browser, site_url: str) -> Iterator[Page]:
    """The story on a phone."""
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    page = context.new_page()
    page.goto(f"{site_url}/{STORY}")
    yield page
    context.close()


def boxes(page: Page, selector: str) -> list[list[float]]:
    found: list[list[float]] = page.evaluate(BOXES, selector)
    return found


def test_cards_stand_in_the_margin_and_never_cover_each_other(shown: Page) -> None:
    cards = boxes(shown, ".cards .card:not(.card--over)")
    text = max(right for _, _, right, _ in boxes(shown, ".passage"))
    assert len(cards) > 1
    assert all(left > text for left, _, _, _ in cards)
    assert all(below[1] >= above[3] for above, below in pairwise(cards))


def test_cards_begin_beside_their_own_paragraph(shown: Page) -> None:
    tops = """() => [...document.querySelectorAll('.passage + .cards')].filter(one => one.offsetHeight > 9).map(one =>
      one.getBoundingClientRect().top - one.previousElementSibling.getBoundingClientRect().top)"""
    held = shown.evaluate(tops)
    assert held
    assert all(-1 <= one < LINE for one in held)


def test_cards_part_no_two_paragraphs_by_more_than_lines(shown: Page) -> None:
    before = boxes(shown, ".text > .passage")
    shown.add_style_tag(content=".cards { display: none !important; }")
    after = boxes(shown, ".text > .passage")
    steps = [[below[1] - above[3] for above, below in pairwise(held)] for held in (before, after)]
    assert max(one - other for one, other in zip(*steps, strict=True)) < 3 * LINE


def test_without_the_evidence_a_wide_page_has_cards_for_what_is_open_or_worked_out_alone(wide: Page) -> None:
    visible = wide.evaluate("[...document.querySelectorAll('.cards .card')].filter(one => one.checkVisibility())"
                            ".map(one => one.className)")  # fmt: skip
    assert all("card--stated" not in one for one in visible)
    assert wide.locator(".cards .card").count() > len(visible)


def test_the_choice_of_evidence_is_remembered(shown: Page) -> None:
    shown.goto(shown.url.partition("#")[0])
    expect(shown.locator(".seeing__hide")).to_be_visible()
    shown.locator(".seeing__hide").click()
    shown.reload()
    expect(shown.locator(".seeing__show")).to_be_visible()


def test_an_address_shows_the_evidence(wide: Page) -> None:
    wide.goto(f"{wide.url}?evidence")
    expect(wide.locator(".seeing__hide")).to_be_visible()


def test_without_scripts_a_link_shows_the_evidence_and_another_hides_it(browser: Browser, site_url: str) -> None:
    context = browser.new_context(viewport={"width": 1440, "height": 900}, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site_url}/{STORY}")
    page.locator(".seeing__show").click()
    expect(page.locator(".evidence")).to_be_visible()
    page.locator(".seeing__hide").click()
    expect(page.locator(".evidence")).to_be_hidden()
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("evidence", ["", "?evidence"])
def test_every_link_in_the_text_has_a_line_that_can_be_seen(wide: Page, scheme: str, evidence: str) -> None:
    wide.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]  a Literal
    wide.goto(f"{wide.url}{evidence}")
    told = wide.evaluate(LINES)
    assert len(told) > 5
    assert min(told) >= 3


def test_no_line_is_broken_before_the_mark_of_a_quotation(phone: Page) -> None:
    drawn = phone.locator(".text a.quote--direct").first
    image, display = drawn.evaluate(
        "one => (style => [style.backgroundImage, style.display])(getComputedStyle(one, '::after'))"
    )
    assert image.startswith("radial-gradient")
    assert display == "inline"


def test_on_a_phone_nothing_stands_between_the_paragraphs(phone: Page) -> None:
    assert max(box[3] - box[1] for box in boxes(phone, ".text > .cards")) <= 1


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


def test_the_tabulator_key_stops_at_most_sixty_times(phone: Page) -> None:
    stops = 0
    for stops in range(1, 100):  # noqa: B007  how far it came is counted
        phone.keyboard.press("Tab")
        if phone.evaluate("document.activeElement === document.body"):
            break
    assert stops - 1 <= 60


def test_no_card_beside_the_text_repeats_its_words(shown: Page) -> None:
    assert shown.locator(".text .cards .card__words").count() == 0


def test_letters_of_twice_the_size_cover_nothing(wide: Page) -> None:
    wide.add_style_tag(content="html { font-size: 200%; }")
    held = boxes(wide, ".text > .passage, .text > .cards[open] .card")
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
    wide.locator(".text summary").first.focus()
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


def test_a_link_to_offsets_leads_to_the_words_in_the_text(wide: Page) -> None:
    place = wide.locator(".text .role[id]").first.get_attribute("id")
    wide.goto(f"{wide.url}#{place}")
    expect(wide.locator(".text .role:target")).to_be_in_viewport()


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
    shown = [" ".join(one.split()) for one in wide.locator(".passage").all_inner_texts()]
    wide.emulate_media(media="print")
    assert [" ".join(one.split()) for one in wide.locator(".passage").all_inner_texts()] == shown


def test_paper_names_the_source_of_every_quotation(wide: Page) -> None:
    wide.emulate_media(media="print")
    printed = wide.evaluate(
        "[...document.querySelectorAll('.cards .card')].map(one => getComputedStyle(one, '::after').content)"
    )
    assert printed
    assert all("sources/harbour.txt#char=" in one for one in printed)
