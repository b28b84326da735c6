"""Reads and fills Pelican's own articles and pages: stories and editors' pages.

A story's body is rendered from its fragments by `publish` when it is needed, which for its own page it is not; an
editors' page is Markdown with raw HTML off. Neither uses Python-Markdown's meta extension, which would swallow a first
line such as “Note: …”.
"""

import os
import re
from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any

from markupsafe import Markup
from pelican.contents import Article, Content
from pelican.readers import BaseReader

from verbatim.content.format.headers import FileHead, check_lang, parse_head, read_head
from verbatim.core import dates
from verbatim.core.errors import ContentError
from verbatim.model import Story
from verbatim.newsroom.graph import translated_from
from verbatim.publish.annotated_text import article_html, editors_words
from verbatim.publish.markup.editors import ContentPlace, editors_html, in_any, introduction
from verbatim.publish.urls import file_of, resolve, source_address
from verbatim.site import blog
from verbatim.site.context import BuildContext
from verbatim.site.pelican import guest
from verbatim.site.settings import STORY_ADDRESSES, is_guest
from verbatim.site.theme.look import Look

EXTENSIONS = ["md", "markdown", "mkd", "mdown"]
SKIP = "skip"  # Pelican's word for the status of a file that it is to leave out
# Headers with a meaning of their own in Pelican, which its own code turns into what it needs.
PELICANS = ("tags", "author", "authors", "category", "status", "lang")
# What Pelican's articles and pages set on themselves; the rest are attributes of their class.
OWN = frozenset(
    {"settings", "translations", "metadata", "source_path", "relative_source_path", "in_default_lang", "date_format"}
    | {"timezone", "locale_date", "locale_modified", "reader", "path", "story"}
)
ALLOWED = frozenset({*PELICANS, "title", "date", "modified", "summary", "translation"})


def refuse_headers(headers: Iterable[str], path: str) -> None:
    """Raise ContentError for a header that would replace an attribute of Pelican's."""
    for name in headers:
        key = name.lower().replace("-", "_")
        if key.startswith("_") or key in OWN or (key not in ALLOWED and hasattr(Article, key)):
            fact = f"the header {name} is refused here, as Pelican would take it for something of its own"
            raise ContentError(path, 1, fact, "Take the line out")


def article_metadata(story: Story, process: Callable[[str, str], Any]) -> dict[str, Any]:
    """Return the metadata of a story's article; `process` is the reader's, which makes objects of tags."""
    refuse_headers(story.headers, story.path)
    # Pelican writes no draft that has no category. An embargo makes a draft of what its file has published.
    given = {name.lower(): value for name, value in story.headers.items()} | {"category": story.category}
    given |= {"status": story.status} if story.status == "draft" else {}
    made = {name: process(name, given[name]) for name in PELICANS if given.get(name)}
    metadata: dict[str, Any] = {
        **made,
        "title": story.title,
        "story": story.id,
        "date": first_instant(story.date, story),
    }
    metadata["translation_of"] = given.get("translation-of") or story.id
    if "author" not in made and "authors" not in made and story.source_name:
        metadata["author"] = process("author", story.source_name)
    if story.modified:
        metadata["modified"] = first_instant(story.modified, story)
    return metadata


def first_instant(value: str, story: Story) -> datetime:
    """Return the first instant of a partial date in UTC, by which articles are sorted; pages show the date as known."""
    if not value:
        return dates.UnknownInstant(1, 1, 1, tzinfo=UTC)
    known = dates.parse(value)
    day = (known.earliest or known.latest) if known else None
    if day is None:
        raise ContentError(story.path, 1, f"“{value}” is no date", "Write EDTF, as 2015, 2015-12 or 2015-12-16")
    return datetime.combine(day, time(), tzinfo=UTC)


class EditorsReader(BaseReader):  # type: ignore[misc]  # Pelican has no types
    """Reads stories and editors' pages."""

    enabled = True
    file_extensions = ()  # Pelican would have every subclass read what it names

    def read(self, source_path: str) -> tuple[str, dict[str, Any]]:
        """Return the body and the metadata of a story or a page."""
        build: BuildContext = self.settings[BuildContext.KEY]
        folder, _, file = source_path.rpartition("/")
        if os.path.relpath(source_path, build.content).removesuffix(".md") in build.left_out:
            return "", {"status": SKIP}
        if folder == f"{build.content}/stories":
            return self._story(build, file.rpartition(".")[0])
        return self._page(build, Path(source_path))

    def _story(self, build: BuildContext, name: str) -> tuple[str, dict[str, Any]]:
        edition = build.edition_of(name)
        story = edition.newsroom.stories.get(name)
        if build.for_web and name in build.drafts:
            return "", {"status": SKIP}
        if story is None:  # Pelican lists files after all of them were read
            shown = build.shown_path(build.content / "stories" / f"{name}.md")
            raise ContentError(shown, 0, "this came while the site was built", "Build again")
        metadata = article_metadata(story, self.process_metadata)
        if story.intro:  # otherwise the first sentence of the text is taken when it is needed
            metadata["summary"] = str(introduction(edition, story))
        has_words = story.intro or name in edition.newsroom.noted
        return str(editors_words(edition, story)) if has_words else "", metadata

    def _page(self, build: BuildContext, path: Path) -> tuple[str, dict[str, Any]]:
        shown = build.shown_path(path)
        head = read_head(path.read_bytes(), shown)
        if not head.get("Title"):
            raise ContentError(shown, 1, "the page has no title", "Write a first line such as Title: About us")
        place = ContentPlace(shown, head.body_line, path.relative_to(build.content).parent.as_posix())
        body = editors_html(head.body, in_any(build.edition), place)
        refuse_headers([header.key for header in head.headers], shown)
        check_lang(head)
        named = {header.key.lower(): header.value for header in head.headers}
        return str(body), {name: self.process_metadata(name, value) for name, value in named.items()}


