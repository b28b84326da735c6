"""Writes every page, feed and data file that is not Pelican's own, as one of Pelican's generators.

Standard files are robots.txt, the sitemaps and the web manifest.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from operator import attrgetter
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from jinja2 import Environment

from verbatim.core.cache import cache_of
from verbatim.core.executors import shares
from verbatim.core.files import write_new
from verbatim.core.filestate import Snapshot
from verbatim.core.json import readable, readable_list
from verbatim.publish import Edition, embedding
from verbatim.publish.corrections import last_day
from verbatim.publish.sitemaps import sitemap
from verbatim.publish.urls import CHECK_PROGRAM, INDEX
from verbatim.site import blog, hosting, i18n, search, templates
from verbatim.site.context import BuildContext
from verbatim.site.edition_tar import write_content
from verbatim.site.fingerprint import FINGERPRINT, fingerprint, is_incremental, shows_other_stories
from verbatim.site.images import cards
from verbatim.site.images.pictures import ImageFiles
from verbatim.site.incremental.output import Output
from verbatim.site.incremental.render import Renderer
from verbatim.site.incremental.targets import DAY, WHOLE, all_targets
from verbatim.site.incremental.tracker import BuildTracker, start_tracker
from verbatim.site.pelican import guest
from verbatim.site.pelican.cluster import render_shared
from verbatim.site.settings import Settings, is_published
from verbatim.site.staging import EDITION_MADE
from verbatim.site.theme import assets, csp
from verbatim.site.theme.fonts import subsets_in, write_files, write_sheet
from verbatim.site.theme.look import TOKENS, Look
from verbatim.site.up_to_date import InputState


class SiteGenerator(guest.SourcesGenerator):
    """Writes every page, feed and data file that is not Pelican's own."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._cache = cache_of(self.build.content)

    def generate_output(self, writer: object) -> None:
        """Write pages, feeds, data and sources."""
        if self.settings[Look.KEY]:
            self._write_targets()
        else:
            super().generate_output(writer)
        listed = (page for page, is_listed in self.output.result.pages.items() if is_listed)
        addresses = {(page.removesuffix(INDEX), "") for page in listed}
        pages = sorted(addresses | {*self._articles()})
        for address, text in standard_files(self.build.edition, self.settings, pages):
            self.output.write(address, text)

    def _write_targets(self) -> None:
        """Write everything of our theme; targets that are up to date are not rendered."""
        shown: list[ImageFiles[Any]] = [*self.build.portraits.values(), *self.build.illustrations.values()]
        for picture in shown:  # by cards, too
            folder = (self.output.folder / picture.view["stem"]).parent
            folder.mkdir(parents=True, exist_ok=True)  # an edition has no more
            for address, data in picture.files().items():
                self.output.claim(address, picture.source)
                self.output.write_bytes(address, data)
        whole = self.output.take_result()
        if self.settings[blog.KEY]:
            (self.output.folder / INDEX).unlink(missing_ok=True)  # where a blog's index begins, our front page stands
        render, targets = partial(render_shared, self.renderer(), who=shares(self.settings)), [*all_targets(self.build)]
        tracker: BuildTracker | None = self.settings[BuildTracker.KEY]
        for result in tracker.results(self.build, self.output, targets, render) if tracker else render(targets):
            for page in result.pages:
                self.output.claim(page, f"the page {page} of the site")
            whole.add(result)
        self.output.result = whole
        _write_rows(self.output)

    def renderer(self) -> Renderer:
        """Return what renders targets, once Pelican has read everything."""
        look, edition = self.settings[Look.KEY], self.build.edition
        shared = {name: value for name, value in self.context.items() if name.isupper()}
        shared["search_index"] = self.build.is_searched = search.is_wanted(self.settings)
        draws = look and edition.site.cards
        painter = cards.card_painter(self._cache, look.colours.light, cards.languages_of(edition)) if draws else None
        self.build.sheet = painter.sheet(edition) if painter else None
        others = bool(look) and shows_other_stories(look)
        return Renderer(self.build, self.output, self.settings, shared, self.get_template, self.env, painter, others)

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


def start_tracking(settings: Settings, seen: Snapshot) -> None:
    """Start tracking a build that has read its content; `seen` is the survey of its files from before."""
    build: BuildContext = settings[BuildContext.KEY]
    output: Output = settings[Output.KEY]
    if settings[Look.KEY]:
        settings["JINJA_GLOBALS"] = {**settings["JINJA_GLOBALS"], "off": build.edition.site.off}
    settings[FINGERPRINT] = fingerprint(settings) if is_incremental(settings) else ""
    settings[BuildTracker.KEY] = start_tracker(cache_of(build.content), settings[FINGERPRINT])
    if settings[BuildTracker.KEY]:
        output.inputs = InputState(seen.folders, seen.digest if seen.is_settled else "")


