"""A content folder of invented stories whose people are moved: as the command does, without its words."""

from collections.abc import Callable
from pathlib import Path

from tests.made import publish
from verbatim.content import transaction as journal
from verbatim.content.layout import sources_in
from verbatim.content.people.index import OtherStories
from verbatim.content.people.rewrite import files_changed_by
from verbatim.content.people.roster import Move, Roster, read_roster
from verbatim.content.splitting.split import split_source
from verbatim.content.store import load
from verbatim.model import Newsroom
from verbatim.newsroom import join

STORIES = {
    "wall": (
        "Harbour wall\n\nJon Marr, the mayor of Sund, came. “It is a wall of paper,” said Marr.\n\n"
        "Ada Vell, the harbour master, met Eve Vell-Storm on 3 May 2031. “It holds,” she said.\n"
    ),
    "ferry": (
        "Ferry late\n\nJon Marr, a pilot, left. “The sea came in,” said Jon Marr.\n\n"
        "Mr Vell left. “It holds,” he said.\n"
    ),
    "talks": "Harbour talks\n\nJon Marr, mayor of Sund, left. “We talk on,” said Marr. Ada Vell did not come.\n",
}


def split(content: Path) -> int:
    """Split every source, and publish what is new; return how many files were changed."""
    changed = _split(content)
    publish(content)
    return changed + _split(content)


def _split(content: Path) -> int:
    others = OtherStories(content)
    return sum(split_source(content, path, others).changed for path in sources_in(content / "sources").values())


def move(content: Path, asked: Callable[[Roster], Move], day: str = "2031-03-09") -> Move:
    """Carry a move out."""
    roster = read_roster(content)
    found = asked(roster)
    journal.apply_changes(content, files_changed_by(content, roster, found, day).after)
    return found


def newsroom(content: Path) -> Newsroom:
    """Join everything, as a build does."""
    loaded = load(content)
    return join(loaded.stories, loaded.people, loaded.ledger)


def leads_to(held: Newsroom, ref: str) -> str:
    """Return whose page an address shows."""
    seen = set()
    while ref not in held.people and ref in held.former and ref not in seen:
        seen.add(ref)
        ref = held.former[ref].into
    return ref


def mentions(held: Newsroom) -> dict[str, set[tuple[str, int, int]]]:
    """Return the places at which each person is mentioned."""
    return {ref: {(s, span.start, span.end) for s, span in one.mentions} for ref, one in held.people.items()}
