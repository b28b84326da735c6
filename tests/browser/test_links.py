"""The site reads from a folder: each link of each page, as Chromium sees it from `file://`, leads somewhere."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

pytestmark = pytest.mark.browser

COLLECT = """() => ({
  links: [...document.querySelectorAll('a[href], link[href], img[src], script[src], iframe[src]')]
    .map(e => e.href || e.src).filter(u => u.startsWith('file:')),
  ids: [...document.querySelectorAll('[id]')].map(e => e.id),
})"""


def test_every_link_of_every_page_leads_somewhere_from_a_folder(browser: Browser, site: Path) -> None:
    context = browser.new_context()
    page = context.new_page()
    ids: dict[str, set[str]] = {}
    links: dict[str, list[str]] = {}
    for path in sorted(site.rglob("*.html")):
        page.goto(path.as_uri(), wait_until="domcontentloaded")
        seen = page.evaluate(COLLECT)
        ids[path.as_uri()], links[path.as_uri()] = set(seen["ids"]), seen["links"]
    context.close()
    assert sum(map(len, links.values())) > 100
    broken = []
    for origin, targets in links.items():
        for target in targets:
            address, _, fragment = target.partition("#")
            path = Path(address.partition("?")[0].removeprefix("file://"))
            if not path.is_file() or (
                fragment and not fragment.startswith("char=") and address in ids and fragment not in ids[address]
            ):
                broken.append(f"{origin} -> {target}")
    assert broken == []
