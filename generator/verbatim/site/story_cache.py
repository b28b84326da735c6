"""Loads the content through a cache of parsed stories, `.cache/stories/`, with three files for each.

A story is read again only where the state of its files changed. Its large parts, text and fragments, are taken from the
cache when needed, so that the memory of a build does not grow with the texts of all stories. What does not fit its
checksum is read from the content again. What reads content is imported within functions: usually nothing is read.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from functools import lru_cache, partial
from pathlib import Path
from typing import Literal, NamedTuple

import msgspec

from verbatim.content.format.person_file import PersonFile, read_people
from verbatim.content.format.story_file import embargo_of
from verbatim.content.layout import StoryPaths
from verbatim.content.ledger import DRAFT, LedgerEntry, ledgers_without_story, read_ledger
from verbatim.content.splitting import freshness
from verbatim.content.transaction import refuse_unfinished
from verbatim.core import filestate
from verbatim.core.cache import CacheEntry, clock, discard
from verbatim.core.errors import ContentError, ContentErrors, Faults, unreadable
from verbatim.core.executors import executor, spread
from verbatim.core.files import markdown_files
from verbatim.model import Fragment, SourceChange, Story, with_head
from verbatim.newsroom import StoryRecord, join, record_of
from verbatim.site.omissions import name_of

FORM = 7  # of the files: what has another form is read again
BODIES, TEXTS = 64, 1024  # stories whose fragments, whose texts are kept in memory
WORTH_WORKERS = 32  # stories: fewer are read before workers would have started
BATCH = 8
UNSURE = ""  # the state of files in which a later write might not show


class StoryBody(NamedTuple):
    """The large parts of a story, besides its text."""

    fragments: tuple[Fragment, ...]
    replaced: tuple[SourceChange, ...]


class StoryHead(NamedTuple):
    """What is read of every cached story in each build: the state of its files, a hash of their content, its source.

    Also its record, packed.
    """

    state: str
    digest: str
    source: str
    record: bytes


_HEADS = msgspec.msgpack.Decoder(StoryHead)
_RECORDS = msgspec.msgpack.Decoder(StoryRecord)
_BODIES = msgspec.msgpack.Decoder(StoryBody)


def _body_of(story: Story) -> StoryBody:
    return StoryBody(story.fragments, story.replaced)


class StoryCache:
    """The parsed stories of the folder `content`; `digests` are those of the files that each was parsed from."""

    def __init__(self, cache: Path, content: Path) -> None:
        self.cache, self._folder, self._content = cache, cache / "stories", content
        self.digests: Mapping[str, str] = {}
        # Those used last are kept in memory.
        self.body, self.text = lru_cache(BODIES)(self._body), lru_cache(TEXTS)(self._text)

    def _entry(self, story: str, part: Literal["head", "text", "body"], digest: str = "") -> CacheEntry:
        return CacheEntry(self._folder / f"{story}.{part}", f"{FORM} {part} {story} {digest}")

    def head(self, story: str) -> StoryHead | None:
        """Return the head of a story; None where it is not there, or not as it was written."""
        data = self._entry(story, "head").read()
        return _HEADS.decode(data) if data is not None else None

    def put(self, story: Story, head: StoryHead) -> None:
        """Write a story with its head."""
        self._entry(story.id, "text", head.digest).write(story.text.encode("utf-8", "surrogatepass"))
        self._entry(story.id, "body", head.digest).write(msgspec.msgpack.encode(_body_of(story)))
        self._entry(story.id, "head").write(msgspec.msgpack.encode(head))

    def keep(self, stories: AbstractSet[str]) -> None:
        """Delete what is kept of any others."""
        for path in self._folder.iterdir() if self._folder.is_dir() else ():
            if path.stem not in stories:
                discard(path)

    def _body(self, story: str) -> StoryBody:
        """Return the fragments of a story and its earlier texts."""
        packed = self._part(story, "body")
        return _body_of(self._read(story)) if packed is None else _BODIES.decode(packed)

    def _text(self, story: str) -> str:
        """Return the text of a story's source."""
        packed = self._part(story, "text")
        return self._read(story).text if packed is None else packed.decode("utf-8", "surrogatepass")

    def _part(self, story: str, part: Literal["text", "body"]) -> bytes | None:
        """Return what is cached; None, and the next build reads the story again, where that is damaged."""
        data = self._entry(story, part, self.digests[story]).read()
        if data is None:
            discard(self._entry(story, "head").path)
        return data

    def _read(self, story: str) -> Story:
        from verbatim.content.store import load_story_and_ledger  # noqa: PLC0415

        return load_story_and_ledger(self._content, self._content / "stories" / f"{story}.md")[0]


class LazyStory(Story):
    """A story whose text and fragments are in the cache."""

    __slots__ = ("cache",)
    cache: StoryCache

    @property
    def text(self) -> str:
        """The source's text, which is needed hundreds of times a story."""
        return self.cache.text(self.id)

    @property
    def fragments(self) -> tuple[Fragment, ...]:
        """The fragments in order of their names."""
        return self.cache.body(self.id).fragments

    @property
    def replaced(self) -> tuple[SourceChange, ...]:
        """The texts that the source had before."""
        return self.cache.body(self.id).replaced