PLACE_IN_STORY = re.compile(r"^(?:stories|drafts)/([^/]+)/#char=")


def prepare(content: Content) -> None:
    """Make an article or page return its body and summary as safe Markup, with its link tokens resolved.

    Pelican asks for both with the address of the site as the requesting page or feed sees it. What is a blog's own is
    changed only where our theme shows it.
    """
    settings, name = content.settings, getattr(content, "story", "")
    is_blog = settings.get(blog.KEY)
    if is_blog is None or not isinstance(getattr(content, "_content", None), str):
        return
    if name:
        _prepare_story(content, name)
    elif is_guest(settings):
        return
    elif is_blog and isinstance(content, Article) and "template" not in content.metadata:
        content.template = blog.TEMPLATE
    if not settings[Look.KEY]:
        guest.escape_for_theme(content)
    relative = bool(settings["RELATIVE_URLS"])
    shown = (lambda address: address) if settings[Look.KEY] else _in_the_source
    content.get_content = _resolved(content.get_content, shown, relative)
    content.get_summary = _resolved(content.get_summary, shown, relative)


def _prepare_story(content: Content, name: str) -> None:
    build: BuildContext = content.settings[BuildContext.KEY]
    form = guest.IN_PAGE if is_guest(content.settings) else "{}"
    content._get_content = lambda: form.format(_body(build, name))  # noqa: SLF001  where Pelican asks for another body
    content.get_summary = _summary(content, build, name)
    content._expand_settings = _expand(content)  # noqa: SLF001  a story's address is ours, whatever a blog's articles have
    if content.settings[blog.KEY]:
        guest.set_apart(content, name, translated_from(build.everything.newsroom.stories[name]))


def _body(build: BuildContext, name: str) -> Markup:
    edition = build.edition_of(name)
    return article_html(edition, edition.newsroom.stories[name])


def _summary(content: Content, build: BuildContext, name: str) -> Callable[[str], str]:
    """Return the function that returns a story's summary: the one in its metadata, else its first sentence."""
    pelicans = content.get_summary

    def summary(siteurl: str) -> str:
        if "summary" in content.metadata:
            return str(pelicans(siteurl))
        from verbatim.publish.story_card import article_summary  # noqa: PLC0415  few themes ask for a summary

        edition = build.edition_of(name)
        return article_summary(edition, edition.newsroom.stories[name])

    return summary


def _expand(content: Content) -> Callable[[str], str]:
    """Return the function that returns a story's address and where it is saved."""
    pelicans = content._expand_settings  # noqa: SLF001

    def expand(key: str) -> str:
        name = f"{'DRAFT' if content.status == 'draft' else 'ARTICLE'}_{key.upper()}"
        form = STORY_ADDRESSES.get(name)
        is_ours = form and (content.settings[blog.KEY] or content.settings[name] == form)
        return str(form).format(story=content.metadata["story"]) if is_ours else str(pelicans(key))

    return expand


def _in_the_source(address: str) -> str:
    """Return the address of a place in a story's text as one in the source's own file: only our theme shows both."""
    return PLACE_IN_STORY.sub(lambda found: f"{source_address(found[1])}#char=", address)


def _resolved(get: Callable[[str], str], shown: Callable[[str], str], relative: bool) -> Callable[[str], Markup]:  # noqa: FBT001
    def resolved(siteurl: str) -> Markup:
        def to_link(address: str) -> str:
            target = shown(address)
            return f"{siteurl}/{file_of(target) if relative else target}"

        return Markup(resolve(get(siteurl), to_link))  # noqa: S704  made by our reader, from escaped or cleaned pieces

    return resolved


def method_pages(build: BuildContext, taken: Collection[str]) -> Iterator[tuple[Path, FileHead, Markup]]:
    """Yield the pages on the method that a site must have and a blog has not written: file, head and body."""
    for path in sorted(blog.starter_pages().glob("*.md")):
        if f"{path.stem}/index.html" not in taken:
            head = parse_head(path.read_text(encoding="utf-8"), path.name)
            yield path, head, editors_html(head.body, in_any(build.edition), ContentPlace(path.name, 1, "pages"))
