"""What became of every published id. Ledgers and stories come in; histories by id, and people's former ids, go out.

What the fragments say and no split has recorded yet counts as said: a build without a split is as honest.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, cast

from verbatim.content.history import FOUND, GONE, OURS, RESTORED, new_rows
from verbatim.content.ledger import DRAFT, MOVED, WITHDRAWN, last_moves, rows_with_current_ids
from verbatim.model import FormerPerson, History, Version

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Mapping

    from verbatim.content.ledger import LedgerEntry
    from verbatim.model import PersonKind, Status, Story, VersionEvent


def histories(stories: Mapping[str, Story], ledgers: Mapping[str, Iterable[LedgerEntry]]) -> dict[str, History]:
    """Return the history of each quotation that was ever published, those of the `stories` first.

    An id whose story is not among these, or that no fragment marks, is gone or moved.
    """
    told = (history for name, story in stories.items() for history in histories_of(story, ledgers.get(name, ())))
    return join_histories(told, {name: ledgers[name] for name in ledgers if name not in stories})


def histories_of(story: Story, ledger: Iterable[LedgerEntry]) -> tuple[History, ...]:
    """Return the histories that a story and its own ledger tell."""
    known = _public(ledger)
    last = max((row.date for row in known), default=story.date)
    pending = [_dated(row, last) for row in new_rows(story.fragments, known, "")]
    return tuple(_of_story(story.id, known, pending))


def join_histories(told: Iterable[History], ledgers: Mapping[str, Iterable[LedgerEntry]]) -> dict[str, History]:
    """Join what the stories tell with the `ledgers` of those that are no more."""
    found: dict[str, History] = {}
    for history in told:
        held = found.get(history.id)
        if held is None or held.status in ("gone", "moved"):
            found[history.id] = history
    for name in sorted(ledgers):
        for history in _of_story(name, _public(ledgers[name]), []):
            found.setdefault(history.id, _without_story(history))
    return found


def former_people(ledgers: Mapping[str, Iterable[LedgerEntry]], people: Container[str]) -> dict[str, FormerPerson]:
    """Return, in order of id, the ids that once named somebody and of which nobody is known by now."""
    rows = [row for name in sorted(ledgers) for row in ledgers[name] if row.status != DRAFT]
    found: dict[str, FormerPerson] = {}
    for row in rows:
        if row.name and row.speaker not in people:
            found.setdefault(row.speaker, FormerPerson(row.speaker, row.name, "person", ""))
    for row in last_moves(rows).values():
        if row.id not in people:
            found[row.id] = FormerPerson(row.id, row.words, cast("PersonKind", row.kind), row.into)
    return {name: found[name] for name in sorted(found)}


def rows_of_former_people(rows: Iterable[LedgerEntry]) -> tuple[LedgerEntry, ...]:
    """Return those rows of a ledger that `former_people` asks for: who was named first, and every move."""
    firsts: dict[str, LedgerEntry] = {}
    moves = []
    for row in rows:
        if row.kind and row.status != DRAFT:
            moves.append(row)
        elif row.name and row.status != DRAFT:
            firsts.setdefault(row.speaker, row)
    return (*firsts.values(), *moves)


def _public(rows: Iterable[LedgerEntry]) -> list[LedgerEntry]:
    return [row for row in rows_with_current_ids(rows) if row.status != DRAFT]


def _dated(row: LedgerEntry, last: str) -> LedgerEntry:
    """Give a row that no split has written an open date: since the last one that is known."""
    return row if row.date else replace(row, date=f"{last}/..")


def _of_story(story: str, known: Iterable[LedgerEntry], pending: Iterable[LedgerEntry]) -> list[History]:
    held: dict[str, dict[int, Version]] = defaultdict(dict)
    status: dict[str, Status] = {}
    into: dict[str, str] = {}
    for rows, recorded in ((known, True), (pending, False)):
        for row in rows:
            held[row.id][row.version] = _version(row, recorded=recorded)
            status[row.id] = _status(row)
            into[row.id] = row.into
    return [History(key, story, status[key], tuple(found.values()), into[key]) for key, found in held.items()]


def _version(row: LedgerEntry, *, recorded: bool) -> Version:
    reason = "" if row.reason in OURS else row.reason
    return Version(row.version, _event(row), row.date, row.now or row.words, row.speaker, row.name, reason, recorded)


def _event(row: LedgerEntry) -> VersionEvent:
    if row.event == WITHDRAWN:
        return "gone" if row.reason == GONE else "withdrawn"
    if row.event == "minted":
        return "first"
    if row.event == "corrected":
        return "corrected"
    return "restored" if row.reason in (FOUND, RESTORED) else "changed"


def _status(row: LedgerEntry) -> Status:
    if row.event in MOVED and row.into:
        return "moved"
    return cast("Status", _event(row)) if row.event == WITHDRAWN else "current"


def _without_story(history: History) -> History:
    return replace(history, status="gone") if history.status == "current" else history
