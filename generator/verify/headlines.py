"""Headlines of TimelineJS: an event's `text` comes in, how its headline differs from what it cites goes out."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING, Any

from generator.verify.slices import begins_otherwise, cited

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.verify.texts import Texts

_CITE = re.compile(r"""<blockquote\b[^>]*?\bcite="([^"]*)\"""")
_TAG = re.compile(r"<[^<>]*+>")


def headline_fault(value: Mapping[str, Any], texts: Texts) -> str:
    """Tell how an object's `headline` differs from the slice that the quotation in its `text` cites; empty if not."""
    headline, text = value.get("headline"), value.get("text")
    if not isinstance(headline, str) or not isinstance(text, str) or not (found := _CITE.search(text)):
        return ""
    place = cited(html.unescape(found[1]))
    return begins_otherwise(place, html.unescape(_TAG.sub("", headline)), texts) if place else ""
