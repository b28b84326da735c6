"""Takes the picture of docs/embedding.md: one quotation in each form of the Embed panel, on somebody's plain page.

`make pictures` runs it with a site that was built with the address below. The code is the panel's own; what it asks for
is answered from the site's folder.
"""

from __future__ import annotations

import mimetypes
import re
import sys
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Page, Route, sync_playwright

from quality.browser import installed

HERE = Path(__file__).parent
SITE = "https://saren-record.example"
QUOTE = "quotes/q-"
FORMS = (("Words", "embed-html"), ("Card", "embed-frame"), ("Picture", "embed-image"), ("Element", "embed-element"))
BLOG = """<!DOCTYPE html><html lang="en"><meta charset="utf-8"><title>A blog</title>
<style>body{margin:32px 40px;font:17px/1.55 Georgia,serif;color:#222;background:#fff;columns:2;column-gap:56px}
section{break-inside:avoid;margin-bottom:28px}h2{margin:0 0 6px;font:600 13px/1.4 sans-serif;color:#666}
blockquote{margin:0 0 12px 20px}iframe{border:0}img{max-width:100%;height:auto}iframe{max-width:100%}</style>"""
GUIDE = HERE.parent / "embedding.md"
HEIGHT = re.compile(r"<script>.*?</script>", re.DOTALL)


def answered(site: Path, route: Route) -> None:
    """Answer a request for the site's address from its folder; what is not there is not there."""
    address = urlsplit(route.request.url)
    path = site / address.path.lstrip("/")
    path = path / "index.html" if path.is_dir() else path
    if not path.is_file():
        route.fulfill(status=404)
        return
    kind = mimetypes.guess_type(path.name)[0] or "text/html"
    route.fulfill(body=path.read_bytes(), content_type=kind, headers={"Access-Control-Allow-Origin": "*"})


def code(page: Page, site: Path, words: str) -> dict[str, str]:
    """Return the code of each form, from the panel of the first quotation of the site that begins with `words`."""
    for held in sorted((site / "quotes").glob("q-*/index.html")):
        if words in held.read_text(encoding="utf-8"):
            page.goto(f"{SITE}/quotes/{held.parent.name}/")
            page.locator("#embed").scroll_into_view_if_needed()
            page.locator("#embed-element").wait_for(state="attached")
            return {name: page.locator(f"#{name}").input_value() for _, name in FORMS}
    raise SystemExit(f"{site}: no quotation has the words {words!r}")


def main(site: Path, words: str) -> None:
    """Take the picture."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=installed(), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1280, "height": 560}, color_scheme="light")
        page.route("**", lambda route: answered(site, route))
        forms = code(page, site, words)
        script = HEIGHT.findall(GUIDE.read_text(encoding="utf-8"))[0].replace("https://news.example", SITE)
        blog = script + "".join(f"<section><h2>{label}</h2>{forms[name]}</section>" for label, name in FORMS)
        page.route("https://blog.example/", lambda route: route.fulfill(body=BLOG + blog, content_type="text/html"))
        page.goto("https://blog.example/", wait_until="networkidle")
        page.screenshot(path=HERE / "embed-forms-light.png", full_page=True)
        browser.close()


main(Path(sys.argv[1]), sys.argv[2])
