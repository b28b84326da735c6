"""Decides who has a page: a name in a text is not a person with one.

Somebody has a page where an editor says so (`Profile: yes` in the person's file), or where a text gives a public role
and none speaks against a page (`grounds`), or few do of many. Everybody else is closed: a name in the source's own
words, without an id, a link or a row anywhere in a site. Organisations and places are always open.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import replace
from typing import NamedTuple

from verbatim.content.format.person_file import PersonFile
from verbatim.content.people.refs import is_removed
from verbatim.model import (
    Basis,
    FormerPerson,
    Fragment,
    History,
    Mark,
    Moment,
    Newsroom,
    Quote,
    SourceChange,
    Story,
    with_head,
)
from verbatim.newsroom.grounds import Ground, grounds_in
from verbatim.newsroom.people import NAMING, ROLE, SEVERAL, PersonMark, people_marks, person_kinds
from verbatim.newsroom.record import StoryRecord

PUBLIC_ROLES, REVIEWED = "public-roles", "reviewed"
POLICIES = (PUBLIC_ROLES, REVIEWED)
# How many texts at least, and how many times as many as speak against a page, call somebody by an office, a title or a
# function for the texts against it to count no more: where many texts name a president, a few are sure to be misread.
ROLE_TEXTS, TIMES = 3, 3
PROTECTED = frozenset(("minor", "home"))  # rules that no office outweighs


class Standing(NamedTuple):
    """Whether somebody has a page, whether an editor decided it, and what texts say for and against it."""

    is_open: bool
    is_reviewed: bool
    grounds: tuple[Ground, ...] = ()


REMOVED = Standing(is_open=False, is_reviewed=True)  # whoever was removed never has a page again


class NamedIn(NamedTuple):
    """Whom a story names, and what it says for and against their pages, without the rest of its record."""

    people_marks: tuple[PersonMark, ...]
    grounds: tuple[Ground, ...]


Named = NamedIn | StoryRecord


def named_in(story: Story) -> NamedIn:
    """Return whom a story names, and what it says for and against their pages."""
    return NamedIn(people_marks(story), grounds_in(story))


def standings(
    stories: Iterable[Named], files: Mapping[str, PersonFile], policy: str = PUBLIC_ROLES
) -> dict[str, Standing]:
    """Return the standing of each person whom stories or files name, by id; with `REVIEWED`, editors alone open."""
    read = list(stories)
    grounds: dict[str, list[Ground]] = defaultdict(list)
    for ground in (ground for story in read for ground in story.grounds):
        grounds[ground.who].append(ground)
    kinds = person_kinds((story.people_marks for story in read), files)
    return {
        who: REMOVED if is_removed(who) else _standing(files.get(who), tuple(grounds.get(who, ())), policy)
        for who, kind in kinds.items()
        if kind == "person"
    }


def _standing(file: PersonFile | None, grounds: tuple[Ground, ...], policy: str) -> Standing:
    if file and file.profile is not None:
        return Standing(file.profile, is_reviewed=True, grounds=grounds)
    has_role = bool(file and file.role) or any(one.opens for one in grounds)
    is_open = policy != REVIEWED and has_role and (all(one.opens for one in grounds) or _is_widely_public(grounds))
    return Standing(is_open, is_reviewed=False, grounds=grounds)


def _is_widely_public(grounds: tuple[Ground, ...]) -> bool:
    """Return whether many more texts call somebody by a public role than speak against a page."""
    called = {one.story for one in grounds if one.opens and one.rule != "work"}
    against = {one.story for one in grounds if not one.opens}
    is_protected = any(one.rule in PROTECTED for one in grounds)
    return not is_protected and len(called) >= max(ROLE_TEXTS, TIMES * len(against))


def closed_people(
    stories: Iterable[Named], files: Mapping[str, PersonFile], policy: str = PUBLIC_ROLES
) -> frozenset[str]:
    """Return the ids of those who have no page."""
    return frozenset(who for who, one in standings(stories, files, policy).items() if not one.is_open)


# What a site has of somebody who is closed


def names_in(record: StoryRecord) -> Iterator[str]:
    """Yield the ids of everybody whom a story mentions or names in an attribute."""
    yield from (mark.who for mark in record.people_marks)
    yield from (reference.name for reference in record.references)


def closed_record(record: StoryRecord, closed: AbstractSet[str]) -> StoryRecord:
    """Return a story's record without the people who are closed: their words are those of whom the source says."""
    if closed.isdisjoint(names_in(record)) and closed.isdisjoint(once_speaking(record)):
        return record
    return replace(
        record,
        quotes=tuple(_closed_quote(quote, record, closed) for quote in record.quotes),
        moments=tuple(_closed_moment(moment, closed) for moment in record.moments),
        people_marks=tuple(mark for mark in record.people_marks if mark.who not in closed),
        references=tuple(one for one in record.references if one.name not in closed),
        histories=tuple(_closed_history(history, closed) for history in record.histories),
        heading=closed_fragment(record.heading, closed) if record.heading else None,
        grounds=tuple(one for one in record.grounds if one.who not in closed),
    )


