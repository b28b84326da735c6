"""What Pelican's generator of articles need not do, which takes the square of their number: what it does comes in.

It looks for translations by comparing each article with all others, also where there are none, and makes the list of
dates of every page of a section, a tag or an author, also where none of them is written.
"""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING, Any

from pelican.generators import ArticlesGenerator
from pelican.utils import order_content

from generator.newsroom.translations import translated_from
from generator.site.desk import Desk

if TYPE_CHECKING:
    from pelican.generators import Generator

TRANSLATED, ORIGINAL = "ARTICLE_TRANSLATION_ID", "translation_of"
PROCESSED = ("articles", "hidden_articles", "drafts")
LISTED = {"categories": "CATEGORY", "tags": "TAG", "authors": "AUTHOR"}
WRITTEN = ("SAVE_AS", "FEED_ATOM", "FEED_RSS")


def spare_translations(generator: Generator) -> None:
    """Have no translations looked for where no story is one: the generator's settings are its own then."""
    if not isinstance(generator, ArticlesGenerator) or generator.settings[TRANSLATED] != ORIGINAL:
        return
    desk: Desk = generator.settings[Desk.KEY]
    if not any(map(translated_from, desk.everything.newsroom.stories.values())):
        generator.settings = {**generator.settings, TRANSLATED: False}


def in_order(generator: Any) -> None:
    """Put articles in the order in which looking for translations leaves them: of one day, by their ids."""
    if generator.settings[TRANSLATED] is False:
        for articles in (getattr(generator, name) for name in PROCESSED):
            articles.sort(key=attrgetter("story"))
            order_content(articles, generator.settings["ARTICLE_ORDER_BY"])


def leave_lists(generator: Any) -> None:
    """Leave out lists of which no page and no feed is written; templates have them."""
    for name, kind in LISTED.items():
        if not any(generator.settings.get(f"{kind}_{what}") for what in WRITTEN):
            setattr(generator, name, type(getattr(generator, name))())
