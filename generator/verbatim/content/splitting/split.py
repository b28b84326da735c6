"""Splits sources into fragments, the only place where reading a text ends in files.

What a split changes is written all at once or not at all. Several sources are read in parallel, but decided and
written in their order, since the ids of people depend on the stories before.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Executor
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import NamedTuple, TypeVar

import msgspec

from verbatim.annotate import read as annotate
from verbatim.annotate.dates.finder import published_in
from verbatim.annotate.languages import has_rules, language
from verbatim.content.format.base_file import SOURCE, STORY, write_base
from verbatim.content.format.fragment_file import lossless_errors
from verbatim.content.format.headers import WEB, format_head, is_language_tag
from verbatim.content.format.story_file import DAY, NONE, DateBasis, StoryFile, read_story_file, update_headers
from verbatim.content.history import new_rows
from verbatim.content.layout import REMOVED, StoryPaths, story_of
from verbatim.content.ledger import LedgerEntry, format_rows, quotation_rows, read_ledger
from verbatim.content.people.identity import identify_people, namesake_rows
from verbatim.content.people.index import OtherStories
from verbatim.content.people.refs import bearers_of
from verbatim.content.sources.loading import LoadedSource, load
from verbatim.content.splitting.alignment import align
from verbatim.content.splitting.fragments import headline_of
from verbatim.content.splitting.freshness import SplitState, StoryInputs, state_after_split
from verbatim.content.splitting.merge import FragmentChanges, file_changes
from verbatim.content.splitting.offsets import OffsetMap
from verbatim.content.store import NewerText, newer_text, read_base, read_pairs
from verbatim.content.transaction import apply_changes, finish_changes
from verbatim.core.cache import CacheEntry, cache_of
from verbatim.core.dates import day_in_name, today
from verbatim.core.errors import Advice, ContentError, ContentErrors, refusal, unreadable
from verbatim.core.executors import spread
from verbatim.core.files import appended, free_path, read_if_there
from verbatim.core.filestate import digest
from verbatim.core.fork import gc_paused
from verbatim.core.text import printable
from verbatim.model import Document, Span
from verbatim.model.reading import Reading

Step = TypeVar("Step")
BATCH = 4  # sources that a worker is given at a time
FEW = 8  # sources that an editor may have come to by hand, and comes back to: what is read of them is kept
BETWEEN = "\0"
WRITES = 1000  # files from which on decided splits are written: the disk is waited for once for all of them


# One source


class SplitResult(NamedTuple):
    """The result of a split: the number of files changed, conflicts as `name.md:line`, files put aside.

    `stale` is the corrected text of a page that was replaced, if it was kept.
    """

    story: str
    changed: int
    conflicts: tuple[str, ...] = ()
    aside: tuple[str, ...] = ()
    stale: Advice | None = None


class SplitPlan(NamedTuple):
    """A split yet to be written: its result, and the files to write, or to remove where they have no bytes."""

    result: SplitResult
    files: dict[Path, bytes | None]


def split_source(content: Path, source: Path, others: OtherStories | None = None) -> SplitResult:
    """Split a source of a content folder. Raises ContentErrors before anything is written.

    `others` are the folder's stories; with several sources, pass the same for all.
    """
    finish_changes(content)
    plan = plan_split(content, source, read_source(content, source), others or OtherStories(content))
    _write_all(content, [plan])
    return plan.result


def _write_all(content: Path, plans: Iterable[SplitPlan]) -> None:
    files = {path.relative_to(content).as_posix(): data for plan in plans for path, data in plan.files.items()}
    if files:
        apply_changes(content, files)


@gc_paused()
def plan_split(content: Path, source: Path, read: SourceReading, others: OtherStories) -> SplitPlan:
    """Return what a split writes, and tell `others` of it. Nothing is written."""
    paths = StoryPaths(content, story_of(source))
    document = read.document
    given = read_ledger(paths)
    parts = read_base(paths)
    before = {name: part.data for name, part in parts.items()}
    on_disk = read_pairs(paths, parts)
    reading, on_disk, numbered = identify_people(document, read.text.reading, on_disk, given, others)
    new = align(document, reading, on_disk, quotation_rows(given))
    changed = file_changes(new)
    if lossless_errors(document.text, (one.fragment for one in new.fragments), document.text_start):
        fact = "splitting it would lose words, so that nothing was written"
        fix = "Please report this with the file: it is a fault of ours"
        raise ContentError(paths.shown(source), 0, fact, fix)
    people = bearers_of(sorted(changed.fragments, key=lambda fragment: fragment.name))  # as they will be read
    # The ledger is for ever: words and texts are recorded once they are public, a conflict once an editor resolved it.
    rows: list[LedgerEntry] = []
    text = NewerText()
    if read.published and not changed.conflicts:
        rows = new_rows(changed.fragments, given, today())
        text = newer_text(document.text, before.get(SOURCE, b""), paths, given, read.story_file)
    rows = [*text.rows, *rows, *namesake_rows(numbered, people, today())]
    story, part = _story_file(paths, before.get(STORY, b""), read, changed, new.offsets)
    base = {**changed.base, STORY: part, SOURCE: text.base or before.get(SOURCE)}
    now = {name: data for name, data in {**before, **base}.items() if data is not None}
    base_file = {} if now == before else {paths.base: write_base(now) if now else None}
    own = {**dict(_fragment_files(paths, changed)), **story, **base_file}
    ledger = {paths.ledger: appended(paths.ledger, format_rows(rows).encode())} if rows else {}
    others.changed(paths.story, people, (*given, *rows))
    aside = tuple(name for name in changed.files if name.endswith(REMOVED))
    result = SplitResult(paths.story, len(own), changed.conflicts, aside, read.loaded.stale)
    return SplitPlan(result, {**dict(read.loaded.files), **dict(text.kept), **ledger, **own})


def _fragment_files(paths: StoryPaths, changed: FragmentChanges) -> Iterator[tuple[Path, bytes | None]]:
    for name, data in changed.files.items():
        path = paths.fragments / name
        yield free_path(path, data) if data and path.suffix == REMOVED else path, data


# Reading


class TextRead(NamedTuple):
    """What a text came to: the date of publication or "", whence it is, the language, and the reading."""

    date: str
    date_basis: DateBasis
    lang: str
    reading: Reading


class SourceReading(NamedTuple):
    """A source, what its text came to, the story's file if any, and whether the story is public: a new one is not."""

    loaded: LoadedSource
    text: TextRead
    story_file: StoryFile | None
    published: bool

    @property
    def document(self) -> Document:
        """The source."""
        return self.loaded.document


