"""What a search result shows, as plain data. Views come in; a card that the page's script draws goes out.

Words of a source are a `Cut`: the words as they stand, with their place, so that the page shows the slice itself and
`verify` can compare it. A story's Cut is its whole text: the script shows the part that was found.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NotRequired, TypedDict

from generator.model import Span
from generator.publish.indexes import index_row
from generator.publish.quote_view import quote_view
from generator.publish.refs import story_ref
from generator.publish.timelines import moment_view

if TYPE_CHECKING:
    from generator.model import Moment, Person, Quote, Story
    from generator.publish.edition import Edition
    from generator.publish.views import DateView, PersonRef, QuoteView, Slice

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
