"""What is written after all pages: the theme's files, fonts of the characters used, picture cards, the policy."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING

from generator.publish.quote_view import quote_view
from generator.site.assets import bundle
from generator.site.icons import write_icons
from generator.site.policy import headers_file
from generator.site.settings import SHEET
from generator.site.writer import write_bytes

if TYPE_CHECKING:
    from pathlib import Path

    from generator.publish.views import QuoteView
    from generator.site.desk import Desk
    from generator.site.press import Press

CACHE = ".cache"


def finish(desk: Desk, press: Press, theme: Path) -> None:
    """Write the theme's files, fonts, cards and `_headers` into the output folder."""
    if (theme / SHEET).is_file():
        for name, data in bundle(theme).items():
            write_bytes(press.output / "theme" / name, data)
    cache = desk.content.parent / CACHE
    characters = "".join(sorted(press.seen.characters))
    write_icons(theme, press.output, cache)
    if find_spec("generator.site.fonts"):
        import_module("generator.site.fonts").write_fonts(characters, press.output, cache)
    if find_spec("generator.site.pictures"):
        import_module("generator.site.pictures").write_cards(cards(desk), press.output, cache, desk.edition.site.words)
    folders = sorted(path.name for path in press.output.iterdir() if path.is_dir())
    write_bytes(press.output / "_headers", headers_file(press.seen.inline, folders).encode())


def cards(desk: Desk) -> list[QuoteView]:
    """Return the quotations that have a picture: every listed one that is not withdrawn."""
    edition = desk.edition
    held = [quote for quote in edition.newsroom.quotes.values() if quote.story in edition.listed]
    return [quote_view(edition, quote) for quote in held if not quote.withdrawn]
