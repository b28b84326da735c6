"""Makes the search page, and the records that the search finds, each with the card that shows the result.

There is a record for each quotation, story, moment and person. Records come from the newsroom, not from pages, so that
navigation, labels and panels are not found and one record is one result. All of them go into one index, whatever the
languages of their sources.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Any, Literal, NamedTuple, NotRequired, TypedDict, cast

from verbatim.content.format.story_file import FILLER
from verbatim.model import Moment, Person, Quote, Span, Standing, Story
from verbatim.publish import claims, html, indexes, moments, refs
from verbatim.publish.edition import Edition, fact
from verbatim.publish.page import Page, PageValues, page, page_meta
from verbatim.publish.quotations import quote_view
from verbatim.publish.urls import LABELS, SEARCH, span_of, way

# ECMAScript's \s (ECMA-262, 22.2.2.9), by which Pagefind splits words, as does the script that marks them.
BLANKS = re.compile("[\t\n\v\f\r \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff]+")
ZERO_WIDTH = "\u200b"  # where a text has one, Pagefind takes it for the end of every word
PERSON, STORY, QUOTE, MOMENT = range(4)  # the order of the kinds in the index

ResultKind = Literal["quotation", "story", "moment", "person", "organisation", "place"]
BROWSED = 40  # rows of a list on the search page, which leads to the whole list


class SearchTotals(TypedDict):
    """How much the search finds."""

    stories: int  # how many
    people: int  # how many
    quotes: int  # how many


class SearchValues(TypedDict):
    """The search page: what is listed where there are no scripts."""

    stories: list[refs.StoryRef]  # the newest
    people: list[indexes.IndexRow]  # those quoted most first
    totals: SearchTotals  # counts
    in_part: bool  # whether the source of some story is not published whole


class ResultWords(TypedDict):
    """Words exactly as the source has them; `char` is empty where an editor wrote them.

    `marks` are the places of Markdown's marks within `words`, in UTF-16 units, as scripts count.
    """

    story: str
    char: str
    words: str
    lang: str
    marks: NotRequired[list[tuple[int, int]]]


class ResultPerson(TypedDict):
    """A person with what their disc needs; `picture` is the stem of a portrait, or empty."""

    name: str
    kind: str
    monogram: str
    picture: str


class ResultCard(TypedDict):
    """A result as shown. Its keys depend on its kind; counts and dates are in the words of the interface."""

    kind: ResultKind
    url: str
    words: NotRequired[ResultWords]
    title: NotRequired[ResultWords]
    role: NotRequired[ResultWords]
    said_by: NotRequired[ResultWords]
    who: NotRequired[ResultPerson]
    open: NotRequired[str]  # the quotation mark before the words
    close: NotRequired[str]
    mark: NotRequired[Literal["verbatim", "corrected", "partly", "sentence", "paraphrase"]]
    basis: NotRequired[Standing]
    shape: NotRequired[str]
    about: NotRequired[bool]  # the date is about then
    certainty: NotRequired[str]
    date: NotRequired[str]
    source: NotRequired[str]
    counts: NotRequired[str]


class SearchRecord(NamedTuple):
    """A search result with what finds it.

    `words` are searched; those that the card shows come first, so that a match has the same place in both. `title` has
    more weight. `people` are `id name` of everybody the record is about.
    """

    card: ResultCard
    words: str
    title: str
    people: tuple[str, ...]


def story_records(edition: Edition, story: Story) -> Iterator[tuple[int, SearchRecord]]:
    """Yield the records of a listed story, its quotations and its moments, each with the place of its kind."""
    people = [person.id for person in edition.people_by_story.get(story.id, ())]
    text = story.text[story.text_start :]
    words = one_line([text.replace(FILLER, " ") if story.part else text, story.title, story.source_name])
    yield STORY, SearchRecord(_story_card(edition, story), words, story.title, _named(edition, people))
    for quote in edition.quotes_by_story.get(story.id, ()):
        if not (quote.withdrawn or quote.is_closed):
            card, speaker = _quote_card(edition, quote), [quote.speaker] if quote.speaker else []
            names = [edition.newsroom.people[name].name for name in speaker]
            words = one_line([card["words"]["words"], *names])
            yield QUOTE, SearchRecord(card, words, "", _named(edition, speaker))
    for moment in edition.moments_by_story.get(story.id, ()):
        card = _moment_card(edition, moment)
        told = [place.sentence.of(story.text) for place in moment.also]
        words = one_line([card["words"]["words"], *told, card.get("date", "")])
        yield MOMENT, SearchRecord(card, words, "", _named(edition, moment.people))


def person_record(edition: Edition, person: Person) -> SearchRecord:
    """Return the record of a person whom a listed story names, or the editors."""
    roles = dict.fromkeys(role.text for role in person.roles if role.story in edition.listed)
    words = [person.name, *person.aliases, *roles]
    return SearchRecord(_person_card(edition, person), one_line(words), person.name, _named(edition, [person.id]))


def one_line(texts: Iterable[str]) -> str:
    """Return the words of some texts in order, with one blank between them."""
    return " ".join(word for text in texts for word in BLANKS.split(text.replace(ZERO_WIDTH, "")) if word)


def _named(edition: Edition, names: Iterable[str]) -> tuple[str, ...]:
    """Return the id and name of each person in the site's lists, as one filter holds them: ids have no blank."""
    return tuple(f"{name} {edition.newsroom.people[name].name}" for name in names if name in edition.named)


