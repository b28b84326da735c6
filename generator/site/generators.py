"""Our Pelican generator: every page, feed and data file that is not Pelican's own. The desk comes in, files go out."""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING, Any

from pelican.generators import Generator

from generator.executors import shares
from generator.publish.corrections import changed_on
from generator.publish.editors import editors_html
from generator.publish.links import INDEX
from generator.publish.lookup import in_any
from generator.publish.profiles import about
from generator.site import search
from generator.site.desk import Desk
from generator.site.finish import CACHE
from generator.site.json_text import listed
from generator.site.kitchen import Kitchen, follow_all
from generator.site.looks import Look
from generator.site.pictures import studio
from generator.site.press import INTRASITE, Press
from generator.site.recipes import WHOLE, recipes, sources
from generator.site.standards import standard_files

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.site.galley import Galley


class SiteGenerator(Generator):  # type: ignore[misc]  # Pelican has no types
    """Writes the site's pages from the joined newsroom."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.desk: Desk = self.settings[Desk.KEY]
        self.press: Press = self.settings[Press.KEY]
        self.press.contents = self.context

    def generate_context(self) -> None:
        """Have Pelican publish the files that people's pages link to."""
        edition = self.desk.edition
        for person in edition.newsroom.people.values():
            html = editors_html(person.words, in_any(edition), about(person))
            self.context["static_links"] |= {path for what, path in INTRASITE.findall(html) if what != "filename"}

    def generate_output(self, writer: object) -> None:
        """Write pages, feeds, data and sources."""
        del writer  # Pelican's writes one file at a time, and only what it renders itself
        look = self.settings[Look.KEY]
        wanted = list(recipes(self.desk) if look else sources(self.desk))
        whole = self.press.taken()
        for galley in follow_all(self._kitchen(), wanted, shares(self.settings).workers):
            for page in galley.pages:
                self.press.claim(page, f"the page {page} of the site")
            whole.join(galley)
        self.press.galley = whole
        if look:
            self._write_whole(whole)
        addresses = {(page.removesuffix(INDEX), "") for page, is_listed in whole.pages.items() if is_listed}
        for address, text in standard_files(self.desk.edition, self.settings, sorted(addresses | {*self._articles()})):
            self.press.write(address, text)

    def _kitchen(self) -> Kitchen:
        look, edition = self.settings[Look.KEY], self.desk.edition
        shared = {name: value for name, value in self.context.items() if name.isupper()}
        shared["search_index"] = search.wanted(self.settings)
        painting = studio(self.desk.content.parent / CACHE, look.colours.light) if look and edition.site.cards else None
        self.desk.sheet = painting.sheet(edition) if painting else None
        return Kitchen(self.desk, self.press, self.settings, shared, self.get_template, painting)

    def _write_whole(self, whole: Galley) -> None:
        """Write the files that tell of the whole site, and the portraits."""
        rows = sorted(whole.rows, key=attrgetter("key"))
        for file in WHOLE:
            self.press.put(file, listed(row.text for row in rows if row.file == file).encode())
        for portrait in self.desk.portraits.values():
            for address, kept in portrait.files.items():
                self.press.claim(address, portrait.source)
                self.press.put(address, kept.read_bytes())

    def _articles(self) -> Iterator[tuple[str, str]]:
        """Yield the addresses of what Pelican writes, stories with the day of their last change."""
        stories = self.desk.edition.newsroom.stories
        for article in self.context["articles"]:
            story = stories[article.story]
            yield article.url, changed_on(self.desk.edition, story) or story.date
        for page in self.context["pages"]:
            yield page.url, ""
