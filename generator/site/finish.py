"""What is written after all pages: the theme's files, fonts of the characters used, picture cards, the policy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.publish.embeds import COMPONENT
from generator.site.assets import bundle, icon
from generator.site.element import element
from generator.site.fonts import cuts, write_files, write_sheet
from generator.site.icons import write_icons
from generator.site.looks import TOKENS
from generator.site.pictures import write_cards
from generator.site.policy import headers_file
from generator.site.writer import write_bytes

if TYPE_CHECKING:
    from generator.site.desk import Desk
    from generator.site.looks import Look
    from generator.site.press import Press

CACHE = ".cache"


def finish(desk: Desk, press: Press, look: Look | None) -> None:
    """Write the theme's files, fonts, cards and `_headers` into the output folder.

    Another theme than ours brings its own files, and shows none of ours.
    """
    if look:
        _dress(desk, press, look)
    folders = sorted(path.name for path in press.output.iterdir() if path.is_dir())
    write_bytes(press.output / "_headers", headers_file(press.seen.inline, folders).encode())


def _dress(desk: Desk, press: Press, look: Look) -> None:
    for name, data in bundle(look).items():
        write_bytes(press.output / "theme" / name, data)
    write_bytes(press.output / COMPONENT, element(look).encode())
    cache = desk.content.parent / CACHE
    write_icons(icon(look), press.output, cache)
    if wanted := cuts(look.read(TOKENS)):
        write_fonts = write_files if look.for_web else write_sheet
        write_fonts("".join(sorted(press.seen.characters)), press.output, cache, wanted)
    write_cards(desk.edition, press.output, cache, look.colours.light)
