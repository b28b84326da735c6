"""The code with which other sites embed a quotation: three forms of one card. A view comes in, source code goes out.

Form 1 is a block quotation that reads anywhere. Form 2 is the same before a frame, so that a consumer which drops
frames keeps the words; spaces and punctuation between its parts are text, since some drop every tag but `a`. Form 3 is
a picture with the full text as its alternative.
"""

from __future__ import annotations

import re
from math import ceil
from typing import TYPE_CHECKING

from markupsafe import Markup

from generator.publish.addresses import cite
from generator.publish.head_views import PanelView
from generator.publish.meta import card_alt, speaker_name
from generator.publish.quotation_marks import pair_of
from generator.publish.shown import clipped, plain, shown

if TYPE_CHECKING:
    from generator.model import Quote
    from generator.publish.edition import Edition
    from generator.publish.views import QuoteView

WIDTH = 500
TALLEST = 1000
FURNITURE = 260  # what a card holds besides the words: speaker, role, date, labels, paddings
# For each size of letters, 1 to 5: characters that surely fit into a line of 500 px, and its height.
LINES = {1: (22, 42), 2: (26, 36), 3: (32, 31), 4: (38, 28), 5: (42, 26)}
SANDBOX = "allow-scripts allow-popups allow-popups-to-escape-sandbox"
LINE_ENDS = re.compile(r"[\r\n\u2029]+")


def panel(edition: Edition, quote: Quote, view: QuoteView) -> PanelView:
    """Return the Embed panel; not ready without an absolute SITEURL, since embeds need an address.

    The code is plain text, which templates escape: it is shown, not run.
    """
    site = edition.site
    ready = bool(site.url) and not quote.withdrawn
    return PanelView(
        ready=ready,
        html=str(block(edition, quote, view)) if ready else "",
        iframe=str(framed(edition, quote, view)) if ready else "",
        image=str(picture(edition, quote, view)) if ready else "",
        image_alt=card_alt(edition, quote) if ready else "",
        oembed=site.absolute(view["oembed_url"]) if ready else "",
        address=site.absolute(view["url"]),
    )


def block(edition: Edition, quote: Quote, view: QuoteView) -> Markup:
    """Return form 1: the words, who said them and where, well-formed as XML, without class, script or style."""
    story = edition.newsroom.stories[quote.story]
    where = Markup('<a href="{}">{}</a>').format(
        edition.site.absolute(view["url"]) or view["url"], _source_line(view, story.title)
    )
    return Markup('<blockquote cite="{}" lang="{}">{} — {}. {}</blockquote>').format(
        cite(edition, story.id, quote.span), story.lang, words(edition, quote), attribution(edition, quote, view), where
    )


def words(edition: Edition, quote: Quote) -> Markup:
    """Return the quotation's words, a `p` a paragraph, in quotation marks unless it is a paraphrase or has its own."""
    whole = quote.span.of(edition.newsroom.stories[quote.story].text)
    held = [piece.strip() for piece in LINE_ENDS.split(whole) if piece.strip()]
    if quote.kind != "direct":
        return Markup("").join(Markup("<p>{}</p>").format(shown(piece)) for piece in held)
    # A later paragraph's own opening mark lies within the slice from the first word to the last.
    opening, closing = pair_of(edition.newsroom.stories[quote.story], quote)
    inner = [*(shown(piece) + Markup("</p><p>") for piece in held[:-1]), shown(held[-1])]
    marked = [opening, *inner, closing]
    return Markup("<p>{}</p>").format(Markup("").join(marked))


def attribution(edition: Edition, quote: Quote, view: QuoteView) -> str:
    """Return who spoke and in what role, and how far that is established, as plain text."""
    name = speaker_name(edition, quote)
    if quote.basis == "inferred":
        name = edition.site.words.gettext("%(name)s (inferred from the text)") % {"name": name}
    role = view["role"]
    if not role or quote.basis == "none":
        return name
    start, end = (int(offset) for offset in role["char"].split(","))
    return f"{name}, {plain(edition.newsroom.stories[role['story']].text[start:end])}"


def _source_line(view: QuoteView, title: str) -> str:
    source = view["story"]["source_name"] or clipped(title, 80)
    return f"{plain(source)}, {view['story']['date']['human']}"


def framed(edition: Edition, quote: Quote, view: QuoteView) -> Markup:
    """Return form 2: form 1, then a frame of the card's own page."""
    frame = Markup('<iframe src="{}" title="{}" width="{}" height="{}" loading="lazy" sandbox="{}"></iframe>').format(
        edition.site.absolute(view["embed_url"]), frame_title(edition, quote), WIDTH, height(view, quote), SANDBOX
    )
    return block(edition, quote, view) + frame


def frame_title(edition: Edition, quote: Quote) -> str:
    """Return the frame's name for screen readers: the quotation's beginning and its speaker."""
    story = edition.newsroom.stories[quote.story]
    return f"{clipped(quote.span.of(story.text), 60)} · {speaker_name(edition, quote)}"


def height(view: QuoteView, quote: Quote) -> int:
    """Return a height in pixels in which the card surely fits at 500 px of width; above 1000 it scrolls."""
    fits, tall = LINES[view["step"]]
    lines = ceil((quote.span.end - quote.span.start) / fits) + len(view["parts"])
    return min(TALLEST, FURNITURE + lines * tall)


def picture(edition: Edition, quote: Quote, view: QuoteView) -> Markup:
    """Return form 3: the card as a picture that links to the quotation's page."""
    return Markup('<a href="{}"><img src="{}" alt="{}" width="1200" height="630"></a>').format(
        edition.site.absolute(view["url"]), edition.site.absolute(view["png_url"]), card_alt(edition, quote)
    )