def prepare_templates(environment: Environment, settings: Settings) -> None:
    """Give our templates the interface's words, and let them keep their code; take what inline parts any may have."""
    output: Output = settings[Output.KEY]
    if settings[Look.KEY]:
        i18n.install(environment, settings[i18n.KEY])
        if about := settings[FINGERPRINT]:
            templates.keep_compiled(environment, templates.template_cache(settings[BuildContext.KEY].content, about))
    output.declared = output.declared or csp.declared(environment, settings)


def write_last(build: BuildContext, output: Output, look: Look | None, settings: Mapping[str, Any]) -> None:
    """Write what depends on all pages: the theme's files, fonts, cards, the search index and `_headers`.

    Any other theme than ours brings its own files, and shows none of ours.
    """
    if look:
        cache = cache_of(build.content)
        records = [entry.record for entry in sorted(output.result.entries, key=attrgetter("place"))]
        wanted = search.is_wanted(settings) and records  # Pagefind makes no index of nothing
        with output.timed("fonts"):
            _write_theme(output, look, cache)
        with output.timed("search"):
            index = search.files(records, build.edition.site.lang, cache) if wanted else {}
            for address, data in index.items():
                output.write_bytes(address, data)
    written = {path.name for path in output.folder.iterdir() if path.is_dir()}
    folders = written | {address.partition("/")[0] for address in output.kept if "/" in address}
    if settings[blog.KEY]:  # the scripts of its pages are its own
        folders &= guest.our_folders()
    closed = ("sources",) if build.drafts and not build.for_web else ()  # other sites may not read what is a draft here
    headers = csp.headers_file(output.declared, folders, closed, csp.lasting(output.folder))
    if not (settings[blog.KEY] and (output.folder / hosting.HEADERS_FILE).is_file()):  # a blog may have its own
        output.write_bytes(hosting.HEADERS_FILE, headers.encode())
        if urlsplit(f"{build.edition.site.url}/").path == "/":  # hosts read it at their root
            output.write_bytes(hosting.REDIRECTS_FILE, hosting.REDIRECTS.encode())
    if look and is_published(settings) and settings["EDITION"] and not settings[blog.KEY]:
        supplied = {path: str(one.save_as) for path, one in output.contents["static_content"].items()}
        with output.timed("edition"):
            write_content(build, settings, output.folder, supplied, output.folder.parent / EDITION_MADE)
    if tracker := settings[BuildTracker.KEY]:
        tracker.close(output)


def _write_rows(output: Output) -> None:
    """Write the files about the whole site: rows by key, then in the order of their targets."""
    for file in WHOLE:
        rows = sorted((row for row in output.result.rows if row.file == file), key=attrgetter("key"))
        write_new(f"{output.folder}/{file}", readable_list(row.text for row in rows).encode())


def _write_theme(output: Output, look: Look, cache: Path) -> None:
    for name, data in assets.bundle(look).items():
        output.write_bytes(f"theme/{name}", data)
    output.write_bytes(embedding.COMPONENT, assets.component(look).encode())
    output.write_bytes(embedding.CARD_SCRIPT, assets.bare(look.read(assets.CARD_SOURCE)).encode())
    output.write_bytes(CHECK_PROGRAM, look.read(assets.CHECK_SOURCE).encode())
    own = any(one.save_as == cards.FAVICON for one in output.contents["static_content"].values())
    cards.write_icons(assets.icon(look), output.folder, cache, has_favicon=not own)
    if fonts := subsets_in(look.read(TOKENS)):
        write_fonts = write_files if look.for_web else write_sheet
        write_fonts("".join(sorted(output.result.characters)), output.folder, cache, fonts)


def standard_files(
    edition: Edition, settings: Mapping[str, Any], addresses: Sequence[tuple[str, str]]
) -> Iterator[tuple[str, str]]:
    """Yield the standard files; the sitemap lists `addresses` with their dates."""
    site = edition.site
    if site.url:
        yield "robots.txt", f"User-agent: *\nAllow: /\nSitemap: {site.absolute('sitemap.xml')}\n"
    yield from sitemap(edition, addresses)
    if look := settings.get(Look.KEY):
        yield "manifest.webmanifest", readable(web_manifest(edition, look.colours.light))


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
            for name, size in cards.ICONS.items()
            if name.startswith("icon-")
            for purpose in ("any", "maskable")
        ],
    }
