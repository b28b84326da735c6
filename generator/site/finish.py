"""What is written after all pages: the theme's files, fonts of the characters used, picture cards, the policy."""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING

from generator.cached import cache_of
from generator.publish.embeds import COMPONENT
from generator.site import search
from generator.site.assets import bundle, icon
from generator.site.element import element
from generator.site.fonts import cuts, write_files, write_sheet
from generator.site.icons import write_icons
from generator.site.looks import TOKENS
from generator.site.pictures import studio
from generator.site.policy import headers_file
from generator.site.search import Index

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path
    from typing import Any

    from generator.site.desk import Desk
    from generator.site.looks import Look
    from generator.site.press import Press


def finish(desk: Desk, press: Press, look: Look | None, settings: Mapping[str, Any]) -> None:
    """Write the theme's files, fonts, cards, the index of the search and `_headers` into the output folder.

    Another theme than ours brings its own files, and shows none of ours.
    """
    if look:
        held = [one.record for one in sorted(press.galley.found, key=attrgetter("place"))]
        cache = cache_of(desk.content)
        index = Index(held, desk.edition.site.lang, cache) if search.wanted(settings) else None
        with press.timed("fonts"):
            _dress(press, look, cache)
        with press.timed("cards"):
            _paint(press, look, cache)
        with press.timed("search"):
            for address, data in index.files().items() if index else ():
                press.put(address, data)
    written = {path.name for path in press.output.iterdir() if path.is_dir()}
    folders = sorted(written | {address.partition("/")[0] for address in press.galley.files if "/" in address})
    press.put("_headers", headers_file(press.declared, folders).encode())
    if press.book:
        press.book.close(settings)


def _dress(press: Press, look: Look, cache: Path) -> None:
    for name, data in bundle(look).items():
        press.put(f"theme/{name}", data)
    press.put(COMPONENT, element(look).encode())
    write_icons(icon(look), press.output, cache)
    if wanted := cuts(look.read(TOKENS)):
        write_fonts = write_files if look.for_web else write_sheet
        write_fonts("".join(sorted(press.galley.characters)), press.output, cache, wanted)


def _paint(press: Press, look: Look, cache: Path) -> None:
    """Paint the cards that the cache does not have, as their drawings in the site show them."""
    if not press.galley.unpainted:
        return
    painting = studio(cache, look.colours.light)
    jobs = {}
    for address in press.galley.unpainted:
        drawing = (press.output / address).with_suffix(".svg").read_bytes().decode()
        jobs[address] = painting.job(drawing)
    painting.paint(jobs.values())
    for address, job in jobs.items():
        press.put(address, job.kept.read_bytes())
