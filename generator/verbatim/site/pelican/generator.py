"""Our Pelican generator: every page, feed and data file that is not Pelican's own. The desk comes in, files go out."""

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
from verbatim.site import search
from verbatim.site.context import Desk
from verbatim.site.fingerprint import shows_others
from verbatim.site.images.cards import ICONS, studio
from verbatim.site.incremental.cluster import follow_by
from verbatim.site.incremental.render import INTRASITE, Kitchen, Line, Press
from verbatim.site.incremental.targets import DAY, recipes, sources
from verbatim.site.incremental.tracker import Spool
from verbatim.site.templates.environment import compiling
from verbatim.site.theme.look import Look

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from verbatim.core.executors import Shares
    from verbatim.publish import Edition
    from verbatim.site.incremental.render import Galley


# ---- site/standards.py

SECURITY = ".well-known/security.txt"


def standard_files(
    edition: Edition, settings: Mapping[str, Any], addresses: Sequence[tuple[str, str]]
) -> Iterator[tuple[str, str]]:
    """Yield robots.txt, the sitemaps of `addresses` with their dates, security.txt and the web manifest."""
    site = edition.site
    if site.url:
        sitemaps = "".join(f"Sitemap: {site.absolute(name)}\n" for name in ("sitemap.xml", NEWS_SITEMAP))
        yield "robots.txt", f"User-agent: *\nAllow: /\n{sitemaps}"
        yield NEWS_SITEMAP, news_sitemap(edition)
    yield from sitemap(edition, addresses)
    if settings.get("SECURITY_CONTACT"):
        yield SECURITY, security(edition, settings)
    if look := settings.get(Look.KEY):
        yield "manifest.webmanifest", readable(manifest(edition, look.colours.light))


def security(edition: Edition, settings: Mapping[str, Any]) -> str:
    """Return security.txt (RFC 9116): whom to tell of a weakness, until SECURITY_EXPIRES."""
    contact = str(settings["SECURITY_CONTACT"])
    if "@" in contact and ":" not in contact:
        contact = f"mailto:{contact}"
    lines = [f"Contact: {contact}", f"Expires: {settings['SECURITY_EXPIRES']}T00:00:00Z"]
    lines.append(f"Preferred-Languages: {edition.site.lang}")
    if edition.site.url:
        lines.append(f"Canonical: {edition.site.absolute(SECURITY)}")
    return "\n".join(lines) + "\n"


def manifest(edition: Edition, colours: Mapping[str, str]) -> dict[str, Any]:
    """Return the web manifest (W3C), in the colours of the site's look.

    Its addresses are relative to itself, so that it stands in any folder.
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


# ---- site/generators.py


class SiteGenerator(Generator):  # type: ignore[misc]  # Pelican has no types
    """Writes the site's pages from the joined newsroom."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.desk: Desk = self.settings[Desk.KEY]
        self.press: Press = self.settings[Press.KEY]
        self.press.contents = self.context
        self._cache = cache_of(self.desk.content)
        self._compiled = compiling(self.env, Path(self.theme) / "templates", self._cache / "templates")

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
        whole = self.press.taken()
        for galley in self._galleys(shares(self.settings)):
            for page in galley.pages:
                self.press.claim(page, f"the page {page} of the site")
            whole.join(galley)
        self.press.galley = whole
        if look:
            self._write_whole(whole)
        addresses = {(page.removesuffix(INDEX), "") for page, is_listed in whole.pages.items() if is_listed}
        for address, text in standard_files(self.desk.edition, self.settings, sorted(addresses | {*self._articles()})):
            self.press.write(address, text)

    def _galleys(self, who: Shares) -> Iterator[Galley]:
        """Yield what comes of each recipe; what stands and holds is not made anew."""
        kitchen = self.kitchen()
        if self.press.book:
            return self.press.book.galleys(self.desk, partial(follow_by, kitchen, who=who))
        wanted = list(recipes(self.desk) if self.settings[Look.KEY] else sources(self.desk))
        return follow_by(kitchen, wanted, who)

    def kitchen(self) -> Kitchen:
        """Return what it takes to follow a recipe, once Pelican has read everything."""
        look, edition = self.settings[Look.KEY], self.desk.edition
        shared = {name: value for name, value in self.context.items() if name.isupper()}
        shared["search_index"] = self.desk.is_searched = search.wanted(self.settings)
        self._compiled()
        painting = studio(self._cache, look.colours.light) if look and edition.site.cards else None
        self.desk.sheet = painting.sheet(edition) if painting else None
        others = bool(look) and shows_others(look)
        return Kitchen(self.desk, self.press, self.settings, shared, self.get_template, painting, others)

    def _write_whole(self, whole: Galley) -> None:
        """Write the files that tell of the whole site, and the portraits."""
        if self.press.book:
            self.press.book.write_whole()
        else:
            spool = Spool({"": 0})
            spool.add("", [Line(row.file, row.text.encode(), row.key) for row in whole.rows])
            for file, pieces in spool.files():
                self.press.put(file, b"".join(pieces))
        for portrait in self.desk.portraits.values():
            for address, kept in portrait.files.items():
                self.press.claim(address, portrait.source)
                self.press.put(address, kept.read_bytes())

    def _articles(self) -> Iterator[tuple[str, str]]:
        """Yield the addresses of what Pelican writes, stories with the day of their last change."""
        edition, known = self.desk.edition, {row.key: row.text for row in self.press.galley.rows if row.file == DAY}
        for article in self.context["articles"]:
            yield article.url, known.get(article.story) or last_day(edition, edition.newsroom.stories[article.story])
        for page in self.context["pages"]:
            yield page.url, ""
