"""A story told anew in its place: the newsroom and its lookups are those that joining all of it would give."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from verbatim.content import Content, load
from verbatim.model import Newsroom, Story
from verbatim.newsroom import StoryRecord, can_replace, join_records, record_of, replace_story
from verbatim.newsroom.people import PersonReference
from verbatim.publish.edition import Lookups
from verbatim.publish.patching import UNCHANGED, patched_lookups

LOOKUPS = (
    *UNCHANGED, "quotes_by_story", "quotes_by_speaker", "appearances", "moments_by_story", "moments_by_person",
    "histories_by_story", "numbers_by_story", "translations",
)  # fmt: skip
Edit = Callable[[StoryRecord, st.DrawFn], StoryRecord]


class Room:
    """The invented newsroom as records: `joined` of all of them, `without` one that is told otherwise."""

    def __init__(self, loaded: Content) -> None:
        self.loaded = loaded
        self.stories = {story.id: story for story in loaded.stories}
        self.records = {name: record_of(story, loaded.ledger.get(name, ())) for name, story in self.stories.items()}
        self.gone = {name: rows for name, rows in loaded.ledger.items() if name not in self.stories}
        self.whole = self.joined({})
        self.listed = frozenset(name for name, story in self.stories.items() if story.status == "published")

    def joined(self, other: dict[str, tuple[Story, StoryRecord]]) -> Newsroom:
        """Join all records, some stories being told otherwise."""
        records = [other[name][1] if name in other else record for name, record in self.records.items()]
        stories = self.stories | {name: story for name, (story, _) in other.items()}
        return join_records(records, stories, self.loaded.people, self.gone)


@pytest.fixture(scope="module")
def room(demo_project: Path) -> Room:
    return Room(load(demo_project / "content"))


def speaks_otherwise(record: StoryRecord, draw: st.DrawFn) -> StoryRecord:
    who = st.sampled_from(["", *sorted({one.who for one in record.people_marks if one.kind != "role"})])
    quotes = tuple(replace(quote, speaker=draw(who), why="told so") for quote in record.quotes)
    return replace(record, quotes=quotes)


def says_less(record: StoryRecord, draw: st.DrawFn) -> StoryRecord:
    return replace(record, quotes=tuple(quote for quote in record.quotes if draw(st.booleans())))


def happens_otherwise(record: StoryRecord, draw: st.DrawFn) -> StoryRecord:
    who = sorted({one.who for one in record.people_marks if one.kind != "role"})
    some = st.lists(st.sampled_from(who), unique=True, max_size=2) if who else st.just([])
    moments = tuple(replace(moment, people=tuple(draw(some)), date="2031-03") for moment in record.moments)
    return replace(record, moments=moments, numbers=record.numbers[1:])


def is_called_otherwise(record: StoryRecord, draw: st.DrawFn) -> StoryRecord:
    del draw
    headers = {name: value if name.lower() != "title" else "Rope" for name, value in record.head.headers.items()}
    return replace(record, head=replace(record.head, title="Rope", intro="New.", headers=headers), heading=None)


EDITS = (speaks_otherwise, says_less, happens_otherwise, is_called_otherwise)


@st.composite
def edited(draw: st.DrawFn, room: Room) -> StoryRecord:
    """A story of the newsroom after some edits."""
    record = room.records[draw(st.sampled_from(sorted(room.records)))]
    for edit in draw(st.lists(st.sampled_from(EDITS), min_size=1, max_size=3, unique=True)):
        record = edit(record, draw)
    return record


def retold(room: Room, record: StoryRecord) -> Story:
    return replace(room.stories[record.head.id], title=record.head.title, intro=record.head.intro)


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(data=st.data())
def test_a_newsroom_with_a_story_told_anew_is_the_one_that_all_stories_join_to(room: Room, data: st.DataObject) -> None:
    record = data.draw(edited(room))
    story = retold(room, record)
    assert can_replace(room.whole, room.records[story.id], record)
    got, sought = replace_story(room.whole, story, record), room.joined({story.id: (story, record)})
    assert got == sought
    assert [list(got.quotes), list(got.stories)] == [list(sought.quotes), list(sought.stories)]


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(data=st.data())
def test_its_lookups_are_those_of_the_whole(room: Room, data: st.DataObject) -> None:
    record = data.draw(edited(room))
    story = retold(room, record)
    got = patched_lookups(Lookups(room.whole, room.listed), replace_story(room.whole, story, record), story.id)
    sought = Lookups(room.joined({story.id: (story, record)}), room.listed)
    assert {name: getattr(got, name) for name in LOOKUPS} == {name: getattr(sought, name) for name in LOOKUPS}


def unlike(record: StoryRecord) -> Iterator[StoryRecord]:
    """Yield what cannot take a story's place by itself: others are joined by it."""
    yield replace(record, people_marks=record.people_marks[1:])
    yield replace(record, head=replace(record.head, date="2019-01-01"))
    yield replace(record, head=replace(record.head, category="Elsewhere"))
    yield replace(record, head=replace(record.head, status="draft"))
    yield replace(record, head=replace(record.head, headers={**record.head.headers, "translation-of": "rope"}))
    yield replace(record, references=(*record.references, PersonReference("speaker", "nobody-known", "a.md", 1)))


def test_what_others_are_joined_by_asks_for_all_of_them(room: Room) -> None:
    record = next(record for record in room.records.values() if record.people_marks and record.quotes)
    assert [can_replace(room.whole, record, other) for other in unlike(record)] == [False] * 6


def test_the_id_of_another_storys_quotation_is_left_to_the_build_which_tells_of_it(room: Room) -> None:
    one, other = [record for record in room.records.values() if record.quotes][:2]
    assert not can_replace(room.whole, one, replace(one, quotes=(other.quotes[0],)))
