"""Locates the files of a content folder: sources, stories, fragments, ledgers, and what `split` keeps of them."""

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple, TypeVar

from verbatim.core.errors import ContentError, Faults
from verbatim.core.files import display_path, markdown_files, read_file
from verbatim.core.slugs import is_name, slug

Item = TypeVar("Item")

BASE = ".base.txt"
REMOVED = ".removed"  # ends the name of an edited fragment whose words are no longer in the source


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
        """The file of what `split` last wrote: each fragment, the story's file, a published story's source text."""
        return self.fragments / BASE

    @property
    def earlier(self) -> Path:
        """The folder of replaced source texts: 1.txt, 2.txt and so on."""
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
        """Return a path as messages name it, starting at the content folder: `content/fragments/…`."""
        name, folder = path.as_posix(), self.content.as_posix()
        if name.startswith(f"{folder}/"):
            return self.content.name + name[len(folder) :]
        above = self.content.parent
        return path.relative_to(above).as_posix() if path.is_relative_to(above) else str(path)


def check_file_name(path: Path, shown: str) -> None:
    """Raise ContentError at `shown` if a file's name cannot be an address, since its page is written there."""
    if not is_name(path.stem):
        fact = "the name of this file cannot be an address, which has small letters, digits and hyphens only"
        raise ContentError(shown, 0, fact, f"Name it {slug(path.stem)}.md")


def read_named(content: Path, folder: str, read: Callable[[bytes, str, str], Item], errors: Faults) -> dict[str, Item]:
    """Return what `read` makes of each file of a folder, by its name, which is an address too.

    `read` gets the bytes, the path as messages name it, and the name. Errors are added to `errors`.
    """
    found: dict[str, Item] = {}
    for path in markdown_files(content / folder):
        shown = StoryPaths(content, "").shown(path)
        with errors:
            check_file_name(path, shown)
            found[path.stem] = read(read_file(path, shown), shown, path.stem)
    return found


def story_of(source: Path) -> str:
    """Return the story that a source belongs to: the slug of its name."""
    return slug(source.stem)


def extracted_path(source: Path) -> Path:
    """Return where the main text of an HTML source is kept."""
    return source.parent / ".extracted" / f"{story_of(source)}.txt"


def sources_in(folder: Path, errors: list[ContentError] | None = None) -> dict[str, Path]:
    """Return the sources of a folder by story, in order of file name, without hidden files.

    Two files that would be one story are both left out with an error in `errors`; without that list, it is raised.
    """
    sources: dict[str, Path] = {}
    claimed: set[str] = set()
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if path.name.startswith(".") or path.is_dir():
            continue
        other = sources.setdefault(story_of(path), path)
        if other != path:
            fact = f"its story would be “{story_of(path)}”, which {other.name} is already"
            error = ContentError(display_path(path), 0, fact, "Give one of the two files another name")
            if errors is None:
                raise error
            errors.append(error)
            claimed.add(story_of(path))
    return {story: path for story, path in sources.items() if story not in claimed}


def stories_in(content: Path) -> list[str]:
    """Return every story that has fragments or a ledger, in order of name."""
    fragments, ledgers = content / "fragments", content / "ledger"
    stories = {path.name for path in fragments.iterdir() if path.is_dir()} if fragments.is_dir() else set()
    return sorted(stories | ({path.stem for path in ledgers.glob("*.jsonl")} if ledgers.is_dir() else set()))
