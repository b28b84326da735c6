"""The desk in Chromium: a story reviewed by keys alone, by the mouse alone, narrow, and attacked from another page."""

import re
import time
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from tests.background import served
from tests.browser.axe import violations
from tests.conftest import Visit
from tests.desk.conftest import desk, project
from tests.desk.made_desk import COURT, QUARRY, STORY, RunningDesk, files_in, lay_story, quoted, source, state_of
from verbatim.content.splitting.split import split_source
from verbatim.content.store import load
from verbatim.newsroom import join

__all__ = ["desk", "project"]  # the fixtures with which the desk is tried without a browser
pytestmark = [pytest.mark.browser, pytest.mark.campaign("generator/verbatim/desk")]

OTHER = """Pilots short

“We have two pilots and need five,” Ada Vell told the council. “Nobody steers for twenty hours.”

“Pilots do not grow on trees,” the union wrote.
"""
MOST_KEYS = 2.5  # keys a decision
MOST_SECONDS = 180


class Reviewer:
    """A page of the desk at the story, and how many keys were pressed on it."""

    def __init__(self, page: Page, desk: RunningDesk) -> None:
        self.page, self.content, self.keys, self.decisions = page, desk.content, 0, 0
        self.messages: list[str] = []
        page.on("console", lambda message: self.messages.append(message.text))
        page.on("pageerror", lambda error: self.messages.append(str(error)))
        page.goto(f"{desk.url}&story={STORY}")
        self.press("Enter")  # who gets a page, which a new draft asks first, is right
        page.wait_for_url(f"**/{STORY}/")

    @property
    def item(self) -> str:
        """The id of the item on the card; empty where everything is checked."""
        return self.page.locator("#card").get_attribute("data-item") or ""

    def press(self, *keys: str) -> None:
        """Press keys one after the other, once the page's script listens."""
        self.page.wait_for_load_state()
        for key in keys:
            self.keys += 1
            self.page.keyboard.press(key)

    def accept(self) -> None:
        """Press the key that accepts the card as it was read: of the riskiest it is not Enter."""
        self.decide(self.page.locator(".desk-accept").get_attribute("data-key") or "")

    def show(self, item: str) -> None:
        self.page.goto(f"{self.page.url.partition('?')[0]}?item={item}")

    def decide(self, *keys: str) -> None:
        """Press the keys of one decision, and wait for the next card."""
        before = self.item
        self.press(*keys)
        self.decisions += 1
        self.page.wait_for_function(
            "before => (document.getElementById('card').dataset.item || '') !== before", arg=before
        )


@pytest.fixture
def reviewer(visit: Visit, desk: RunningDesk) -> Reviewer:
    return Reviewer(visit("about:blank", viewport={"width": 1280, "height": 900}), desk)


def test_a_story_of_26_quotations_is_reviewed_and_published_by_keys_alone(reviewer: Reviewer) -> None:
    kinds = {item.id: item.kind for item in state_of(reviewer.content).queue().items.values()}
    assert sum(kind == "quote" for kind in kinds.values()) == 26
    began = time.monotonic()
    # Both are the mayor's, whom nothing names yet.
    nobody = iter((("n", *"Per Olsen", "Enter"), ("p", *"per", "Enter")))
    wrong, asked = quoted(state_of(reviewer.content), "“Who eats at seven?”").id, ["1"]
    while item := reviewer.item:
        if item == wrong and asked:
            reviewer.decide(asked.pop())
        elif reviewer.page.get_by_text("We did not find who spoke").count():
            reviewer.decide(*next(nobody))
        elif kinds[item] == "number":
            reviewer.decide("x")
        else:
            reviewer.accept()
    seconds = time.monotonic() - began
    told = f"{reviewer.keys} keys for {reviewer.decisions} decisions in {seconds:.1f} s"
    assert reviewer.keys <= MOST_KEYS * reviewer.decisions, told
    assert seconds <= MOST_SECONDS
    reviewer.press("u", "Enter")
    expect(reviewer.page.locator("#said")).to_have_text("Published: the next build for the web shows it.")
    content = reviewer.content
    split_source(content, content / f"sources/{STORY}.txt")
    newsroom = join(*load(content))
    assert newsroom.stories[STORY].status == "published"
    assert sum(quote.speaker == "per-olsen" for quote in newsroom.quotes.values()) == 2
    assert [quote.id for quote in newsroom.quotes.values() if quote.basis == "none"] == []
    assert reviewer.messages == []


