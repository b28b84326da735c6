"""Previews edited stories from content already in memory, before their build.

`python -m verbatim.devserver.preview_worker N OPTIONS`, where N is the number of a socket of which its starter
(`verbatim.devserver.watch`) holds the other end, and OPTIONS are those of `build`. It writes a line when it is ready.
Each line that it reads is a list of paths in JSON; its answer lists the files that changed, or is `null`. It reports no
errors: the build that follows does.
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
from verbatim.site import staging
from verbatim.site.build import pelican_environment
from verbatim.site.incremental.targets import story_target
from verbatim.site.pelican.run import PartialRun
from verbatim.site.staging import Stage
from verbatim.site.story_cache import StoryCache

if TYPE_CHECKING:
    from collections.abc import Sequence

    from verbatim.model import Story
    from verbatim.newsroom import StoryRecord
    from verbatim.publish import Edition


FOLDER = "ahead"  # in the stage of a build: where previewed pages are rendered


class Preview:
    """The content that `run` has read, with the stories edited since; `output` is the current site."""

    def __init__(self, run: PartialRun, output: Path) -> None:
        self._run, self._stage = run, Stage(output.absolute())
        self._renderer = run.renderer()
        self._build = self._renderer.build
        self._records: dict[str, StoryRecord] = {}
        self._cache = StoryCache(cache_of(self._build.content), self._build.content)
        for name in [*self._build.everything.newsroom.stories][:1]:  # makes what is made at its first use
            self._reload(name)
            self._renderer.render(story_target(self._build, name))

    def update(self, paths: Sequence[str]) -> list[str] | None:
        """Render the stories that these files belong to; return the addresses of the files that changed.

        None where they belong to no story, or the whole newsroom must be joined anew.
        """
        stories = {self._story_of(Path(path)) for path in paths}
        try:
            refuse_unfinished(self._build.content)
            if not all(map(self._reload, stories)):
                return None
        except (ContentError, ContentErrors, OSError):  # the build reports it
            return None
        return [address for name in sorted(stories) for address in self._place(name)]

    def _story_of(self, path: Path) -> str:
        """Return the story that a file belongs to; empty where there is none."""
        content = self._build.content.absolute()
        known = {content / folder: path.stem for folder in ("stories", "ledger")}
        known[content / "fragments" / path.parent.name] = path.parent.name
        return known.get(path.parent, "")

    def _reload(self, name: str) -> bool:
        """Read a story again and replace it in the newsroom; return whether that is possible."""
        newsroom = self._build.everything.lookups.newsroom
        if name not in newsroom.stories:
            return False
        before = self._records.get(name) or self._cache.record(name, self._build.digests[name])
        story, ledger = load_story_and_ledger(self._build.content, self._build.content / "stories" / f"{name}.md")
        after = record_of(story, ledger)
        if not before or not can_replace(newsroom, before, after):
            return False
        self._replace(story, after)
        self._records[name] = after
        self._run.read_again(name)
        return True

    def _replace(self, story: Story, record: StoryRecord) -> None:
        build = self._build
        differs = build.everything is not build.edition
        if differs:
            build.everything = _replaced(build.everything, story, record)
        if story.id in build.listed:
            build.edition = _replaced(build.edition, story, record)
        if not differs:
            build.everything = build.edition
        build.show_pictures(build.portraits, build.illustrations)

    def _place(self, name: str) -> list[str]:
        """Render a story's files, and put those that differ into the current site."""
        result = self._renderer.render(story_target(self._build, name))
        return staging.preview(self._stage.root, self._stage.output, self._renderer.output.folder, result.files)


def _replaced(edition: Edition, story: Story, record: StoryRecord) -> Edition:
    return patched_edition(edition, replace_story(edition.lookups.newsroom, story, record), story.id)


def main(arguments: list[str]) -> int:
    """Answer each line until the other end is closed."""
    end_with_parent()
    number, *options = arguments
    with socket.socket(fileno=int(number)) as connection, connection.makefile("rw", encoding="utf-8") as lines:
        preview = prepare(options)
        gc.collect()
        gc.freeze()
        lines.write("ready\n")
        lines.flush()
        for line in lines:
            lines.write(f"{json.dumps(preview.update(json.loads(line)))}\n")
            lines.flush()
    return 0


def prepare(options: list[str]) -> Preview:
    """Read what a build with these options reads, in silence."""
    with open(os.devnull, "w", encoding="utf-8") as nothing:  # noqa: PTH123
        os.dup2(nothing.fileno(), sys.stdout.fileno())
        os.dup2(nothing.fileno(), sys.stderr.fileno())
    os.environ.update(pelican_environment())
    asked = command.make_context("build", options).params
    stage = Stage(asked["output"].absolute())
    folders = [str(asked["content"]), "-o", str(stage.root / FOLDER), "-s", str(asked["settings"])]
    given = parse_arguments([*folders, *asked["pelican_options"]])
    return Preview(PartialRun(read_settings(given.settings, override=get_config(given))), stage.output)


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
