"""Writes the embed code of an `Embeddable` in its forms, and estimates the height of its frame.

Form 1 is a block quotation that reads anywhere. Spaces and punctuation between its parts are text, since some drop
every tag but `a`. Form 2 is the same with a script that turns it into the card's frame: where scripts are dropped, the
words stay. Hosts that take frames alone get the frame; oEmbed answers with form 1 and the frame after it, of which
WordPress shows one. Form 3 is a picture with the full text as its alternative. Quotations have a fourth: form 1 within
a web component, a card where scripts run.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from math import ceil
from typing import Any, Literal, NamedTuple, TypedDict
from unicodedata import east_asian_width
from urllib.parse import urlsplit

from markupsafe import Markup

from verbatim.publish.edition import Edition, Site
from verbatim.publish.html import format_html, marked_safe, spoken_in
from verbatim.publish.urls import CARDS, SMALL_WIDTH, small_card

Kind = Literal["quote", "timeline", "person", "topic", "question"]
FOLDERS: dict[Kind, str] = {
    "quote": "quotes", "timeline": "timelines", "person": "people", "topic": "topics", "question": "questions",
}  # fmt: skip
WIDTH = 500
WIDTHS = (320, 400, WIDTH, 650)
CARD_WIDTH, CARD_HEIGHT = 1200, 630
CACHE_SECONDS = 86_400
THEMES = ("light", "dark")
# A frame may run its own script, and open links in windows outside the sandbox.
SANDBOX = "allow-scripts allow-popups allow-popups-to-escape-sandbox"
# These scripts are here on every site, for good: other sites link to them. The number is that of what the card's
# script and its code agree on; another agreement gets another file.
COMPONENT, CARD_SCRIPT = "embed/verbatim-quote.js", "embed/verbatim-card-1.js"
TALLEST = 1000  # pixels: a taller frame scrolls; WordPress allows no more
EM = 0.56  # a little more than the mean width of a letter of Georgia and Verdana, blanks included
LOST = 4  # letters at a line's end where the next word does not fit
SIDES = 42  # the frame's paddings and borders, left and right
# Everything that is twice as wide, and more; no letters, dashes or quotation marks of most texts.
MAY_BE_WIDE = re.compile("[\u1100-\u1fff\u231a-\U0010ffff]")


class FrameSize(TypedDict):
    """A size that the panel offers for a frame, in pixels: its words always fit."""

    width: int  # pixels
    height: int  # pixels


class PanelView(TypedDict):
    """The Embed panel. A script makes the other forms of the code from `html` and `iframe`, by `FormsView`."""

    kind: Kind  # of what it embeds
    ready: bool  # false without an absolute SITEURL: there is nothing to copy then
    html: str  # form 1, the card as HTML
    iframe: str  # the card's frame alone
    alt: str  # of the picture, empty where none is drawn
    address: str  # absolute
    sizes: list[FrameSize]  # sizes offered for the frame
    picture: str  # site address
    square: str  # the square picture, 1080 by 1080 pixels; empty where none is drawn
    basis: str  # how far a quotation’s speaker is established, where the source does not name them; else empty


class FormsView(TypedDict):
    """The code of each form that the panel has a script make, with names in braces for what differs."""

    site: str  # the site’s address, absolute, with a slash at its end
    card: str  # form 2: the words, and the script that turns them into the card
    picture: str  # form 3
    element: str  # form 1 within the web component


class Letters(NamedTuple):
    """Letters of `size` pixels on lines of `line` times that."""

    size: float
    line: float


LABEL, TEXT, BRAND, TITLE = Letters(14, 1.45), Letters(16, 1.45), Letters(18, 1.2), Letters(24, 1.2)
WORDS = {1: Letters(27, 1.2), 2: Letters(24, 1.2), 3: Letters(21, 1.3), 4: Letters(19, 1.35), 5: Letters(17, 1.4)}
BELOW = 4  # pixels below a text
FOOT = 14 + 8 + 2 + 10 + 2  # above the foot, between its rule and its lines, between and below these, the borders
# A face's width, beside words in frames from this on, its height there, less the paddings; its room above the words.
FACE, FACE_FROM, FACE_HEIGHT, SMALL_FACE = 128, 416, 130, 116
SUMMARY = 12 + 8 + LABEL.size * LABEL.line
PART_END = re.compile("</(?:p|li|b)>")  # where a line of form 1 ends in a frame


class State(NamedTuple):
    """The version of a quotation that an embed shows, its status, and in `note` what happened to it."""

    version: int = 1
    status: Literal["current", "corrected", "withdrawn", "gone", "moved"] = "current"
    note: str = ""


def state_of(note: str, version: int = 1, *, withdrawn: bool = False) -> State:
    """Return the state of something to which happened what `note` says; it is current where that is nothing."""
    return State(version, "withdrawn" if withdrawn else "corrected" if note else "current", note)


class Embeddable(NamedTuple):
    """Something for other sites: a quotation, timeline, person, topic or question, or what is gone of these.

    Addresses are site addresses, not absolute. `block` is form 1, `lang` its language. `title` names the frame to
    screen readers. `heights` holds pixels by width. `picture` and `square` are empty where none is drawn, `author`
    where no speaker is established, `author_url` without a page. `basis` is how far a quotation's speaker is
    established.
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
    lang: str
    author: str = ""
    author_url: str = ""
    state: State = State()
    square: str = ""
    basis: Literal["stated", "inferred", "editor", "none", ""] = ""

    @classmethod
    def of(  # noqa: PLR0913  each kind has its own
        cls, edition: Edition, about: Subject, words: Letters, fixed: float, more: Iterable[str] = (), *,
        beside: float = 0, **told: Any,
    ) -> Embeddable:  # fmt: skip
        """Return what is embedded of a subject; `told` are the other fields.

        Of its frame `words` are the letters of what stands in paragraphs, `more` the texts that form 1 has not, `fixed`
        the pixels of all else in its height, and `beside` those beside its words.
        """
        site, (frame, oembed, picture) = edition.site, places(about.kind, about.id)
        parts = [
            (marked_safe(part).striptags(), words if "<p" in part else TEXT) for part in PART_END.split(told["block"])
        ]
        foot = [(site.name, BRAND), (about.read or site.absolute(about.page), LABEL)]
        texts = [*parts, *((one, TEXT) for one in more)]
        own = {"frame": frame, "oembed": oembed, "picture": site.card(picture), "lang": site.lang, **told}
        return cls(kind=about.kind, page=about.page, heights=heights(texts, foot, fixed, beside), **own)


