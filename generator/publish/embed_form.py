"""What one thing offers to the sites that embed it, whatever its kind: an `Embed`, plain data.

A frame is 500 px wide unless a site asks for another width; its height is estimated at build time for each width that
the Embed panel offers, since a page around it that runs no script of ours cannot ask for it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from markupsafe import Markup

Kind = Literal["quote", "timeline", "person"]
WIDTH = 500
WIDTHS = (320, 400, WIDTH, 650)
CARD_WIDTH, CARD_HEIGHT = 1200, 630


class State(NamedTuple):
    """Which version of a quotation is shown, and whether it still stands: `note` says what became of it."""

    version: int = 1
    status: Literal["current", "corrected", "withdrawn", "gone", "moved"] = "current"
    note: str = ""


class Embed(NamedTuple):
    """A quotation, a timeline or a profile on its way to other sites. Addresses are the site's own, not absolute.

    `block` is form 1. `title` names the frame for those who hear it. `heights` holds pixels by width. `picture` and
    `square` are empty where none is drawn, `author` where nobody is established, `author_url` where they have no page.
    `basis` is how far a quotation's speaker is established.
    """

    kind: Kind
    block: Markup
    title: str
    page: str
    frame: str
    oembed: str
    picture: str
    alt: str
    heights: dict[int, int]
    author: str
    author_url: str
    state: State = State()
    square: str = ""
    basis: Literal["stated", "inferred", "none", ""] = ""
