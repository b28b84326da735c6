"""Is a page's markup within bounds? Text comes in; ContentError goes out where it is not. One linear scan."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.errors import ContentError
from generator.text import line_of

if TYPE_CHECKING:
    from collections.abc import Iterator

DEEPEST = 256
MOST_ELEMENTS = 200_000
MOST_ATTRIBUTES = 200  # of one element

NAME = re.compile(r"/?[A-Za-z][A-Za-z0-9:-]{0,40}")
# Elements that never have content, or that end by themselves where the next begins.
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
NEVER_DEEP = VOID | {"p", "li", "dt", "dd", "tr", "td", "th", "option", "thead", "tbody", "tfoot"}
RAW = {"script": "</script", "style": "</style", "textarea": "</textarea", "title": "</title"}


def hold_caps(page: str, path: str) -> None:
    """Raise ContentError for nesting, elements or attributes beyond what any article needs."""
    depth = 0
    for count, (at, name, tag) in enumerate(_tags(page), start=1):
        if count > MOST_ELEMENTS:
            raise _beyond(page, path, at, f"more than {MOST_ELEMENTS:,} tags")
        if len(tag) > MOST_ATTRIBUTES and (tag.count("=") > MOST_ATTRIBUTES or len(tag.split()) > MOST_ATTRIBUTES):
            raise _beyond(page, path, at, f"an element with more than {MOST_ATTRIBUTES} attributes")
        if name.startswith("/"):
            depth = max(0, depth - (name[1:] not in NEVER_DEEP))
        elif name not in NEVER_DEEP and not tag.endswith("/>"):
            depth += 1
        if depth > DEEPEST:
            raise _beyond(page, path, at, f"elements nested deeper than {DEEPEST}")


def _tags(page: str) -> Iterator[tuple[int, str, str]]:
    """Yield place, lower-case name and source of each tag; what scripts, styles and comments hold is passed over."""
    at = page.find("<")
    while at >= 0:
        found = NAME.match(page, at + 1)
        if page.startswith("<!--", at):
            end = page.find("-->", at + 4)
        elif not found:
            end = at
        else:
            end = page.find(">", at)
            name = found[0].lower()
            yield at, name, page[at : end + 1 if end >= 0 else len(page)]
            if name in RAW and end >= 0:
                end = _raw_end(page, RAW[name], end) - 1
        at = page.find("<", end + 1) if end >= 0 else -1


def _raw_end(page: str, closer: str, start: int) -> int:
    """Return where the closing tag begins, in any case; the page's end where there is none."""
    found = re.compile(re.escape(closer), re.IGNORECASE).search(page, start)
    return found.start() if found else len(page)


def _beyond(page: str, path: str, at: int, what: str) -> ContentError:
    return ContentError(
        path, line_of(page, at), f"there are {what}", "Copy the article's words into a .txt file instead"
    )
