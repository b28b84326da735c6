"""Joins the records of stories into a newsroom, groups translations.

Raises ContentErrors with every error: an id used twice, an id that is nobody's.
"""

from collections.abc import Container, Iterable, Iterator, Mapping
from types import MappingProxyType

from verbatim.content.format.person_file import PersonFile
from verbatim.content.ledger import LedgerEntry
from verbatim.content.people.refs import is_removed
from verbatim.core import dates as edtf
from verbatim.core.errors import ContentError, Faults
from verbatim.core.slugs import slug
from verbatim.model import Newsroom, Quote, Story
from verbatim.newsroom.history import former_people, join_histories
from verbatim.newsroom.law import choice_errors, title_errors
from verbatim.newsroom.people import PersonReference, join_people, people_marks, references_in
from verbatim.newsroom.record import StoryRecord, record_of


def join(
    stories: Iterable[Story],
    people_files: Mapping[str, PersonFile],
    ledgers: Mapping[str, Iterable[LedgerEntry]] = MappingProxyType({}),
) -> Newsroom:
    """Join stories into a newsroom, newest first, stories of one day by id.

    `ledgers` are those of every story that ever existed, by its id.
    """
    by_id = {story.id: story for story in stories}
    faults = Faults()
    records: list[StoryRecord] = []
    for story in by_id.values():
        with faults:
            records.append(record_of(story, tuple(ledgers.get(story.id, ()))))
    if faults:
        references = (one for story in by_id.values() for one in references_in(story))
        known = {mark.who for story in by_id.values() for mark in people_marks(story)} | people_files.keys()
        Faults([*faults, *_unknown_people(references, known)]).raise_all()
    without_story = {name: ledgers[name] for name in ledgers if name not in by_id}
    return join_records(records, by_id, people_files, without_story)


def join_records(
    records: Iterable[StoryRecord],
    stories: Mapping[str, Story],
    people_files: Mapping[str, PersonFile],
    ledgers: Mapping[str, Iterable[LedgerEntry]],
) -> Newsroom:
    """Join the records of `stories`. `ledgers` are those of stories that no longer exist."""
    by_id = sorted(records, key=lambda record: record.head.id)
    ordered = sorted(by_id, key=_newness, reverse=True)
    people = join_people((record.people_marks for record in ordered), people_files)
    faults = Faults(_section_errors([record.head for record in ordered]))
    faults += title_errors((record.people_marks for record in ordered), people_files)
    faults += _unknown_people((one for record in ordered for one in record.references), people)
    quotes: dict[str, Quote] = {}
    for record in ordered:
        for quote in record.quotes:
            if quote.id in quotes:
                fact = f"quotation {quote.id} stands in another story too"
                fix = f"Take the id from one of them: {quote.parts[0].fragment}"
                faults.append(ContentError(record.head.path, 0, fact, fix))
        quotes.update((quote.id, quote) for quote in record.quotes)
    histories = join_histories((history for record in ordered for history in record.histories), ledgers)
    faults += choice_errors(people_files, quotes.keys() | histories.keys())
    faults.raise_all()
    people_rows = {**{record.head.id: record.people_rows for record in by_id}, **ledgers}
    return Newsroom(
        stories={record.head.id: stories[record.head.id] for record in ordered},
        quotes=quotes,
        people=people,
        moments=tuple(moment for record in ordered for moment in record.moments),
        numbers=tuple(number for record in ordered for number in record.numbers),
        histories=histories,
        former=former_people(people_rows, people),
        anchors={record.head.id: record.anchors for record in ordered},
        noted=frozenset(record.head.id for record in ordered if record.has_notes),
        changed=frozenset(record.head.id for record in ordered if record.has_changes),
        paragraphs={record.head.id: record.paragraphs for record in ordered},
        headings={record.head.id: record.heading for record in ordered if record.heading},
    )


def _section_errors(stories: Iterable[Story]) -> list[ContentError]:
    """Return an error for each story whose section has the address of another: “Sport” and “sport”."""
    names: dict[str, str] = {}
    errors: list[ContentError] = []
    for story in stories:
        name = names.setdefault(slug(story.category), story.category)
        if name != story.category:
            fact = f"the section “{story.category[:60]}” would have the address of “{name[:60]}”"
            errors.append(ContentError(story.path, 0, fact, "Write Category: the same way in both"))
    return errors


def _unknown_people(references: Iterable[PersonReference], known: Container[str]) -> Iterator[ContentError]:
    for one in (one for one in references if one.name not in known and not is_removed(one.name)):
        fix = f'Mark a mention with {{.person ref="{one.name}"}}, or write people/{one.name}.md'
        yield ContentError(one.path, one.line, f'{one.key}="{one.name}" names nobody known', fix)


def _newness(record: StoryRecord) -> tuple[bool, tuple[int, int]]:
    """Return a key that is greater for newer stories, and least for those without a date."""
    date = record.head.date
    return bool(date), edtf.sort_key(date)


# Translations


def translated_from(story: Story) -> str:
    """Return the id of the story that this one translates; empty for an original."""
    return story.header("Translation-Of")


def translation_groups(stories: Mapping[str, Story]) -> dict[str, tuple[Story, ...]]:
    """Return, for each story that has translations here, its whole group: the original, then by language.

    Of two in one language only the first is in the group: a reader could not be sent to both.
    """
    groups: dict[str, list[Story]] = {}
    for story in stories.values():
        groups.setdefault(_original(story, stories), []).append(story)
    found: dict[str, tuple[Story, ...]] = {}
    for original, group in groups.items():
        by_language: dict[str, Story] = {}
        for story in sorted(group, key=lambda story: (story.id != original, story.lang, story.id)):
            by_language.setdefault(story.lang, story)
        if len(by_language) > 1:
            found |= {story.id: tuple(by_language.values()) for story in by_language.values()}
    return found


def _original(story: Story, stories: Mapping[str, Story]) -> str:
    """Follow the headers to a story that is not a translation, or does not exist; a cycle ends at its first id."""
    seen = {story.id}
    at = story
    while (name := translated_from(at)) and name not in seen:
        seen.add(name)
        if name not in stories:
            return name
        at = stories[name]
    return min(seen) if translated_from(at) else at.id


def translation_errors(stories: Iterable[Story], others: Container[str] = ()) -> list[ContentError]:
    """Return an error for each story that claims to translate itself, or a story that does not exist.

    `others` are the ids of stories that exist as well.
    """
    by_id = {story.id: story for story in stories}
    errors = []
    for story in by_id.values():
        name = translated_from(story)
        if name and (name == story.id or (name not in by_id and name not in others)):
            fact = f"Translation-Of names the story {name}, which is {'this one' if name == story.id else 'not there'}"
            fix = "Write the id of the original, which is its file's name without .md, or take the line out"
            errors.append(ContentError(story.path, 1, fact, fix))
    return errors
