"""The web component that other sites load. The look that a site has comes in; the script goes out.

Its address never changes, so that a page elsewhere may name it for years; it has no hash of its bytes for that reason.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.site.assets import bare

if TYPE_CHECKING:
    from generator.site.looks import Look

SOURCE = "static/js/verbatim-quote.js"
COLOUR = re.compile(r"var\(--verbatim-(\w+),light-dark\([^()]*\)\)")


def element(look: Look) -> str:
    """Return the component's script in the colours of the site; a page that shows it may set others."""

    def coloured(found: re.Match[str]) -> str:
        light, dark = (held[found[1]] for held in look.colours)
        return f"var(--verbatim-{found[1]},light-dark({light},{dark}))"

    return bare(COLOUR.sub(coloured, look.read(SOURCE)))
