"""The code with which other sites embed something: the forms of one card. An `Embed` comes in, source code goes out.

Form 1 is a block quotation that reads anywhere. Form 2 is the same before a frame, so that a consumer which drops
frames keeps the words; spaces and punctuation between its parts are text, since some drop every tag but `a`. Form 3 is
a picture with the full text as its alternative. Quotations have a fourth: form 1 within a web component, which shows it
as a card where scripts run.
"""

from __future__ import annotations

import re
from math import ceil
from typing import TYPE_CHECKING, Any, Literal, NamedTuple
from unicodedata import east_asian_width

from verbatim.publish.html import format_html
from verbatim.publish.payloads.pages import FrameSize, PanelView

if TYPE_CHECKING:
    from collections.abc import Iterable

    from markupsafe import Markup

    from verbatim.publish.edition import Site


# ---- publish/embed_form.py

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


# ---- publish/embeds.py

# What a frame may do: run its own script, and open links in windows that are not bound by this.
SANDBOX = "allow-scripts allow-popups allow-popups-to-escape-sandbox"
# Where the component's script stands on every site, for good: other sites name it.
COMPONENT = "embed/verbatim-quote.js"


def panel(site: Site, held: Embed | None) -> PanelView:
    """Return the Embed panel; not ready without an absolute SITEURL, since embeds need an address.

    Where there is nothing to embed its `kind` is empty. The code is plain text, which templates escape: it is shown,
    not run.
    """
    if not held:
        return _nothing()
    ready = bool(site.url)
    return PanelView(
        kind=held.kind,
        ready=ready,
        html=str(held.block) if ready else "",
        iframe=str(framed(site, held)) if ready else "",
        image=str(picture(site, held)) if ready and held.picture else "",
        image_alt=held.alt if ready else "",
        oembed=site.absolute(held.oembed),
        address=site.absolute(held.page),
        frame=held.frame if ready else "",
        title=held.title,
        sizes=[FrameSize(width=width, height=height) for width, height in held.heights.items()],
        picture=held.picture,
        square=held.square,
        element=str(element(site, held)) if ready and held.kind == "quote" else "",
    )


def _nothing() -> PanelView:
    return PanelView(
        kind="", ready=False, html="", iframe="", image="", image_alt="", oembed="", address="", frame="", title="",
        sizes=[], picture="", square="", element="",
    )  # fmt: skip


def framed(site: Site, held: Embed) -> Markup:
    """Return form 2: form 1, then a frame of the card's own page."""
    frame = format_html(
        '<iframe src="{}" title="{}" width="{}" height="{}" loading="lazy" sandbox="{}"></iframe>',
        site.absolute(held.frame), held.title, WIDTH, held.heights[WIDTH], SANDBOX,
    )  # fmt: skip
    return held.block + frame


def picture(site: Site, held: Embed) -> Markup:
    """Return form 3: the card as a picture that links to the page of what it shows."""
    return format_html(
        '<a href="{}"><img src="{}" alt="{}" width="{}" height="{}"></a>',
        site.absolute(held.page), site.absolute(held.picture), held.alt, CARD_WIDTH, CARD_HEIGHT,
    )  # fmt: skip


def element(site: Site, held: Embed) -> Markup:
    """Return form 1 within the component, which knows by `version` whether something was corrected since."""
    basis = format_html(' basis="{}"', held.basis) if held.basis in ("inferred", "none") else ""
    return format_html(
        '<script type="module" src="{}"></script><verbatim-quote src="{}" version="{}"{}>{}</verbatim-quote>',
        site.absolute(COMPONENT), site.absolute(held.page), held.state.version, basis, held.block,
    )  # fmt: skip


# ---- publish/embed_height.py

TALLEST = 1000  # above this a frame scrolls; WordPress allows no more
EM = 0.56  # the mean width of a letter of Georgia and Verdana, blanks among them, and a little
LOST = 4  # letters at a line's end, into which the next word does not fit
SIDES = 42  # the frame's paddings and borders, left and right

# All that are as wide as two, and others; none of the letters, dashes and quotation marks of most texts.
MAY_BE_WIDE = re.compile("[\u1100-\u1fff\u231a-\U0010ffff]")


class Letters(NamedTuple):
    """Letters of `size` pixels on lines of `line` times that."""

    size: float
    line: float


LABEL, SMALL = Letters(14, 1.45), Letters(13, 1.45)
TEXT = Letters(16, 1.45)
TITLE = Letters(24, 1.2)
WORDS = {1: Letters(30, 1.25), 2: Letters(26, 1.25), 3: Letters(22, 1.25), 4: Letters(19, 1.4), 5: Letters(17, 1.45)}
FOOT = 14 + 8 + 14 + 2  # above the last line, between its rule and it, below it, the borders
SUMMARY = 12 + 8 + LABEL.size * LABEL.line


def within(letters: Letters, width: int) -> Letters:
    """Return the letters in which a frame of `width` sets what is large in a wide one: `min(size, 12px + 3.6vw)`."""
    return Letters(min(letters.size, 12 + 0.036 * width), letters.line)


def tall(text: str, letters: Letters, width: float) -> float:
    """Return the height of `text` on lines of `width` pixels."""
    return each([breadth(text)], letters, width)[0]


def each(breadths: Iterable[int], letters: Letters, width: float) -> list[float]:
    """Return the height of each text, by its `breadth`, on lines of `width` pixels."""
    size, line = letters
    fits = max(4, int(width / (EM * size)) - LOST)
    return [-(-one // fits) * size * line for one in breadths]


def breadth(text: str) -> int:
    """Return how many letters wide a text is, one at least: an ideograph is as wide as two."""
    wide = () if text.isascii() else MAY_BE_WIDE.findall(text)
    return max(1, len(text) + sum(east_asian_width(one) in "WF" for one in wide))


def whole(height: float) -> int:
    """Return a height in whole pixels, no more than a frame may have."""
    return min(TALLEST, ceil(height))


# ---- publish/oembed.py

CACHE_SECONDS = 86_400


def oembed(site: Site, held: Embed) -> dict[str, Any]:
    """Return the `rich` response for a quotation, a timeline or a profile; the site must have an address.

    A quotation's has a key of our own, `state`: its version, whether it stands, and what became of it.
    """
    fields: dict[str, Any] = {
        "type": "rich",
        "version": "1.0",
        "title": held.title,
        "provider_name": site.name,
        "provider_url": site.absolute(""),
        "html": str(framed(site, held)),
        "width": WIDTH,
        "height": held.heights[WIDTH],
        "cache_age": CACHE_SECONDS,
    }
    if held.kind == "quote":
        fields["state"] = held.state._asdict()
    if held.author:
        fields["author_name"] = held.author
    if held.author_url:
        fields["author_url"] = held.author_url if "://" in held.author_url else site.absolute(held.author_url)
    if held.picture:
        fields["thumbnail_url"] = site.absolute(held.picture)
        fields["thumbnail_width"], fields["thumbnail_height"] = CARD_WIDTH, CARD_HEIGHT
    return fields