def test_who_gets_a_page_is_asked_first_and_decided_by_keys(visit: Visit, desk: RunningDesk, project: Path) -> None:
    content = desk.content
    lay_story(project, COURT, "court")
    page = visit(f"{desk.url}&story=court", viewport={"width": 1280, "height": 900})
    expect(page.locator("#asked")).to_have_text("Who gets a page?")
    row = page.locator(".desk-person", has_text="Ada Vell")
    key = row.get_by_role("button").get_attribute("data-key") or ""
    ref = (row.get_by_role("button").get_attribute("value") or "").removeprefix("close ")
    expect(row.locator(".tag")).to_have_text("A page")
    page.keyboard.press(key)
    expect(page.locator("#said")).to_have_text("Ada Vell gets no page.")
    expect(page.locator("#live")).to_have_text("Ada Vell gets no page. Who gets a page?")
    expect(row.locator(".tag")).to_have_text("No page")
    assert row.get_by_role("button").get_attribute("data-key") == key
    assert "Profile: no" in (content / f"people/{ref}.md").read_text("utf-8")
    page.keyboard.press("z")
    expect(row.locator(".tag")).to_have_text("A page")
    assert not (content / f"people/{ref}.md").exists()
    page.keyboard.press("Enter")
    page.wait_for_url("**/court/")
    expect(page.locator("#card")).to_have_attribute("data-item", re.compile("."))
    page.keyboard.press("g")
    page.wait_for_url("**/people")
    # By the button itself, the focus stays in its row.
    row.get_by_role("button").focus()
    page.keyboard.press("Enter")
    expect(row.locator(".tag")).to_have_text("No page")
    assert page.evaluate("document.activeElement.id") == f"gives-{ref}"


def test_the_same_is_done_for_the_others_that_a_rule_read_once_they_are_shown(reviewer: Reviewer) -> None:
    item = quoted(state_of(reviewer.content), "“The board heard everybody,”")
    others = state_of(reviewer.content).queue().same_rule(item)
    reviewer.page.goto(f"{reviewer.page.url}?item={item.id}")
    reviewer.press("a")
    boxes = reviewer.page.locator("input[name=also]")
    expect(boxes).to_have_count(len(others))
    assert all(box.is_checked() for box in boxes.all())
    boxes.first.uncheck()
    reviewer.page.locator("#asked").focus()
    reviewer.decide("Enter")
    left = {one.id for one in state_of(reviewer.content).queue().open}
    assert item.id not in left
    assert left & {one.id for one in others} == {others[0].id}
    reviewer.press("z")
    expect(reviewer.page.locator("#card")).to_have_attribute("data-item", item.id)
    assert {one.id for one in others} < {one.id for one in state_of(reviewer.content).queue().open}


SPOKEN = source("spoken")


def point_of(page: Page, word: str) -> dict[str, float]:
    """Return the middle of the first such word among those whose bounds are moved."""
    found: dict[str, float] = page.evaluate(
        """word => {
          const text = document.querySelector('.desk-panel[open] .desk-bounds__text');
          const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
          for (let node; (node = walker.nextNode());) {
            const at = node.data.indexOf(word), range = document.createRange();
            if (at < 0) continue;
            range.setStart(node, at);
            range.setEnd(node, at + word.length);
            const box = range.getBoundingClientRect();
            return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
          }
        }""",
        word,
    )
    return found


def bounds_of(project: Path, item: str, story: str = STORY) -> str:
    state = state_of(project / "content", story)
    return state.queue().items[item].span.of(state.story.text)


