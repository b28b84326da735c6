"""Makes what is served of questions: each one's page with what it offers to other sites, its frame, and its data."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verbatim.publish.embeds.base import panel
from verbatim.publish.exports.data import words_of
from verbatim.publish.html import clipped
from verbatim.publish.pages.base import PageFrame, page, page_meta, with_picture
from verbatim.publish.payloads.elements import Crumb
from verbatim.publish.payloads.templates import QuestionFrameValues, QuestionValues
from verbatim.publish.urls import CRUMB_LENGTH, STORIES, TOPICS, span_of, way
from verbatim.publish.views.questions import bare_title, editors_say, editors_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verbatim.core.json import JsonObject
    from verbatim.publish.edition import Edition
    from verbatim.publish.embeds.base import Embed
    from verbatim.publish.payloads.pages import Meta, Page, Section
    from verbatim.publish.payloads.topic import AnswerView, QuestionView


def pages_of_question(edition: Edition, view: QuestionView, embed: Embed) -> Iterator[Page]:
    """Yield the page and the frame of a question; `embed` is what it offers to other sites."""
    home = view["home"]
    section: Section = "topics" if home["url"].startswith(TOPICS) else "stories"
    own = Crumb(label=clipped(view["title"], CRUMB_LENGTH), url=view["url"])
    above = Crumb(label=clipped(home["label"], CRUMB_LENGTH), url=home["url"])
    crumbs = [*way(edition, TOPICS if section == "topics" else STORIES), above, own]
    frame = PageFrame(_meta(edition, view, embed), crumbs, section)
    yield page(view["url"], "question.html", QuestionValues(question=view, panel=panel(edition.site, embed)), frame)
    yield page(embed.frame, "embed_question.html", QuestionFrameValues(question=view), frame)


def _meta(edition: Edition, view: QuestionView, embed: Embed) -> Meta:
    meta, words = page_meta(edition, view["title"], view["url"]), edition.site.words
    shown = [one["words"] for one in view["answers"] if one["words"]]
    answered = words.counted(
        "Answered by a text in its own words, with its place.",
        "Answered by texts in their own words, %(num)s places in all.",
        len(shown),
    )
    meta["description"] = f"{bare_title(view)} {answered if shown else editors_say(edition, view)}"
    meta["oembed"] = edition.site.absolute(embed.oembed)
    meta["robots"] = "noindex" if view["draft"] else ""
    with_picture(edition, meta, embed.picture, embed.alt)
    return meta


# As data


def question_row(edition: Edition, view: QuestionView) -> JsonObject:
    """Return a question with its answers' places; `says` and `words` are the editors', `says` where no text answers."""
    return {
        "id": view["id"],
        "url": edition.site.url_of(view["url"]),
        "about": view["id"].partition("/")[0],
        "of": "topic" if view["home"]["url"].startswith(TOPICS) else "story",
        "title": view["title"],
        "answers": [_answer_row(edition, one) for one in view["answers"]],
        "says": editors_say(edition, view) or None,
        "words": editors_words(view) or None,
    }


def _answer_row(edition: Edition, answer: AnswerView) -> JsonObject:
    """Return an answer; of one whose words were withdrawn only that."""
    words, withdrawn = answer["words"], answer["withdrawn"]
    if not words:
        return {"story": answer["story"]["id"], "withdrawn": withdrawn["date"]["edtf"] if withdrawn else None}
    return {**words_of(edition, words["story"], span_of(words)), "corrected": bool(answer["corrections"])}
