"""What every card has: the paper, the thin lines of its foot, the site's name. The sheet comes in, SVG goes out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.publish.card_ink import HAIR, INK, PAPER, QUOTE, Style, cut, escape, line, narrowed

if TYPE_CHECKING:
    from generator.publish.card_frame import Frame
    from generator.publish.card_ink import Sheet


def page(sheet: Sheet, title: str, *parts: str) -> str:
    """Return a whole drawing: the paper, and the parts on it."""
    width, height = sheet.frame.width, sheet.frame.height
    return "".join(
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}"',
            f' xml:space="preserve"><title>{escape(title)}</title>',
            f'<path fill="{PAPER}" d="M0 0h{width}v{height}H0z"/>',
            *parts,
            "</svg>\n",
        )
    )


def hairlines(frame: Frame) -> str:
    """Return the thin lines that part a card's foot from what stands above it."""
    drawn = "".join(f"M{frame.left} {y}H{frame.right}" for y in frame.hairlines)
    return f'<path stroke="{HAIR}" stroke-width="2" d="{drawn}"/>'


def wordmark(sheet: Sheet, width: float) -> str:
    """Return the site's name with its mark, at most so many pixels wide; nothing where the faces lack its letters."""
    if not sheet.name or not sheet.faces.cover(sheet.name):
        return ""
    style = Style(sheet.faces.display, sheet.frame.name_size, INK)
    style = narrowed(sheet.name, style, width)
    mark = f'<tspan aria-hidden="true" fill="{QUOTE}">“</tspan>'
    said = cut(sheet.name, style, width)
    return line(sheet.frame.left - 0.36 * style.size, sheet.frame.wordmark, style, mark + escape(said))
