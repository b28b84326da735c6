"""A page with a hundred cards: what it asks for, and what the cards do while somebody reads on."""

import json
from itertools import cycle, islice
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.embeds.conftest import Blog

pytestmark = [pytest.mark.browser, pytest.mark.campaign("theme/static/js", "generator/verbatim/publish/embedding.py")]

AHEAD = 4000  # pixels from which on Chromium loads a lazy frame, at most; not knowing the network it loads early
LONG = 50_000  # microseconds of a processor's time from which on a task is called long
CARDS = 100


def body(forms: dict[str, list[str]]) -> str:
    every = [form for kind in sorted(forms) for form in forms[kind]]
    return "".join(f"<p>The {at}.</p>{form}" for at, form in enumerate(islice(cycle(every), CARDS)))


def scroll(page: Page) -> None:
    while page.evaluate("scrollY + innerHeight < document.documentElement.scrollHeight - 1"):
        page.mouse.wheel(0, 3000)
        page.wait_for_timeout(40)
    page.wait_for_load_state("networkidle")


def test_only_cards_near_the_window_are_asked_for(blog: Blog, forms: dict[str, list[str]]) -> None:
    page = blog.post(body(forms))
    page.wait_for_load_state("networkidle")
    near = page.evaluate(
        f"[...document.querySelectorAll('iframe')].filter(one => one.offsetTop < innerHeight + {AHEAD}).length"
    )
    asked = blog.web.asked_of("news.example")
    assert 0 < len(asked) <= near < CARDS / 2


@pytest.mark.campaign("theme/static/js", "tests/browser/embeds")
def test_a_hundred_cards_run_no_long_task_move_nothing_and_ask_once_each(
    blog: Blog, browser: Browser, forms: dict[str, list[str]], tmp_path: Path
) -> None:
    trace = tmp_path / "trace.json"
    browser.start_tracing(path=trace, categories=["devtools.timeline"])
    page = blog.post(body(forms))
    page.mouse.move(500, 400)
    scroll(page)
    browser.stop_tracing()
    assert len(blog.web.asked_of("news.example")) == CARDS
    assert len(blog.heights(page)) <= 3 * CARDS
    assert page.evaluate("moved") == []
    assert [run for run in runs(trace) if run > LONG] == []


def runs(trace: Path) -> list[int]:
    """Return how much of a processor's time each run of a card's script took, in microseconds."""
    events = json.loads(trace.read_text("utf-8"))["traceEvents"]
    ours = [one for one in events if "/embed/" in str(one.get("args", {}).get("data", {}).get("url", ""))]
    taken = [one["tdur"] for one in ours if one["name"] in ("FunctionCall", "EvaluateScript") and "tdur" in one]
    assert taken, "the trace knows nothing of the cards"
    return taken
