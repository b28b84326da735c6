"""Pelican's writer, for the files that Pelican writes itself: articles, pages, feeds, direct templates.

What it renders goes through the press, so that links are put in and nothing is opened in place.
"""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pelican.writers import Writer

from generator.publish.corrections import changes_of_site
from generator.publish.crumbs import FRONT, crumb
from generator.publish.meta import page_meta
from generator.publish.page import Frame
from generator.publish.page_views import Crumb
from generator.publish.pages import link_data
from generator.publish.story_pages import article_payload
from generator.site.desk import Desk
from generator.site.looks import Look
from generator.site.press import Press

if TYPE_CHECKING:
    from jinja2 import Template

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
            kwargs = Frame(page_meta(desk.edition, "", ""), [crumb(desk.edition, FRONT)], "").around({}) | kwargs
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
        return _Pressed(self.settings[Press.KEY], Path(filename).relative_to(self.output_path).as_posix())


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
    payload = Frame(meta, [crumb(desk.edition, FRONT), Crumb(label=page.title, url=page.url)], "").around(log)
    link_data(desk.edition, "page.html", payload)
    return payload