@pytest.mark.parametrize("by", ["mouse", "finger"])
def test_a_press_on_a_word_at_each_end_gives_a_quotation_its_bounds(visit: Visit, desk: RunningDesk, by: str) -> None:
    reviewer = Reviewer(visit("about:blank", viewport={"width": 800, "height": 900}, has_touch=True), desk)
    page, item = reviewer.page, quoted(state_of(desk.content), "“We have two pilots")
    reviewer.show(item.id)
    page.locator(".desk-panel[data-key=e] > summary").click()
    for word, words in (
        ("master", "“We have two pilots and need five,” said Ada Vell, the harbour master"),
        ("pilots", "pilots and need five,” said Ada Vell, the harbour master"),
    ):
        at = point_of(page, word)
        (page.mouse.click if by == "mouse" else page.touchscreen.tap)(at["x"], at["y"])
        expect(page.locator("#bounds mark")).to_have_text(words)


def test_bounds_are_moved_by_arrow_keys_and_the_mouse_also_over_paragraphs_and_what_is_left_out_is_said(
    reviewer: Reviewer, project: Path
) -> None:
    page = reviewer.page
    lay_story(project, SPOKEN, "spoken")
    item = quoted(state_of(reviewer.content, "spoken"), "“The quay is closed").id
    whole = bounds_of(project, item, "spoken")
    assert whole.endswith("fined today.”")
    page.goto(page.url.replace(f"/{STORY}/", f"/spoken/?item={item}"))
    reviewer.press("e", "ArrowLeft", "ArrowLeft", "ArrowLeft", "ArrowRight", "Enter")
    expect(page.locator("#said")).to_contain_text("The bounds were changed")
    assert bounds_of(project, item, "spoken") == whole.removesuffix(" today.”")
    reviewer.press("z")
    expect(page.locator("#said")).to_have_count(0)
    # By dragging, over words of the reporter: they are left out, and that is said.
    reviewer.press("e")
    expect(page.locator("#bounds")).to_be_visible()
    first, last = point_of(page, "sat"), point_of(page, "radio")
    page.mouse.move(first["x"], first["y"])
    page.mouse.down()
    page.mouse.move(last["x"], last["y"], steps=5)
    selected = page.evaluate("getSelection().toString()")
    page.mouse.up()
    expect(page.locator("#bounds mark")).to_have_text(selected)
    page.get_by_role("button", name="Set the bounds").click()
    said = "The bounds were changed, and the words outside of the quotation marks left out."
    expect(page.locator("#said")).to_have_text(said)
    assert bounds_of(project, item, "spoken").split() == selected[selected.index("“") :].split()
    assert reviewer.messages == []


def test_enter_alone_accepts_none_of_the_riskiest(reviewer: Reviewer, project: Path) -> None:
    content = reviewer.content
    before, open_before = files_in(content), len(state_of(content).queue().open)
    assert reviewer.item in state_of(content).queue().riskiest
    for _ in range(20):
        reviewer.press("Enter")
    reviewer.page.wait_for_timeout(200)
    assert len(state_of(content).queue().open) == open_before
    assert files_in(content) == before
    lay_story(project, "Tide\n\n“No,” said Ada Vell.\n", "public", "published")
    page = reviewer.page
    queue = state_of(content, "public").queue()
    risky = next(one for one in queue.riskiest if queue.items[one].kind == "quote")
    page.goto(page.url.replace(f"/{STORY}/", f"/public/?item={risky}"))
    page.locator("#reason").fill("Heard it")
    reviewer.press("Enter")
    page.wait_for_timeout(200)
    assert risky in {one.id for one in state_of(content, "public").queue().open}
    assert page.locator("#reason").input_value() == "Heard it"


