"""How Pelican is joined: its signals come in, our settings, readers, generator and writer go out.

Handlers are functions of this module, since Pelican's signals keep weak references only.
"""

from __future__ import annotations

import logging
import sys
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from pelican import signals
from pelican.cache import FileStampDataCacher
from pelican.settings import DEFAULT_CONFIG

from verbatim.core.cache import cache_of
from verbatim.core.errors import ContentError, ContentErrors, refusal
from verbatim.publish.embeds.base import COMPONENT
from verbatim.site import i18n as catalogues
from verbatim.site import search
from verbatim.site.context import Desk, look_at, open_desk
from verbatim.site.i18n import install
from verbatim.site.images import supplied
from verbatim.site.images.cards import studio, write_icons
from verbatim.site.incremental import cluster as orders
from verbatim.site.incremental.render import Press
from verbatim.site.incremental.tracker import opened
from verbatim.site.pelican import writer as articles
from verbatim.site.pelican import writer as contents
from verbatim.site.pelican.generator import SiteGenerator
from verbatim.site.pelican.readers import EXTENSIONS, EditorsReader
from verbatim.site.pelican.writer import PressWriter
from verbatim.site.search import Index
from verbatim.site.settings import validate, with_defaults
from verbatim.site.templates.environment import quicken
from verbatim.site.theme.assets import bundle, element, icon
from verbatim.site.theme.csp import declared, headers_file
from verbatim.site.theme.fonts import cuts, write_files, write_sheet
from verbatim.site.theme.look import TOKENS, Look, advice
from verbatim.site.up_to_date import Seen

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from pelican import Pelican
    from pelican.generators import Generator


# ---- site/finish.py


def finish(desk: Desk, press: Press, look: Look | None, settings: Mapping[str, Any]) -> None:
    """Write the theme's files, fonts, cards, the index of the search and `_headers` into the output folder.

    Another theme than ours brings its own files, and shows none of ours.
    """
    if look:
        held = [one.record for one in sorted(press.galley.found, key=attrgetter("place"))]
        cache = cache_of(desk.content)
        index = Index(held, desk.edition.site.lang, cache) if search.wanted(settings) else None
        with press.timed("fonts"):
            _dress(press, look, cache)
        with press.timed("cards"):
            _paint(press, look, cache)
        with press.timed("search"):
            for address, data in index.files().items() if index else ():
                press.put(address, data)
    written = {path.name for path in press.output.iterdir() if path.is_dir()}
    folders = sorted(written | {address.partition("/")[0] for address in press.galley.files if "/" in address})
    press.put("_headers", headers_file(press.declared, folders).encode())
    if press.book:
        press.book.close(settings)


def _dress(press: Press, look: Look, cache: Path) -> None:
    for name, data in bundle(look).items():
        press.put(f"theme/{name}", data)
    press.put(COMPONENT, element(look).encode())
    write_icons(icon(look), press.output, cache)
    if wanted := cuts(look.read(TOKENS)):
        write_fonts = write_files if look.for_web else write_sheet
        write_fonts("".join(sorted(press.galley.characters)), press.output, cache, wanted)


def _paint(press: Press, look: Look, cache: Path) -> None:
    """Paint the cards that the cache does not have, as their drawings in the site show them."""
    if not press.galley.unpainted:
        return
    painting = studio(cache, look.colours.light)
    jobs = {}
    for address in press.galley.unpainted:
        drawing = (press.output / address).with_suffix(".svg").read_bytes().decode()
        jobs[address] = painting.job(drawing)
    painting.paint(jobs.values())
    for address, job in jobs.items():
        press.put(address, job.kept.read_bytes())


# ---- site/plugin.py

log = logging.getLogger(__name__)
# Where Pelican reports what stopped it, and what its logger raises after an error with `--fatal`.
LOGGERS = ("pelican", "pelican.generators")
FATAL = "Warning or error encountered"
NAMESPACE = "pelican.plugins."
ANOTHERS = (
    "This theme is not Verbatim's: it shows the stories, your pages and the feeds. People, quotations, timelines, "
    "search, embeds and picture cards need Verbatim's own theme, and are left out."
)


def connect() -> None:
    """Connect every handler; connecting again changes nothing."""
    for name in LOGGERS:
        logging.getLogger(name).addFilter(told_plainly)
    signals.initialized.connect(on_initialized)
    signals.get_generators.connect(on_get_generators)
    signals.generator_init.connect(on_generator_init)
    signals.article_generator_pretaxonomy.connect(articles.in_order)
    signals.article_generator_finalized.connect(articles.leave_lists)
    signals.readers_init.connect(on_readers_init)
    signals.get_writer.connect(on_get_writer)
    signals.content_object_init.connect(contents.prepare)
    signals.static_generator_finalized.connect(on_static_generator_finalized)
    signals.feed_generated.connect(on_feed_generated)
    signals.finalized.connect(on_finalized)


