"""A quotation for other sites: its words, who said them as far as the text establishes it, and where they stand."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from markupsafe import Markup

from verbatim.core.i18n import msgid
from verbatim.publish.corrections.changes import change_message, changes, eventful
from verbatim.publish.embeds.base import (
    FOOT,
    LABEL,
    SIDES,
    SMALL,
    SUMMARY,
    WIDTHS,
    WORDS,
    Embed,
    State,
    breadth,
    each,
    tall,
    whole,
    within,
)
from verbatim.publish.embeds.base import TITLE as TITLE_GONE
from verbatim.publish.html import as_html, clipped, closing_controls, format_html, is_markdown, plain
from verbatim.publish.urls import cite, square_card, target_of
from verbatim.publish.views.quotations import card_alt, pair_of, quote_view, speaker_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verbatim.model import History, Quote
    from verbatim.publish.edition import Edition
    from verbatim.publish.payloads.elements import QuoteView


# ---- publish/embed_quote.py

LINE_ENDS = re.compile(r"[\r\n\u2029]+")
# The mark that Markdown sets before each line of a block quotation: it belongs to the lines, not to what was said.
BLOCK_MARK = re.compile(r"^(?:[ \t]*>)+")
TITLE = 60
# Rules, paddings and the gaps between the lines below the words.
FURNITURE = 4 + 16 + 14 + 2 * 4


def quote_embed(edition: Edition, quote: Quote, view: QuoteView) -> Embed | None:
    """Return what a quotation offers to other sites; a withdrawn one offers nothing."""
    if quote.withdrawn:
        return None
    named = view["speaker"] if quote.basis != "none" else None
    return Embed(
        kind="quote",
        block=block(edition, quote, view),
        title=f"{clipped(_text(edition, quote), TITLE)} · {speaker_name(edition, quote)}",
        page=view["url"],
        frame=f"{view['embed_url']}?v={view['version']}",
        oembed=view["oembed_url"],
        picture=view["png_url"],
        square=square_card(edition, quote),
        alt=card_alt(edition, quote),
        heights=heights(edition, quote, view),
        author=speaker_name(edition, quote),
        author_url=named["url"] if named else "",
        basis=quote.basis,
        state=State(view["version"], "corrected" if view["changes"] else "current", note(edition, view)),
    )


def note(edition: Edition, view: QuoteView) -> str:
    """Return what the last correction says, with its day; empty where nothing was corrected."""
    return change_message(view["changes"][-1], edition.site.words) if view["changes"] else ""


def block(edition: Edition, quote: Quote, view: QuoteView) -> Markup:
    """Return form 1: the words, who said them and where, well-formed as XML, without class, script or style."""
    story = edition.newsroom.stories[quote.story]
    where = format_html('<a href="{}">{}</a>', edition.site.url_of(view["url"]), source_line(view, story.title))
    corrected = format_html(". {}", note(edition, view)) if view["changes"] else ""
    return format_html('<blockquote cite="{}" lang="{}">{} — {}. {}{}</blockquote>',
        cite(edition, story.id, quote.span), story.lang, words(edition, quote), attribution(edition, quote, view),
        where, corrected,
    )  # fmt: skip


def words(edition: Edition, quote: Quote) -> Markup:
    """Return the quotation's words, a `p` a paragraph, in quotation marks unless it is a paraphrase or has its own.

    The blank between paragraphs is for those that drop every `p`, as WordPress does of an oEmbed result.
    """
    held = _pieces(edition, quote)
    end = closing_controls(_text(edition, quote))
    if quote.kind != "direct":
        return Markup(" ").join(format_html("<p>{}</p>", as_html(piece)) for piece in held) + end
    # A later paragraph's own opening mark lies within the slice from the first word to the last.
    pair = pair_of(edition.newsroom.stories[quote.story], quote)
    inner = [*(as_html(piece) + Markup("</p> <p>") for piece in held[:-1]), as_html(held[-1])]
    return format_html("<p>{}</p>{}", Markup("").join([pair[0], *inner, pair[1]]), end)


def _pieces(edition: Edition, quote: Quote) -> list[str]:
    story = edition.newsroom.stories[quote.story]
    lines = LINE_ENDS.split(_text(edition, quote))
    bare = [BLOCK_MARK.sub("", line) for line in lines] if is_markdown(story) else lines
    return [line.strip() for line in bare if line.strip()]


def _text(edition: Edition, quote: Quote) -> str:
    return quote.span.of(edition.newsroom.stories[quote.story].text)


def attribution(edition: Edition, quote: Quote, view: QuoteView) -> str:
    """Return who spoke and in what role, and how far that is established, as plain text."""
    name = speaker_name(edition, quote)
    if quote.basis == "inferred":
        name = edition.site.words.gettext("%(name)s (inferred from the text)") % {"name": name}
    if quote.kind == "indirect":
        name = edition.site.words.gettext("%(name)s (paraphrased by the source)") % {"name": name}
    role = view["role"]
    if not role or quote.basis == "none":
        return name
    start, end = (int(offset) for offset in role["char"].split(","))
    return f"{name}, {plain(edition.newsroom.stories[role['story']].text[start:end])}"


def source_line(view: QuoteView, title: str) -> str:
    """Return where and when a quotation was published, as plain text."""
    source = view["story"]["source_name"] or clipped(title, 80)
    return f"{plain(source)}, {view['story']['date']['human']}"


def heights(edition: Edition, quote: Quote, view: QuoteView) -> dict[int, int]:
    """Return the height in pixels in which a quotation's frame surely fits at each width."""
    said = [breadth(piece) for piece in _pieces(edition, quote)]
    below = [attribution(edition, quote, view) + view["why"], source_line(view, view["story"]["title_text"])]
    changed = [change_message(change, edition.site.words) + PRINTED for change in view["changes"][-3:]]
    labels = [breadth(text) for text in (*below, *changed, *([SINCE] if changed else []))]
    small = [breadth(text) for text in (TRUST, f"{edition.site.name} {edition.site.absolute(view['url'])}")]
    fixed = FURNITURE + FOOT + (SUMMARY if view["before"] or view["after"] else 0) + (SUMMARY if changed else 0)

    def height(width: int) -> int:
        room, letters = width - SIDES, within(WORDS[view["step"]], width)
        set_words = sum([one + letters.size / 2 for one in each(said, letters, room)])
        set_below = sum([one + 4 for one in each(labels, LABEL, room)]) + sum(each(small, SMALL, room))
        return whole(fixed + set_words + set_below)

    return {width: height(width) for width in WIDTHS}


