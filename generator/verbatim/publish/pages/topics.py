"""Makes what is served of topics: each one's page, frame and data, and the list of all topics."""

from __future__ import annotations

from itertools import groupby, islice
from typing import TYPE_CHECKING

from verbatim.publish import urls
from verbatim.publish.embedding import panel
from verbatim.publish.embeds.topic import last_moments
from verbatim.publish.exports.rows import topic_row, words_of
from verbatim.publish.glance import telling
from verbatim.publish.html import plain
from verbatim.publish.page import PageFrame, page, page_meta, with_illustration, with_picture
from verbatim.publish.payloads import templates
from verbatim.publish.refs import picture_view
from verbatim.publish.views.chart import amount_in
from verbatim.publish.views.topic import TopicCard, TopicView, topic_moments

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from verbatim.core.json import JsonObject
    from verbatim.model import Moment, Number
    from verbatim.newsroom.topics import Topic
    from verbatim.publish.edition import Edition
    from verbatim.publish.embedding import Embeddable
    from verbatim.publish.page import Meta, Page
    from verbatim.publish.views.topic import TopicSpeaker


SPEAKERS_AT_MOST = 10  # that a topic's data list


def pages_of_topic(edition: Edition, topic: Topic, embed: Embeddable) -> Iterator[Page]:
    """Yield the page and the frame of a topic; `embed` is what it offers to other sites."""
    view = TopicView.of(edition, topic)
    title = plain(topic.file.title)
    frame = PageFrame(_meta(edition, topic, embed), urls.topic_crumbs(edition, topic.id, title), "topics")
    yield page(
        view.ref["url"], "topic.html", templates.TopicValues(topic=view, panel=panel(edition.site, embed)), frame
    )
    framed = templates.TopicFrameValues(topic=view, line=last_moments(view))
    yield page(embed.frame, "embed_topic.html", framed, frame)


def _meta(edition: Edition, topic: Topic, embed: Embeddable) -> Meta:
    meta = page_meta(edition, topic.file.title, embed.page)
    texts = edition.site.words.counted(
        "%(num)s text, each sentence with its source.",
        "%(num)s texts on one page, each sentence with its source.",
        len(topic.stories),
    )
    meta["description"] = f"{plain(topic.file.title)}: {texts}"
    meta["feeds"] = [*urls.feed_links(urls.topic_feed(topic.id), plain(topic.file.title)), *meta["feeds"]]
    meta["oembed"] = edition.site.absolute(embed.oembed)
    meta["robots"] = "noindex" if topic.file.status == "draft" else ""
    if embed.picture:
        with_picture(edition, meta, embed.picture, embed.alt)
    with_illustration(edition, meta, picture_view(edition, topic.file.picture))
    return meta


def topics_page(edition: Edition) -> Page:
    """Return the list of all topics."""
    crumbs = urls.way(edition, urls.TOPICS)
    cards = [TopicCard.of(edition, topic) for topic in edition.topics.values()]
    meta = page_meta(edition, crumbs[-1]["label"], urls.TOPICS)
    return page(urls.TOPICS, "topics.html", templates.TopicsValues(topics=cards), PageFrame(meta, crumbs, "topics"))


# As data


def topic_json(edition: Edition, topic: Topic) -> JsonObject:
    """Return everything of a topic by the ids of quotations, people and moments, numbers with their places."""
    view, site = TopicView.of(edition, topic), edition.site
    return {
        **topic_row(edition, topic),
        "stories": [
            {
                "id": name,
                "date": edition.newsroom.stories[name].date or None,
                "url": site.url_of(urls.story_address(edition.newsroom.stories[name])),
                "source": site.url_of(urls.source_address(name)),
            }
            for name in topic.stories
        ],
        "speakers": list(_speakers(edition, view.speakers)),
        "moments": [_moment(moment) for moment in topic_moments(edition, topic)],
        "numbers": [[_number(edition, number) for number in group] for group in topic.numbers],
        "not_established": [
            {
                "quote": one.silence["quote"]["id"] if one.silence["quote"] else None,
                "same_words": [quote["id"] for quote in one.elsewhere],
            }
            for one in view.silences
        ],
    }


def _speakers(edition: Edition, rows: Iterable[TopicSpeaker]) -> Iterator[JsonObject]:
    """Yield those who are quoted most, each with their most telling words in every text that has any."""
    told = ((row, [edition.newsroom.quotes[one["id"]] for one in row.quotes]) for row in rows)
    found = (
        (row, [telling(edition, own) for _, own in groupby(said, key=lambda one: one.story)]) for row, said in told
    )
    for row, best in islice(((row, [*filter(None, best)]) for row, best in found if any(best)), SPEAKERS_AT_MOST):
        said = {one.quote.story: one.quote.id for one in best}
        yield {"person": row.person["id"], "quotations": len(row.quotes), "said": said}


def _moment(moment: Moment) -> JsonObject:
    return {
        "id": moment.id,
        "date": moment.date or None,
        "stories": list(dict.fromkeys(place.story for place in moment.places)),
        "also": [place.id for place in moment.also],
    }


def _number(edition: Edition, number: Number) -> JsonObject:
    """Return a number with what it amounts to, where its words leave no doubt."""
    read = amount_in(edition, number)
    return {
        **words_of(edition, number.story, number.span),
        "amount": (int(read.value) if read.value == int(read.value) else float(read.value)) if read else None,
        "means": words_of(edition, number.story, number.means),
    }
