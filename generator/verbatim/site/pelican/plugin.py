"""Connects our settings, readers, generator and writer to Pelican's signals, and writes what depends on all pages.

Handlers are functions of this module, since Pelican's signals keep weak references only.
"""

from __future__ import annotations

import logging
import os
import subprocess
import sys
from datetime import UTC, datetime
from functools import partial, wraps
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
from pelican import signals
from pelican.cache import FileStampDataCacher
from pelican.contents import Page
from pelican.log import console
from pelican.settings import DEFAULT_CONFIG

from verbatim.core.cache import cache_of
from verbatim.core.dates import UnknownInstant
from verbatim.core.errors import ContentError, ContentErrors, refusal
from verbatim.core.files import refuse_special
from verbatim.core.i18n import Words
from verbatim.publish.embeds.base import CARD_SCRIPT, COMPONENT
from verbatim.publish.urls import SMALL_WIDTH, drawing_of, is_small
from verbatim.site import blog, i18n, omissions, search
from verbatim.site.context import BuildContext, read_context, survey_inputs
from verbatim.site.hosting import HEADERS_FILE
from verbatim.site.images import pictures
from verbatim.site.images.cards import FAVICON, card_painter, languages_of, write_icons
from verbatim.site.incremental.render import Output
from verbatim.site.incremental.tracker import BuildTracker, start_tracker
from verbatim.site.pelican import articles, cluster, guest
from verbatim.site.pelican.generator import SiteGenerator
from verbatim.site.pelican.writer import OutputWriter
from verbatim.site.settings import is_for_web, is_guest, is_published, validate, with_defaults
from verbatim.site.staging import NOTES
from verbatim.site.templates.compiler import quicken
from verbatim.site.templates.runtime import template_cache
from verbatim.site.theme.assets import CARD_SOURCE, bare, bundle, component, icon
from verbatim.site.theme.csp import declared, headers_file, lasting
from verbatim.site.theme.fonts import subsets_in, write_files, write_sheet
from verbatim.site.theme.look import CONF, TOKENS, Look, advice
from verbatim.site.up_to_date import InputState

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from pelican import Pelican
    from pelican.generators import Generator


log = logging.getLogger(__name__)
PLUGIN = "pelican.plugins.verbatim"
STAGED = "VERBATIM_STAGED"  # in the environment of a run that a command stages and verifies
# Where Pelican reports what stopped it, and what its logger raises after an error with `--fatal`.
LOGGERS = ("pelican", "pelican.generators")
FATAL = "Warning or error encountered"
ANOTHERS = (
    "This theme is not Verbatim's: it shows the stories, your pages and the feeds. People, quotations, timelines, "
    "search, embeds and picture cards need Verbatim's own theme, and are left out."
)
NO_SUBSITES = "Verbatim's theme has no site within the site, as I18N_SUBSITES asks for"


def connect() -> None:
    """Connect every handler; connecting again changes nothing."""
    for name in LOGGERS:
        logging.getLogger(name).addFilter(report_plainly)
    signals.initialized.connect(on_initialized)
    signals.get_generators.connect(on_get_generators)
    signals.generator_init.connect(on_generator_init)
    signals.article_generator_pretaxonomy.connect(on_pretaxonomy)
    signals.article_generator_finalized.connect(on_articles_finalized)
    signals.readers_init.connect(on_readers_init)
    signals.get_writer.connect(on_get_writer)
    signals.content_object_init.connect(articles.prepare)
    signals.page_generator_finalized.connect(on_page_generator_finalized)
    signals.static_generator_finalized.connect(on_static_generator_finalized)
    signals.feed_generated.connect(on_feed_generated)
    signals.finalized.connect(on_finalized)


def split_alone(content: Path) -> None:
    """Split new sources where Pelican is run by itself. Those that cannot be split stop no others, and are named.

    In a process of its own, as the command does it: reading a text is no part of Pelican's.
    """
    command = [sys.executable, "-m", "verbatim", "split", "--content", str(content)]
    if (content / "sources").is_dir() and subprocess.run(command, check=False).returncode:  # noqa: S603  ourselves
        log.error("%s", ContentError(str(content / "sources"), 0, "not all were split", "Fix what is named above"))


