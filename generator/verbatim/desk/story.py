"""Reads a story as its files have it at one moment, or as lists show it, and settles conflicts.

Marks are as the files write them: a story that is loaded for a build has some that say what an editor changed.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from verbatim.content.format.fragment_file import conflict_line, read_fragment, version_of
from verbatim.content.format.headers import read_head, with_header
from verbatim.content.format.story_file import held_until
from verbatim.content.layout import StoryPaths
from verbatim.content.ledger import LedgerEntry
from verbatim.content.people.roster import kept_apart
from verbatim.content.store import load_story_and_ledger, read_folder
from verbatim.core.errors import ContentError
from verbatim.core.files import markdown_files, read_file, read_if_there
from verbatim.core.i18n import msgid
from verbatim.core.text import sha256_text
from verbatim.desk.changes import Change, digest, refused
from verbatim.desk.queue import Queue, queue_of
from verbatim.model import Fragment, Story

PUBLIC = ("published", "hidden")
DRAFT = "draft"
STATES = (DRAFT, "hidden", "published")  # in the order of lists
HEAD = re.compile(rb"^(title|status|date|date-basis|category|embargo):[ \t]*([^\r\n]*)", re.IGNORECASE | re.MULTILINE)


@dataclass(frozen=True)
class StorySnapshot:
    """A story as its files have it at one moment, with their bytes by path below the content folder."""

    paths: StoryPaths
    story: Story
    ledger: tuple[LedgerEntry, ...]
    data: Mapping[str, bytes]

    @property
    def is_public(self) -> bool:
        """Whether readers may have seen it: it is published, and no embargo holds it back."""
        return self.story.status in PUBLIC and not self.held_until

    @property
    def held_until(self) -> str:
        """Until when an embargo holds it back, published or not; empty where none does."""
        return held_until(self.story.header("Embargo"))

    @property
    def story_file(self) -> str:
        """The path of its own file."""
        return f"stories/{self.paths.story}.md"

    @property
    def seen(self) -> str:
        """The digest of its text, by which places in it still mean the same words."""
        return sha256_text(self.story.text)[:16]

    def queue(self) -> Queue:
        """Return what is still to be checked."""
        return queue_of(self.story, self.ledger, kept_apart(self.paths.content))

    def path_of(self, fragment: Fragment) -> str:
        """Return the path of a fragment's file."""
        return f"fragments/{self.paths.story}/{fragment.name}.md"


def read_state(content: Path, name: str) -> StorySnapshot:
    """Read a story. Raises ContentErrors where its files cannot be read, or are in conflict."""
    paths = StoryPaths(content, name)
    if not paths.story_file.is_file():
        raise ContentError(paths.shown(paths.story_file), 0, "there is no such story", "Name one of content/stories")
    story, ledger = load_story_and_ledger(content, paths.story_file)
    found = read_folder(paths.fragments, paths)
    data = {f"fragments/{name}/{key}.md": one for key, (_, one) in found.items()}
    data[f"stories/{name}.md"] = read_file(paths.story_file, paths.shown(paths.story_file))
    # As the files have them: a loaded story has marks that say what an editor changed.
    fragments = tuple(found[key][0] for key in sorted(found))
    return StorySnapshot(paths, replace(story, fragments=fragments), ledger, data)


def header_of(paths: StoryPaths, key: str) -> str:
    """Return a header of a story's own file, also where its other files cannot be read; "" where there is none."""
    shown = paths.shown(paths.story_file)
    data = read_if_there(paths.story_file, shown)
    return read_head(data, shown).get(key) if data else ""


def publish(state: StorySnapshot) -> Change:
    """Return the change that publishes a draft. Raises ContentError where it is published already."""
    path = state.story_file
    if state.story.status in PUBLIC:
        raise refused(msgid("this story is published already"), msgid("There is nothing to do"))
    files = {path: (state.data[path], with_header(state.data[path], "Status", "published", path))}
    if state.held_until:
        held = msgid("Published under an embargo: the first build for the web after %(time)s shows it.")
        return Change(held, {"time": state.held_until}, files)
    return Change(msgid("Published: the next build for the web shows it."), {}, files)


# What lists show of a story


class ListedStory(NamedTuple):
    """A story in a list: its name, title, state, day and section, and the header `Embargo`."""

    name: str
    title: str
    status: str
    date: str
    section: str
    embargo: str = ""

    @property
    def held_until(self) -> str:
        """Until when an embargo holds it back, published or not; empty where none does."""
        return held_until(self.embargo)

    @property
    def state(self) -> str:
        """Its state as readers have it: a draft also while an embargo holds it back."""
        return DRAFT if self.held_until else self.status


def read_listed(path: Path) -> ListedStory:
    """Return what lists show of a story, from its file's first lines, whether or not it could be built."""
    head, _, _ = read_file(path).replace(b"\r\n", b"\n").partition(b"\n\n")
    held = {key.decode().lower(): value.decode("utf-8", "replace").strip() for key, value in HEAD.findall(head)}
    status = held.get("status", "")
    date = "" if held.get("date-basis") == "unknown" else held.get("date", "")[:10]
    return ListedStory(
        path.stem, held.get("title", path.stem), status if status in STATES else "published", date,
        held.get("category", ""), held.get("embargo", ""),
    )  # fmt: skip


class StoryList:
    """What lists show of every story; a file that was not changed since is not read again."""

    def __init__(self, content: Path) -> None:
        self._content = content
        self._heads: dict[Path, tuple[int, ListedStory]] = {}

    def __iter__(self) -> Iterator[ListedStory]:
        for path in markdown_files(self._content / "stories"):
            try:
                changed = path.stat().st_mtime_ns
                known = self._heads.get(path)
                if known is None or known[0] != changed:
                    known = self._heads[path] = changed, read_listed(path)
            except (OSError, ContentError):
                continue
            yield known[1]


# Conflicts between an editor's version and a new split


class Conflict(NamedTuple):
    """A fragment's file in which two versions stand: its path below the content folder, its bytes, the two bodies."""

    path: str
    data: bytes
    yours: str
    new: str

    @property
    def seen(self) -> str:
        """The digest of what an editor is shown."""
        return digest(self.data)


def conflicts_of(paths: StoryPaths) -> list[Conflict]:
    """Return the files of a story that are in conflict, in order of their names."""
    found = []
    for file in markdown_files(paths.fragments):
        data = read_file(file, paths.shown(file))
        text = data.decode("utf-8", "replace").replace("\r\n", "\n")
        if conflict_line(text):
            versions = [version_of(text, is_new=is_new) for is_new in (False, True)]
            bodies = [one.partition("\n\n")[2].strip("\n") for one in versions]
            found.append(Conflict(file.relative_to(paths.content).as_posix(), data, *bodies))
    return found


def settle(paths: StoryPaths, conflict: Conflict, *, with_yours: bool) -> Change:
    """Return the change that keeps one of the two versions. Raises ContentError where that has other words by now."""
    text = version_of(conflict.data.decode("utf-8"), is_new=not with_yours)
    shown = f"{paths.content.name}/{conflict.path}"
    fragment = read_fragment(text.encode(), shown, paths.story)
    if fragment.source and fragment.sha256 != sha256_text(fragment.text):
        fact = msgid("the source has changed, and your version has other words")
        raise ContentError(shown, 0, fact, msgid("Keep the new one, and decide again, or edit the file"))
    label = msgid("Your version was kept.") if with_yours else msgid("The new version was kept.")
    return Change(label, {}, {conflict.path: (conflict.data, text.encode())})
