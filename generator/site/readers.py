"""Pelican's reader for our Markdown. A file's path comes in, HTML and metadata go out.

A story's body is made from its fragments by `publish`, when somebody asks for it (`contents`), which its own page does
not; an editors' page is Markdown with raw HTML off. Neither goes through Python-Markdown's meta extension, which would
eat a first line such as “Note: …”.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pelican.readers import BaseReader

from generator.errors import ContentError
from generator.fragments.headers import headed
from generator.publish.article import article_summary, editors_words
from generator.publish.editors import editors_html
from generator.publish.lookup import in_any
from generator.publish.place import Place
from generator.site.desk import Desk
from generator.site.headers import article_metadata, page_metadata
from generator.text import decode

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
        head = headed(decode(path.read_bytes(), "utf-8", shown).text, shown)
        if not head.get("Title"):
            raise ContentError(shown, 1, "the page has no title", "Write a first line such as Title: About us")
        place = Place(shown, head.body_line, path.relative_to(desk.content).parent.as_posix())
        body = editors_html(head.body, in_any(desk.edition), place)
        return str(body), page_metadata(head, shown, self.process_metadata)
