"""An edited story's own pages, made from content that is in memory. Paths of edited files come in, files stand after.

What comes of an edit beyond the story's own files, and whatever cannot be made so, is left to the build that follows.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from generator import setaside
from generator.cached import cache_of
from generator.errors import ContentError, ContentErrors
from generator.fragments.journal import refuse_unfinished
from generator.fragments.store import load_whole
from generator.newsroom.patched import fits, patched
from generator.newsroom.record import record_of
from generator.publish.retold import retold
from generator.site.recipes import of_story
from generator.site.shelf import Shelf
from generator.staging import Stage

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.model import Story
    from generator.newsroom.record import Record
    from generator.publish.edition import Edition
    from generator.site.kitchen import Kitchen
    from generator.site.stopped import Stopped

FOLDER = "ahead"  # beside the stage of a build: where the pages are made


class Retelling:
    """What `run` has read, with the stories that were edited since as they are told now; `output` is what stands."""

    def __init__(self, run: Stopped, output: Path) -> None:
        self._run, self._stage = run, Stage(output.absolute())
        self._kitchen: Kitchen = run.kitchen()
        self._desk = self._kitchen.desk
        self._records: dict[str, Record] = {}
        self._shelf = Shelf(cache_of(self._desk.content))
        for name in [*self._desk.everything.newsroom.stories][:1]:  # what is made at its first use is made by this
            self._renew(name)
            self._kitchen.follow(of_story(self._desk, name))

    def tell(self, paths: Sequence[str]) -> list[str] | None:
        """Make the pages of the stories that these files are of; return the addresses of those that are others now.

        None where these are no stories' files, or the whole newsroom has to be joined anew.
        """
        stories = {self._story_of(Path(path)) for path in paths}
        try:
            refuse_unfinished(self._desk.content)
            if not all(map(self._renew, stories)):
                return None
        except (ContentError, ContentErrors, OSError):  # the build tells of it
            return None
        return [address for name in sorted(stories) for address in self._placed(name)]

    def _story_of(self, path: Path) -> str:
        """Return the story whose file this is; empty where it is none's."""
        content = self._desk.content.absolute()
        known = {content / "stories": path.stem, content / "fragments" / path.parent.name: path.parent.name}
        return known.get(path.parent, "")

    def _renew(self, name: str) -> bool:
        """Read a story, and put it into the place of what it was; tell whether it fits there."""
        if name not in self._desk.everything.joined.newsroom.stories:
            return False
        before = self._records.get(name) or self._shelf.record(name, self._desk.digests[name])
        story, ledger = load_whole(self._desk.content, self._desk.content / "stories" / f"{name}.md")
        after = record_of(story, ledger)
        if not before or not fits(self._desk.everything.joined.newsroom, before, after):
            return False
        self._put(story, after)
        self._records[name] = after
        self._run.read_again(name)
        return True

    def _put(self, story: Story, record: Record) -> None:
        desk = self._desk
        is_parted = desk.everything is not desk.edition
        if is_parted:
            desk.everything = _retold(desk.everything, story, record)
        if story.id in desk.listed:
            desk.edition = _retold(desk.edition, story, record)
        if not is_parted:
            desk.everything = desk.edition
        desk.hang(desk.portraits)

    def _placed(self, name: str) -> list[str]:
        """Make a story's files, and put those that are others than before where they stand."""
        galley = self._kitchen.follow(of_story(self._desk, name))
        return setaside.put(self._stage.root, self._stage.output, self._kitchen.press.output, galley.files)


def _retold(held: Edition, story: Story, record: Record) -> Edition:
    return retold(held, patched(held.joined.newsroom, story, record), story.id)
