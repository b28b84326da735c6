"""What can be found. The edition comes in; a record for each quotation, story, moment, person and body goes out.

A record is made from the graph, not from a page: nothing that surrounds the matter (navigation, labels, panels) is
found, and one record is one result. Everything stands in one index, whatever languages the sources are in.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal, NamedTuple, NotRequired, TypedDict

from verbatim.model import Span
from verbatim.publish.indexes import index_row
from verbatim.publish.refs import story_ref
from verbatim.publish.views.quotations import quote_view
from verbatim.publish.views.timelines import moment_view

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from verbatim.model import Moment, Person, Quote, Story
    from verbatim.publish.edition import Edition
    from verbatim.publish.payloads.elements import DateView, PersonRef, QuoteView, Slice


# ---- publish/search_cards.py

ResultKind = Literal["quotation", "story", "moment", "person", "organisation", "place"]


class Cut(TypedDict):
    """Words of a source, as they stand there; `char` is empty where an editor wrote them."""

    story: str
    char: str
    words: str
    lang: str


class Who(TypedDict):
    """Somebody with what their disc is drawn from; `picture` is the stem of a portrait, or empty."""

    name: str
    kind: str
    monogram: str
    tint: int
    picture: str


class Card(TypedDict):
    """One result. Which keys are there depends on its kind; counts and dates are ready to be read."""

    kind: ResultKind
    url: str
    words: NotRequired[Cut]
    title: NotRequired[Cut]
    role: NotRequired[Cut]
    said_by: NotRequired[Cut]
    who: NotRequired[Who]
    hang: NotRequired[bool]  # a quotation mark is hung before the words
    mark: NotRequired[Literal["verbatim", "corrected", "paraphrase"]]
    basis: NotRequired[Literal["stated", "inferred", "none"]]
    shape: NotRequired[str]
    about: NotRequired[bool]  # the date is about then
    certainty: NotRequired[str]
    date: NotRequired[str]
    source: NotRequired[str]
    counts: NotRequired[str]


def quote_card(edition: Edition, quote: Quote) -> Card:
    """Return the card of a quotation: its words, who is established to have said them, and its marks."""
    view = quote_view(edition, quote)
    card = Card(
        kind="quotation", url=view["url"], words=cut(edition, view["whole"]), hang=view["marks"], mark=_mark(view),
        basis=view["basis"] if view["speaker"] or view["said_by"] else "none", source=view["story"]["source_name"],
    )  # fmt: skip
    if view["story"]["date_basis"] != "unknown":
        _dated(card, view["story"]["date"])
    if view["speaker"]:
        card["who"] = _who(view["speaker"])
    elif view["said_by"]:
        card["said_by"] = cut(edition, view["said_by"])
    if view["role"]:
        card["role"] = cut(edition, view["role"])
    return card


def person_card(edition: Edition, person: Person) -> Card:
    """Return the card of a person, an organisation or a place: the role as last worded, and how often they occur."""
    row, words = index_row(edition, person.id), edition.site.words
    stories = words.counted("%(num)s story", "%(num)s stories", row["stories"])
    quotations = words.counted("%(num)s quotation", "%(num)s quotations", row["quotations"])
    card = Card(
        kind=person.kind, url=row["person"]["url"], who=_who(row["person"]),
        counts=f"{quotations} · {stories}" if row["quotations"] else stories,
    )  # fmt: skip
    if row["role"]:
        card["role"] = cut(edition, row["role"])
    return card


def story_card(edition: Edition, story: Story) -> Card:
    """Return the card of a story, which holds its whole text."""
    ref = story_ref(edition, story)
    text = Cut(story=story.id, char=f"0,{len(story.text)}", words=story.text, lang=story.lang)
    title = cut(edition, ref["title"])
    card = Card(kind="story", url=ref["url"], title=title, words=text, source=ref["source_name"])
    if ref["date_basis"] != "unknown":
        _dated(card, ref["date"])
    return card


def moment_card(edition: Edition, moment: Moment) -> Card:
    """Return the card of a moment: its date as it was read, the source's sentence, and the story it is from."""
    view = moment_view(edition, moment)
    card = Card(
        kind="moment", url=view["url"], words=cut(edition, view["sentence"]), shape=view["shape"],
        certainty=view["certainty"], title=cut(edition, view["story"]["title"]), source=view["story"]["source_name"],
    )  # fmt: skip
    if view["date"]:
        _dated(card, view["date"])
        card["about"] = view["date"]["approximate"]
    return card


