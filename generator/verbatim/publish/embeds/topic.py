"""Makes the embed of a topic: the editors' summary, the newest text, and the last moments of all texts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from verbatim.publish.embedding import SMALL, TEXT, TITLE, Embeddable, FrameText, Subject
from verbatim.publish.embeds.timeline import (
    BETWEEN,
    HEAD,
    LEFT_OUT,
    dated_moments,
    moment_item,
    moment_rows,
    moments_alt,
)
from verbatim.publish.html import format_html, plain, spoken_in
from verbatim.publish.payloads.timeline import ShortLine
from verbatim.publish.views.timelines import bare_row

if TYPE_CHECKING:
    from verbatim.publish.edition import Edition
    from verbatim.publish.views.topic import TopicView

MOMENTS = 3


def last_moments(topic: TopicView) -> ShortLine:
    """Return the last moments of a topic that happened, with the next ahead, and how many are left out."""
    told = list(enumerate(topic.moments))
    happened = [at for at, moment in told if not moment["ahead"]]
    # What was ahead of an early text may be long over for the newest.
    ahead = [at for at, moment in told if moment["ahead"] and at > max(happened, default=-1)]
    happened = happened[-(MOMENTS - min(1, len(ahead))) :]
    shown = sorted([*happened, *ahead[: MOMENTS - len(happened)]])
    rows = [bare_row(topic.moments[at]) for at in shown]
    return ShortLine(rows, [], len(told) - len(shown) + len(topic.undated))


def topic_embed(edition: Edition, topic: TopicView) -> Embeddable:
    """Return the embed of a topic."""
    ref, line = topic.ref, last_moments(topic)
    title, told = _heading(edition, topic), plain(topic.summary.striptags())
    latest = f"{topic.stories[0]['title_text']} {topic.stories[0]['date']['human']}"
    rows = [*moment_rows(edition, line), FrameText(ref["title"], TITLE)]
    rows += [FrameText(one, TEXT, below=BETWEEN) for one in (told, latest) if one]
    rows += [FrameText(one, SMALL) for one in (texts_line(edition, topic), LEFT_OUT)]
    embed = Embeddable.of(
        edition,
        Subject("topic", ref["id"], ref["url"]),
        rows,
        HEAD,
        block=_block(edition, topic, line),
        title=title,
        alt=f"{moments_alt(edition, title, line)} {texts_line(edition, topic)}",
        author=edition.site.name,
    )
    return embed if line.rows else embed._replace(picture="")


def _heading(edition: Edition, topic: TopicView) -> str:
    return edition.site.words.gettext("Topic: %(topic)s") % {"topic": plain(topic.ref["title"])}


def texts_line(edition: Edition, topic: TopicView) -> str:
    """Return how many texts a topic joins and from when to when, in words."""
    ref, words = topic.ref, edition.site.words
    count = words.counted("%(num)s text", "%(num)s texts", ref["stories"])
    if not ref["first"] or not ref["last"] or ref["first"] == ref["last"]:
        return f"{count}, {ref['last']['human']}" if ref["last"] else count
    return f"{count}, {ref['first']['human']} – {ref['last']['human']}"


def _block(edition: Edition, topic: TopicView, line: ShortLine) -> Markup:
    """Return form 1: the name, how many texts, and the last moments in the sources' sentences."""
    told = [moment_item(edition, *one) for one in dated_moments(edition, line)]
    items = Markup("").join(format_html("<li>{}</li> ", one) for one in told)
    listed = format_html("<ul>{}</ul> ", items) if items else Markup("")
    address = edition.site.url_of(topic.ref["url"])
    return format_html('<blockquote cite="{}" {}><b>{}.</b> {}<a href="{}">{}</a></blockquote>',
        address, spoken_in(edition.site.lang), _heading(edition, topic), listed, address, texts_line(edition, topic),
    )  # fmt: skip
