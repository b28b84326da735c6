"""Draws the seconds of each generator and case as bars, for the documentation: SVG that knows light and dark."""

from collections.abc import Sequence
from xml.sax.saxutils import escape

from benchmarks.table import Line

CASES = {
    "clean": "all pages, from nothing",
    "total": "the whole site: pages, search, every claim verified",
    "edit": "one attribution edited, verified",
    "nochange": "nothing changed",
}
NAMES = {"hugo": "Hugo", "verbatim": "Verbatim", "eleventy": "Eleventy", "pelican": "Pelican"}
WIDTH, LEFT, BAR, GAP, HEAD = 720, 90, 18, 6, 34
STYLE = (
    "text{font:14px system-ui,sans-serif;fill:#1a1a1a}.case{font-weight:600}rect{fill:#8a8a86}.verbatim{fill:#b3261e}"
    "@media(prefers-color-scheme:dark){text{fill:#ece8df}rect{fill:#8f8b84}.verbatim{fill:#ff8a7a}}"
)


def chart(table: Sequence[Line]) -> str:
    """Return the bars of the largest size, a group for each case, the longest as wide as there is room."""
    size = max(line.stories for line in table)
    shown = [line for line in table if line.stories == size]
    longest = max(line.wall for line in shown)
    parts, y = [], 0
    for case, words in CASES.items():
        mine = [line for line in shown if line.case == case]
        if not mine:
            continue
        parts.append(f'<text class="case" x="0" y="{y + 20}">{escape(words)}</text>')
        y += HEAD
        for line in mine:
            parts.append(_bar(line, y, longest))
            y += BAR + GAP
    told = escape(f"Seconds that {size:,} stories take")
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {y}" role="img" aria-label="{told}">'
        f"<style>{STYLE}</style>{''.join(parts)}</svg>\n"
    )


def _bar(line: Line, y: int, longest: float) -> str:
    width = max(1.0, (WIDTH - LEFT - 90) * line.wall / longest)
    name, middle = NAMES.get(line.builder, line.builder), y + BAR - 4
    return (
        f'<text x="0" y="{middle}">{escape(name)}</text>'
        f'<rect class="{line.builder}" x="{LEFT}" y="{y}" width="{width:.1f}" height="{BAR}" rx="2"/>'
        f'<text x="{LEFT + width + 8:.1f}" y="{middle}">{line.wall:.2f} s</text>'
    )