def told_plainly(record: logging.LogRecord) -> bool:
    """Log a fault in somebody's input as what it says, once and without a traceback.

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
        record.msg, record.args, record.exc_info = "%s", (str(error),), None
    elif not record.exc_info:
        record.msg, record.args = "%s: %s: %s", (record.getMessage(), type(error).__name__, error)
    return True


def on_initialized(pelican: Pelican) -> None:
    """Put our defaults in and hold that the settings are right, before anything is read or written."""
    # One name for the plugin, whether the settings name it or Pelican found it in its namespace by itself.
    pelican.settings["PLUGINS"] = [name.removeprefix(NAMESPACE) for name in pelican.settings["PLUGINS"]]
    pelican.settings[orders.KEY] = orders.given(pelican.settings, DEFAULT_CONFIG)
    with_defaults(pelican.settings, DEFAULT_CONFIG)
    pelican.theme = pelican.settings["THEME"]
    validate(pelican.settings)
    _tell(pelican.settings[Look.KEY])
    pelican.settings[catalogues.KEY] = catalogues.words_in(pelican.settings)
    pelican.ignore_files = pelican.settings["IGNORE_FILES"]


def _tell(look: Look | None) -> None:
    """Tell a newsroom what its theme means for readers."""
    for line in advice(look) if look else [ANOTHERS]:
        log.warning("%s", line)


def on_get_generators(pelican: Pelican) -> type[SiteGenerator]:
    """Read all content, which Pelican's own generators then find there; a run begins with this signal."""
    seen = look_at(pelican.settings)
    pelican.settings[Desk.KEY] = open_desk(pelican.settings, seen)
    pelican.settings[Press.KEY] = press = Press(pelican.settings)
    desk: Desk = pelican.settings[Desk.KEY]
    press.book = opened(desk, press, cache_of(desk.content), pelican.settings)
    if press.book:
        press.seen = Seen(seen.folders, seen.digest if seen.is_settled else "")
    return SiteGenerator


def on_generator_init(generator: Generator) -> None:
    """Let a generator's templates speak the language of the interface, and render fast; each has the same templates."""
    words, desk = generator.settings[catalogues.KEY], generator.settings[Desk.KEY]
    press: Press = generator.settings[Press.KEY]
    install(generator.env, words)
    press.declared = press.declared or declared(generator.env, generator.settings)
    for cacher in (generator, generator.readers):
        if isinstance(cacher, FileStampDataCacher):
            _keep_nothing(cacher)
    articles.spare_translations(generator)
    quicken(generator.env, words, cache_of(desk.content) / "templates")


def _keep_nothing(cacher: Any) -> None:
    """Spare Pelican four looks at the state of each file: its own cache, which they are for, is off (`settings`)."""
    cacher.get_cached_data = _not_kept
    cacher.cache_data = _not_kept


def _not_kept(name: str, default: Any = None) -> Any:
    """Return what is kept of a file, which is nothing; keep nothing."""
    del name
    return default


def on_readers_init(readers: Any) -> None:
    """Read Markdown by our reader."""
    readers.reader_classes.update(dict.fromkeys(EXTENSIONS, EditorsReader))


def on_get_writer(pelican: Pelican) -> type[PressWriter]:
    """Have Pelican write by way of the press."""
    del pelican
    return PressWriter


def on_feed_generated(context: dict[str, Any], feed: Any) -> None:
    """Keep the clock out of empty feeds."""
    del context
    contents.without_clock(feed)


def on_static_generator_finalized(generator: Any) -> None:
    """Keep the files that portraits are drawn from off the site, unless a page links to one; the others go live clean.

    Cameras write into pictures, and strangers into drawings.
    """
    desk: Desk = generator.settings[Desk.KEY]
    drawn = {portrait.source for portrait in desk.portraits.values()} - generator.context["static_links"]
    generator.staticfiles[:] = [file for file in generator.staticfiles if file.relative_source_path not in drawn]
    held = generator.settings[supplied.KEY] = supplied.cleaned(
        generator.staticfiles, desk.content, cache_of(desk.content)
    )
    taken = {id(one.file) for one in held}
    generator.staticfiles[:] = [file for file in generator.staticfiles if id(file) not in taken]


def on_finalized(pelican: Pelican) -> None:
    """Write what depends on all pages: fonts, cards, the policy."""
    settings = pelican.settings
    supplied.write_clean(settings.pop(supplied.KEY, ()), settings[Press.KEY].output)
    finish(settings[Desk.KEY], settings[Press.KEY], settings[Look.KEY], settings)
