"""What the templates may count on: the head of every page, and the panel from which a quotation is embedded."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypedDict

if TYPE_CHECKING:
    from markupsafe import Markup

    from generator.publish.page_views import Crumb


class Alternate(TypedDict):
    """A page in one language: its tag, or `x-default`, and its absolute address."""

    lang: str
    url: str


class Meta(TypedDict):
    """The head of a page. `title` and `description` hold no quoted words beyond their slices."""

    title: str
    description: str
    canonical: str  # absolute, empty without a SITEURL
    lang: str
    og_image: str
    og_image_alt: str
    og_type: str
    oembed: str  # absolute address of the oEmbed file, empty where there is none
    feeds: list[Crumb]
    robots: str
    alternates: list[Alternate]  # the page in every language, its own too; empty where there is one only
    share_title: str  # the title whole; `title` is cut to what a tab and a list of results show
    locale: str  # as Open Graph writes it, de_DE; empty where no territory is known
    section: str
    published: str  # as far as the day is known; empty but for stories and their quotations
    modified: str
    linked: Markup  # JSON-LD, ready for a script element; empty where a page has none


class FrameSize(TypedDict):
    """A width that the panel offers for a frame, and the height in which its words surely fit then, in pixels."""

    width: int
    height: int


class PanelView(TypedDict):
    """The Embed panel. Without an absolute SITEURL `ready` is false, and there is nothing to copy.

    `kind` is empty where there is nothing to embed. `frame` and `picture` are site addresses, `address` and `oembed`
    absolute ones.
    """

    kind: Literal["quote", "timeline", "person", ""]
    ready: bool
    html: str  # form 1, as source code to be shown
    iframe: str  # form 2
    image: str  # form 3, empty where no picture is drawn
    image_alt: str
    oembed: str
    address: str
    frame: str
    title: str  # names the frame
    sizes: list[FrameSize]
    picture: str
    square: str  # the same, 1080 by 1080 pixels; empty where none is drawn
    element: str  # form 1 within the web component, empty but for quotations
