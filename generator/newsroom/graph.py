"""All stories joined: stories, people files and ledgers come in, one `Newsroom` goes out. No input or output.

Raises ContentErrors with every fault found: one id twice, an id that names nobody.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from generator import edtf
from generator.errors import ContentError, ContentErrors
from generator.model import Newsroom
from generator.newsroom.history import former_people
from generator.newsroom.history import joined as joined_histories
from generator.newsroom.people import joined as joined_people
from generator.newsroom.people import named_in
from generator.newsroom.record import asked_in, record_of
from generator.slugs import slug

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Mapping

    from generator.fragments.ledger import Entry
    from generator.fragments.people import PersonFile
    from generator.model import Quote, Story
    from generator.newsroom.record import Asked, Record


def join(
    stories: Iterable[Story],
    people_files: Mapping[str, PersonFile],
    ledgers: Mapping[str, Iterable[Entry]] = MappingProxyType({}),
) -> Newsroom:
    """Join the stories to one newsroom; stories newest first, of one day in order of id.

    `ledgers` are those of every story that ever was, by its id.
    """
    held = {story.id: story for story in stories}
    errors: list[ContentError] = []
    records: list[Record] = []
    for story in held.values():
        try:
            records.append(record_of(story, tuple(ledgers.get(story.id, ()))))
        except ContentErrors as several:
            errors += several.errors
    if errors:
        asked = (one for story in held.values() for one in asked_in(story))
        known = {one.who for story in held.values() for one in named_in(story)} | people_files.keys()
        raise ContentErrors([*errors, *_strangers(asked, known)])
    gone = {name: ledgers[name] for name in ledgers if name not in held}
    return join_records(records, held, people_files, gone)


def join_records(
    records: Iterable[Record],
    stories: Mapping[str, Story],
    people_files: Mapping[str, PersonFile],
    ledgers: Mapping[str, Iterable[Entry]],
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


def _strangers(asked: Iterable[Asked], known: Container[str]) -> list[ContentError]:
    """Return an error for each id in an attribute that is nobody's."""
    return [_stranger(one) for one in asked if one.name not in known]


def _stranger(asked: Asked) -> ContentError:
    fact = f'{asked.key}="{asked.name}" names nobody known'
    fix = f'Mark a mention with {{.person ref="{asked.name}"}}, or write people/{asked.name}.md'
    return ContentError(asked.path, asked.line, fact, fix)
