"""Writes every page, feed and data file that is not Pelican's own, as one of Pelican's generators.

Standard files are robots.txt, the sitemaps, security.txt and the web manifest.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pelican.generators import Generator

from verbatim.core.cache import cache_of
from verbatim.core.executors import shares
from verbatim.core.json import readable
from verbatim.publish.corrections.log import last_day
from verbatim.publish.markup.editors import editors_html, in_any
from verbatim.publish.sitemaps import NEWS_SITEMAP, news_sitemap, sitemap
from verbatim.publish.urls import INDEX
from verbatim.publish.views.profile import about
from verbatim.site import blog, search
from verbatim.site.context import BuildContext
from verbatim.site.fingerprint import shows_other_stories
from verbatim.site.images.cards import ICONS, card_painter, languages_of
from verbatim.site.incremental.render import INTRASITE, Output, Renderer, StoredRow
from verbatim.site.incremental.targets import DAY, all_targets, source_targets
from verbatim.site.incremental.tracker import BuildTracker, RowSorter
from verbatim.site.pelican.cluster import render_shared
from verbatim.site.settings import is_guest
from verbatim.site.templates.compiler import precompile
from verbatim.site.theme.look import Look

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from verbatim.core.executors import Shares
    from verbatim.publish import Edition
    from verbatim.publish.payloads.elements import PictureFiles, PortraitView
    from verbatim.site.images.illustrations import ImageFiles
    from verbatim.site.incremental.render import TargetResult


SECURITY = ".well-known/security.txt"


class SiteGenerator(Generator):  # type: ignore[misc]  # Pelican has no types
    """Writes every page, feed and data file that is not Pelican's own."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.build: BuildContext = self.settings[BuildContext.KEY]
        self.output: Output = self.settings[Output.KEY]
        self.output.contents = self.context
        self._cache = cache_of(self.build.content)
        self._wait_compiled = precompile(self.env, Path(self.theme) / "templates")

    def generate_context(self) -> None:
        """Have Pelican publish the files that people's pages link to."""
        edition = self.build.edition
        for person in edition.newsroom.people.values():
            html = editors_html(person.words, in_any(edition), about(person))
            self.context["static_links"] |= {path for what, path in INTRASITE.findall(html) if what != "filename"}

    def generate_output(self, writer: object) -> None:
        """Write pages, feeds, data and sources."""
        del writer  # Pelican's writes one file at a time, and only what it renders itself
        whole = self.output.take_result()
        if self.settings[blog.KEY] and self.settings[Look.KEY]:
            (self.output.folder / INDEX).unlink(missing_ok=True)  # where a blog's index begins, our front page stands
        for result in self._results(shares(self.settings)):
            for page in result.pages:
                self.output.claim(page, f"the page {page} of the site")
            whole.add(result)
        self.output.result = whole
        if self.settings[Look.KEY]:
            self._write_whole(whole)
        if is_guest(self.settings):
            return
        addresses = {(page.removesuffix(INDEX), "") for page, is_listed in whole.pages.items() if is_listed}
        pages = sorted(addresses | {*self._articles()})
        for address, text in standard_files(self.build.edition, self.settings, pages):
            self.output.write(address, text)

    def _results(self, who: Shares) -> Iterator[TargetResult]:
        """Yield the result of each target; those that are up to date are not rendered."""
        renderer = self.renderer()
        if tracker := self._tracker():
            return tracker.results(self.build, partial(render_shared, renderer, who=who))
        targets = list(all_targets(self.build) if self.settings[Look.KEY] else source_targets(self.build))
        return render_shared(renderer, targets, who)

    def _tracker(self) -> BuildTracker | None:
        tracker: BuildTracker | None = self.settings[BuildTracker.KEY]
        return tracker

    def renderer(self) -> Renderer:
        """Return what renders targets, once Pelican has read everything."""
        look, edition = self.settings[Look.KEY], self.build.edition
        shared = {name: value for name, value in self.context.items() if name.isupper()}
        shared["search_index"] = self.build.is_searched = search.is_wanted(self.settings)
        self._wait_compiled()
        draws = look and edition.site.cards
        painter = card_painter(self._cache, look.colours.light, languages_of(edition)) if draws else None
        self.build.sheet = painter.sheet(edition) if painter else None
        others = bool(look) and shows_other_stories(look)
        return Renderer(self.build, self.output, self.settings, shared, self.get_template, painter, others)

    def _write_whole(self, whole: TargetResult) -> None:
        """Write the files about the whole site, portraits and pictures."""
        if tracker := self._tracker():
            tracker.write_whole()
        else:
            sorter = RowSorter({"": 0})
            sorter.add("", [StoredRow(row.file, row.text.encode(), row.key) for row in whole.rows])
            for file, pieces in sorter.files():
                self.output.write_bytes(file, b"".join(pieces))
        for portrait in self.build.portraits.values():
            self._write_picture(portrait)
        for picture in self.build.illustrations.values():
            self._write_picture(picture)

    def _write_picture(self, picture: ImageFiles[PortraitView] | ImageFiles[PictureFiles]) -> None:
        for address, data in picture.files().items():
            self.output.claim(address, picture.source)
            self.output.write_bytes(address, data)

    def _articles(self) -> Iterator[tuple[str, str]]:
        """Yield the addresses of what Pelican writes, stories with the day of their last change."""
        edition, days = self.build.edition, {row.key: row.text for row in self.output.result.rows if row.file == DAY}
        for article in self.context["articles"]:
            if not getattr(article, "story", ""):
                yield article.url, ""
                continue
            yield article.url, days.get(article.story) or last_day(edition, edition.newsroom.stories[article.story])
        for page in self.context["pages"]:
            yield page.url, ""


