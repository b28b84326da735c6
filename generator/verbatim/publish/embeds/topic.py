"""Makes the embed of a topic: the editors' summary, what the newest text tells, and the last moments of all texts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from verbatim.publish.embeds.base import (
    FOOT,
    SIDES,
    SMALL,
    TEXT,
    TITLE,
    WIDTHS,
    Embed,
    breadth,
    each,
    places,
    tall,
    whole,
    within,
)
from verbatim.publish.embeds.timeline import BETWEEN, HEAD, dated_moments, moment_item, moments_height, short_line
from verbatim.publish.html import as_html, closing_controls, format_html, plain, spoken_in
from verbatim.publish.payloads.timeline import ShortLine
from verbatim.publish.urls import cite, span_of

if TYPE_CHECKING:
    from verbatim.publish.edition import Edition
    from verbatim.publish.payloads.elements import Slice
    from verbatim.publish.payloads.topic import TopicView

MOMENTS = 3  # the last ones


def last_moments(topic: TopicView) -> ShortLine:
    """Return the last moments of a topic's line, and how many stand before them."""
    short = short_line(topic["line"], MOMENTS)
    return ShortLine(short.rows, [], short.left_out + len(short.undated))


def topic_embed(edition: Edition, topic: TopicView) -> Embed:
    """Return the embed of a topic."""
    ref, line = topic["ref"], last_moments(topic)
    frame, oembed, picture = places("topic", ref["id"])
    block = _block(edition, topic, line)
    return Embed(
        kind="topic",
        block=block,
        title=_heading(edition, topic),
        page=ref["url"],
        frame=frame,
        oembed=oembed,
        picture=picture if edition.site.cards and line.rows else "",
        alt=plain(block.striptags()),
        heights=_heights(edition, topic, line),
        lang=edition.site.lang,
        author=edition.site.name,
    )


def _heading(edition: Edition, topic: TopicView) -> str:
    return edition.site.words.gettext("Topic: %(topic)s") % {"topic": plain(topic["ref"]["title"])}


def texts_line(edition: Edition, topic: TopicView) -> str:
    """Return how many texts a topic joins and from when to when, in words."""
    ref, words = topic["ref"], edition.site.words
    count = words.counted("%(num)s text", "%(num)s texts", ref["stories"])
    if not ref["first"] or not ref["last"] or ref["first"] == ref["last"]:
        return f"{count}, {ref['last']['human']}" if ref["last"] else count
    return f"{count}, {ref['first']['human']} – {ref['last']['human']}"


def _block(edition: Edition, topic: TopicView, line: ShortLine) -> Markup:
    """Return form 1: the name, how many texts, and the last moments in the sources' sentences, else the newest lead."""
    told = [moment_item(edition, *one) for one in dated_moments(edition, line)]
    told = told or [_lead(edition, one["sentence"]) for one in (topic["lead"],) if one]
    items = Markup("").join(format_html("<li>{}</li> ", one) for one in told)
    listed = format_html("<ul>{}</ul> ", items) if items else Markup("")
    address = edition.site.url_of(topic["ref"]["url"])
    return format_html('<blockquote cite="{}" {}><b>{}.</b> {}<a href="{}">{}</a></blockquote>',
        address, spoken_in(edition.site.lang), _heading(edition, topic), listed, address, texts_line(edition, topic),
    )  # fmt: skip


def _lead(edition: Edition, sentence: Slice) -> Markup:
    span, words = span_of(sentence), span_of(sentence).of(edition.newsroom.stories[sentence["story"]].text)
    cited = cite(edition, sentence["story"], span)
    return format_html('<q cite="{}">{}</q>{}', cited, as_html(words), closing_controls(words))


def _heights(edition: Edition, topic: TopicView, line: ShortLine) -> dict[int, int]:
    moments, lead = moments_height(edition, line), topic["lead"]
    told = plain(topic["summary"].striptags())
    words = span_of(lead["sentence"]).of(edition.newsroom.stories[lead["story"]["id"]].text) if lead else ""
    foot = f"{edition.site.name} · {edition.site.absolute(topic['ref']['url'])}"
    small = [breadth(texts_line(edition, topic)), breadth(foot), breadth(foot)]

    def height(width: int) -> int:
        room = width - SIDES
        above = tall(topic["ref"]["title"], within(TITLE, width), room)
        texts = sum(tall(one, TEXT, room) + BETWEEN for one in (told, words) if one)
        return whole(HEAD + FOOT + moments(room) + above + texts + sum(each(small, SMALL, room)))

    return {width: height(width) for width in WIDTHS}