class Subject(NamedTuple):
    """What is embedded: its kind, id and page, and what the foot of its frame leads to, if not only to that page."""

    kind: Kind
    id: str
    page: str
    read: str = ""


# Its code has all that any code has. The panel’s script puts values in for the names in braces, and for the attributes
# and the block quotation as they are here.
PATTERN = Embeddable(
    kind="quote", block=Markup('<blockquote cite="…">…</blockquote>'), title="{title}", page="{page}", frame="{frame}",
    oembed="", picture=f"{CARDS}{{picture}}", alt="{alt}", heights={}, lang="en", basis="inferred",
)  # fmt: skip
DOUBTED = ("inferred", "editor", "none")  # whom the source does not name itself


def panel(site: Site, embed: Embeddable) -> PanelView:
    """Return the Embed panel; not ready without an absolute SITEURL, since embeds need an address.

    The code is plain text, which templates escape: it is shown, not run.
    """
    ready = bool(site.url)
    return PanelView(
        kind=embed.kind,
        ready=ready,
        html=str(embed.block) if ready else "",
        iframe=str(frame(site, embed)) if ready else "",
        alt=embed.alt if ready and embed.picture else "",
        address=site.absolute(embed.page),
        sizes=[FrameSize(width=width, height=height) for width, height in embed.heights.items()],
        picture=embed.picture,
        square=embed.square,
        basis=embed.basis if embed.basis in DOUBTED else "",
    )


def forms(site: Site) -> FormsView:
    """Return the code of the forms that hold the words or a picture, for the script of the panels to fill."""
    return FormsView(
        site=site.absolute(""),
        card=str(card(site, PATTERN)),
        picture=str(picture(site, PATTERN)),
        element=str(element(site, PATTERN)),
    )


def card(site: Site, embed: Embeddable) -> Markup:
    """Return form 2: form 1 with the address and the name of its frame, and the script that puts it there."""
    named = format_html(
        '<blockquote data-verbatim-frame="{}" data-verbatim-title="{}"', site.absolute(embed.frame), embed.title
    )
    script = format_html('<script src="{}" defer></script>', site.absolute(CARD_SCRIPT))
    return embed.block.replace("<blockquote", named, 1) + script


def frame(site: Site, embed: Embeddable, fragment: str = "") -> Markup:
    """Return the frame of the card's own page, as wide as the column that it stands in."""
    return format_html(
        '<iframe src="{}" title="{}" width="100%" height="{}" loading="lazy" frameborder="0" sandbox="{}"></iframe>',
        site.absolute(embed.frame) + fragment, embed.title, embed.heights[WIDTH], SANDBOX,
    )  # fmt: skip


