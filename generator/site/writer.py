"""Pages to files. Pages and a rendering function come in, bytes go to disk, and only where they changed.

`write_pages` is a plain function over pages, so that it can be handed to forked workers, and fed the changed ones only.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from generator.site.policy import Inline, inline_parts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from generator.publish.page_views import Page


class Written(NamedTuple):
    """What was seen in the pages written: their characters (for the fonts) and their inline parts (for the CSP)."""

    characters: set[str]
    inline: set[Inline]

    def see(self, address: str, html: str) -> None:
        """Take note of one page."""
        self.characters.update(html)
        self.inline.update(inline_parts(address, html))


def write_pages(pages: Iterable[Page], render: Callable[[Page], str], output: Path) -> Written:
    """Render and write each page; `render` returns it with its links put in. Return what was seen in the pages."""
    seen = Written(set(), set())
    for page in pages:
        html = render(page)
        seen.see(page.address, html)
        write_bytes(output / page.address, html.encode())
    return seen


def write_bytes(path: Path, data: bytes) -> bool:
    """Write a file aside and rename it, unless it holds these bytes already; tell whether it was written.

    Never opened in place: the file may be a hard link to the one in the site that is being served.
    """
    if path.is_file() and path.read_bytes() == data:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_name(f".{path.name[:100]}.part")
    aside.write_bytes(data)
    aside.replace(path)
    return True
