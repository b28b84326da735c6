"""Links between pages. Site addresses come in; relative or absolute links go out, once a page's own place is known.

A template or a payload writes `link("people/ada/")`, which gives a token: the same Markup can then stand on pages at
any depth, in feeds, and under any SITEURL. `resolve` puts the links in when the page is written. A token is set off by
two control characters that no page can hold otherwise: a source's controls are shown as pictures (`shown`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

START, END = "\x02", "\x03"
_START, _END = START.encode(), END.encode()
INDEX = "index.html"


def link(address: str) -> str:
    """Return a token for a site address (`stories/a/#f-030`, `theme/site.css`); other URLs are returned as they are."""
    return address if "://" in address or address.startswith("mailto:") else f"{START}{address}{END}"


def resolve(text: str, to_link: Callable[[str], str]) -> str:
    """Put links in the place of every token of `text`."""
    words, *tokens = text.split(START)
    pieces = [words]
    for token in tokens:
        address, end, words = token.partition(END)
        pieces += (to_link(address), words) if end else (START, address)
    return "".join(pieces)


def resolve_under(siteurl: str, page: str, data: bytes) -> bytes:
    """Return the page `data` in UTF-8 with the links of `absolute_under` put in, in a quarter of the time of `resolve`.

    Only the ends of tokens change. How many there were is told by how much longer or shorter the page got.
    """
    size, held, within = len(data), data, 0
    for own in _places_within(page):
        data = data.replace(own, b"#")
        within += (size - len(data)) // (len(own) - 1)
        size = len(data)
    data = data.replace(_START, f"{siteurl}/".encode())
    begun, size = within + (len(data) - size) // len(siteurl.encode()), len(data)
    data = data.replace(_END, b"")
    return data if size - len(data) == begun else resolve(held.decode(), absolute_under(siteurl, page)).encode()


def _places_within(page: str) -> Iterator[bytes]:
    """Yield how tokens begin that lead to places within `page`."""
    yield f"{START}{page}#".encode()
    folder, _, name = page.rpartition("/")
    if name == INDEX:
        yield f"{START}{folder and folder + '/'}#".encode()


def relative_from(page: str) -> Callable[[str], str]:
    """Return a function from addresses to links relative to the file `page`, ending in `index.html`.

    Such links also work where the site is read from a folder. They go by way of the site's root, which is quickly
    written and the same for all pages of a depth.
    """
    root = "../" * page.count("/")

    def to_link(address: str) -> str:
        path, mark, fragment = address.partition("#")
        file = _file(path)
        return mark + fragment if mark and file == page else root + file + mark + fragment

    return to_link


def absolute_under(siteurl: str, page: str = "") -> Callable[[str], str]:
    """Return a function from addresses to clean links under `siteurl`; within `page` only the fragment is written."""

    def to_link(address: str) -> str:
        path, mark, fragment = address.partition("#")
        if mark and page and _file(path) == page:
            return mark + fragment
        return f"{siteurl}/{path}{mark}{fragment}"

    return to_link


def file_of(address: str) -> str:
    """Return the file of the output folder that an address is served from, fragment kept: `a/#x` → `a/index.html#x`."""
    path, mark, fragment = address.partition("#")
    return _file(path) + mark + fragment


def _file(path: str) -> str:
    return path if path and path[-1] != "/" else path + INDEX