_READ = msgspec.msgpack.Decoder(TextRead)


def _known_text(content: Path, rules: str, document: Document, file: StoryFile | None) -> TextRead:
    """Return what a text came to for a program with these `rules`, which is kept: most splits follow an edit."""
    by_file = (f"by its file {file.published}", file.head.get("Lang")) if file else ("by itself", "")
    decided_by = (rules, document.readable, document.file, document.facts.date, document.facts.lang, *by_file)
    about = f"verbatim reading 2 {digest(BETWEEN.join(decided_by).encode('utf-8', 'surrogatepass'))}"
    kept = CacheEntry(cache_of(content) / "readings" / f"{document.story}.bin", about)
    if (data := kept.read()) is not None:
        return _READ.decode(data)
    read = _read_text(document, file)
    with suppress(OSError):  # a disk that takes nothing
        kept.write(msgspec.msgpack.encode(read))
    return read


def read_source(content: Path, source: Path, rules: str = "") -> SourceReading:
    """Read a source of a content folder. Raises ContentErrors if it cannot.

    With the digest of the program's `rules` what the text came to is kept for the next split.
    """
    loaded = load(source)
    document = loaded.document
    paths = StoryPaths(content, story_of(source))
    shown = paths.shown(paths.story_file)
    data = read_if_there(paths.story_file, shown)
    story_file = read_story_file(data, shown, paths.story) if data else None
    read = _known_text(content, rules, document, story_file) if rules else _read_text(document, story_file)
    return SourceReading(loaded, read, story_file, _is_published(paths, story_file))


def _read_text(document: Document, story_file: StoryFile | None) -> TextRead:
    """Read the text of a source; its story's file, if there is one, decides on its date and its language."""
    date, basis = _publication(document)
    stated_lang = language_of(document)
    published = story_file.published if story_file else date or None
    lang = (story_file.head.get("Lang") if story_file else "") or stated_lang
    return TextRead(date, basis, stated_lang, annotate(document.readable, published, lang=lang))


def _publication(document: Document) -> tuple[str, DateBasis]:
    """Return the day of publication, as the source states it, or else its file's name, and which of these does."""
    stated = document.facts.date or published_in(document.readable) or ""
    if DAY.fullmatch(stated):
        return stated, "source"
    day = day_in_name(document.file)
    return (day, "file") if day else ("", "unknown")


def _is_published(paths: StoryPaths, story_file: StoryFile | None) -> bool:
    """Return whether a story is published, as its file says; without one, whether the ledger has it published."""
    if story_file:
        return story_file.is_public
    return bool(quotation_rows(read_ledger(paths)))


def try_read(content: Path, rules: str, source: Path) -> SourceReading | list[ContentError]:
    """Read a source, or return the errors, to be raised when it is the source's turn."""
    return _attempt(content, source, lambda: read_source(content, source, rules))


def _attempt(content: Path, source: Path, work: Callable[[], Step]) -> Step | list[ContentError]:
    """Do a step of a source's split, or return the errors: one text never stops the others."""
    try:
        return work()
    except ContentErrors as faults:
        return faults.errors
    except Exception as error:  # noqa: BLE001  whatever it is, it is this source's alone
        refused = refusal(error) if isinstance(error, OSError) else None  # by the disk: no fault of the program
        shown = StoryPaths(content, "").shown(source)
        return [refused or unreadable(shown, 0, error)]


