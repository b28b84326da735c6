"""Refuses for good what was proposed as one: two people, two quotations, two stories; and has it proposed again.

A refusal is a row `apart` in the ledger that has no story, with who refused, when and why. Neither the desk nor
`verbatim check` proposes the two again while it stands there.
"""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple

from verbatim.content.layout import StoryPaths
from verbatim.content.ledger import APART, LedgerEntry, format_rows, parse_rows, read_ledger
from verbatim.content.people.roster import NO_STORY
from verbatim.core.errors import ContentError
from verbatim.core.files import LEDGER_LARGEST, appended, read_if_there
from verbatim.core.i18n import msgid
from verbatim.core.slugs import is_name
from verbatim.desk.decisions import LONGEST, needed
from verbatim.desk.story import Change

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from verbatim.desk.story import StorySnapshot

LEDGER = f"ledger/{NO_STORY}.jsonl"
PERSON, QUOTE, STORY = "person", "quote", "story"  # the kinds of what is kept apart
# The reason where an editor gives none of their own.
READ_BOTH = msgid("An editor read both texts")


class EditorsReason(NamedTuple):
    """Why an editor refuses, on which day and who; of texts, without a reason, that they read both."""

    why: str
    day: str
    by: str


class RefusedProposal(NamedTuple):
    """Two that an editor keeps apart: their kind, the words or the title of the first, who said so, when and why.

    `here` is the one that the story at hand has, `there` the other.
    """

    kind: str
    here: str
    there: str
    words: str
    date: str
    by: str
    why: str

    @property
    def id(self) -> str:
        """What tells it from others."""
        return f"{self.kind} {self.here} {self.there}"


def refuse_people(content: Path, pair: tuple[str, str], name: str, said: EditorsReason) -> Change:
    """Return the change after which two people are never proposed as one again.

    Raises ContentError for a reason that no line can hold.
    """
    (one, other), why = pair, needed(said.why) if said.why.strip() else ""
    row = LedgerEntry(one, APART, 1, said.day, words=name, reason=why, into=other, kind=PERSON, by=said.by)
    return Change(msgid("Kept apart."), {}, dict([_with_rows(content, [row])]))


def refuse_words(state: StorySnapshot, pair: Sequence[str], said: EditorsReason) -> Change:
    """Return the change after which two quotations, this story's first, are never proposed as the same words again.

    Raises ContentError for a reason that no line can hold.
    """
    texts = (one.span.of(each.text) for each in state.story.fragments for one in each.marks if one.id == pair[0])
    return _refuse(state, QUOTE, [(pair[0], pair[1])], next(texts, ""), said)


def refuse_stories(state: StorySnapshot, others: Sequence[str], said: EditorsReason) -> Change:
    """Return the change after which a story is never proposed in one topic with any of others again.

    Raises ContentError where one of them is no story.
    """
    content, own = state.paths.content, state.story.id
    pairs = [(own, other) for other in dict.fromkeys(others) if other != own]
    if not pairs or not all(is_name(other) and StoryPaths(content, other).story_file.is_file() for _, other in pairs):
        fact = msgid("a story that was chosen is not there any more")
        raise ContentError("desk", 0, fact, msgid("Choose some of those that are shown"))
    return _refuse(state, STORY, pairs, state.story.title, said)


def _refuse(
    state: StorySnapshot, kind: str, pairs: Iterable[tuple[str, str]], words: str, said: EditorsReason
) -> Change:
    why, shown = needed(said.why or READ_BOTH), " ".join(words.split())[:LONGEST]
    rows = [LedgerEntry(one, APART, 1, said.day, words=shown, reason=why, into=other, kind=kind, by=said.by)
            for one, other in pairs]  # fmt: skip
    return Change(msgid("Refused: this is not proposed again."), {}, dict([_with_rows(state.paths.content, rows)]))


def _with_rows(content: Path, rows: Iterable[LedgerEntry]) -> tuple[str, tuple[bytes | None, bytes | None]]:
    """Return the ledger's path below the content folder, and its bytes before and after it has these rows, too."""
    after = appended(content / LEDGER, format_rows(rows).encode())
    return LEDGER, (_bytes_of(content) or None, after)


def _bytes_of(content: Path) -> bytes:
    paths = StoryPaths(content, NO_STORY)
    return read_if_there(paths.ledger, paths.shown(paths.ledger), LEDGER_LARGEST)


def refused_of(state: StorySnapshot) -> list[RefusedProposal]:
    """Return what editors keep apart of a story and its quotations, the latest first."""
    own = {mark.id for fragment in state.story.fragments for mark in fragment.marks if mark.kind == "quote"}
    rows = read_ledger(StoryPaths(state.paths.content, NO_STORY))
    return [*_of_story(state.story.id, own, reversed(rows))]


def _of_story(story: str, quotes: set[str], rows: Iterable[LedgerEntry]) -> Iterator[RefusedProposal]:
    for row in rows:
        own = {QUOTE: quotes, STORY: {story}}.get(row.kind, set())
        if row.event == APART and not own.isdisjoint((row.id, row.into)):
            here, there = (row.id, row.into) if row.id in own else (row.into, row.id)
            yield RefusedProposal(row.kind, here, there, row.words, row.date, row.by, row.reason)


def refusals_digest(content: Path) -> str:
    """Return the digest of all refusals, by which a decision finds out whether they still are as they were seen."""
    return sha256(_bytes_of(content)).hexdigest()[:16]


def propose_again(state: StorySnapshot, named: str) -> Change:
    """Return the change that takes the refusal of this id away. Raises ContentError where there is none."""
    kind, *pair = named.split() or [""]
    before = _bytes_of(state.paths.content)
    lines = before.splitlines(keepends=True)
    rows = [parse_rows(line.decode("utf-8", "replace"), LEDGER) for line in lines]
    kept = [
        line
        for line, own in zip(lines, rows, strict=True)
        if not any(row.event == APART and row.kind == kind and {row.id, row.into} == {*pair} for row in own)
    ]
    if kind not in (QUOTE, STORY) or len(kept) == len(lines):
        fact = msgid("this refusal is not there any more")
        raise ContentError("desk", 0, fact, msgid("Look at them again"))
    return Change(msgid("It is proposed again."), {}, {LEDGER: (before, b"".join(kept) or None)})
