"""Takes a picture of each kind of page of the invented newsroom, light and dark. `make pictures` runs it.

Its arguments are pairs: the name of a look, and the folder of a site that was built with it.
"""

import io
import sys
from itertools import pairwise
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from quality.browser import installed

HERE = Path(__file__).parent / "pages"
WIDTH, HEIGHT, QUALITY = 1280, 1600, 80
# A kind of page, and where one is found; of several the first by name.
KINDS = (
    ("front", "index.html"),
    ("stories", "stories/index.html"),
    ("section", "sections/*/index.html"),
    ("story", "stories/merrow-inquiry/index.html"),
    ("story-timeline", "stories/merrow-inquiry/timeline/index.html"),
    ("topics", "topics/index.html"),
    ("topic", "topics/tidal-gate/index.html"),
    ("question", "questions/tidal-gate/*/index.html"),
    ("quotation", "quotes/q-*/index.html"),
    ("quotations", "quotes/index.html"),
    ("person", "people/perpetua-dane/index.html"),
    ("organisation", "people/saren-harbour-board/index.html"),
    ("people", "people/index.html"),
    ("timeline", "timeline/index.html"),
    ("year", "timeline/2*/index.html"),
    ("search", "search/index.html"),
    ("verify", "verify/index.html"),
    ("about", "about/index.html"),
    ("corrections", "corrections/index.html"),
    ("not-found", "404.html"),
    ("frame-quotation", "embed/quotes/q-*/index.html"),
    ("frame-timeline", "embed/timelines/merrow-inquiry/index.html"),
    ("frame-topic", "embed/topics/tidal-gate/index.html"),
    ("frame-question", "embed/questions/tidal-gate/*/index.html"),
    ("frame-person", "embed/people/perpetua-dane/index.html"),
)


def take(browser: Browser, page: Path, scheme: str, target: Path) -> None:
    """Write the top of a page as WebP; a frame is as wide as in an article, and no higher than it is."""
    framed = "frame-" in target.name
    size = {"width": 500 if framed else WIDTH, "height": 200 if framed else HEIGHT}
    context = browser.new_context(viewport=size, color_scheme=scheme)  # type: ignore[arg-type]
    opened = context.new_page()
    opened.goto(page.resolve().as_uri())
    opened.evaluate("document.fonts.ready")
    picture = Image.open(io.BytesIO(opened.screenshot(full_page=framed)))
    picture.save(target, "WEBP", quality=QUALITY, method=6)
    context.close()


def main(sites: list[tuple[str, Path]]) -> None:
    """Take all pictures of sites, each given with the name of its look."""
    HERE.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=installed(), args=["--no-sandbox"])
        for look, site in sites:
            for kind, where in KINDS:
                for scheme in ("light", "dark"):
                    take(browser, min(site.glob(where)), scheme, HERE / f"{look}-{kind}-{scheme}.webp")
        browser.close()


main([(look, Path(site)) for look, site in list(pairwise(sys.argv[1:]))[::2]])
