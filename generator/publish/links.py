"""Links between pages. Site addresses come in; relative or absolute links go out, once a page's own place is known.

A template or a payload writes `link("people/ada/")`, which gives a token: the same Markup can then stand on pages at
any depth, in feeds, and under any SITEURL. `resolve` puts the links in when the page is written. A token is set off by
two control characters that no page can hold otherwise: a source's controls are shown as pictures (`shown`).
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

START, END = "\x02", "\x03"
TOKEN = re.compile(f"{START}([^{START}{END}]*){END}")
INDEX = "index.html"


def link(address: str) -> str:
    """Return a token for a site address (`stories/a/#f-030`, `theme/site.css`); other URLs are returned as they are."""
    return address if "://" in address or address.startswith("mailto:") else f"{START}{address}{END}"


def resolve(text: str, to_link: Callable[[str], str]) -> str:
    """Put links in the place of every token of `text`."""
    return TOKEN.sub(lambda token: to_link(token[1]), text) if START in text else text


def relative_from(page: str) -> Callable[[str], str]:
    """Return a function from addresses to links relative to the file `page`, ending in `index.html`.

    Such links also work where the site is read from a folder. They go by way of the site's root, which is quickly
    written and the same for all pages of a depth.
    """
    root = "../" * page.count("/")

    def to_link(address: str) -> str:
        file = file_of(address)
        if "#" in file and file.startswith(page) and file[len(page)] == "#":
            return file[len(page) :]
        return root + file

    return to_link


def absolute_under(siteurl: str, page: str = "") -> Callable[[str], str]:
    """Return a function from addresses to clean links under `siteurl`; within `page` only the fragment is written."""

    def to_link(address: str) -> str:
        path, mark, fragment = address.partition("#")
        if mark and page and file_of(path) == page:
            return mark + fragment
        return f"{siteurl}/{path}{mark}{fragment}"

    return to_link


@lru_cache(maxsize=65_536)
def file_of(address: str) -> str:
    """Return the file of the output folder that an address is served from, fragment kept: `a/#x` → `a/index.html#x`."""
    path, mark, fragment = address.partition("#")
    if not path or path.endswith("/"):
        path += INDEX
    return path + mark + fragment