def framed(site: Site, embed: Embeddable) -> Markup:
    """Return what oEmbed answers with: form 1, then the frame. A consumer that drops frames keeps the words.

    WordPress lets a frame's links lead to the host in its address alone. The fragment tells the frame which that is,
    since it survives the redirect of a site that moves to another host.
    """
    return embed.block + frame(site, embed, f"#{urlsplit(site.url).netloc}")


def picture(site: Site, embed: Embeddable) -> Markup:
    """Return form 3: the card as a picture that links to the page of what it shows, never wider than its column."""
    large, small = site.absolute(embed.picture), site.absolute(small_card(embed.picture))
    return format_html(
        '<a href="{}" {}><img src="{}" srcset="{} {}w, {} {}w" sizes="(max-width: {}px) 100vw, {}px" alt="{}"'
        ' width="{}" height="{}" style="max-width:100%;height:auto"></a>',
        site.absolute(embed.page), spoken_in(embed.lang), large, small, SMALL_WIDTH, large, CARD_WIDTH, CARD_WIDTH,
        CARD_WIDTH, embed.alt, CARD_WIDTH, CARD_HEIGHT,
    )  # fmt: skip


def element(site: Site, embed: Embeddable) -> Markup:
    """Return form 1 within the component, which finds out by `version` what was corrected since."""
    basis = format_html(' basis="{}"', embed.basis) if embed.basis in DOUBTED else ""
    return format_html(
        '<script type="module" src="{}"></script><verbatim-quote src="{}" version="{}"{}>{}</verbatim-quote>',
        site.absolute(COMPONENT), site.absolute(embed.page), embed.state.version, basis, embed.block,
    )  # fmt: skip


def heights(
    texts: Sequence[tuple[str, Letters]], foot: Sequence[tuple[str, Letters]], fixed: float, beside: float = 0
) -> dict[int, int]:
    """Return for each width the height in pixels that a frame surely fits: its texts, and what takes so many pixels."""
    told = {width: _height(texts, width, beside) + _height(foot, width) for width in WIDTHS}
    return {width: min(TALLEST, ceil(fixed + FOOT + height)) for width, height in told.items()}


def _height(texts: Sequence[tuple[str, Letters]], width: int, beside: float = 0) -> float:
    is_above = beside == FACE and width < FACE_FROM
    room = width - SIDES - (0 if is_above else beside)
    height = SMALL_FACE if is_above else 0.0
    for text, letters in texts:
        # A frame sets large letters in `min(size, 12px + 3.6vw)`.
        size = min(letters.size, 12 + 0.036 * width)
        fits = max(4, int(room / (EM * size)) - LOST)
        height += -(-breadth(text) // fits) * size * letters.line + BELOW if text.strip() else 0
    return max(height, FACE_HEIGHT) if beside == FACE else height


def breadth(text: str) -> int:
    """Return the width of a text in letters, at least one; an ideograph counts two."""
    wide = () if text.isascii() else MAY_BE_WIDE.findall(text)
    return max(1, len(text) + sum(east_asian_width(one) in "WF" for one in wide))


def oembed(site: Site, embed: Embeddable) -> dict[str, Any]:
    """Return the oEmbed response of type `rich`; the site must have an address.

    Two keys are our own: `themes` are the frame's addresses in fixed colours, since a file cannot answer `?theme=`; a
    quotation's `state` is its version, its status, and what happened to it.
    """
    fixed = f"{embed.frame}{'&' if '?' in embed.frame else '?'}theme="
    fields: dict[str, Any] = {
        "type": "rich",
        "version": "1.0",
        "title": embed.title,
        "provider_name": site.name,
        "provider_url": site.absolute(""),
        "html": str(framed(site, embed)),
        "width": WIDTH,
        "height": embed.heights[WIDTH],
        "cache_age": CACHE_SECONDS,
        "themes": {theme: site.absolute(f"{fixed}{theme}") for theme in THEMES},
    }
    if embed.kind == "quote" or embed.state.status != "current":
        fields["state"] = embed.state._asdict()
    if embed.author:
        fields["author_name"] = embed.author
    if embed.author_url:
        fields["author_url"] = embed.author_url if "://" in embed.author_url else site.absolute(embed.author_url)
    if embed.picture:
        fields["thumbnail_url"] = site.absolute(embed.picture)
        fields["thumbnail_width"], fields["thumbnail_height"] = CARD_WIDTH, CARD_HEIGHT
    return fields


def places(kind: Kind, name: str) -> tuple[str, str, str]:
    """Return the addresses of an embed's frame, oEmbed answer and picture."""
    folder = FOLDERS[kind]
    picture = f"{CARDS}{name}.png" if kind == "quote" else f"{CARDS}{folder}/{name}.png"
    return f"embed/{folder}/{name}/", f"oembed/{folder}/{name}.json", picture
