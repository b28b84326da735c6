"""Pelican's reader for our Markdown. A file's path comes in, HTML and metadata go out.

A story's body is made from its fragments by `publish`, when somebody asks for it (`contents`), which its own page does
not; an editors' page is Markdown with raw HTML off. Neither goes through Python-Markdown's meta extension, which would
eat a first line such as “Note: …”.
"""

from __future__ import annotations

from datetime import UTC, datetime, time
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pelican.contents import Article
from pelican.readers import BaseReader

from verbatim.content.format.headers import check_lang, parse_head
from verbatim.core import dates as edtf
from verbatim.core.errors import ContentError
from verbatim.core.text import decode
from verbatim.publish.markup.editors import ContentPlace, editors_html, in_any
from verbatim.publish.views.annotated_text import article_summary, editors_words
from verbatim.site.context import Desk

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from verbatim.content.format.headers import FileHead
    from verbatim.model import Story


# ---- site/headers.py

# Headers with a meaning of their own in Pelican, which its own code turns into what it needs.
PELICANS = ("tags", "author", "authors", "category", "status", "lang")
# What Pelican's articles and pages set on themselves; the rest it has as attributes of their class.
OWN = frozenset(
    {"settings", "translations", "metadata", "source_path", "relative_source_path", "in_default_lang", "date_format"}
    | {"timezone", "locale_date", "locale_modified", "reader", "path", "story"}
)
ALLOWED = frozenset({*PELICANS, "title", "date", "modified", "summary", "translation"})


def refuse(headers: Iterable[str], path: str) -> None:
    """Raise ContentError for a header that would replace an attribute of Pelican's own."""
    for name in headers:
        if _is_pelicans(name):
            fact = f"the header {name} is refused here, as Pelican would take it for something of its own"
            raise ContentError(path, 1, fact, "Take the line out")


@lru_cache(maxsize=1024)
def _is_pelicans(name: str) -> bool:
    key = name.lower().replace("-", "_")
    return key.startswith("_") or key in OWN or (key not in ALLOWED and hasattr(Article, key))


def page_metadata(head: FileHead, path: str, process: Callable[[str, str], Any]) -> dict[str, Any]:
    """Return an editors' page's metadata."""
    refuse([header.key for header in head.headers], path)
    check_lang(head, path)
    return {header.key.lower(): process(header.key.lower(), header.value) for header in head.headers}


def article_metadata(story: Story, process: Callable[[str, str], Any]) -> dict[str, Any]:
    """Return an article's metadata; `process` is the reader's, which makes tags and categories of words."""
    refuse(story.headers, story.path)
    given = {name.lower(): value for name, value in story.headers.items()}
    made = {name: process(name, given[name]) for name in PELICANS if given.get(name)}
    metadata: dict[str, Any] = {**made, "title": story.title, "story": story.id, "date": moment_of(story.date, story)}
    metadata["translation_of"] = given.get("translation-of") or story.id
    if "author" not in made and "authors" not in made and story.source_name:
        metadata["author"] = process("author", story.source_name)
    if story.modified:
        metadata["modified"] = moment_of(story.modified, story)
    return metadata


def moment_of(value: str, story: Story) -> datetime:
    """Return the first instant of a partial date in UTC, which orders articles; pages show the date as it is known."""
    known = edtf.parse(value)
    day = (known.earliest or known.latest) if known else None
    if day is None:
        raise ContentError(story.path, 1, f"“{value}” is no date", "Write EDTF, as 2015, 2015-12 or 2015-12-16")
    return datetime.combine(day, time(), tzinfo=UTC)


# ---- site/readers.py

EXTENSIONS = ["md", "markdown", "mkd", "mdown"]
SHARED = frozenset(("category", "author"))  # of these Pelican makes an object a story, and a slug an object


class EditorsReader(BaseReader):  # type: ignore[misc]  # Pelican has no types
    """Reads stories and editors' pages."""

    enabled = True
    file_extensions = EXTENSIONS

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._shared: dict[tuple[str, str], Any] = {}

    def read(self, source_path: str) -> tuple[str, dict[str, Any]]:
        """Return the body and the metadata of a story or a page."""
        desk: Desk = self.settings[Desk.KEY]
        folder, _, file = source_path.rpartition("/")
        if folder == f"{desk.content}/stories":
            return self._story(desk, file.rpartition(".")[0])
        return self._page(desk, Path(source_path))

    def _story(self, desk: Desk, name: str) -> tuple[str, dict[str, Any]]:
        edition = desk.edition_of(name)
        story = edition.newsroom.stories.get(name)
        if story is None:  # Pelican looks for files after all of them were read
            shown = desk.shown_path(desk.content / "stories" / f"{name}.md")
            raise ContentError(shown, 0, "this came while the site was built", "Build again")
        metadata = article_metadata(story, self._made)
        if story.intro:  # the first sentence of the text is taken when somebody asks (`contents`)
            metadata["summary"] = article_summary(edition, story)
        has_words = story.intro or name in edition.newsroom.noted
        return str(editors_words(edition, story)) if has_words else "", metadata

    def _made(self, name: str, value: str) -> Any:
        """Return what Pelican makes of a header; of one section there is one object, which makes its address once."""
        if name not in SHARED:
            return self.process_metadata(name, value)
        if (name, value) not in self._shared:
            self._shared[name, value] = self.process_metadata(name, value)
        return self._shared[name, value]

    def _page(self, desk: Desk, path: Path) -> tuple[str, dict[str, Any]]:
        shown = desk.shown_path(path)
        head = parse_head(decode(path.read_bytes(), "utf-8", shown).text, shown)
        if not head.get("Title"):
            raise ContentError(shown, 1, "the page has no title", "Write a first line such as Title: About us")
        place = ContentPlace(shown, head.body_line, path.relative_to(desk.content).parent.as_posix())
        body = editors_html(head.body, in_any(desk.edition), place)
        return str(body), page_metadata(head, shown, self.process_metadata)