def test_who_was_chosen_before_the_reason_is_who_spoke(reviewer: Reviewer, project: Path) -> None:
    content, page = reviewer.content, reviewer.page
    lay_story(project, "Tide\n\nAda Marr met Ada Vell. “The tide is high,” said Ada Marr.\n", "tide", "published")
    item = quoted(state_of(content, "tide"), "“The tide is high")
    page.goto(page.url.replace(f"/{STORY}/", f"/tide/?item={item.id}"))
    reviewer.press("p", *"ada")
    page.locator(".desk-panel[data-key=p] button", has_text="Ada Vell").click()
    expect(page.locator("#who-reason")).to_be_focused()
    reviewer.press(*"Heard", "Enter")
    expect(page.locator("#said")).to_have_text("Given to Ada Vell.")
    page.goto(f"{page.url.partition('?')[0]}?item={item.id}")
    reviewer.press("p")
    page.locator("#who-reason").fill("Heard again")
    reviewer.press("Enter")
    page.wait_for_timeout(200)
    assert quoted(state_of(content, "tide"), "“The tide is high").first.attrs["speaker"] == "ada-vell"


def test_words_of_the_text_are_marked_by_keys_and_by_the_mouse(reviewer: Reviewer) -> None:
    page, content = reviewer.page, reviewer.content
    reviewer.press("t")
    page.wait_for_url(re.compile(r"/text\?"))
    expect(page.locator("#chosen")).to_be_visible()
    reviewer.press("f", *"harbour board", "Enter")
    expect(page.locator("#chosen")).to_have_text("harbour board")
    reviewer.press("Shift+ArrowLeft")
    expect(page.locator("#chosen")).to_have_text("the harbour board")
    reviewer.press("p")
    page.get_by_label("Organisation").check()
    page.locator("#person-name").focus()
    reviewer.press("Enter")
    expect(page.locator("#said")).to_have_text("The name was marked.")
    expect(page.locator(".desk-marked--organisation")).to_have_text("the harbour board")
    reviewer.press("ArrowDown")
    expect(page.locator("#chosen")).to_have_text(
        "“We have two pilots and need five,” said Ada Vell, the harbour master of Port Saren."
    )
    # With the mouse: over two paragraphs, whose quotation then has both.
    page.evaluate("""() => {
      const words = id => document.getElementById(id).querySelector('.desk-marked--quote').firstChild;
      const [first, last] = [words('f-170'), words('f-180')];
      getSelection().setBaseAndExtent(first, 0, last, last.length);
    }""")
    item = quoted(state_of(content), "“There will be a bus")
    expect(page.locator("#chosen")).to_contain_text("“There will be a bus")
    bounds = page.locator(".desk-here li", has=page.locator(f"a[href$='{item.id}']")).get_by_role("button")
    bounds.click()
    expect(page.locator(".desk-told--wrong").first).to_contain_text("marked as the same already")
    page.locator(f".desk-marked[data-item='{item.id}']").first.click()
    expect(page.locator("#card")).to_have_attribute("data-item", item.id)
    # Words selected on the card are those that T leads to.
    page.evaluate("getSelection().selectAllChildren(document.querySelector('.desk-passage mark'))")
    expect(page.locator("#mark")).to_have_attribute("href", re.compile(f"start={item.span.start}&end={item.span.end}"))
    assert reviewer.messages == []


def test_what_is_not_known_is_chosen_by_keys_and_by_the_mouse(reviewer: Reviewer) -> None:
    page = reviewer.page
    page.goto(f"{page.url}front?part=unknown")
    for words in page.locator(".desk-row.is-chosen span").all_inner_texts():
        page.locator(".desk-row span", has_text=words).click()
    expect(page.locator(".desk-row.is-chosen")).to_have_count(0)
    page.locator(".desk-row span", has_text="The board meets again").click()
    page.locator(".desk-row span", has_text="Vell said the board").click()
    reviewer.press("ArrowDown", "Space", "+", "+")
    values = page.locator(".desk-row.is-chosen input").evaluate_all("all => all.map(one => one.value)")
    assert values == ["3", "1", "2"]
    shown = page.locator("#order li").all_inner_texts()
    assert [words[:12] for words in shown] == ["“June is too", "The board me", "Vell said th"]
    names = page.locator(".desk-row.is-chosen input").evaluate_all("all => all.map(one => one.name.slice(3))")
    reviewer.press("Enter")
    expect(page.locator("#said")).to_have_text("Saved: what stands before the text.")
    file = reviewer.content / f"stories/{STORY}.md"
    assert f"Unknown: {names[1]} {names[2]} {names[0]}" in file.read_text("utf-8")
    assert reviewer.messages == []