def verify_alone(settings: Mapping[str, Any]) -> None:
    """Check the site that Pelican wrote by itself. Raises ContentErrors with what is wrong."""
    from verbatim.verify import verify  # noqa: PLC0415  a staged build verifies in another process

    output = Path(settings["OUTPUT_PATH"])
    report = verify(output, Path(settings["PATH"]) / "sources", output.name, is_new=True)
    if report.faults:
        raise ContentErrors(report.listed())
    console.print(f"{output.name}: verified: {report.summary}")


def in_our_run(handler: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """Return a handler that lets runs of Pelican within ours pass, which build no stories."""

    @wraps(handler)
    def handle(sender: Any) -> Any:
        return handler(sender) if sender.settings.get(blog.KEY) is not None else None

    return handle


on_pretaxonomy = in_our_run(articles.sort_articles)


@in_our_run
def on_articles_finalized(generator: Any) -> None:
    """Leave out lists that nobody reads: a newsroom's without a page, those of a blog's stories of no known year."""
    if generator.settings[blog.KEY]:
        guest.drop_undated_periods(generator)
    else:
        articles.drop_unused_lists(generator)


@in_our_run
def on_page_generator_finalized(generator: Any) -> None:
    """Add the pages on the method where a blog in our theme has none: our pages link to them."""
    settings = generator.settings
    if not (settings[blog.KEY] and settings[Look.KEY]):
        return
    taken = {page.save_as for page in generator.pages}
    for file, head, body in articles.method_pages(settings[BuildContext.KEY], taken):
        name = file.stem
        address = {"override_url": f"{name}/", "override_save_as": f"{name}/index.html", "slug": name}
        page = Page(str(body), {"title": head.get("Title"), **address}, settings, str(file), generator.context)
        page.is_method = True
        generator.pages.append(page)


def report_plainly(record: logging.LogRecord) -> bool:
    """Log an error in a newsroom's input by its message, once and without a traceback.

    Pelican reports a file that it could not read without the reason, which is then the exception being handled; and
    with `--fatal` it adds an error of its own, which says nothing.
    """
    error = record.exc_info[1] if record.exc_info else sys.exc_info()[1]
    if isinstance(error, RuntimeError) and str(error) == FATAL:
        return False
    if error is None or record.levelno < logging.ERROR:
        return True
    error = (refusal(error) if isinstance(error, OSError) else None) or error
    if isinstance(error, (ContentError, ContentErrors)):
        omissions.report(error)
        record.msg, record.args, record.exc_info = "%s", (str(error),), None
    elif not record.exc_info:
        record.msg, record.args = "%s: %s: %s", (record.getMessage(), type(error).__name__, error)
    return True


def on_initialized(pelican: Pelican) -> None:
    """Fill in our defaults and validate the settings, before anything is read or written."""
    settings = pelican.settings
    if settings.get(blog.KEY) is not None:
        if settings[Look.KEY]:
            raise ContentError(CONF, 0, NO_SUBSITES, "Take it out, or choose a theme that has")
        guest.leave_to_blog(settings)
        return
    if STAGED not in os.environ and guest.has_no_stories(settings):
        return
    # One name for the plugin, whether the settings name it or Pelican found it in its namespace by itself.
    settings["PLUGINS"] = ["verbatim" if name == PLUGIN else name for name in settings["PLUGINS"]]
    settings[cluster.KEY] = cluster.plain_settings(settings, DEFAULT_CONFIG)
    refuse_special(Path(settings["PATH"]), blog.OURS)
    with_defaults(settings, DEFAULT_CONFIG)
    pelican.theme = settings["THEME"]
    validate(settings)
    omissions.begin_report(Path(settings["PATH"]), for_web=is_for_web(settings))
    look = settings[Look.KEY]
    for line in advice(look) if look else ():
        log.warning("%s", line)
    if not look:
        console.print(ANOTHERS)  # no warning, at which Pelican can be told to stop
    settings[i18n.KEY] = i18n.words_in(settings) if look else Words(settings["DEFAULT_LANG"])
    pelican.ignore_files = settings["IGNORE_FILES"]
    pelican.run = partial(_run_and_verify, pelican, pelican.run)
    if STAGED not in os.environ:
        split_alone(Path(settings["PATH"]))


@in_our_run
def on_get_generators(pelican: Pelican) -> type[SiteGenerator]:
    """Read all content, for Pelican's own generators too; a run begins with this signal."""
    settings, seen = pelican.settings, survey_inputs(pelican.settings)
    settings[BuildContext.KEY] = build = read_context(settings, seen)
    if settings[Look.KEY]:
        settings["JINJA_GLOBALS"] = {**settings["JINJA_GLOBALS"], "off": build.edition.site.off}
    settings[Output.KEY] = output = Output(settings)
    settings[BuildTracker.KEY] = start_tracker(build, output, cache_of(build.content), settings)
    if settings[BuildTracker.KEY]:
        output.inputs = InputState(seen.folders, seen.digest if seen.is_settled else "")
    return SiteGenerator


@in_our_run
def on_generator_init(generator: Generator) -> None:
    """Have stories read; give our templates the interface's words, and let them render fast: all have the same."""
    settings, words = generator.settings, generator.settings[i18n.KEY]
    if settings[blog.KEY]:
        guest.read_beside(generator, articles.EditorsReader)
    else:
        for cacher in (generator, generator.readers):
            if isinstance(cacher, FileStampDataCacher):
                _disable_cache(cacher)
        articles.skip_translations(generator)
    if settings[Look.KEY]:
        i18n.install(generator.env, words)
        quicken(generator.env, words, template_cache(settings[BuildContext.KEY].content, words.gettext))
    if not is_guest(settings):
        output: Output = settings[Output.KEY]
        output.declared = output.declared or declared(generator.env, settings)


def _disable_cache(cacher: Any) -> None:
    """Spare Pelican four looks at the state of each file, which serve its own cache: that is switched off."""

    def nothing(name: str, default: Any = None) -> Any:
        del name
        return default

    cacher.get_cached_data = cacher.cache_data = nothing


@in_our_run
def on_readers_init(readers: Any) -> None:
    """Read a newsroom's Markdown with our reader; a blog's is read as it is without us."""
    if not readers.settings[blog.KEY]:
        readers.reader_classes.update(dict.fromkeys(articles.EXTENSIONS, articles.EditorsReader))


@in_our_run
def on_get_writer(pelican: Pelican) -> type[OutputWriter] | None:
    """Have Pelican write through our output what our theme shows, and a newsroom's site."""
    return None if is_guest(pelican.settings) else OutputWriter


def on_feed_generated(context: dict[str, Any], feed: Any) -> None:
    """Give an empty feed, and what is not dated, a fixed date: the feed library would take the time of the build."""
    if context.get(blog.KEY) is None:
        return
    never = datetime(1970, 1, 1, tzinfo=UTC)
    if not (feed.items or context[blog.KEY]):
        feed.latest_post_date = lambda: never
    for item in feed.items:
        if isinstance(item["pubdate"], UnknownInstant):
            item["pubdate"], item["updateddate"] = None, item["updateddate"] or never
    if not context[Look.KEY]:
        guest.unescape_in_feed(feed.items, context["generated_content"])


@in_our_run
def on_static_generator_finalized(generator: Any) -> None:
    """Leave out the files of pictures and drafts, unless a page links to one, and those with re-encoded copies.

    Cameras write metadata into pictures, and strangers write scripts into drawings.
    """
    build: BuildContext = generator.settings[BuildContext.KEY]
    unlinked = (build.files_left_out() - generator.context["static_links"]) | build.left_out
    for broken in build.left_out:  # a page that links to it says so
        generator.context["static_content"].pop(broken, None)
    blogs = [
        one for one in generator.staticfiles if generator.settings[blog.KEY] and guest.is_blogs_own(one, generator)
    ]
    ours = [one for one in generator.staticfiles if one not in blogs and one.relative_source_path not in unlinked]
    clean = pictures.cleaned(ours, build.content, cache_of(build.content))
    generator.settings[pictures.KEY] = clean
    copied = {id(one.file) for one in clean}
    generator.staticfiles[:] = [
        file for file in generator.staticfiles if file in blogs or (file in ours and id(file) not in copied)
    ]


@in_our_run
def on_finalized(pelican: Pelican) -> None:
    """Write what depends on all pages."""
    settings = pelican.settings
    pictures.write_clean(settings.pop(pictures.KEY, ()), settings[Output.KEY].folder)
    if not is_guest(settings):
        _write_last(settings[BuildContext.KEY], settings[Output.KEY], settings[Look.KEY], settings)


def _run_and_verify(pelican: Pelican, run: Callable[[], None]) -> None:
    """Run Pelican, then look at what was made: other plugins go on writing after the last signal that we get."""
    run()
    settings = pelican.settings
    if settings[blog.KEY]:
        guest.list_blogs_own(settings)
    build: BuildContext = settings[BuildContext.KEY]
    note = "\n".join(filter(None, (build.draft_note(), build.public_note())))
    if STAGED in os.environ:
        told = {"note": note, "published": is_published(settings), "left_out": build.absent}
        (settings[Output.KEY].folder.parent / NOTES).write_bytes(msgspec.json.encode(told))
        return
    verify_alone(settings)
    if note:
        console.print(note)


def _write_last(build: BuildContext, output: Output, look: Look | None, settings: Mapping[str, Any]) -> None:
    """Write what depends on all pages: the theme's files, fonts, cards, the search index and `_headers`.

    Any other theme than ours brings its own files, and shows none of ours.
    """
    if look:
        cache = cache_of(build.content)
        records = [entry.record for entry in sorted(output.result.entries, key=attrgetter("place"))]
        wanted = search.is_wanted(settings) and records  # Pagefind makes no index of nothing
        index = search.SearchIndex(records, build.edition.site.lang, cache) if wanted else None
        with output.timed("fonts"):
            _write_theme(output, look, cache)
        with output.timed("cards"):
            _write_cards(build, output, look, cache)
        with output.timed("search"):
            for address, data in index.files().items() if index else ():
                output.write_bytes(address, data)
    written = {path.name for path in output.folder.iterdir() if path.is_dir()}
    folders = written | {address.partition("/")[0] for address in output.result.files if "/" in address}
    if settings[blog.KEY]:  # the scripts of its pages are its own
        folders &= guest.our_folders()
    closed = ("sources",) if build.drafts and not build.for_web else ()  # other sites may not read what is a draft here
    headers = headers_file(output.declared, folders, closed, lasting(output.folder))
    if not (settings[blog.KEY] and (output.folder / HEADERS_FILE).is_file()):  # a blog may have its own
        output.write_bytes(HEADERS_FILE, headers.encode())
    if tracker := settings[BuildTracker.KEY]:
        tracker.close(settings)


def _write_theme(output: Output, look: Look, cache: Path) -> None:
    for name, data in bundle(look).items():
        output.write_bytes(f"theme/{name}", data)
    output.write_bytes(COMPONENT, component(look).encode())
    output.write_bytes(CARD_SCRIPT, bare(look.read(CARD_SOURCE)).encode())
    own = any(one.save_as == FAVICON for one in output.contents["static_content"].values())
    write_icons(icon(look), output.folder, cache, has_favicon=not own)
    if fonts := subsets_in(look.read(TOKENS)):
        write_fonts = write_files if look.for_web else write_sheet
        write_fonts("".join(sorted(output.result.characters)), output.folder, cache, fonts)


def _write_cards(build: BuildContext, output: Output, look: Look, cache: Path) -> None:
    """Draw the cards that the cache lacks, from their drawings in the site."""
    if not output.result.unpainted:
        return
    painter = card_painter(cache, look.colours.light, languages_of(build.edition))
    cards = {}
    for address in output.result.unpainted:
        drawing = (output.folder / drawing_of(address)).read_bytes().decode()
        cards[address] = painter.picture(drawing, SMALL_WIDTH if is_small(address) else 0)
    painter.paint(cards)
    for address, card in cards.items():
        output.write_bytes(address, card.entry.data())
