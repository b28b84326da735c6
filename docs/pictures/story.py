"""Takes the picture of a story page that the README shows, with Chromium: `story.py SITE STORY`, by `make pictures`."""

from __future__ import annotations

import sys
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

from quality.browser import installed

FILE = Path(__file__).with_name("story-light-1280.png")


def main(site: Path, story: str) -> None:
    """Take it down to where the text begins."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=installed(), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1280, "height": 870}, color_scheme="light")
        page.goto((site / "stories" / story / "index.html").resolve().as_uri())
        page.evaluate("document.fonts.ready")
        page.screenshot(path=FILE)
        browser.close()
    # A page has few colours: a palette of them takes a third of the bytes.
    Image.open(FILE).convert("RGB").quantize(256, dither=Image.Dither.NONE).save(FILE, optimize=True)


main(Path(sys.argv[1]), sys.argv[2])
