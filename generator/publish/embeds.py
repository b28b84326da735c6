"""The code with which other sites embed something: the forms of one card. An `Embed` comes in, source code goes out.

Form 1 is a block quotation that reads anywhere. Form 2 is the same before a frame, so that a consumer which drops
frames keeps the words; spaces and punctuation between its parts are text, since some drop every tag but `a`. Form 3 is
a picture with the full text as its alternative. Quotations have a fourth: form 1 within a web component, which shows it
as a card where scripts run.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.publish.embed_form import CARD_HEIGHT, CARD_WIDTH, WIDTH
from generator.publish.filled import filled
from generator.publish.head_views import FrameSize, PanelView

if TYPE_CHECKING:
    from markupsafe import Markup

    from generator.publish.edition import Site
    from generator.publish.embed_form import Embed

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
    frame = filled(
        '<iframe src="{}" title="{}" width="{}" height="{}" loading="lazy" sandbox="{}"></iframe>',
        site.absolute(held.frame), held.title, WIDTH, held.heights[WIDTH], SANDBOX,
    )  # fmt: skip
    return held.block + frame


def picture(site: Site, held: Embed) -> Markup:
    """Return form 3: the card as a picture that links to the page of what it shows."""
    return filled(
        '<a href="{}"><img src="{}" alt="{}" width="{}" height="{}"></a>',
        site.absolute(held.page), site.absolute(held.picture), held.alt, CARD_WIDTH, CARD_HEIGHT,
    )  # fmt: skip


def element(site: Site, held: Embed) -> Markup:
    """Return form 1 within the component, which knows by `version` whether something was corrected since."""
    basis = filled(' basis="{}"', held.basis) if held.basis in ("inferred", "none") else ""
    return filled(
        '<script type="module" src="{}"></script><verbatim-quote src="{}" version="{}"{}>{}</verbatim-quote>',
        site.absolute(COMPONENT), site.absolute(held.page), held.state.version, basis, held.block,
    )  # fmt: skip