# As long as the longest of the lines that tell how far a quotation is established, and what was corrected.
TRUST = "Paraphrase · attribution not established · evidence"
PRINTED = "Printed: so that it fits"
SINCE = "Corrected since this was embedded."


# ---- publish/embed_gone.py

WITHDRAWN, GONE = msgid("This quotation was withdrawn."), msgid("This quotation is no longer here.")
MOVED = msgid("This quotation has another address now.")
FURNITURE_EMBED_GONE = 4 + 16 + 14


def gone_embeds(edition: Edition) -> Iterator[Embed]:
    """Yield what answers for each quotation that was published and can be quoted no more, or under another id."""
    for history in eventful(edition):
        held = edition.newsroom.quotes.get(history.id)
        if held is None or held.withdrawn or held.story not in edition.listed:
            yield _moved(edition, history) or _tombstone(edition, history)


def _moved(edition: Edition, history: History) -> Embed | None:
    target = target_of(edition, history.id)
    held = quote_embed(edition, target, quote_view(edition, target)) if target else None
    if not held:
        return None
    state = State(held.state.version, "moved", edition.site.words.gettext(MOVED))
    return held._replace(oembed=_oembed(history), state=state)


def _tombstone(edition: Edition, history: History) -> Embed:
    """Return an embed that says what happened, without a word of what was said."""
    words = edition.site.words
    said = words.gettext(WITHDRAWN if history.status == "withdrawn" else GONE)
    happened = [
        change_message(change, words) for change in changes(edition, history) if change["kind"] in ("withdrawn", "gone")
    ]
    page = f"quotes/{history.id}/"
    link = format_html('<a href="{}">{}</a>', edition.site.url_of(page), said)
    return Embed(
        kind="quote",
        block=format_html("<p>{}</p>", Markup(" ").join([link, *happened[-1:]])),
        title=said,
        page=page,
        frame=f"embed/quotes/{history.id}/",
        oembed=_oembed(history),
        picture="",
        alt=said,
        heights={
            width: _height([said, *happened[-3:]], f"{edition.site.name} · {edition.site.absolute(page)}", width)
            for width in WIDTHS
        },
        author="",
        author_url="",
        state=State(
            history.versions[-1].number,
            "withdrawn" if history.status == "withdrawn" else "gone",
            happened[-1] if happened else said,
        ),
    )


def _height(said: list[str], foot: str, width: int) -> int:
    room = width - SIDES
    told = tall(said[0], within(TITLE_GONE, width), room) + sum(4 + tall(one, LABEL, room) for one in said[1:])
    return whole(FURNITURE_EMBED_GONE + FOOT + told + tall(foot, SMALL, room))


def _oembed(history: History) -> str:
    return f"oembed/quotes/{history.id}.json"