def standard_files(
    edition: Edition, settings: Mapping[str, Any], addresses: Sequence[tuple[str, str]]
) -> Iterator[tuple[str, str]]:
    """Yield the standard files; the sitemap lists `addresses` with their dates."""
    site = edition.site
    if site.url:
        sitemaps = "".join(f"Sitemap: {site.absolute(name)}\n" for name in ("sitemap.xml", NEWS_SITEMAP))
        yield "robots.txt", f"User-agent: *\nAllow: /\n{sitemaps}"
        yield NEWS_SITEMAP, news_sitemap(edition)
    yield from sitemap(edition, addresses)
    if settings["SECURITY_CONTACT"]:
        yield SECURITY, security(edition, settings)
    if look := settings.get(Look.KEY):
        yield "manifest.webmanifest", readable(web_manifest(edition, look.colours.light))


def security(edition: Edition, settings: Mapping[str, Any]) -> str:
    """Return security.txt (RFC 9116): whom to tell about a vulnerability, until SECURITY_EXPIRES."""
    contact = str(settings["SECURITY_CONTACT"])
    if "@" in contact and ":" not in contact:
        contact = f"mailto:{contact}"
    lines = [f"Contact: {contact}", f"Expires: {settings['SECURITY_EXPIRES']}T00:00:00Z"]
    lines.append(f"Preferred-Languages: {edition.site.lang}")
    if edition.site.url:
        lines.append(f"Canonical: {edition.site.absolute(SECURITY)}")
    return "\n".join(lines) + "\n"


def web_manifest(edition: Edition, colours: Mapping[str, str]) -> dict[str, Any]:
    """Return the web manifest (W3C), in the colours of the site's look.

    Its addresses are relative to itself, so that it works in any folder.
    """
    site = edition.site
    return {
        "name": site.name,
        "short_name": site.name,
        "description": site.description,
        "lang": site.lang,
        "start_url": "./",
        "scope": "./",
        "display": "browser",
        "background_color": colours["paper"],
        "theme_color": colours["band"],
        "icons": [
            {"src": name, "sizes": f"{size}x{size}", "type": "image/png", "purpose": purpose}
            for name, size in ICONS.items()
            if name.startswith("icon-")
            for purpose in ("any", "maskable")
        ],
    }