def cut(edition: Edition, found: Slice) -> Cut:
    """Return a slice as its words stand in the source; an editor's title as it is written."""
    story = edition.newsroom.stories[found["story"]]
    if not found["char"]:
        return Cut(story=story.id, char="", words=story.title, lang=found["lang"])
    start, _, end = found["char"].partition(",")
    words = Span(int(start), int(end)).of(story.text)
    return Cut(story=story.id, char=found["char"], words=words, lang=found["lang"])


def _who(ref: PersonRef) -> Who:
    picture = f"{ref['portrait']['stem']}-{ref['portrait']['widths'][0]}" if ref["portrait"] else ""
    return Who(name=ref["name"], kind=ref["kind"], monogram=ref["monogram"], tint=ref["tint"], picture=picture)


def _mark(view: QuoteView) -> Literal["verbatim", "corrected", "paraphrase"]:
    if view["corrections"]:
        return "corrected"
    return "paraphrase" if view["kind"] == "indirect" else "verbatim"


def _dated(card: Card, date: DateView) -> None:
    card["date"] = date["human"]


# ---- publish/search_records.py

# What separates words for the script that marks them: ECMAScript's \s (ECMA-262, 22.2.2.9), which Pagefind splits by.
APART = re.compile("[\t\n\v\f\r \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff]+")
ZERO_WIDTH = "\u200b"  # where a text holds one, Pagefind takes it for the end of every word
PERSON, STORY, QUOTE, MOMENT = range(4)  # the order of the kinds


class Record(NamedTuple):
    """One thing that can be found.

    `words` are what is looked through; those of the card come first, so that the place of a word found is its place
    there too. `title` counts for more. `people` are `id name`, of everybody the record is about.
    """

    card: Card
    words: str
    title: str
    people: tuple[str, ...]


def story_records(edition: Edition, story: Story) -> Iterator[tuple[int, Record]]:
    """Yield the records of a listed story, of its quotations and of its moments, each with the place of its kind."""
    yield STORY, _story(edition, story)
    for quote in edition.quotes_by_story.get(story.id, ()):
        if not quote.withdrawn:
            yield QUOTE, _quote(edition, quote)
    for moment in edition.moments_by_story.get(story.id, ()):
        yield MOMENT, _moment(edition, moment)


def person_record(edition: Edition, person: Person) -> Record:
    """Return the record of somebody who has a profile."""
    roles = dict.fromkeys(role.text for role in person.roles if role.story in edition.listed)
    words = [person.name, *person.aliases, *roles]
    return Record(person_card(edition, person), one_line(words), person.name, _named(edition, [person.id]))


def _story(edition: Edition, story: Story) -> Record:
    named = [person.id for person in edition.people_by_story.get(story.id, ())]
    words = [story.text, story.title, story.source_name]
    return Record(story_card(edition, story), one_line(words), story.title, _named(edition, named))


def _quote(edition: Edition, quote: Quote) -> Record:
    card = quote_card(edition, quote)
    words = [card["words"]["words"]]
    if quote.speaker:
        words.append(edition.newsroom.people[quote.speaker].name)
    return Record(card, one_line(words), "", _named(edition, [quote.speaker] if quote.speaker else []))


def _moment(edition: Edition, moment: Moment) -> Record:
    card = moment_card(edition, moment)
    return Record(card, one_line([card["words"]["words"], card.get("date", "")]), "", _named(edition, moment.people))


def one_line(texts: Iterable[str]) -> str:
    """Return texts as words with one blank between them, in their order."""
    words = (word for text in texts for word in APART.split(text.replace(ZERO_WIDTH, "")) if word)
    return " ".join(words)


def _named(edition: Edition, names: Iterable[str]) -> tuple[str, ...]:
    """Return the id and the name of each, as one filter holds them: ids have no blank."""
    return tuple(f"{name} {edition.newsroom.people[name].name}" for name in names if name in edition.profiled)
