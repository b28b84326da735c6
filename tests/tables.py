"""The site's tables as a build puts them together of the rows of its targets, for an edition that a test made."""

from operator import itemgetter
from typing import Any

from verbatim.publish.edition import Edition
from verbatim.publish.exports.data import history_rows
from verbatim.publish.exports.rows import MOMENT, PERSON, QUESTION, STORY, TOPIC, quote_row, row_of
from verbatim.publish.question_page import question_views

Table = list[dict[str, Any]]


def stories(edition: Edition) -> Table:
    return [row_of(STORY, edition, story) for story in edition.newsroom.stories.values()]


def quotes(edition: Edition) -> Table:
    return [quote_row(edition, quote) for quote in edition.newsroom.quotes.values()]


def people(edition: Edition) -> Table:
    return [row_of(PERSON, edition, person) for person in edition.newsroom.people.values()]


def moments(edition: Edition) -> Table:
    return [row_of(MOMENT, edition, moment) for moment in edition.newsroom.moments]


def history(edition: Edition) -> Table:
    return [row for _, row in sorted(history_rows(edition), key=itemgetter(0))]


def topics(edition: Edition) -> Table:
    return [row_of(TOPIC, edition, topic) for topic in edition.topics.values()]


def questions(edition: Edition) -> Table:
    return [row_of(QUESTION, edition, one) for about in edition.questions for one in question_views(edition, about)]
