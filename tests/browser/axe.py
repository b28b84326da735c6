"""axe on an open page: what it finds that keeps people out, in light and in dark colours."""

from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

from quality.visits import AT_REST

SCHEMES = ("light", "dark")
RUN = """async () => (await axe.run(document, { resultTypes: ["violations"] })).violations
  .map(rule => [rule.id, rule.nodes.map(node => node.target).slice(0, 3)])"""
CHANGED = "() => Promise.all(document.getAnimations().map(one => one.finished))"  # colours change by and by


def violations(page: Page) -> dict[str, list[Any]]:
    """Return what axe finds in each scheme of colours: the rules that are broken, with the first places.

    It is put into the page once, and asked for no more than is looked at: the rest takes longer than the search.
    """
    page.evaluate(AXE_SCRIPT)
    found = {}
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        page.evaluate(AT_REST)
        page.evaluate(CHANGED)
        found[scheme] = page.evaluate(RUN)
    return found
