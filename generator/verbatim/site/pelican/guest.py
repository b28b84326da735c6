"""Puts stories into a blog without touching what is the blog's: how it is read, its static files, its other sites."""

import os
from collections.abc import Callable, Iterable, Mapping, MutableMapping
from functools import partial
from html import unescape
from pathlib import Path
from typing import Any, Self

from markupsafe import Markup
from pelican.contents import Content
from pelican.generators import ArticlesGenerator, Generator, PagesGenerator
from pelican.readers import BaseReader, Readers
from pelican.urlwrappers import URLWrapper

from verbatim.core.json import readable
from verbatim.publish.markup.editors import ContentPlace, editors_html, in_any
from verbatim.site import blog, context
from verbatim.site.incremental.output import INTRASITE, Output
from verbatim.site.settings import is_guest

IN_PAGE = '<section class="verbatim">\n{}\n</section>'  # around a story in a blog's page, by which it is checked
LANGUAGES = "I18N_SUBSITES"  # where a plugin has Pelican build the same content again for readers of another language


class EscapedText(Markup):
    """A source's words as another's theme shows them, whose templates escape nothing.

    Such templates also remove tags (`title|striptags`), which resolves what is escaped: no `<` comes of it.
    """

    def __html__(self) -> Self:
        """Return the text as it is before tags are removed from it."""
        return type(self)(str(self).replace("&lt;", "&amp;lt;"))


def escape_for_theme(content: Content) -> None:
    """Escape the words of a story, or of a newsroom's page, that another's theme shows."""
    content.title = EscapedText.escape(content.title)
    listed: list[URLWrapper] = [*getattr(content, "authors", ()), *getattr(content, "tags", ())]
    for one in (*listed, getattr(content, "category", None)):
        if one is not None and not isinstance(one.name, Markup):
            one.name = EscapedText.escape(one.name)


def unescape_in_feed(items: Iterable[dict[str, Any]], contents: Mapping[str, Content | None]) -> None:
    """Put the words of stories into a feed as they are: the feed's writer escapes everything."""
    for item in items:
        name = str(item["link"]).partition("?")[0].rstrip("/").rpartition(f"/{blog.STORIES}/")[2]
        if story := contents.get(f"{blog.STORIES}/{name}.md"):
            item["title"], item["author_name"] = unescape(str(story.title)), unescape(str(item["author_name"]))
            item["categories"] = [unescape(str(one)) for one in item["categories"] or ()]


def read_beside(generator: Generator, reader: type[BaseReader]) -> None:
    """Have `reader` read the stories of a blog, and whatever reads its articles without us read those."""
    if not isinstance(generator, (ArticlesGenerator, PagesGenerator)):
        return
    find = generator.get_files

    def get_files(*args: Any, **kwargs: Any) -> set[str]:
        found: set[str] = find(*args, **kwargs)
        for path in [path for path in found if _is_readme(generator.path, path)]:
            found.discard(path)  # Pelican would report it as an article without a title
            generator._add_failed_source_path(path)  # noqa: SLF001  as it does then, so that it is no static file either
        return found

    generator.get_files = get_files
    if isinstance(generator, ArticlesGenerator):
        as_they_are = {"TYPOGRIFY": False, "CACHE_CONTENT": False, "LOAD_CONTENT_CACHE": False}
        stories = Readers({**generator.settings, **as_they_are})
        stories.readers = {"md": reader(stories.settings)}
        generator.readers.read_file = partial(_read_file, stories.read_file, generator.readers.read_file)
        generator.cache_data = partial(_cache_data, generator.cache_data)


def _is_readme(content: str, path: str) -> bool:
    return os.path.basename(path).startswith("README") and not blog.is_article(Path(content, path))  # noqa: PTH119


def _read_file(story: Callable[..., Any], other: Callable[..., Any], base_path: str, path: str, **kwargs: Any) -> Any:
    return (story if _is_story(path) else other)(base_path, path, **kwargs)


