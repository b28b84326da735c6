"""Previews the pages of edited stories from content already in memory, before their build.

`python -m verbatim.devserver.preview_worker N OPTIONS`, where N is the number of a socket of which its starter
(`verbatim.devserver.clients`) holds the other end, and OPTIONS are those of `build`. It writes a line when it is ready.
Each line that it reads is an object in JSON, with a list of `paths`, and whether they are shown `again`. Its answer is
a line: the files of the stories' own pages that it made, by address, or `null`. It reports no errors: the build that
follows does.
"""

import gc
import json
import os
import socket
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from pelican import get_config, parse_arguments
from pelican.settings import read_settings

from verbatim.cli.build import command
from verbatim.content.format.person_file import read_people
from verbatim.content.format.story_file import embargo_of
from verbatim.content.ledger import LedgerEntry
from verbatim.content.store import load_story_and_ledger
from verbatim.content.transaction import refuse_unfinished
from verbatim.core.errors import ContentErrors, Faults
from verbatim.core.fork import end_with_parent
from verbatim.model import Story
from verbatim.newsroom import record_of
from verbatim.site.build import pelican_environment
from verbatim.site.context import BuildContext
from verbatim.site.incremental.targets import StoryPage, story_target
from verbatim.site.pelican.run import PartialRun
from verbatim.site.staging import Stage

FOLDER = "ahead"  # in the stage of a build: where previewed pages are rendered
PEOPLE = "people"  # the folder of files that no story owns, and every story may show


class Preview:
    """The content that `run` has read, with the stories edited since."""

    def __init__(self, run: PartialRun) -> None:
        self._run = run
        self._renderer = run.renderer()
        self._build = self._renderer.build
        self._read: dict[str, tuple[Story, tuple[LedgerEntry, ...]]] = {}
        for name in [*self._build.everything.newsroom.stories][:1]:  # makes what is made at its first use
            self._reload(name)
            list(self._render(name))

    def update(self, paths: Sequence[str], *, again: bool = False) -> dict[str, str] | None:
        """Render the pages of the stories that these files belong to; return their files by address.

        A story that was read so before is left out, unless its pages were replaced and are to be shown `again`. None
        where a file belongs to no story, and where only a build can tell.
        """
        known = {path: self._story_of(Path(path)) for path in paths}
        others = [path for path, name in known.items() if not name]
        if any(Path(path).parent != self._build.content.absolute() / PEOPLE for path in others):
            return None
        try:
            refuse_unfinished(self._build.content)
            changed = {name: self._reload(name) for name in sorted({*filter(None, known.values())})}
            if None in changed.values():
                return None
            if others or any(changed.values()):
                self._join_again(reads_people=bool(others))
            shown = [name for name, is_changed in changed.items() if again or is_changed]
            for name in shown:
                self._run.read_again(name)
            return {address: file for name in shown for address, file in self._render(name)}
        except (ContentErrors, OSError):  # the build reports it
            return None

    def _story_of(self, path: Path) -> str:
        """Return the story that a file belongs to; empty where there is none."""
        content = self._build.content.absolute()
        known = {content / folder: path.stem for folder in ("stories", "ledger")}
        known[content / "fragments" / path.parent.name] = path.parent.name
        return known.get(path.parent, "")

    def _reload(self, name: str) -> bool | None:
        """Read a story again; return whether it changed, None where its state did, and so its address may have."""
        content, loaded = self._build.content, self._build.loaded
        if name not in self._build.everything.lookups.newsroom.stories:
            return None
        story, ledger = load_story_and_ledger(content, content / "stories" / f"{name}.md")
        if self._read.get(name) == (story, ledger):
            return False
        if story.status != loaded.records[name].head.status or embargo_of(story):
            return None
        self._read[name] = story, ledger
        records = {**loaded.records, name: record_of(story, ledger)}
        self._build.loaded = loaded._replace(records=records, stories={**loaded.stories, name: story})
        return True

    def _join_again(self, *, reads_people: bool) -> None:
        """Join all stories anew, as a build does, from what was read of them, and people's files as they are now."""
        build, faults = self._build, Faults()
        if reads_people:
            build.loaded = build.loaded._replace(people=read_people(build.content, faults))
            faults.raise_all()
        build.join(build.loaded)
        build.show_pictures(build.portraits, build.illustrations)

    def _render(self, name: str) -> Iterator[tuple[str, str]]:
        """Render a story's own page; yield its address and its file."""
        result = self._renderer.render(story_target(self._build, name)._replace(make=_page))
        yield from ((address, f"{self._renderer.output.folder}/{address}") for address in result.files)


def _page(_: BuildContext, name: str) -> Iterator[StoryPage]:
    """Yield a story's own page alone: all else of it waits for the build."""
    yield StoryPage(name)


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
            lines.write(f"{json.dumps(preview.update(**json.loads(line)))}\n")
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
    return Preview(PartialRun(read_settings(given.settings, override=get_config(given))))


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
