"""The panel of a page that offers its embed: opened where the page folds it, and filled by its script."""

from playwright.sync_api import Page


def unfold(page: Page) -> None:
    """Open what folds the panel, on a page that has it below other things."""
    if (folded := page.locator("details:not([open]):has(#embed) > summary")).count():
        folded.click()


def fill(page: Page) -> None:
    """Bring the panel into view, and wait until its script has written the code."""
    unfold(page)
    page.locator("#embed").scroll_into_view_if_needed()
    page.locator("#embed-card").wait_for(state="attached")
