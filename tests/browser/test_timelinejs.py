"""A story's timeline, shown by TimelineJS 3 itself."""

import json
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

TIMELINEJS = Path(__file__).parents[2] / "quality/node_modules/@knight-lab/timelinejs/dist"
PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Timeline</title>
<link rel="stylesheet" href="/js/timeline.css"><script src="/js/timeline.js"></script>
<div id="timeline" style="width:900px;height:600px"></div>
<script>window.timeline = new TL.Timeline("timeline", "/story.json", {language: "en", debug: false});</script></html>"""


@pytest.fixture(scope="module", params=["harbour", "ferry"])
def shown(request: Any, site: Path, browser: Browser) -> Any:
    """One story's timeline as TimelineJS holds it once it has loaded: its data, its slides, what went wrong."""
    file = site / f"data/stories/{request.param}.timeline.json"
    page = browser.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    answers = {
        "/": ("text/html", PAGE.encode()),
        "/story.json": ("application/json", file.read_bytes()),
        "/js/timeline.js": ("text/javascript", (TIMELINEJS / "js/timeline.js").read_bytes()),
        "/js/timeline.css": ("text/css", (TIMELINEJS / "css/timeline.css").read_bytes()),
    }

    def answer(route: Any) -> None:
        path = route.request.url.partition("timelinejs.example")[2].partition("?")[0]
        kind, body = answers.get(path, ("text/plain", b""))
        route.fulfill(status=200 if path in answers else 404, content_type=kind, body=body)

    page.route("**/*", answer)
    page.goto("http://timelinejs.example/")
    page.wait_for_function("window.timeline && window.timeline._loaded && window.timeline._loaded.storyslider")
    yield page, json.loads(file.read_text(encoding="utf-8")), errors
    page.close()


def test_timelinejs_takes_every_event_with_its_words_and_its_day_and_complains_of_nothing(shown: Any) -> None:
    page, data, errors = shown
    assert (errors, page.evaluate("window.timeline.config.messages.errors")) == ([], [])
    slides = page.evaluate("[...document.querySelectorAll('.tl-slide')].map(slide => slide.textContent)")
    read = page.evaluate(
        "Object.fromEntries(window.timeline.config.events.map(event => [event.unique_id, event.start_date.data.date_obj"
        ".toLocaleDateString('sv')]))"
    )
    assert len(read) == len(data["events"]) > 0
    for event in data["events"]:
        words = page.evaluate(
            "html => new DOMParser().parseFromString(html, 'text/html').body.textContent", event["text"]["text"]
        )
        assert any(words in slide and event["display_date"] in slide for slide in slides), words
        start = event["start_date"]
        assert read[event["unique_id"]] == f"{start['year']:04d}-{start.get('month', 1):02d}-{start.get('day', 1):02d}"
