"""Pelican's articles and pages made ready for our templates: their bodies are Markup, and our links work in them."""

from __future__ import annotations

import re
from functools import cache, partial
from string import Formatter
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from generator.publish.addresses import source_address
from generator.publish.article import article_html, article_summary
from generator.publish.links import file_of, resolve
from generator.site.desk import Desk
from generator.site.looks import Look

if TYPE_CHECKING:
    from collections.abc import Callable

    from pelican.contents import Content

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
