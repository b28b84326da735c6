"""Takes the pictures of the documents from the built site, with Chromium. `make pictures` runs it."""

from __future__ import annotations

import sys
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from quality.browser import installed

HERE = Path(__file__).parent
STORY = "stories/no-nation-should-have-hegemony/index.html"
PICTURES = (
    ("story-light-1280", STORY, 1280, 1500, "light"),
    ("story-dark-1280", STORY, 1280, 1500, "dark"),
    ("story-light-390", STORY, 390, 1500, "light"),
    ("front-light-1280", "index.html", 1280, 1300, "light"),
)


def take(browser: Browser, site: Path, picture: tuple[str, str, int, int, str]) -> None:
    """Take one picture: its name, the page's address, width and height in CSS pixels, the colour scheme."""
    name, address, width, height, scheme = picture
    context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto((site / address).resolve().as_uri())
    page.evaluate("document.fonts.ready")
    file = HERE / f"{name}.png"
    page.screenshot(path=file)
    context.close()
    # A page has few colours: a palette of them takes a third of the bytes.
    Image.open(file).convert("RGB").quantize(256, dither=Image.Dither.NONE).save(file, optimize=True)


def main(site: Path) -> None:
    """Take all pictures of a built site."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=installed(), args=["--no-sandbox"])
        for picture in PICTURES:
            take(browser, site, picture)
        browser.close()


main(Path(sys.argv[1]))
