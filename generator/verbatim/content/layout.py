"""Where the files of a story are. A content folder and a story's id come in, paths go out."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from verbatim.core.errors import ContentError
from verbatim.core.slugs import is_name, slug

if TYPE_CHECKING:
    from pathlib import Path


REMOVED = ".removed"  # an edited fragment whose words are in the source no more


# ---- fragments/places.py


class StoryPaths(NamedTuple):
    """The paths of one story below a content folder."""

    content: Path
    story: str

    @property
    def fragments(self) -> Path:
        """The folder of its fragments."""
        return self.content / "fragments" / self.story

    @property
    def base(self) -> Path:
        """The folder of what `split` last wrote for each fragment."""
        return self.fragments / ".base"

    @property
    def base_story(self) -> Path:
        """What `split` last wrote as the story's file."""
        return self.base / "story.md"

    @property
    def base_text(self) -> Path:
        """The text of the source as `split` last wrote it, of a story that is published."""
        return self.base / "source.txt"

    @property
    def earlier(self) -> Path:
        """The folder of the texts, 1.txt, 2.txt and so on, that newer ones took the place of."""
        return self.content / "sources" / ".earlier" / self.story

    @property
    def story_file(self) -> Path:
        """The story's file: headers and introduction."""
        return self.content / "stories" / f"{self.story}.md"

    @property
    def ledger(self) -> Path:
        """The story's ledger."""
        return self.content / "ledger" / f"{self.story}.jsonl"

    def shown(self, path: Path) -> str:
        """Return a path as messages name it: from the content folder on, `content/fragments/…`."""
        held, folder = path.as_posix(), self.content.as_posix()
        if held.startswith(f"{folder}/"):
            return self.content.name + held[len(folder) :]
        return (
            path.relative_to(self.content.parent).as_posix() if path.is_relative_to(self.content.parent) else str(path)
        )


# ---- fragments/file_names.py


def check_file_name(path: Path, shown: str) -> None:
    """Raise ContentError at `shown` for a name that cannot be an address: its page is written where the name says."""
    if not is_name(path.stem):
        fact = "the name of this file cannot be an address, which has small letters, digits and hyphens only"
        raise ContentError(shown, 0, fact, f"Name it {slug(path.stem)}.md")