def test_the_first_screen_is_chosen_by_keys_and_seen_before_it_is_written(reviewer: Reviewer) -> None:
    page, shown = reviewer.page, reviewer.page.frame_locator("#shown")
    reviewer.press("b")
    page.wait_for_url("**/first")
    page.locator(".desk-sentence__words", has_text="He asked for a later boat").click()
    reviewer.press("4")
    expect(shown.locator(".still-open li")).to_have_text("He asked for a later boat in 2029.")
    reviewer.press("ArrowLeft", "ArrowLeft", "ArrowLeft")
    expect(shown.locator(".still-open li")).to_have_text("He asked for a later boat")
    row = page.locator(".desk-sentence", has_text="I have the letter here")
    row.locator(".desk-sentence__words").click()
    reviewer.press("3")
    expect(shown.locator(".desk-told").first).to_have_text("nobody is known who says a side")
    reviewer.press("3")
    expect(row.locator("select")).to_have_value("olsen")
    reviewer.press("3")
    expect(row.locator("select")).to_have_value("ada-vell")
    row.locator("[data-part=sides]").uncheck(force=True)
    page.locator(".desk-sentence__words", has_text="She denied that the decision").click()
    reviewer.press("4", "Shift+ArrowRight", "Shift+ArrowRight", "Enter")  # what is refused stays as it was chosen
    expect(page.locator("[role=alert]").first).to_contain_text("leaves out “denied”")
    expect(page.locator("[data-part=open]:checked")).to_have_count(2)
    reviewer.press("4")
    reviewer.press("Enter")
    expect(page.locator("#said")).to_have_text("Saved: the first screen.")
    file = (reviewer.content / f"stories/{STORY}.md").read_text("utf-8")
    text = state_of(reviewer.content).story.text
    start = text.index("He asked for a later boat")
    assert f"\nOpen: {start},{start + len('He asked for a later boat')}\n" in file
    reviewer.press("u", "Enter")
    expect(page.locator("#said")).to_have_text("Published: the next build for the web shows it.")
    assert reviewer.messages == []


def test_words_that_are_selected_are_a_side_and_whoever_says_it_gets_a_page(reviewer: Reviewer) -> None:
    page, shown = reviewer.page, reviewer.page.frame_locator("#shown")
    reviewer.press("b")
    page.wait_for_url("**/first")
    page.locator("[data-part=sides]:checked").evaluate_all("all => all.forEach(one => one.click())")
    row = page.locator(".desk-sentence", has_text="I was told nothing")
    row.locator(".desk-sentence__words").click()
    row.locator(".desk-sentence__words").evaluate("""words => {
        const range = document.createRange(), text = words.firstChild
        range.setStart(text, text.data.indexOf("told"))
        range.setEnd(text, text.data.indexOf("nothing") + 3)
        getSelection().removeAllRanges()
        getSelection().addRange(range)
    }""")
    reviewer.press("3")
    expect(shown.locator(".desk-told")).to_contain_text("“told nothing” Not shown: whoever says it has no page.")
    reviewer.press("g")
    expect(shown.locator(".heard__words")).to_contain_text(["told nothing"])
    reviewer.press("h")
    page.keyboard.type("The inn")
    expect(shown.locator(".side__head")).to_have_text(["The inn"])
    reviewer.press("Enter")
    expect(page.locator("#said")).to_have_text("Saved: the first screen.")
    assert "Profile: yes" in (reviewer.content / "people/nora-finch.md").read_text("utf-8")
    assert reviewer.messages == []