def _cache_data(cache: Callable[..., None], path: str, data: Any) -> None:
    """Cache what Pelican read, but no story: it changes with its fragments, of which Pelican knows nothing."""
    if not _is_story(path):
        cache(path, data)


def _is_story(path: str) -> bool:
    folder, name = os.path.split(os.path.normpath(path))
    return folder == blog.STORIES and name.endswith(".md")


def set_apart(content: Content, name: str, translated: str) -> None:
    """Keep a story from being taken for a translation of one of a blog's articles.

    A plugin that has a site for each language would leave a story of another language than the blog's out of it.
    """
    settings = content.settings
    if content.lang in settings.get(LANGUAGES, ()):
        content.lang, translated = settings["DEFAULT_LANG"].lower(), name
    ids = settings["ARTICLE_TRANSLATION_ID"] or ()
    for key in {"slug", *([ids] if isinstance(ids, str) else ids)}:
        setattr(content, key, f"{blog.STORIES}/{translated or name}")


class SourcesGenerator(Generator):  # type: ignore[misc]  # Pelican has no types
    """Writes the sources of the stories, which are all that Pelican does not write itself in a blog's own theme."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.build: context.BuildContext = self.settings[context.BuildContext.KEY]
        self.output: Output = self.settings[Output.KEY]
        self.output.contents = self.context

    def generate_context(self) -> None:
        """Have Pelican publish the files that people's pages link to."""
        edition = self.build.edition
        for person in edition.newsroom.people.values():
            html = editors_html(person.words, in_any(edition), ContentPlace.about(person))
            self.context["static_links"] |= {path for what, path in INTRASITE.findall(html) if what != "filename"}

    def generate_output(self, writer: object) -> None:
        """Write the sources."""
        del writer  # Pelican's writes one file at a time, and only what it renders itself
        for name in self.build.everything.newsroom.stories:
            for address, data in context.source_files(self.build, name):
                self.output.write_bytes(address, data)


def is_blogs_own(file: Any, generator: Generator) -> bool:
    """Return whether a static file is the blog's: its settings name the folder, or its articles link to the file."""
    path = str(file.relative_source_path)
    if path.partition("/")[0] in blog.OURS:
        return False
    if any(path == one or one in ("", ".") or path.startswith(f"{one}/") for one in generator.settings["STATIC_PATHS"]):
        return True
    others = (one for one in generator.context["generated_content"].values() if one and not hasattr(one, "story"))
    return any(path in one.get_static_links() for one in others)


def leave_to_blog(settings: MutableMapping[str, Any]) -> None:
    """Have a run within ours, for a site in another language, build what is the blog's and no stories."""
    settings[blog.KEY] = None
    settings["ARTICLE_PATHS"] = [path for path in settings["ARTICLE_PATHS"] if path != blog.STORIES]
    settings["ARTICLE_EXCLUDES"] = [*settings["ARTICLE_EXCLUDES"], blog.STORIES]


def our_folders() -> set[str]:
    """Return the folders of a blog's site in which everything is Verbatim's."""
    from verbatim.verify.blog import OURS  # noqa: PLC0415  only a blog needs it

    return {pattern.partition("/")[0] for pattern in OURS} - {"feeds"}


def list_blogs_own(settings: Mapping[str, Any]) -> None:
    """Write which files of a finished site are the blog's own: they are not checked."""
    from verbatim.verify.blog import is_ours  # noqa: PLC0415  only a blog needs it
    from verbatim.verify.sums import files_of  # noqa: PLC0415

    output: Output = settings[Output.KEY]
    build: context.BuildContext = settings[context.BuildContext.KEY]
    ours = {*output.result.files, *(f"drafts/{name}/index.html" for name in build.drafts)}
    stands_apart = partial(is_ours, in_our_theme=not is_guest(settings))
    blogs = [name for name in files_of(output.folder) if name not in ours and not stands_apart(name)]
    output.write_bytes(blog.UNCHECKED, readable(blogs).encode())