def _quote_card(edition: Edition, quote: Quote) -> ResultCard:
    view, claim = quote_view(edition, quote), claims.claim_of(edition, quote)
    text = edition.newsroom.stories[quote.story].text
    # A result is one slice: of pieces with the reporter's words between them only the sentence can be one.
    is_one = claim.form == "quoted" and len(claims.runs(text, claim.words)) == 1
    words = view["whole"] if is_one else refs.slice_of(edition, quote.story, claim.sentence)
    mark = claim.form if claim.form != "quoted" else "verbatim" if is_one else "sentence"
    described = None if view["speaker"] else view["said_by"]
    return _card(
        "quotation", view["url"], words=_words(edition, words), mark="corrected" if view["corrections"] else mark,
        basis=view["standing"], source=view["story"]["source_name"], open=view["pair"][0] if is_one else None,
        close=view["pair"][1] if is_one else None, date=_date(view["story"]),
        who=_who(view["speaker"]) if view["speaker"] else None,
        said_by=_words(edition, described) if described else None,
        role=_role(edition, view["speaker"], view["role"]),
    )  # fmt: skip


def _card(kind: ResultKind, url: str, **told: Any) -> ResultCard:
    """Return a card with what is told of its kind, in order."""
    return cast("ResultCard", {"kind": kind, "url": url, **{key: one for key, one in told.items() if one is not None}})


def _date(story: refs.StoryRef) -> str | None:
    return story["date"]["human"] if story["date_basis"] != "unknown" else None


def _role(edition: Edition, who: refs.PersonRef | None, worded: refs.Slice | None) -> ResultWords | None:
    """Return the role that the editors give, else the one that a story words."""
    if who and who["role"]:
        return ResultWords(story="", char="", words=who["role"]["line"], lang=edition.site.lang)
    return _words(edition, worded) if worded else None


def _person_card(edition: Edition, person: Person) -> ResultCard:
    """Return the card of a person, an organisation or a place, with the role as last worded."""
    row, words = indexes.index_row(edition, person.id), edition.site.words
    stories = words.counted("%(num)s story", "%(num)s stories", row["stories"])
    quotations = words.counted("%(num)s quotation", "%(num)s quotations", row["quotations"])
    counts, role = (
        f"{quotations} · {stories}" if row["quotations"] else stories,
        _role(edition, row["person"], row["role"]),
    )
    return _card(person.kind, row["person"]["url"], who=_who(row["person"]), counts=counts, role=role)


def _story_card(edition: Edition, story: Story) -> ResultCard:
    ref = refs.story_ref(edition, story)
    text = _of_source(story, Span(story.text_start, len(story.text)))
    title = _words(edition, ref["title"])
    return _card("story", ref["url"], title=title, words=text, source=ref["source_name"], date=_date(ref))


def _moment_card(edition: Edition, moment: Moment) -> ResultCard:
    view = moments.moment_view(edition, moment)
    date = view["date"]
    return _card(
        "moment", view["url"], words=_words(edition, view["sentence"]), shape=view["shape"],
        certainty=view["certainty"], title=_words(edition, view["story"]["title"]), source=view["story"]["source_name"],
        date=date["human"] if date else None, about=date["approximate"] if date else None,
    )  # fmt: skip


def _words(edition: Edition, words: refs.Slice) -> ResultWords:
    """Return a slice as the source has it, or an editor's title as written."""
    story = edition.newsroom.stories[words["story"]]
    if words["char"]:
        return _of_source(story, span_of(words))
    return ResultWords(story=story.id, char="", words=story.title, lang=words["lang"])


def _of_source(story: Story, place: Span) -> ResultWords:
    words = ResultWords(story=story.id, char=place.char, words=place.of(story.text), lang=story.lang)
    if marks := html.markdown_marks(story, place):
        words["marks"] = [(_units(story, place.start, one.start), _units(story, place.start, one.end)) for one in marks]
    return words


def _units(story: Story, start: int, end: int) -> int:
    return len(story.text[start:end].encode("utf-16-le", "surrogatepass")) // 2


def _who(ref: refs.PersonRef) -> ResultPerson:
    picture = f"{ref['portrait']['stem']}-{ref['portrait']['widths'][0]}" if ref["portrait"] else ""
    return ResultPerson(name=ref["name"], kind=ref["kind"], monogram=ref["monogram"], picture=picture)


# The page


@fact
def are_in_part(edition: Edition) -> bool:
    """Return whether the source of some listed story is not published whole."""
    return any(edition.newsroom.stories[name].part is not None for name in edition.listed)


def search_page(edition: Edition) -> Page:
    """Return the search page, which is a list of links where there are no scripts."""
    stories, names = indexes.listed_stories(edition), indexes.people_lists(edition)[0].names
    first = indexes.most_quoted(edition, names, BROWSED)
    people = [*first, *(name for name in names if name not in first)][:BROWSED]
    payload = SearchValues(
        stories=[refs.story_ref(edition, story) for story in stories[:BROWSED]],
        people=[indexes.index_row(edition, name) for name in people],
        totals=SearchTotals(stories=len(stories), people=len(names), quotes=len(indexes.quote_lists(edition)[0].names)),
        in_part=are_in_part(edition),
    )
    meta = page_meta(edition, edition.site.words.gettext(LABELS[SEARCH]), SEARCH)
    return page(SEARCH, "search.html", payload, PageValues(meta, way(edition, SEARCH), "search"))
