"""All content read, as much of it as changed. A content folder comes in; records, lazy stories and people go out.

Raises ContentErrors with every fault of every file, so that an editor sees all of them in one run.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from generator.errors import ContentError, ContentErrors
from generator.executors import executor, spread
from generator.fragments import fresh
from generator.fragments.files import markdown_files
from generator.fragments.held import read_ledger
from generator.fragments.journal import refuse_unfinished
from generator.fragments.people_files import read_people
from generator.fragments.places import Places
from generator.fragments.scan import Files, digests, key, rows_of, settled, sign
from generator.fragments.store import gone_ledgers, load, load_whole
from generator.fragments.tree import rows_in, signed_of
from generator.newsroom.graph import join
from generator.newsroom.record import record_of
from generator.site.shelf import Shelf, packed, shelved

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from generator.fragments.ledger import Entry
    from generator.fragments.people import PersonFile
    from generator.fragments.scan import Rows
    from generator.fragments.tree import Tree
    from generator.model import Story
    from generator.newsroom.record import Record
    from generator.site.shelf import Kept

WORTH_WORKERS = 32  # stories: fewer are read before workers would have begun
BATCH = 8
UNSURE = ""  # the state of files of which a later write might not show


class Library(NamedTuple):
    """What a site is made from: records and stories by id, people's files, ledgers of stories that are gone.

    `digests` are of everything that each story was read from.
    """

    records: Mapping[str, Record]
    stories: Mapping[str, Story]
    people: Mapping[str, PersonFile]
    gone: Mapping[str, tuple[Entry, ...]]
    digests: Mapping[str, str]


class Seen(NamedTuple):
    """A story to be read: its file, and the rows of all its files."""

    path: Path
    rows: Rows


def opened(content: Path, cache: Path, rules: str, workers: int, tree: Tree) -> Library:
    """Read a content folder; stories whose files stand as they did, under the same rules, come from the shelf.

    `tree` is what was seen of these files before.
    """
    refuse_unfinished(content)
    shelf, errors = Shelf(cache), list[ContentError]()
    paths = {path.stem: path for path in markdown_files(content / "stories")}
    known = shelf.states()
    files = {name: _files(content, name, known[name][2] if name in known else "") for name in paths}
    old = [name for name in paths if not _stands(known.get(name), signed_of(tree, files[name], rules))]
    wanted = [Seen(paths[name], rows_in(tree, files[name])) for name in old]
    made: dict[str, str] = {}
    shelf.put(_noted(_read(content, wanted, rules, workers, errors), made), known.keys() - paths.keys())
    people, gone = read_people(content, errors), gone_ledgers(content, errors)
    if errors:
        join(*load(content))  # which tells, of all stories together, what one by itself does not show
        raise ContentErrors(errors)
    records = {record.head.id: record for record in shelf.records()}
    stories = {name: shelved(record.head, shelf) for name, record in records.items()}
    told = {name: known[name][1] for name in paths if name not in made} | made
    return Library(records, stories, people, gone, told)


def _noted(read: Iterable[tuple[str, Kept | None]], made: dict[str, str]) -> Iterator[tuple[str, Kept]]:
    """Yield stories that could be read, one after the other, and note the digest of each in `made`."""
    for name, kept in read:
        if kept:
            made[name] = kept.digest
            yield name, kept


def ledger_of(content: Path, story: str) -> tuple[Entry, ...]:
    """Return the whole ledger of a story."""
    return read_ledger(Places(content, story))


def _stands(known: tuple[str, str, str] | None, state: str) -> bool:
    """Tell whether a story's files stand as they did, where the name of its source is known from then."""
    return known is not None and known[0] == state and bool(known[2])


def _files(content: Path, story: str, source: str) -> Files:
    single, folders = fresh.files_of(str(content), story, source)
    return Files(single, (*folders, f"{content}/sources/.earlier/{story}"))


def _read(
    content: Path, wanted: Sequence[Seen], rules: str, workers: int, errors: list[ContentError]
) -> Iterator[tuple[str, Kept | None]]:
    share = workers if len(wanted) >= WORTH_WORKERS else 1
    work = partial(_one, content, rules, fresh.clock(content))
    with executor(share) as pool:
        for one, (kept, wrong) in zip(wanted, spread(pool, work, wanted, workers=share, batch=BATCH), strict=True):
            errors += wrong
            yield one.path.stem, kept


def _one(content: Path, rules: str, clock: int, seen: Seen) -> tuple[Kept | None, list[ContentError]]:
    """Read one story; return it as it is kept, or what is wrong with it."""
    try:
        story, ledger = load_whole(content, seen.path)
        record = record_of(story, ledger)
    except ContentError as error:
        return None, [error]
    except ContentErrors as several:
        return None, several.errors
    rows = rows_of(_files(content, story.id, story.source_file))
    whole = settled(rows, clock) and all(rows.get(name) == row for name, row in seen.rows.items())
    return packed(sign(rows, rules) if whole else UNSURE, key(digests(rows), "", content), record, story), []
