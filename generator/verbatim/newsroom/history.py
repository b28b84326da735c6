"""Traces what became of every published id: the versions of quotations, and the former ids of people.

Changes in the fragments that no split has recorded yet count too: a build without a split is as honest.
"""

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import cast

from verbatim.content import ledger
from verbatim.content.history import FOUND, GONE, OURS, RESTORED, new_rows
from verbatim.content.ledger import LedgerEntry
from verbatim.content.people.refs import is_removed
from verbatim.content.reviews import standing, states
from verbatim.model import FormerPerson, History, PersonKind, Quote, Review, Status, Story, Version, VersionEvent

CORRECTED, WITHDRAWN_HERE = "corrected", "withdrawn"  # headers of a fragment that tell of a change, in lower case


def has_changes(story: Story) -> bool:
    """Return whether a story's files tell of a change besides what the ledger has: of its words, or of its source."""
    headers = (name.lower() for fragment in story.fragments for name, _ in fragment.headers)
    return bool(story.replaced) or any(name in (CORRECTED, WITHDRAWN_HERE) for name in headers)


def histories_of(story: Story, given: Iterable[LedgerEntry]) -> tuple[History, ...]:
    """Return the histories that a story and its ledger, `given`, hold."""
    recorded = ledger.rows_with_current_ids(given)
    last = max((row.date for row in recorded), default=story.date)
    # A change that no split has recorded has an open date: some time since the last one recorded.
    since = f"{last}/.." if last else ""
    pending = [row if row.date else replace(row, date=since) for row in new_rows(story.fragments, recorded, "")]
    return tuple(_histories(story.id, recorded, pending))


def without_speakers(history: History) -> History:
    """Return a history that names nobody for the words."""
    return replace(history, versions=tuple(replace(one, speaker="", name="") for one in history.versions))


def join_histories(told: Iterable[History], ledgers: Mapping[str, Iterable[LedgerEntry]]) -> dict[str, History]:
    """Join the histories of all stories, by id. `ledgers` are those of stories that no longer exist.

    An id whose story no longer exists, or that no fragment marks, is gone or moved.
    """
    found: dict[str, History] = {}
    for history in told:
        known = found.get(history.id)
        if known is None or known.status in ("gone", "moved"):
            found[history.id] = history
    for name in sorted(ledgers):
        for history in _histories(name, ledger.rows_with_current_ids(ledgers[name]), ()):
            gone = replace(history, status="gone") if history.status == "current" else history
            found.setdefault(history.id, gone)
    return found


def former_people(ledgers: Mapping[str, Iterable[LedgerEntry]], people: Container[str]) -> dict[str, FormerPerson]:
    """Return, in order of id, the ids that once were a person's and are not in `people`."""
    rows = [row for name in sorted(ledgers) for row in rows_of_former_people(ledgers[name])]
    found: dict[str, FormerPerson] = {}
    for row in rows:
        if row.name and row.speaker not in people and not is_removed(row.speaker):
            found.setdefault(row.speaker, FormerPerson(row.speaker, row.name, "person", ""))
    for row in ledger.last_moves(rows).values():
        if row.id not in people and not is_removed(row.id):
            found[row.id] = FormerPerson(row.id, row.words, cast("PersonKind", row.kind), row.into)
    return {name: found[name] for name in sorted(found)}


def rows_of_former_people(rows: Iterable[LedgerEntry]) -> tuple[LedgerEntry, ...]:
    """Return the rows of a ledger that `former_people` needs: the first that names each speaker, and every move."""
    first: dict[str, LedgerEntry] = {}
    moves = []
    for row in rows:
        if row.status == ledger.DRAFT or row.event in ledger.REVIEWS:
            continue
        if row.kind:
            moves.append(row)
        elif row.name:
            first.setdefault(row.speaker, row)
    return (*first.values(), *moves)


def with_reviews(story: Story, quotes: Iterable[Quote], given: Iterable[LedgerEntry]) -> Iterator[Quote]:
    """Yield the quotations with the reviews of the ledger, `given`, that hold."""
    rows, reviews = tuple(given), {}
    if any(row.event == ledger.REVIEWED for row in rows):
        reviews = standing(states(story.id, story.fragments), rows)
    for quote in quotes:
        row = reviews.get(quote.id)
        yield replace(quote, reviewed=Review(row.date, row.by)) if row else quote


def _histories(story: str, recorded: Iterable[LedgerEntry], pending: Iterable[LedgerEntry]) -> list[History]:
    versions: dict[str, dict[int, Version]] = defaultdict(dict)
    last: dict[str, LedgerEntry] = {}
    for rows, is_recorded in ((recorded, True), (pending, False)):
        for row in rows:
            versions[row.id][row.version] = _version(row, recorded=is_recorded)
            last[row.id] = row
    return [
        History(key, story, _status(last[key]), tuple(found.values()), last[key].into)
        for key, found in versions.items()
    ]


def _version(row: LedgerEntry, *, recorded: bool) -> Version:
    reason = "" if row.reason in OURS else row.reason
    speaker = "" if is_removed(row.speaker) else row.speaker
    words = row.now or row.words
    return Version(row.version, _event(row), row.date, words, speaker, row.name, reason, recorded, row.sha256)


def _event(row: LedgerEntry) -> VersionEvent:
    if row.event == ledger.WITHDRAWN:
        return "gone" if row.reason == GONE else "withdrawn"
    if row.event == "minted":
        return "first"
    if row.event == "corrected":
        return "corrected"
    return "restored" if row.reason in (FOUND, RESTORED) else "changed"


def _status(row: LedgerEntry) -> Status:
    if row.event in ledger.MOVED and row.into:
        return "moved"
    return cast("Status", _event(row)) if row.event == ledger.WITHDRAWN else "current"
