"""Writes the files that Pelican renders itself through our output, with what our templates need."""

import io
import os
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from jinja2 import Template
from pelican.writers import Writer

from verbatim.core.i18n import msgid
from verbatim.publish.corrections import changes_of_site
from verbatim.publish.jsonld import link_data
from verbatim.publish.page import PageValues, page_meta
from verbatim.publish.story_page import article_payload
from verbatim.publish.urls import CORRECTIONS_FEED, FRONT, INDEX, Crumb, crumb, feed_links
from verbatim.site import blog, i18n
from verbatim.site.context import BuildContext
from verbatim.site.incremental.output import Output
from verbatim.site.theme.look import Look

CORRECTIONS = "corrections"
# The headings of the lists that Pelican makes of a blog's articles, by their templates.
LISTS = {
    "index": msgid("Articles"),
    "archives": msgid("Articles"),
    "categories": msgid("Categories"),
    "tags": msgid("Tags"),
    "authors": msgid("Authors"),
}


class OutputWriter(Writer):  # type: ignore[misc]  # Pelican has no types
    """Writes the files that Pelican renders itself through our output."""

    _is_blogs = False  # whether the page that is written is a blog's own

    def write_file(self, name: str, template: Template, context: dict[str, Any], *args: Any, **kwargs: Any) -> None:
        """Add what our templates need to what Pelican passes, and write the page."""
        if not name:
            return
        build: BuildContext = self.settings[BuildContext.KEY]
        content = kwargs.get("article") or kwargs.get("page")
        is_front = self.settings[blog.KEY] and name == INDEX  # which ours replaces
        if not (kwargs.get("override_output") or is_front):
            output: Output = self.settings[Output.KEY]
            output.claim(name, f"content/{content.relative_source_path}" if content else name)
        if getattr(kwargs.get("article"), "story", ""):
            self._write_article(name, template, context, *args, **kwargs)
            return
        self._is_blogs = bool(self.settings[blog.KEY]) and not getattr(content, "is_method", False)
        if content and self._is_blogs:
            kwargs = _framed(build, content.title, content.url) | kwargs
        elif content:
            kwargs |= _page_payload(build, content)
        else:
            kwargs = _framed(build, self._title_of_list(template, kwargs), kwargs.get("url", "")) | kwargs
        super().write_file(name, template, context, *args, **kwargs)

    def write_feed(self, *args: Any, **kwargs: Any) -> Any:
        """Write a feed of Pelican's; a blog's own articles stand in it."""
        self._is_blogs = bool(self.settings[blog.KEY])
        return super().write_feed(*args, **kwargs)

    def _title_of_list(self, template: Template, kwargs: Mapping[str, Any]) -> str:
        """Return the heading of a page on which Pelican lists articles: the tag's name, say, or that of all of them."""
        named = next((str(kwargs[kind]) for kind in ("tag", "category", "author") if kwargs.get(kind)), "")
        heading = LISTS.get(Path(template.name or "").stem, "")
        return named or (self.settings[i18n.KEY].gettext(heading) if heading else "")

    def _write_article(self, name: str, template: Template, context: dict[str, Any], *args: Any, **kwargs: Any) -> None:
        """Write a story's own page: in our theme with the rest of the story, later, perhaps in another process."""
        build, output = self.settings[BuildContext.KEY], self.settings[Output.KEY]
        story = kwargs["article"].story

        def write() -> None:
            edition = build.edition_of(story)
            payload: dict[str, object] = article_payload(edition, edition.newsroom.stories[story])
            self._is_blogs = False
            super(OutputWriter, self).write_file(name, template, context, *args, **kwargs | payload)

        if self.settings[Look.KEY] and not kwargs.get("override_output"):
            output.story_pages[story] = write
        else:
            write()

    def _open_w(self, filename: str, encoding: str, override: bool = False) -> io.StringIO:  # noqa: FBT001, FBT002
        """Return a file in memory, written when it is closed; an overridden file is written by nothing else."""
        del encoding
        if filename in self._overridden_files and not override:
            return io.StringIO()
        if override:
            self._overridden_files.add(filename)
        address = os.path.relpath(filename, self.output_path)
        output: Output = self.settings[Output.KEY]
        return _OutputFile(partial(output.write_blogs if self._is_blogs else output.write, address))


class _OutputFile(io.StringIO):
    """A text in memory that is written to the output when it is closed."""

    def __init__(self, write: Callable[[str], None]) -> None:
        super().__init__()
        self._write_text = write

    def close(self) -> None:
        if self.closed:
            return
        text = self.getvalue()
        # Closed first: an error in writing must be raised once, and Python closes what it discards.
        super().close()
        self._write_text(text)


def _framed(build: BuildContext, title: str, url: str) -> dict[str, object]:
    trail = [crumb(build.edition, FRONT), *([Crumb(label=title, url=url)] if title else [])]
    return PageValues(page_meta(build.edition, title, url), trail, "").around({})


def _page_payload(build: BuildContext, page: Any) -> dict[str, object]:
    meta = page_meta(build.edition, page.title, page.url)
    if page.slug == CORRECTIONS:
        meta["feeds"] = [*feed_links(CORRECTIONS_FEED, page.title), *meta["feeds"]]
    log: dict[str, object] = {"changes": changes_of_site(build.edition)} if page.slug == CORRECTIONS else {}
    payload = PageValues(meta, [crumb(build.edition, FRONT), Crumb(label=page.title, url=page.url)], "").around(log)
    link_data(build.edition, "page.html", payload)
    return payload
