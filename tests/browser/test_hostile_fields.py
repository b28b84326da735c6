"""Hostile strings in every field, looked at in Chromium: nothing runs, nothing is loaded from elsewhere."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.security.attacked import Attacked
from tests.security.detector import detector
from tests.security.hostile_strings import LISTS

pytestmark = [
    pytest.mark.browser,
    pytest.mark.campaign("theme", "generator/verbatim/publish", "generator/verbatim/site", "tests/security"),
]

OPENED = 3000 if LISTS else 60  # pages that are opened; all are read
# What each payload of the control page does, which the site's pages must never.
RAW = {
    "a script": "<script>alert(1)</script>",
    "a handler": "<img src=x onerror=alert(1)>",
    "a link": "<a href=javascript:alert(1)>go</a>",
    "another site": "<img src=https://evil.example/x.png>",
    "a refresh": "<meta http-equiv=refresh content='0;url=/other.html'>",
    "a frame": "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "a form": "<form action=https://evil.example/></form>",
    "a base": "<base href=https://evil.example/>",
    "a drawing": "<svg><script>alert(1)</script></svg>",
    "a dialog": "<script>print()</script><object data=x></object>",
}


def test_nothing_stands_runs_or_is_loaded_that_words_could_have_put_there(attacked: Attacked, browser: Browser) -> None:
    pages = attacked.pages()
    with detector(browser, attacked.site) as watched:
        watched.read(pages)
        for page in pages[:: max(1, len(pages) // OPENED)]:
            watched.look(page)
        assert watched.found == []


@pytest.mark.parametrize("payload", RAW.values(), ids=RAW)
def test_the_detector_sees_each_of_these(tmp_path: Path, browser: Browser, payload: str) -> None:
    for name in ("404.html", "other.html"):
        (tmp_path / name).write_text("<!doctype html><title>Nothing</title>")
    (tmp_path / "raw.html").write_text(f"<!doctype html><title>Raw</title><p>{payload}</p>")
    with detector(browser, tmp_path) as held:
        held.look("raw.html")
        held.page.wait_for_timeout(100)
        assert held.found
