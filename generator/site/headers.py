"""Headers as Pelican takes them. A story's headers come in, an article's metadata goes out.

Pelican makes every header an attribute of the article; one that would replace an attribute of its own, or move the
page, is refused.
"""

from __future__ import annotations

from datetime import UTC, datetime, time
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from pelican.contents import Article

from generator import edtf
from generator.errors import ContentError
from generator.fragments.headers import hold_lang

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from generator.fragments.headers import Headed
    from generator.model import Story

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


def page_metadata(head: Headed, path: str, process: Callable[[str, str], Any]) -> dict[str, Any]:
    """Return an editors' page's metadata."""
    refuse([header.key for header in head.headers], path)
    hold_lang(head, path)
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
