"""All stories joined: stories, people files and ledgers come in, one `Newsroom` goes out. No input or output.

Raises ContentErrors with every fault found: one id twice, an id that names nobody.
"""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Protocol, TypeVar

from verbatim.core import dates as edtf
from verbatim.core.errors import ContentError, ContentErrors
from verbatim.core.slugs import slug
from verbatim.model import Newsroom
from verbatim.newsroom.history import former_people
from verbatim.newsroom.history import join_histories as joined_histories
from verbatim.newsroom.people import join_people as joined_people
from verbatim.newsroom.people import people_marks
from verbatim.newsroom.record import asked_in, record_of

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Mapping, Sequence

    from verbatim.content.format.person_file import PersonFile
    from verbatim.content.ledger import LedgerEntry
    from verbatim.model import Fragment, Quote, Story
    from verbatim.newsroom.record import PersonReference, StoryRecord


# ---- newsroom/graph.py


def join(
    stories: Iterable[Story],
    people_files: Mapping[str, PersonFile],
    ledgers: Mapping[str, Iterable[LedgerEntry]] = MappingProxyType({}),
) -> Newsroom:
    """Join the stories to one newsroom; stories newest first, of one day in order of id.

    `ledgers` are those of every story that ever was, by its id.
    """
    held = {story.id: story for story in stories}
    errors: list[ContentError] = []
    records: list[StoryRecord] = []
    for story in held.values():
        try:
            records.append(record_of(story, tuple(ledgers.get(story.id, ()))))
        except ContentErrors as several:
            errors += several.errors
    if errors:
        asked = (one for story in held.values() for one in asked_in(story))
        known = {one.who for story in held.values() for one in people_marks(story)} | people_files.keys()
        raise ContentErrors([*errors, *_strangers(asked, known)])
    gone = {name: ledgers[name] for name in ledgers if name not in held}
    return join_records(records, held, people_files, gone)


def join_records(
    records: Iterable[StoryRecord],
    stories: Mapping[str, Story],
    people_files: Mapping[str, PersonFile],
    ledgers: Mapping[str, Iterable[LedgerEntry]],
) -> Newsroom:
    """Join what was made of each of the `stories`; `ledgers` are of stories that are no more."""
    by_id = sorted(records, key=lambda record: record.head.id)
    ordered = sorted(by_id, key=lambda record: edtf.sort_key(record.head.date), reverse=True)
    people = joined_people((record.named for record in ordered), people_files)
    errors = _sections_alike([record.head for record in ordered])
    errors += _strangers((asked for record in ordered for asked in record.asked), people)
    quotes: dict[str, Quote] = {}
    for record in ordered:
        errors += [_claimed(record.head, quote) for quote in record.quotes if quote.id in quotes]
        quotes.update((quote.id, quote) for quote in record.quotes)
    if errors:
        raise ContentErrors(errors)
    told = {**{record.head.id: record.told for record in by_id}, **ledgers}
    return Newsroom(
        {record.head.id: stories[record.head.id] for record in ordered},
        quotes,
        people,
        tuple(moment for record in ordered for moment in record.moments),
        tuple(number for record in ordered for number in record.numbers),
        joined_histories((history for record in ordered for history in record.histories), ledgers),
        former_people(told, people),
        {record.head.id: record.anchors for record in ordered},
        frozenset(record.head.id for record in ordered if record.has_notes),
        {record.head.id: record.paragraphs for record in ordered},
        {record.head.id: record.heading for record in ordered if record.heading},
    )


def _sections_alike(stories: Iterable[Story]) -> list[ContentError]:
    """Return an error for each story whose section would have the address of another: “Sport” and “sport”."""
    names: dict[str, str] = {}
    addresses: dict[str, str] = {}
    errors: list[ContentError] = []
    for story in stories:
        name = story.category
        if name not in addresses:
            addresses[name] = slug(name)
        held = names.setdefault(addresses[name], name)
        if held != name:
            fact = f"the section “{name[:60]}” would have the address of “{held[:60]}”"
            errors.append(ContentError(story.path, 0, fact, "Write Category: the same way in both"))
    return errors


def _claimed(story: Story, quote: Quote) -> ContentError:
    fact = f"quotation {quote.id} stands in another story too"
    return ContentError(f"{story.path}", 0, fact, f"Take the id from one of them: {quote.parts[0].fragment}")


def _strangers(asked: Iterable[PersonReference], known: Container[str]) -> list[ContentError]:
    """Return an error for each id in an attribute that is nobody's."""
    return [_stranger(one) for one in asked if one.name not in known]


def _stranger(asked: PersonReference) -> ContentError:
    fact = f'{asked.key}="{asked.name}" names nobody known'
    fix = f'Mark a mention with {{.person ref="{asked.name}"}}, or write people/{asked.name}.md'
    return ContentError(asked.path, asked.line, fact, fix)


# ---- newsroom/translations.py

HEADER = "translation-of"


def translated_from(story: Story) -> str:
    """Return the id of the story that this one was translated from; empty where it is an original."""
    return next((value.strip() for name, value in story.headers.items() if name.lower() == HEADER), "")