class LoadedContent(NamedTuple):
    """What a site is made from: records and stories by id, people's files, ledgers of stories that are gone.

    `digests` are of everything that each story was read from; `left_out` is what is broken (`omissions`).
    """

    records: Mapping[str, StoryRecord]
    stories: Mapping[str, Story]
    people: Mapping[str, PersonFile]
    gone: Mapping[str, tuple[LedgerEntry, ...]]
    digests: Mapping[str, str]
    left_out: frozenset[str] = frozenset()


class StoryFiles(NamedTuple):
    """A story to be read: its file, and the rows of all its files."""

    path: Path
    rows: filestate.Rows


class ContentReading(NamedTuple):
    """How a content folder is read: by which rules, by how many workers, without what (`omissions`).

    `tree` is the survey of its files from before.
    """

    content: Path
    rules: str
    workers: int
    tree: filestate.Tree
    left_out: frozenset[str] = frozenset()

    def load(self, cache: Path) -> LoadedContent:
        """Load the folder; stories whose files are unchanged, under the same rules, come from the cache.

        Raises ContentErrors with every fault in every story.
        """
        refuse_unfinished(self.content)
        content, errors, stories = self.content, Faults(), StoryCache(cache, self.content)
        found = markdown_files(content / "stories")
        paths = {path.stem: path for path in found if f"stories/{path.stem}" not in self.left_out}
        known = {name: head for name in paths if (head := stories.head(name))}
        files = {name: _files(content, name, known[name].source if name in known else "") for name in paths}
        rows = {name: filestate.rows_in(self.tree, files[name]) for name in paths}
        states = {name: filestate.state_digest(rows[name], self.rules) for name in known}
        current = {name for name, head in known.items() if head.source and head.state == states[name]}
        wanted = [StoryFiles(paths[name], rows[name]) for name in paths if name not in current]
        heads = {name: known[name] for name in current} | dict(self._read(stories, wanted, errors))
        stories.keep(paths.keys())
        people, gone = self._people(errors), ledgers_without_story(content, errors)
        if errors:
            _report_together(content)
            errors.raise_all()
        stories.digests = digests = {name: head.digest for name, head in heads.items()}
        records = {name: _held_back(_RECORDS.decode(heads[name].record)) for name in sorted(heads)}
        lazy = {name: with_head(LazyStory, record.head, cache=stories) for name, record in records.items()}
        held_back = {name: f"{digests[name]} embargoed" for name, one in records.items() if embargo_of(one.head)}
        return LoadedContent(records, lazy, people, gone, digests | held_back, self.left_out)

    def _read(
        self, stories: StoryCache, wanted: Sequence[StoryFiles], errors: list[ContentError]
    ) -> Iterator[tuple[str, StoryHead]]:
        """Read stories into the cache, and yield their heads; those that cannot be read are among the errors."""
        share = self.workers if len(wanted) >= WORTH_WORKERS else 1
        work = partial(_read_one, stories.cache, self.content, self.rules, clock(self.content))
        with executor(share) as pool:
            for one, (head, wrong) in zip(wanted, spread(pool, work, wanted, workers=share, batch=BATCH), strict=True):
                errors += wrong
                if head:
                    yield one.path.stem, head

    def _people(self, errors: Faults) -> dict[str, PersonFile]:
        wrong = Faults()
        files = read_people(self.content, wrong)
        errors += (error for error in wrong if name_of(error.path, self.content.name) not in self.left_out)
        return {name: file for name, file in files.items() if f"people/{name}" not in self.left_out}


def _held_back(record: StoryRecord) -> StoryRecord:
    """Return the record of a story, as that of a draft while an embargo holds it back."""
    return replace(record, head=replace(record.head, status=DRAFT)) if embargo_of(record.head) else record


def _report_together(content: Path) -> None:
    """Raise ContentErrors with the faults of all stories together, which one by itself may not show.

    A fault of the program is reported already, with the story that it was met in.
    """
    from verbatim.content.store import load  # noqa: PLC0415

    try:
        join(*load(content))
    except Exception as error:
        if isinstance(error, ContentErrors):
            raise


def ledger_of(content: Path, story: str) -> tuple[LedgerEntry, ...]:
    """Return the whole ledger of a story."""
    return read_ledger(StoryPaths(content, story))


def _files(content: Path, story: str, source: str) -> filestate.Files:
    single, folders = freshness.files_of_story(str(content), story, source)
    return filestate.Files(single, (*folders, f"{content}/sources/.earlier/{story}"))


def _read_one(
    cache: Path, content: Path, rules: str, now: int, files: StoryFiles
) -> tuple[StoryHead | None, list[ContentError]]:
    """Read one story into the cache; return its head, or what is wrong with it."""
    from verbatim.content.store import load_story_and_ledger  # noqa: PLC0415

    try:
        story, ledger = load_story_and_ledger(content, files.path)
        record = record_of(story, ledger)
    except ContentErrors as faults:
        return None, faults.errors
    except Exception as error:  # noqa: BLE001  a fault of the program in one story must not cost the others
        shown = StoryPaths(content, "").shown(files.path)
        return None, [unreadable(shown, 0, error)]
    rows = filestate.rows_of(_files(content, story.id, story.source_file))
    is_sure = filestate.settled(rows, now) and all(rows.get(name) == row for name, row in files.rows.items())
    state = filestate.state_digest(rows, rules) if is_sure else UNSURE
    digest = filestate.content_digest(filestate.digests(rows), "", content)
    StoryCache(cache, content).put(
        story, head := StoryHead(state, digest, story.source_file, msgspec.msgpack.encode(record))
    )
    return head, []