def test_beside_the_card_stands_the_draft_and_once_it_is_published_the_story(
    visit: Visit, desk: RunningDesk, project: Path
) -> None:
    for folder in ("drafts", "stories"):
        page_file = project / f"output/{folder}/{STORY}/index.html"
        page_file.parent.mkdir(parents=True)
        page_file.write_text(f"<!DOCTYPE html><title>Ferry</title><body><main>{folder}</main></body></html>", "utf-8")
    reviewer = Reviewer(visit("about:blank", viewport={"width": 1800, "height": 900}), desk)
    page, shown = reviewer.page, reviewer.page.frame_locator("#beside iframe").locator("main")
    expect(shown).to_have_text("drafts")
    assert page.evaluate("document.getElementById('card').offsetWidth") > 400
    reviewer.press("u", "Enter")
    expect(page.locator("#said")).to_have_text("Published: the next build for the web shows it.")
    page.frames[-1].evaluate("location.reload()")  # as its script does once there is no draft any more
    expect(shown).to_have_text("stories")


def test_what_was_done_is_said_aloud_the_card_has_the_focus_and_keys_do_nothing_while_somebody_types(
    reviewer: Reviewer,
) -> None:
    reviewer.accept()
    expect(reviewer.page.locator("#live")).to_have_text(re.compile(r"^Accepted as read\. \w.*\?$"))
    assert reviewer.page.evaluate("document.activeElement.id") == "asked"
    before = files_in(reviewer.content)
    reviewer.press("m", *"zx10 ks")
    assert reviewer.page.locator("#note").input_value() == "zx10 ks"
    reviewer.press("Escape", "Control+z", "?")
    expect(reviewer.page.locator(".desk-help")).to_have_attribute("open", "")
    assert files_in(reviewer.content) == before


def test_without_scripts_every_decision_is_a_form(visit: Visit, desk: RunningDesk) -> None:
    page = visit(f"{desk.url}&story={STORY}", java_script_enabled=False)
    page.locator(".desk-person", has_text="Nora Finch").get_by_role("button").click()
    expect(page.locator("#said")).to_contain_text("Nora Finch gets")
    page.locator(".desk-accept").click()
    first = state_of(desk.content).queue().open[0]
    page.locator(".desk-accept").click()
    expect(page.locator("#said")).to_have_text("Accepted as read.")
    assert first.id not in {one.id for one in state_of(desk.content).queue().open}
    quote = next(one.id for one in state_of(desk.content).queue().open if one.kind == "quote")
    page.goto(f"{page.url.partition('?')[0]}?item={quote}")
    page.locator(".desk-panel[data-key=p] > summary").click()
    page.locator(".desk-panel[data-key=p] button", has_text="Nora Finch").click()
    expect(page.locator("#said")).to_have_text("Given to Nora Finch.")


@pytest.fixture(params=["light", "dark"])
def phone(request: pytest.FixtureRequest, visit: Visit, desk: RunningDesk) -> Reviewer:
    size: ViewportSize = {"width": 390, "height": 844}
    return Reviewer(visit("about:blank", viewport=size, has_touch=True, color_scheme=request.param), desk)


def test_it_works_on_a_phone(phone: Reviewer, project: Path) -> None:
    lay_story(project, OTHER, "pilots", "published")
    page, story = phone.page, phone.page.url
    page.goto(f"{story}text?start=154&end=171")
    for letter in "qprmn":
        page.locator(f".desk-panel[data-key={letter}] > summary").tap()
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
    for other in ("first", "front", "others", "people"):
        page.goto(f"{story}{other}")
        page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
    quote = next(one.id for one in state_of(phone.content).queue().open if one.kind == "quote")
    page.goto(f"{story}?item={quote}")
    for letter in "pnkem":
        page.locator(f".desk-panel[data-key={letter}] > summary").tap()
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
    small = page.locator("button:visible, summary:visible").evaluate_all(
        "all => all.filter(one => one.getBoundingClientRect().height < 44).map(one => one.textContent)"
    )
    assert small == []
    before = phone.item
    page.locator(".desk-accept").tap()
    expect(page.locator("#card")).not_to_have_attribute("data-item", before)


LONG = source("pilots")
LOWEST = 700  # px from the top of a phone of 844


