"""Pelican's writer, for the files that Pelican writes itself: articles, pages, feeds, direct templates.

What it renders goes through the press, so that links are put in and nothing is opened in place.
"""

from __future__ import annotations

import io
import os
import re
from functools import cache, partial
from operator import attrgetter
from string import Formatter
from typing import TYPE_CHECKING, Any

from markupsafe import Markup
from pelican.generators import ArticlesGenerator
from pelican.utils import order_content
from pelican.writers import Writer

from verbatim.newsroom.graph import translated_from
from verbatim.publish.corrections.log import changes_of_site
from verbatim.publish.pages import link_data
from verbatim.publish.pages.base import PageFrame, page_meta
from verbatim.publish.pages.stories import article_payload
from verbatim.publish.payloads.elements import Crumb
from verbatim.publish.urls import FRONT, crumb, file_of, resolve, source_address
from verbatim.publish.views.annotated_text import article_html, article_summary
from verbatim.site.context import Desk
from verbatim.site.incremental.render import Press
from verbatim.site.theme.look import Look

if TYPE_CHECKING:
    from collections.abc import Callable

    from jinja2 import Template
    from pelican.contents import Content
    from pelican.generators import Generator


# ---- site/pelican_writer.py

CORRECTIONS = "corrections"


class PressWriter(Writer):  # type: ignore[misc]  # Pelican has no types
    """Writes Pelican's files by way of the press."""

    def write_file(self, name: str, template: Template, context: dict[str, Any], *args: Any, **kwargs: Any) -> None:
        """Add what our templates count on to what Pelican hands over, and write the page."""
        if not name:
            return
        desk: Desk = self.settings[Desk.KEY]
        content = kwargs.get("article") or kwargs.get("page")
        if not kwargs.get("override_output"):
            press: Press = self.settings[Press.KEY]
            press.claim(name, f"content/{content.relative_source_path}" if content else name)
        if "article" in kwargs:
            self._write_article(name, template, context, *args, **kwargs)
            return
        if "page" in kwargs:
            kwargs |= _of_page(desk, kwargs["page"])
        else:
            kwargs = PageFrame(page_meta(desk.edition, "", ""), [crumb(desk.edition, FRONT)], "").around({}) | kwargs
        super().write_file(name, template, context, *args, **kwargs)

    def _write_article(self, name: str, template: Template, context: dict[str, Any], *args: Any, **kwargs: Any) -> None:
        """Write a story's own page: in our theme with the rest of the story, later and maybe by another process."""
        article, desk, press = kwargs["article"], self.settings[Desk.KEY], self.settings[Press.KEY]

        def write() -> None:
            payload = _of_article(desk, article)
            super(PressWriter, self).write_file(name, template, context, *args, **kwargs | payload)

        if self.settings[Look.KEY] and not kwargs.get("override_output"):
            press.own[article.story] = write
        else:
            write()

    def _open_w(self, filename: str, encoding: str, override: bool = False) -> io.StringIO:  # noqa: FBT001, FBT002
        """Return a file in memory that is finished and written when it is closed.

        What one write overrides, no other writes.
        """
        del encoding
        if filename in self._overridden_files and not override:
            return io.StringIO()
        if override:
            self._overridden_files.add(filename)
        return _Pressed(self.settings[Press.KEY], os.path.relpath(filename, self.output_path))


class _Pressed(io.StringIO):
    """A text in memory that the press writes when it is closed."""

    def __init__(self, press: Press, address: str) -> None:
        super().__init__()
        self._press = press
        self._address = address

    def close(self) -> None:
        if self.closed:
            return
        text = self.getvalue()
        # Closed first: a fault in writing must be told once, and Python closes what it throws away.
        super().close()
        self._press.write(self._address, text)


def _of_article(desk: Desk, article: Any) -> dict[str, object]:
    edition = desk.edition_of(article.story)
    return article_payload(edition, edition.newsroom.stories[article.story])