def once_speaking(record: StoryRecord) -> Iterator[str]:
    """Yield the ids of everybody who spoke in a quotation as it was published once."""
    return (version.speaker for history in record.histories for version in history.versions)


def _closed_quote(quote: Quote, record: StoryRecord, closed: AbstractSet[str]) -> Quote:
    candidates = tuple(name for name in quote.candidates if name not in closed)
    if quote.speaker not in closed:
        return quote if candidates == quote.candidates else replace(quote, candidates=candidates)
    told = record.speaker_mentions.get(quote.id)
    if told is None:  # an editor names somebody whom the text does not
        return replace(quote, speaker="", basis="none", candidates=candidates, is_closed=True)
    place, words = told
    basis: Basis = "stated" if place == quote.via else "inferred"
    return replace(quote, speaker="", said_by=words, via=place, basis=basis, candidates=candidates, is_closed=True)


def _closed_moment(moment: Moment, closed: AbstractSet[str]) -> Moment:
    if closed.isdisjoint(moment.people) and all(closed.isdisjoint(one.people) for one in moment.several):
        return moment
    people = tuple(name for name in moment.people if name not in closed)
    return replace(moment, people=people, several=tuple(_closed_moment(one, closed) for one in moment.several))


def _closed_history(history: History, closed: AbstractSet[str]) -> History:
    if closed.isdisjoint(version.speaker for version in history.versions):
        return history
    versions = (
        replace(version, speaker="", name="") if version.speaker in closed else version for version in history.versions
    )
    return replace(history, versions=tuple(versions))


def closed_fragment(fragment: Fragment, closed: AbstractSet[str]) -> Fragment:
    """Return a fragment without the marks of people who are closed, and without their ids in those of others."""
    marks = tuple(_closed_mark(mark, closed) for mark in fragment.marks if not _is_of(mark, closed))
    return fragment if marks == fragment.marks else replace(fragment, marks=marks)


def _is_of(mark: Mark, closed: AbstractSet[str]) -> bool:
    return mark.attrs.get("of" if mark.kind == ROLE else "ref", "") in closed


def _closed_mark(mark: Mark, closed: AbstractSet[str]) -> Mark:
    attrs = dict(mark.attrs)
    for key in {NAMING.get(mark.kind, ""), "candidates"} & attrs.keys():
        names = attrs[key].split() if key in (SEVERAL, "candidates") else [attrs[key]]
        attrs[key] = " ".join(name for name in names if name not in closed)
    return mark if attrs == mark.attrs else replace(mark, attrs=attrs)


class ClosedStory(Story):
    """A story whose fragments name nobody who is closed. What is large is read when somebody asks for it."""

    __slots__ = ("_closed", "_story")

    @property
    def text(self) -> str:
        """The source's text."""
        story: Story = self._story  # type: ignore[attr-defined]
        return story.text

    @property
    def fragments(self) -> tuple[Fragment, ...]:
        """The fragments in order of their names."""
        story: Story = self._story  # type: ignore[attr-defined]
        return tuple(closed_fragment(one, self._closed) for one in story.fragments)  # type: ignore[attr-defined]

    @property
    def replaced(self) -> tuple[SourceChange, ...]:
        """The texts that the source had before."""
        story: Story = self._story  # type: ignore[attr-defined]
        return story.replaced


class ClosedStories(Mapping[str, Story]):
    """The stories of a site, those that name people who are closed without these: whose they are, by story."""

    def __init__(self, stories: Mapping[str, Story], closed: Mapping[str, frozenset[str]]) -> None:
        self._stories = stories
        self._shown = {
            name: with_head(ClosedStory, stories[name], _story=stories[name], _closed=found)
            for name, found in closed.items()
        }

    def __getitem__(self, name: str) -> Story:
        return self._shown.get(name) or self._stories[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._stories)

    def __len__(self) -> int:
        return len(self._stories)


def without_closed(newsroom: Newsroom, closed: AbstractSet[str], published: AbstractSet[str]) -> Newsroom:
    """Return a newsroom whose former people lead to nobody who is closed.

    Whoever had a page when the site was published, and is closed now, is a former person without a name.
    """
    former = {
        name: FormerPerson(name, "", one.kind, "") if one.into in closed else one
        for name, one in newsroom.former.items()
        if name not in closed
    }
    gone = {name: FormerPerson(name, "", "person", "") for name in closed & published}
    return replace(newsroom, former=dict(sorted((former | gone).items())))
