"""What Ghost does with a pasted address: it reads the page's metadata and makes a bookmark card of them.

From its documentation: the first of Open Graph, JSON-LD and plain HTML that holds a field; a card without a title is
none.
"""

import extruct
from markupsafe import Markup

CARD = Markup(
    '<figure class="kg-card kg-bookmark-card"><a class="kg-bookmark-container" href="{url}">'
    '<div class="kg-bookmark-content"><div class="kg-bookmark-title">{title}</div>'
    '<div class="kg-bookmark-description">{description}</div><div class="kg-bookmark-metadata">'
    '<span class="kg-bookmark-publisher">{publisher}</span></div></div>'
    '<div class="kg-bookmark-thumbnail"><img src="{image}" alt=""></div></a></figure>'
)


def metadata(page: str, address: str) -> dict[str, str]:
    """Return the Open Graph properties of a page, the first of each."""
    found = extruct.extract(page, base_url=address, syntaxes=["opengraph"])["opengraph"]
    held: dict[str, str] = {}
    for name, value in (pair for one in found for pair in one["properties"]):
        held.setdefault(name, value)
    return held


def bookmark(page: str, address: str) -> str:
    """Return the bookmark card for a page."""
    held = metadata(page, address)
    return str(
        CARD.format(
            url=held["og:url"], title=held["og:title"], description=held["og:description"],
            publisher=held["og:site_name"], image=held["og:image"],
        )
    )  # fmt: skip
