"""Our Pelican generator: every page, feed and data file that is not Pelican's own. The desk comes in, files go out."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Any

from pelican.generators import Generator

from generator.publish.corrections import changed_on
from generator.publish.editors import editors_html
from generator.publish.lookup import in_any
from generator.publish.pages import pages
from generator.publish.profiles import about
from generator.publish.story_pages import unlisted_pages
from generator.site.desk import Desk
from generator.site.feed_files import feed_files
from generator.site.files import data_files, source_files, story_files
from generator.site.finish import CACHE
from generator.site.looks import Look
from generator.site.press import INTRASITE, Press
from generator.site.search import Index, wanted
from generator.site.settings import is_off
from generator.site.standards import standard_files
from generator.site.writer import write_bytes, write_pages

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.publish.page_views import Page

NOT_IN_SITEMAP = ("embed_", "404", "tombstone", "moved")


class SiteGenerator(Generator):  # type: ignore[misc]  # Pelican has no types
    """Writes the site's pages from the joined newsroom."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.desk: Desk = self.settings[Desk.KEY]
        self.press: Press = self.settings[Press.KEY]
        self.press.contents = self.context
        self.shared: dict[str, Any] = {}

    def generate_context(self) -> None:
        """Have Pelican publish the files that people's pages link to."""
        edition = self.desk.edition
        for person in edition.newsroom.people.values():
            html = editors_html(person.words, in_any(edition), about(person))
            self.context["static_links"] |= {path for what, path in INTRASITE.findall(html) if what != "filename"}

    def generate_output(self, writer: object) -> None:
        """Write pages, feeds, data and sources."""
        del writer  # Pelican's writes one file at a time, and only what it renders itself
        held = source_files(self.desk)
        if self.settings[Look.KEY]:
            self._write_pages()
            held = chain(story_files(self.desk.edition), held)
        for address, text in self._texts():
            self.press.write(address, text)
        for address, data in held:
            write_bytes(self.press.output / address, data)

    def _write_pages(self) -> None:
        index = Index(self.desk.edition, self.desk.content.parent / CACHE) if wanted(self.settings) else None
        self.shared = {name: value for name, value in self.context.items() if name.isupper()}
        self.shared["search_index"] = index is not None
        self.press.remember(write_pages(self._wanted(), self._rendered, self.press.output))
        for portrait in self.desk.portraits.values():
            for address, file in portrait.files.items():
                self.press.claim(address, portrait.source)
                write_bytes(self.press.output / address, file.read_bytes())
        if index:
            index.write(self.press.output)

    def _wanted(self) -> Iterator[Page]:
        for page in pages(self.desk.edition):
            if is_off(self.settings, page.template):
                continue
            self.press.claim(page.address, f"the page {page.address} of the site")
            if not page.template.startswith(NOT_IN_SITEMAP):
                self.press.addresses.append((page.address.removesuffix("index.html"), ""))
            yield page
        yield from unlisted_pages(self.desk.everything)

    def _rendered(self, page: Page) -> str:
        template = self.get_template(page.template.removesuffix(".html"))
        return self.press.finished(page.address, template.render({**self.shared, **page.payload}))

    def _texts(self) -> Iterator[tuple[str, str]]:
        edition = self.desk.edition
        if self.settings[Look.KEY]:
            yield from data_files(edition)
            yield from feed_files(edition, self.press)
        yield from standard_files(edition, self.settings, sorted({*self.press.addresses, *self._articles()}))

    def _articles(self) -> Iterator[tuple[str, str]]:
        """Yield the addresses of what Pelican writes, stories with the day of their last change."""
        stories = self.desk.edition.newsroom.stories
        for article in self.context["articles"]:
            story = stories[article.story]
            yield article.url, changed_on(self.desk.edition, story) or story.date
        for page in self.context["pages"]:
            yield page.url, ""
