"""Takes the picture of the desk, with a story of the invented newsroom, in Chromium. `make pictures` runs it.

The built newsroom, whose fonts the desk has too, is the argument; the content is a copy, and nothing in it changes.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
import threading
from pathlib import Path
from urllib.parse import urljoin

from PIL import Image
from playwright.sync_api import sync_playwright

from quality.browser import installed
from verbatim.desk import desk_server
from verbatim.desk.access import Access
from verbatim.desk.actions import Desk, EditorSignature
from verbatim.desk.pages import Pages
from verbatim.desk.people import PeopleSearch
from verbatim.desk.story import read_state
from verbatim.devserver.server import Changes

HERE = Path(__file__).parent
NEWSROOM = HERE.parents[1] / "tests/fixtures/newsroom"
STORY = "gate-cost-rises"
SIZE = {"width": 1280, "height": 860}


def main(site: Path) -> None:
    """Serve the desk beside the built site, and take the card that it opens with."""
    with tempfile.TemporaryDirectory() as folder:
        content = Path(folder) / "content"
        shutil.copytree(NEWSROOM, content)
        file = content / f"stories/{STORY}.md"  # as a draft, which is what people review
        file.write_text(file.read_text("utf-8").replace("Status: published", "Status: draft"), "utf-8")
        queue = read_state(content, STORY).queue()
        item = next(one for one in queue.open if one.kind == "quote" and one.first.attrs.get("basis") == "inferred")
        pages = Pages(NEWSROOM / "democonf.py", content, site, PeopleSearch(content))
        desk = Desk(pages, EditorSignature("EV", "EV"), changed=lambda _: None)
        access = Access()
        server = desk_server(site, Changes(), "127.0.0.1", 0, desk, access)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        opens = f"http://127.0.0.1:{server.server_port}/.desk/enter?token={access.token}&story={STORY}"
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=installed(), args=["--no-sandbox"])
            page = browser.new_context(viewport=SIZE, color_scheme="light").new_page()
            page.goto(opens)
            page.goto(urljoin(page.url, f"./?item={item.id}"))
            page.evaluate("document.fonts.ready")
            page.screenshot(path=HERE / "desk-light-1280.png")
            browser.close()
        server.shutdown()
    taken = HERE / "desk-light-1280.png"
    Image.open(taken).convert("RGB").quantize(256, dither=Image.Dither.NONE).save(taken, optimize=True)


main(Path(sys.argv[1]))
