"""A process that has all content in memory, and shows the pages of an edited story ahead of their build.

`python -m verbatim.devserver.preview_worker N OPTIONS`, where N is the number of a socket of which its starter
(`verbatim.devserver.watch`) holds the other end, and OPTIONS are those of `build`. It says a line when it is ready.
Each line that comes in is a list of paths in JSON; the line that goes out lists the files that stand anew, or is
`null`. It says nothing else: what is wrong with the content, the build that follows tells.
"""

from __future__ import annotations

import gc
import json
import os
import socket
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from pelican import get_config, parse_arguments
from pelican.settings import read_settings

from verbatim.cli.build import command
from verbatim.content.store import load_story_and_ledger
from verbatim.content.transaction import refuse_unfinished
from verbatim.core.cache import cache_of
from verbatim.core.errors import ContentError, ContentErrors
from verbatim.core.fork import end_with_parent
from verbatim.newsroom import can_replace, record_of, replace_story
from verbatim.publish.patching import patched_edition
from verbatim.site import staging as setaside
from verbatim.site.build import environment
from verbatim.site.incremental.targets import of_story
from verbatim.site.pelican.run import Stopped
from verbatim.site.staging import Stage
from verbatim.site.story_cache import Shelf

if TYPE_CHECKING:
    from collections.abc import Sequence

    from verbatim.model import Story
    from verbatim.newsroom import StoryRecord
    from verbatim.publish import Edition
    from verbatim.site.incremental.render import Kitchen


# ---- site/retelling.py

FOLDER = "ahead"  # beside the stage of a build: where the pages are made


class Retelling:
    """What `run` has read, with the stories that were edited since as they are told now; `output` is what stands."""

    def __init__(self, run: Stopped, output: Path) -> None:
        self._run, self._stage = run, Stage(output.absolute())
        self._kitchen: Kitchen = run.kitchen()
        self._desk = self._kitchen.desk
        self._records: dict[str, StoryRecord] = {}
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
        if name not in self._desk.everything.lookups.newsroom.stories:
            return False
        before = self._records.get(name) or self._shelf.record(name, self._desk.digests[name])
        story, ledger = load_story_and_ledger(self._desk.content, self._desk.content / "stories" / f"{name}.md")
        after = record_of(story, ledger)
        if not before or not can_replace(self._desk.everything.lookups.newsroom, before, after):
            return False
        self._put(story, after)
        self._records[name] = after
        self._run.read_again(name)
        return True

    def _put(self, story: Story, record: StoryRecord) -> None:
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


def _retold(held: Edition, story: Story, record: StoryRecord) -> Edition:
    return patched_edition(held, replace_story(held.lookups.newsroom, story, record), story.id)


# ---- resident.py


def main(arguments: list[str]) -> int:
    """Answer each line until the other end is closed."""
    end_with_parent()
    number, *options = arguments
    with socket.socket(fileno=int(number)) as talk, talk.makefile("rw", encoding="utf-8") as lines:
        held = prepared(options)
        gc.collect()
        gc.freeze()
        lines.write("ready\n")
        lines.flush()
        for line in lines:
            lines.write(f"{json.dumps(held.tell(json.loads(line)))}\n")
            lines.flush()
    return 0


def prepared(options: list[str]) -> Retelling:
    """Read what a build with these options reads."""
    with open(os.devnull, "w", encoding="utf-8") as nothing:  # noqa: PTH123
        os.dup2(nothing.fileno(), sys.stdout.fileno())
        os.dup2(nothing.fileno(), sys.stderr.fileno())
    os.environ.update(environment())
    asked = command.make_context("build", options).params
    stage = Stage(asked["output"].absolute())
    folders = [str(asked["content"]), "-o", str(stage.root / FOLDER), "-s", str(asked["settings"])]
    given = parse_arguments([*folders, *asked["pelican_options"]])
    return Retelling(Stopped(read_settings(given.settings, override=get_config(given))), stage.output)


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