def test_on_a_phone_the_first_button_is_on_the_first_screen_below_all_words_that_it_confirms(
    phone: Reviewer, project: Path
) -> None:
    lay_story(project, LONG, "long")
    page = phone.page
    page.locator("#decide button[value=skip]").tap()
    expect(page.locator(".is-busy")).to_have_count(0)  # until then a tap is ignored
    page.locator(".desk-accept").tap()
    expect(page.locator("#said")).to_be_visible()
    bar = page.locator(".desk-undo").bounding_box() or {}
    for story in (STORY, "long"):
        items = sorted(state_of(phone.content, story).queue().open, key=lambda one: one.span.end - one.span.start)
        for item in {one.kind: one for one in items}.values():  # the longest of each kind
            page.goto(f"{page.url.partition('/stories/')[0]}/stories/{story}/?item={item.id}")
            button = page.locator("#decide button").first.bounding_box() or {}
            words = [one.bounding_box() or {} for one in page.locator(".desk-words").all()]
            assert button["y"] <= LOWEST
            assert button["y"] + button["height"] <= bar["y"]
            if item.kind != "person":
                assert min(one["y"] for one in words) > 0
                assert max(one["y"] + one["height"] for one in words) <= button["y"]


# Attacked by another page in the same browser


ATTACK = """<!doctype html><title>Evil</title><body>
<form id=f method=post action="{target}" enctype="application/x-www-form-urlencoded">
<input name=decision value="nobody"><input name=item value="{item}"><input name=seen value="{seen}"></form>
<script>
fetch("{target}", {{method: "POST", credentials: "include", mode: "no-cors",
  headers: {{"Content-Type": "application/x-www-form-urlencoded"}}, body: "decision=nobody&item={item}&seen={seen}"}})
  .finally(() => document.getElementById("f").submit());
</script>"""


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "evil.localhost"])
def test_another_page_in_the_same_browser_writes_nothing(
    visit: Visit, desk: RunningDesk, tmp_path: Path, host: str
) -> None:
    item = quoted(state_of(desk.content), "“The board heard everybody,”")
    target = f"http://{host}:{desk.server.server_port}/.desk/stories/{STORY}/decide"
    (tmp_path / "evil").mkdir()
    (tmp_path / "evil/index.html").write_text(ATTACK.format(target=target, item=item.id, seen=item.seen))
    before = files_in(desk.content)
    page = visit(f"{desk.url}&story={STORY}")
    expect(page.locator("#card")).to_be_visible()
    other = page.context.new_page()
    with served(tmp_path / "evil") as port, other.expect_navigation(url=target):
        other.goto(f"http://127.0.0.1:{port}/", wait_until="commit")
    other.wait_for_load_state()
    assert files_in(desk.content) == before
    framed = page.context.new_page()
    framed.set_content(f'<iframe src="http://127.0.0.1:{desk.server.server_port}/.desk/"></iframe>')
    assert framed.frames[-1].url == "chrome-error://chromewebdata/"


def scanned(page: Page, address: str) -> dict[str, list[Any]]:
    """Open a page of the desk and all its folds; return what axe finds, by scheme of colours and address."""
    page.goto(address)
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
    return {f"{scheme}: {page.url}": found for scheme, found in violations(page).items() if found}


@pytest.mark.campaign("generator/verbatim/desk", "theme/static/css")
def test_axe_finds_nothing_that_keeps_people_out(visit: Visit, desk: RunningDesk, project: Path) -> None:
    lay_story(project, OTHER, "pilots", "published")
    page = visit(f"{desk.url}&story={STORY}")
    story = page.url.removesuffix("people")
    page.goto(f"{story}others")
    page.keyboard.press("x")
    expect(page.get_by_role("button", name="Undo", exact=True)).to_be_visible()
    kinds = {item.kind: item.id for item in state_of(desk.desk.pages.content).queue().open}
    cards = [f"?item={key}" for key in kinds.values()]
    parts = ["", *cards, "text?start=154&end=171", "first", "front", "others", "people"]
    lay_story(project, QUARRY, "quarry")
    (mark, *_) = state_of(desk.desk.pages.content, "quarry").queue().open
    for part in (*parts, f"../quarry/?item={mark.id}", "../../who", "../../"):
        assert scanned(page, f"{story}{part}") == {}
    page.context.clear_cookies()
    assert scanned(page, f"{story}../../") == {}