def translation_groups(stories: Mapping[str, Story]) -> dict[str, tuple[Story, ...]]:
    """Return, for each story that has translations here, all of its group: the original, then by language.

    Of two in one language only the first is in the group, since no reader could be led to both.
    """
    found: dict[str, list[Story]] = {}
    for story in stories.values():
        found.setdefault(_original(story, stories), []).append(story)
    several = (_of_each_language(held, first) for first, held in found.items() if len(held) > 1)
    return {story.id: group for group in several if len(group) > 1 for story in group}


def _of_each_language(held: list[Story], first: str) -> tuple[Story, ...]:
    ordered = sorted(held, key=lambda story: (story.id != first, story.lang, story.id))
    by_language: dict[str, Story] = {}
    for story in ordered:
        by_language.setdefault(story.lang, story)
    return tuple(by_language.values())


def _original(story: Story, stories: Mapping[str, Story]) -> str:
    """Follow the headers to the story that is no translation, or that is not here; a circle ends where it closes."""
    seen = {story.id}
    at = story
    while (name := translated_from(at)) and name not in seen:
        seen.add(name)
        if name not in stories:
            return name
        at = stories[name]
    return min(seen) if translated_from(at) else at.id


def translation_errors(stories: Iterable[Story]) -> list[ContentError]:
    """Return a fault for each story that is said to be translated from one that is not there, or from itself."""
    held = {story.id: story for story in stories}
    found = []
    for story in held.values():
        name = translated_from(story)
        if name and (name == story.id or name not in held):
            fact = f"Translation-Of names the story {name}, which is {'this one' if name == story.id else 'not there'}"
            fix = "Write the id of the original, which is its file's name without .md, or take the line out"
            found.append(ContentError(story.path, 1, fact, fix))
    return found


# ---- newsroom/patched.py

# Of a story's head what no other page is ordered or found by; its headers say all of the head once more.
OWN = {"title": "", "intro": "", "modified": "", "brief": (), "key_numbers": (), "source_name": "", "source_url": ""}
OWN_HEADERS = ("title", "summary", "modified", "source-name", "source-url")


class StoryItem(Protocol):
    """A row that knows its story."""

    @property
    def story(self) -> str:
        """The id of the story."""


Row = TypeVar("Row", bound=StoryItem)


def can_replace(held: Newsroom, before: StoryRecord, after: StoryRecord) -> bool:
    """Tell whether a story may take its own place in a newsroom that was joined with its record of `before`."""
    mine = after.head.id
    others = [one.id for one in after.quotes if one.id in held.quotes and held.quotes[one.id].story != mine]
    claimed = [one.id for one in after.histories if one.id in held.histories and held.histories[one.id].story != mine]
    strangers = [one.name for one in after.asked if one.name not in held.people]
    return (
        not (others or claimed or strangers)
        and before.named == after.named
        and before.told == after.told
        and {one.id for one in before.histories} <= {one.id for one in after.histories}
        and _place(before.head) == _place(after.head)
    )


def _place(head: Story) -> tuple[Story, list[tuple[str, str]]]:
    """Return what others know a story by."""
    headers = [(name, value) for name, value in head.headers.items() if name.lower() not in OWN_HEADERS]
    return replace(head, **OWN, headers={}), headers  # type: ignore[arg-type]  # of several fields, each by its name


def replace_story(held: Newsroom, story: Story, record: StoryRecord) -> Newsroom:
    """Return the newsroom with a story as its record, which `fits`, says."""
    name = story.id
    rank = {other: place for place, other in enumerate(held.stories)}
    quotes = splice(held.quotes.values(), record.quotes, name, rank)
    return replace(
        held,
        stories={**held.stories, name: story},
        quotes={quote.id: quote for quote in quotes},
        moments=splice(held.moments, record.moments, name, rank),
        numbers=splice(held.numbers, record.numbers, name, rank),
        histories={**held.histories, **{history.id: history for history in record.histories}},
        anchors={**held.anchors, name: record.anchors},
        noted=held.noted - {name} | ({name} if record.has_notes else set()),
        paragraphs={**held.paragraphs, name: record.paragraphs},
        headings=_with(held.headings, name, record.heading),
    )


def _with(held: Mapping[str, Fragment], name: str, heading: Fragment | None) -> Mapping[str, Fragment]:
    """Return the headings of all stories with this one's, where it has one."""
    if heading is None:
        return {other: one for other, one in held.items() if other != name}
    return {**held, name: heading}


def splice(rows: Iterable[Row], new: Sequence[Row], story: str, rank: Mapping[str, int]) -> tuple[Row, ...]:
    """Return rows of all stories, which are in the order of these, but of one story these, in their place."""
    place = rank[story]
    held = list(rows)
    first = next((at for at, row in enumerate(held) if rank[row.story] >= place), len(held))
    after = next((at for at in range(first, len(held)) if rank[held[at].story] > place), len(held))
    return (*held[:first], *new, *held[after:])
