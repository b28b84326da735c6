"""The page on which readers check a story themselves. The edition comes in, one page goes out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.publish.crumbs import FRONT, crumb
from generator.publish.meta import page_meta
from generator.publish.page import Frame, page
from generator.publish.page_views import Crumb
from generator.words import msgid

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.publish.edition import Edition
    from generator.publish.page_views import Page

VERIFY = "verify/"
TITLE = msgid("Check it yourself")


def verify_pages(edition: Edition) -> Iterator[Page]:
    """Yield the page, which needs nothing of the site but its name: it reads the published files in the browser."""
    title = edition.site.words.gettext(TITLE)
    crumbs = [crumb(edition, FRONT), Crumb(label=title, url=VERIFY)]
    yield page(VERIFY, "verify.html", {}, Frame(page_meta(edition, title, VERIFY), crumbs, ""))
