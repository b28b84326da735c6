"""All stories joined: stories, people files and ledgers come in, one `Newsroom` goes out. No input or output.

Raises ContentErrors with every fault found: one id twice, an id that names nobody.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from generator import edtf
from generator.errors import ContentError, ContentErrors
from generator.model import Newsroom
from generator.newsroom.brief import numbers_of
from generator.newsroom.context import Sentences
from generator.newsroom.history import former_people, histories
from generator.newsroom.moments import moments_of
from generator.newsroom.people import people_of
from generator.newsroom.places import fault, source_fragments
from generator.newsroom.quotes import quotes_of
from generator.slugs import is_name, slug

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from generator.fragments.ledger import Entry
    from generator.fragments.people import PersonFile
    from generator.model import Fragment, Mark, Moment, Number, Person, Quote, Story

# The attributes that name people, by kind of mark. A candidate who is not known is a matter for `check`: nothing is
# said of anybody by leaving one out.
NAMING = {"quote": ("speaker",), "moment": ("people",), "role": ("of",)}
SEVERAL = "people"  # the one that holds ids with blanks between


def join(
    stories: Iterable[Story],
    people_files: Mapping[str, PersonFile],
    ledgers: Mapping[str, Iterable[Entry]] = MappingProxyType({}),
) -> Newsroom:
    """Join the stories to one newsroom; stories newest first, of one day in order of id.

    `ledgers` are those of every story that ever was, by its id.
    """
    ordered = sorted(
        sorted(stories, key=lambda story: story.id), key=lambda story: edtf.sort_key(story.date), reverse=True
    )
    people = people_of(ordered, people_files)
    errors: list[ContentError] = []
    quotes: dict[str, Quote] = {}
    moments: list[Moment] = []
    numbers: list[Number] = []
    for story in ordered:
        errors += [*_misnamed(story), *_strangers(story, people)]
        errors += _add_quotes(story, quotes)
        try:
            moments += moments_of(story, Sentences(story))
            numbers += numbers_of(story)
        except ContentError as error:
            errors.append(error)
    if errors:
        raise ContentErrors(errors)
    held = {story.id: story for story in ordered}
    known, former = histories(held, ledgers), former_people(ledgers, people)
    return Newsroom(held, quotes, people, tuple(moments), tuple(numbers), known, former)


def _add_quotes(story: Story, quotes: dict[str, Quote]) -> list[ContentError]:
    try:
        found = quotes_of(story)
    except ContentErrors as several:
        return several.errors
    twice = [quote for quote in found if quote.id in quotes]
    quotes.update((quote.id, quote) for quote in found)
    return [_claimed(story, quote) for quote in twice]


def _claimed(story: Story, quote: Quote) -> ContentError:
    fact = f"quotation {quote.id} stands in another story too"
    return ContentError(f"{story.path}", 0, fact, f"Take the id from one of them: {quote.parts[0].fragment}")


def _strangers(story: Story, people: Mapping[str, Person]) -> list[ContentError]:
    """Return an error for each id in an attribute that names nobody."""
    return [
        _unknown(fragment, mark, key, name)
        for fragment in source_fragments(story)
        for mark in fragment.marks
        for key in NAMING.get(mark.kind, ())
        for name in _named(mark, key)
        if name not in people
    ]


def _named(mark: Mark, key: str) -> list[str]:
    value = mark.attrs.get(key, "")
    return value.split() if key == SEVERAL else [value] if value else []


def _misnamed(story: Story) -> list[ContentError]:
    """Return an error for each id that cannot be an address: pages are written where these say."""
    return [
        fault(fragment, mark, f"“{name[:60]}” cannot be an id, which is part of an address", f"Write {slug(name)}")
        for fragment in source_fragments(story)
        for mark in fragment.marks
        for name in (mark.id, mark.attrs.get("ref", ""))
        if name and not is_name(name)
    ]


def _unknown(fragment: Fragment, mark: Mark, key: str, name: str) -> ContentError:
    fact = f'{key}="{name}" names nobody known'
    fix = f'Mark a mention with {{.person ref="{name}"}}, or write people/{name}.md'
    return fault(fragment, mark, fact, fix)