def language_of(document: Document) -> str:
    """Return the language that a page states if its words agree, or else that of its words.

    Templates state `en` whatever the language of the text that is put into them.
    """
    stated = document.facts.lang if is_language_tag(document.facts.lang) else ""
    found = language(document.readable, None if has_rules(stated) else stated)
    return stated if stated and has_rules(found) else found


# The story's file


def _story_file(
    paths: StoryPaths, before: bytes, read: SourceReading, changed: FragmentChanges, offsets: OffsetMap
) -> tuple[dict[Path, bytes | None], bytes]:
    """Return the story's file, if it changes, with its own headers brought up to date, and its part of the base.

    `before` is what that part was.
    """
    numbered = (fragment for fragment in changed.fragments if any(mark.kind == "number" for mark in fragment.marks))
    updated = {
        "Source-Sha256": read.document.sha256,
        "Unknown": _slices(read.text.reading.unknown),
        "Key-Numbers": " ".join(fragment.number for fragment in numbered) or NONE,
    }
    fresh = _new_story_file(read, updated)
    shown = paths.shown(paths.story_file)
    current = read_if_there(paths.story_file, shown)
    wanted = update_headers(current, before, updated, offsets.move_value, shown) if current else fresh
    part = before if _same_but_state(fresh, before) else fresh
    return {} if wanted == current else {paths.story_file: wanted}, part


def _slices(spans: Iterable[Span]) -> str:
    return " ".join(span.char for span in spans) or NONE


def _new_story_file(read: SourceReading, updated: Mapping[str, str]) -> bytes:
    """Return a new story file, a draft's. If nothing gives a date, it has today's, marked as unknown."""
    document, facts = read.document, read.document.facts
    headers = {
        "Title": facts.title or headline_of(document),
        "Date": read.text.date or today(),
        "Date-Basis": read.text.date_basis,
        "Category": "News",
        "Lang": read.text.lang,
        "Status": "published" if read.published else "draft",
        **({"Author": facts.author} if facts.author else {}),
        "Source": document.file,
        "Source-Sha256": document.sha256,
        "Source-Name": facts.publisher,
        # A page may state any address as its own.
        "Source-Url": facts.url if WEB.fullmatch(facts.url) else "",
        **updated,
    }
    return format_head((key, printable(value)) for key, value in headers.items()).encode()


def _same_but_state(one: bytes, other: bytes) -> bool:
    """Return whether two story files differ at most in date and status, in which a later split has no say."""
    lines = zip(one.split(b"\n"), other.split(b"\n"), strict=False)
    differing = (pair for pair in lines if pair[0] != pair[1])
    is_state = ({line.partition(b":")[0] for line in pair} in ({b"Date"}, {b"Status"}) for pair in differing)
    return one.count(b"\n") == other.count(b"\n") and all(is_state)


# Several sources


class StoryOutcome(NamedTuple):
    """What the split of a story came to and its new state, or the errors."""

    story: str
    result: SplitResult | None = None
    state: SplitState | None = None
    errors: tuple[ContentError, ...] = ()


class SplitJob(NamedTuple):
    """What splitting needs besides the sources; `rules` is the digest of the program."""

    content: Path
    others: OtherStories
    rules: str
    pool: Executor
    workers: int


def split_sources(job: SplitJob, inputs: Mapping[str, StoryInputs]) -> Iterator[StoryOutcome]:
    """Split sources, given by story, in their order. An outcome is yielded after it was written."""
    sources = (one.source for one in inputs.values())
    rules = job.rules if len(inputs) <= FEW else ""
    readings = spread(job.pool, partial(try_read, job.content, rules), sources, workers=job.workers, batch=BATCH)
    waiting: dict[str, SplitPlan] = {}
    for story, reading in zip(inputs, readings, strict=True):
        plan = _try_plan(job, inputs[story], reading)
        if isinstance(plan, SplitPlan):
            waiting[story] = plan
        else:
            yield StoryOutcome(story, errors=tuple(plan))
        if sum(len(one.files) for one in waiting.values()) >= WRITES:
            yield from _write(job, inputs, waiting)
            waiting = {}
    yield from _write(job, inputs, waiting)


def _try_plan(
    job: SplitJob, inputs: StoryInputs, reading: SourceReading | list[ContentError]
) -> SplitPlan | list[ContentError]:
    if isinstance(reading, list):
        return reading
    return _attempt(job.content, inputs.source, lambda: plan_split(job.content, inputs.source, reading, job.others))


def _write(job: SplitJob, inputs: Mapping[str, StoryInputs], plans: Mapping[str, SplitPlan]) -> Iterator[StoryOutcome]:
    _write_all(job.content, plans.values())
    for story, plan in plans.items():
        own = {str(path): "" if data is None else digest(data) for path, data in plan.files.items()}
        yield StoryOutcome(story, plan.result, state_after_split(job.content, inputs[story], own, job.rules))
