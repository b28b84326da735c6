"""Connects our settings, readers, generator and writer to Pelican's signals, once a run has something for them to do.

Handlers are functions of this module, since Pelican's signals keep weak references only. What they import is not needed
by a blog with a theme of its own.
"""

import logging
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from functools import partial, wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
from pelican import Pelican, signals
from pelican.contents import Page
from pelican.generators import Generator
from pelican.log import console
from pelican.settings import DEFAULT_CONFIG

from verbatim.content.splitting.freshness import is_split
from verbatim.core.cache import cache_of
from verbatim.core.dates import UnknownInstant
from verbatim.core.errors import ContentError, ContentErrors, refusal
from verbatim.core.files import refuse_special
from verbatim.core.fork import gc_paused
from verbatim.core.i18n import Words
from verbatim.site import blog, i18n, omissions
from verbatim.site.context import BuildContext, read_context, survey_inputs
from verbatim.site.images import pictures
from verbatim.site.incremental.output import Output
from verbatim.site.pelican import articles, guest
from verbatim.site.settings import (
    PLAIN,
    is_for_web,
    is_guest,
    is_published,
    own,
    plain_settings,
    validate,
    with_defaults,
)
from verbatim.site.theme.look import CONF, Look, advice

if TYPE_CHECKING:  # a blog without stories never loads it
    from verbatim.site.pelican.writer import OutputWriter

log = logging.getLogger(__name__)
PLUGIN = "pelican.plugins.verbatim"
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
    signals.get_generators.connect(on_get_generators)
    signals.generator_init.connect(on_generator_init)
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
    if not (content / "sources").is_dir() or is_split(content.absolute()):
        return
    command = [sys.executable, "-m", "verbatim", "split", "--content", str(content)]
    if subprocess.run(command, check=False).returncode:  # noqa: S603  ourselves
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


@in_our_run
def on_articles_finalized(generator: Any) -> None:
    """Leave out a blog's archive of stories of no known year, whose address may be another page's."""
    for archives in generator.period_archives.values() if generator.settings[blog.KEY] else ():
        archives[:] = [one for one in archives if not isinstance(one["dates"][0].date, UnknownInstant)]


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
    if isinstance(error, ContentErrors):
        omissions.report(error)
        record.msg, record.args, record.exc_info = "%s", (str(error),), None
    elif not record.exc_info:
        record.msg, record.args = "%s: %s: %s", (record.getMessage(), type(error).__name__, error)
    return True


def begin(pelican: Pelican) -> None:
    """Fill in our defaults and validate the settings, before anything is read or written."""
    settings = pelican.settings
    if settings.get(blog.KEY) is not None:
        if settings[Look.KEY]:
            raise ContentError(CONF, 0, NO_SUBSITES, "Take it out, or choose a theme that has")
        guest.leave_to_blog(settings)
        return
    # One name for the plugin, whether the settings name it or Pelican found it in its namespace by itself.
    settings["PLUGINS"] = ["verbatim" if name == PLUGIN else name for name in settings["PLUGINS"]]
    settings[PLAIN] = plain_settings(settings, DEFAULT_CONFIG)
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
    if blog.STAGED not in os.environ:
        split_alone(Path(settings["PATH"]))


@in_our_run
def on_get_generators(pelican: Pelican) -> type[guest.SourcesGenerator]:
    """Read all content, for Pelican's own generators too; a run begins with this signal."""
    settings, seen = pelican.settings, survey_inputs(pelican.settings)
    settings[BuildContext.KEY] = read_context(settings, seen)
    settings[Output.KEY] = Output(settings)
    if is_guest(settings):
        return guest.SourcesGenerator
    from verbatim.site.pelican.generator import SiteGenerator, start_tracking  # noqa: PLC0415

    start_tracking(settings, seen)
    return SiteGenerator


@in_our_run
def on_generator_init(generator: Generator) -> None:
    """Have stories read; give our templates the interface's words, and let them render fast: all have the same."""
    settings = generator.settings
    if settings[blog.KEY]:
        guest.read_beside(generator, articles.EditorsReader)
    if not is_guest(settings):
        from verbatim.site.pelican.generator import prepare_templates  # noqa: PLC0415

        prepare_templates(generator.env, settings)


@in_our_run
def on_readers_init(readers: Any) -> None:
    """Read a newsroom's Markdown with our reader; a blog's is read as it is without us."""
    if not readers.settings[blog.KEY]:
        readers.reader_classes.update(dict.fromkeys(articles.EXTENSIONS, articles.EditorsReader))


@in_our_run
def on_get_writer(pelican: Pelican) -> "type[OutputWriter] | None":
    """Have Pelican write through our output what our theme shows, and a newsroom's site."""
    if is_guest(pelican.settings):
        return None
    from verbatim.site.pelican.writer import OutputWriter  # noqa: PLC0415

    return OutputWriter


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

    Cameras write metadata into pictures. A logo goes live as a file of the theme.
    """
    build: BuildContext = generator.settings[BuildContext.KEY]
    look: Look | None = generator.settings[Look.KEY]
    logos = {path.relative_to(build.content).as_posix() for path in look.logos} if look else set()
    unlinked = (build.files_left_out() - generator.context["static_links"]) | build.left_out | logos
    for broken in build.left_out:  # a page that links to it says so
        generator.context["static_content"].pop(broken, None)
    files, is_blog = generator.staticfiles, generator.settings[blog.KEY]
    blogs = [one for one in files if is_blog and guest.is_blogs_own(one, generator)]
    ours = [one for one in files if one not in blogs and one.relative_source_path not in unlinked]
    clean = pictures.cleaned(ours, build.content, cache_of(build.content))
    generator.settings[pictures.KEY] = clean
    copied = {id(one.file) for one in clean}
    files[:] = [one for one in files if one in blogs or (one in ours and id(one) not in copied)]


@in_our_run
def on_finalized(pelican: Pelican) -> None:
    """Write what depends on all pages."""
    settings = pelican.settings
    pictures.write_clean(settings.pop(pictures.KEY, ()), settings[Output.KEY].folder)
    if not is_guest(settings):
        from verbatim.site.pelican.generator import write_last  # noqa: PLC0415

        write_last(settings[BuildContext.KEY], settings[Output.KEY], settings[Look.KEY], settings)


def _run_and_verify(pelican: Pelican, run: Callable[[], None]) -> None:
    """Run Pelican, then look at what was made: other plugins go on writing after the last signal that we get."""
    run()
    with gc_paused():  # the process ends soon
        _look_at_site(pelican.settings)


def _look_at_site(settings: Mapping[str, Any]) -> None:
    if settings[blog.KEY]:
        guest.list_blogs_own(settings)
    build: BuildContext = settings[BuildContext.KEY]
    sides = build.sides_note() if settings[Look.KEY] else ""
    note = "\n".join(filter(None, (sides, build.draft_note(), build.public_note())))
    if blog.STAGED in os.environ:
        from verbatim.site.staging import BUILT  # noqa: PLC0415

        output: Output = settings[Output.KEY]
        told = {"note": note, "is_published": is_published(settings),
                "is_whole": bool(own(settings, "PUBLISHING")), "left_out": build.absent,
                "is_timed": bool(build.embargoed), "kept": output.kept, "seconds": output.seconds,
                "inputs": output.inputs}  # fmt: skip
        (output.folder.parent / BUILT).write_bytes(msgspec.msgpack.encode(told))
        return
    verify_alone(settings)
    if note:
        console.print(note)