def _of_page(desk: Desk, page: Any) -> dict[str, object]:
    meta = page_meta(desk.edition, page.title, page.url)
    log: dict[str, object] = {"changes": changes_of_site(desk.edition)} if page.slug == CORRECTIONS else {}
    payload = PageFrame(meta, [crumb(desk.edition, FRONT), Crumb(label=page.title, url=page.url)], "").around(log)
    link_data(desk.edition, "page.html", payload)
    return payload


# ---- site/contents.py

PLACE = re.compile(r"^(?:stories|drafts)/([^/]+)/#char=")


def prepare(content: Content) -> None:
    """Let an article or page give its body and summary as safe Markup, tokens of `links` turned into links.

    Pelican asks for both with the address of the site as the asking page or feed sees it.
    """
    if not isinstance(getattr(content, "_content", None), str):
        return
    if name := getattr(content, "story", ""):
        desk: Desk = content.settings[Desk.KEY]
        content._get_content = lambda: str(_body(desk, name))  # noqa: SLF001  where Pelican asks for another body
        content.get_summary = _summed_up(content, desk, name)
        content._expand_settings = _addressed(content)  # noqa: SLF001  it is asked four times a story
        content.get_relative_source_path = partial(_source_path, content)
    relative = bool(content.settings["RELATIVE_URLS"])
    shown = (lambda address: address) if content.settings[Look.KEY] else _in_the_source
    content.get_content = _linked(content.get_content, shown, relative)
    content.get_summary = _linked(content.get_summary, shown, relative)


def _source_path(content: Content, source_path: str | None = None) -> str:
    """Return where a story's file is below the content folder, which Pelican found out before it asks again."""
    found = content.relative_source_path if source_path is None else None
    return str(found or type(content).get_relative_source_path(content, source_path))


def _addressed(content: Content) -> Callable[[str], str]:
    """Return the function that gives a story's address and where it is saved.

    Pelican's own puts together all that an address might hold, also where it holds the story's id alone.
    """
    pelicans = content._expand_settings  # noqa: SLF001

    def expand(key: str) -> str:
        form = content.settings[f"{'DRAFT' if content.status == 'draft' else 'ARTICLE'}_{key.upper()}"]
        is_plain = isinstance(form, str) and _fields(form) == {"story"}
        return form.format(story=content.metadata["story"]) if is_plain else str(pelicans(key))

    return expand


@cache
def _fields(form: str) -> frozenset[str]:
    return frozenset(name for _, name, _, _ in Formatter().parse(form) if name is not None)


def _body(desk: Desk, name: str) -> Markup:
    edition = desk.edition_of(name)
    return article_html(edition, edition.newsroom.stories[name])


def _summed_up(content: Content, desk: Desk, name: str) -> Callable[[str], str]:
    """Return the function that gives a story's summary: one that stands in its metadata, else its first sentence."""
    pelicans = content.get_summary

    def summary(siteurl: str) -> str:
        if "summary" in content.metadata:
            return str(pelicans(siteurl))
        edition = desk.edition_of(name)
        return article_summary(edition, edition.newsroom.stories[name])

    return summary


def _in_the_source(address: str) -> str:
    """Return the address of a place in a story's text as one in the source's own file: only our theme shows both."""
    return PLACE.sub(lambda found: f"{source_address(found[1])}#char=", address)


def _linked(get: Callable[[str], str], shown: Callable[[str], str], relative: bool) -> Callable[[str], Markup]:  # noqa: FBT001
    def linked(siteurl: str) -> Markup:
        def to_link(address: str) -> str:
            held = shown(address)
            return f"{siteurl}/{file_of(held) if relative else held}"

        return Markup(resolve(get(siteurl), to_link))  # noqa: S704  made by our reader, from escaped or cleaned pieces

    return linked


def without_clock(feed: Any) -> None:
    """Give an empty feed a fixed date: the feed library would take the hour of the build."""
    from datetime import UTC, datetime  # noqa: PLC0415

    if not feed.items:
        feed.latest_post_date = lambda: datetime(1970, 1, 1, tzinfo=UTC)


# ---- site/articles.py

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
