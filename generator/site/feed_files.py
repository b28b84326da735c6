"""The feeds as files. The edition comes in; addresses with texts go out, Atom with link tokens, JSON with links."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from generator.publish.atom import atom
from generator.publish.feed_addresses import ATOM, JSON
from generator.publish.feeds import feeds
from generator.publish.json_feed import json_feed
from generator.site.files import dumped

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.publish.edition import Edition
    from generator.site.press import Press


def feed_files(edition: Edition, press: Press) -> Iterator[tuple[str, str]]:
    """Yield each feed in both its forms."""
    for feed in feeds(edition):
        yield feed.address + ATOM, atom(edition, feed)
        address = feed.address + JSON
        yield address, dumped(json_feed(edition, feed, partial(press.finished, address)))
