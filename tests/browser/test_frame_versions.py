"""A frame that was embedded before a correction says so and shows what changed; one that has it is quiet."""

import gzip
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.browser, pytest.mark.campaign("generator/verbatim/publish/embedding.py", "theme/templates")]
CORRECTED = "q-jgtt5v14jv"  # in the invented newsroom, at version 2


def shown(browser: Browser, site: Path, asked: str) -> Page:
    page = browser.new_page()
    page.goto(f"{(site / f'embed/quotes/{CORRECTED}/index.html').as_uri()}{asked}")
    return page


@pytest.mark.parametrize(("asked", "outdated"), [("?v=1", True), ("?v=2", False), ("", False), ("?v=no", False)])
def test_only_a_frame_of_an_older_version_says_that_it_was_corrected(
    browser: Browser,
    demo_site: Path,
    asked: str,
    outdated: bool,  # noqa: FBT001
) -> None:
    page = shown(browser, demo_site, asked)
    said = page.get_by_text("Corrected since this was embedded"), page.locator("[data-version] ins")
    assert [one.is_visible() for one in said] == [outdated, outdated]
    page.close()


def test_every_frame_tells_the_correction_itself(browser: Browser, demo_site: Path) -> None:
    page = shown(browser, demo_site, "")
    assert "the newspaper had misheard her" in page.locator("main").inner_text()
    page.close()


def test_a_frame_with_both_wordings_stays_within_its_budget(demo_site: Path) -> None:
    assert len(gzip.compress((demo_site / f"embed/quotes/{CORRECTED}/index.html").read_bytes(), 9)) <= 4096
