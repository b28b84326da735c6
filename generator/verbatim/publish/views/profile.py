"""Makes profiles of people, organisations and places, from listed stories only."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from verbatim.newsroom.extent import is_shown
from verbatim.newsroom.people import folded
from verbatim.newsroom.timeline import dated
from verbatim.publish.indexes import quotes_of
from verbatim.publish.markup.editors import editors_html, in_any
from verbatim.publish.markup.written import ContentPlace
from verbatim.publish.payloads.pages import Companion, FirstMention, NamesakeView, ProfileView, Spokesperson, YearCount
from verbatim.publish.refs import listed_roles, marked_slice, person_ref, slice_of, story_ref, year_of
from verbatim.publish.urls import ATOM, person_feed
from verbatim.publish.views.quotations import LazyQuoteViews, quote_view
from verbatim.publish.views.timelines import moment_view

if TYPE_CHECKING:
    from verbatim.model import Moment, Person, Quote
    from verbatim.publish.edition import Edition
    from verbatim.publish.payloads.elements import Slice


COMPANIONS_AT_MOST = 60
STORIES_AT_MOST = 200
MOMENTS_AT_MOST = 60
MENTIONS_AT_MOST = 8
RECENT = 2  # profiles that are kept: the page and the frame of one are made together
YEARS_AT_MOST = 40  # beyond them a year's bar would be too thin to read


def profile_view(edition: Edition, person: Person) -> ProfileView:
    """Return everything that a profile shows, made once for its page and its frame."""
    return edition.once(_profile_view, person.id, person, RECENT)


def _profile_view(edition: Edition, person: Person) -> ProfileView:
    said = edition.quotes_by_speaker.get(person.id, [])
    quotes = quotes_of(edition, person.id)
    stories = list(dict.fromkeys(story for story, _ in person.mentions if story in edition.listed))
    companions = _companions(edition, person, stories)
    portrait = edition.portraits.get(person.id)
    return ProfileView(
        ref=person_ref(edition, person.id),
        credit=portrait["credit"] if portrait else "",
        roles=listed_roles(edition, person),
        aliases=_aliases(edition, person),
        namesakes=_namesakes(edition, person),
        words=editors_html(person.words, in_any(edition), ContentPlace.about(person)),
        same_as=list(person.same_as),
        quotes=LazyQuoteViews(edition, quotes),
        paraphrases=[quote_view(edition, quote) for quote in said if quote.is_paraphrase],
        moments=[moment_view(edition, one) for one in dated(_moments(edition, person))[-MOMENTS_AT_MOST:]],
        years=_years(edition, quotes),
        named=_first_mentions(edition, person),
        appears_with=[one for one in companions if one["person"]["kind"] == "person"][:COMPANIONS_AT_MOST],
        organisations=[one for one in companions if one["person"]["kind"] == "organisation"][:COMPANIONS_AT_MOST],
        speak_for=[
            Spokesperson(person=person_ref(edition, one.id), role=marked_slice(edition, role.story, role.span))
            for one, role in edition.speakers_for.get(person.id, [])
        ],
        stories=[story_ref(edition, edition.newsroom.stories[name]) for name in stories[:STORIES_AT_MOST]],
        story_count=len(stories),
        feed_url=person_feed(person) + ATOM if said else "",
    )


def _years(edition: Edition, quotes: list[Quote]) -> list[YearCount]:
    """Return how many of the quotations each year has, from the first to the last; empty within a single year."""
    stories = edition.newsroom.stories
    counts = Counter(year_of(stories[one.story].date) for one in quotes if not one.withdrawn)
    del counts[""]
    if len(counts) <= 1:
        return []
    first, last = int(min(counts)), int(max(counts))
    if last - first >= YEARS_AT_MOST:
        return []
    return [YearCount(year=f"{year:04d}", count=counts[f"{year:04d}"]) for year in range(first, last + 1)]


def _moments(edition: Edition, person: Person) -> list[Moment]:
    """Return the moments that name a person; of a place, those whose sentence mentions it."""
    if person.kind != "place":
        return [one for one in edition.moments_by_person.get(person.id, []) if one.story in edition.listed]
    found = {
        moment.id: moment
        for story, span in person.mentions
        if story in edition.listed
        for moment in edition.moments_by_story.get(story, [])
        if any(place.sentence.covers(span) for place in moment.places)
    }
    return list(found.values())


def _aliases(edition: Edition, person: Person) -> list[Slice]:
    """Return the other ways in which listed stories mention the person, each at its first place."""
    edition.recorder.record("whole", person.id)
    found: list[Slice] = []
    wanted = {len(words): {one for one in person.aliases if len(one) == len(words)} for words in person.aliases}
    for story, span in person.mentions:
        same_length = wanted.get(span.end - span.start)
        if not same_length or story not in edition.listed:
            continue  # read no story's text for what was found before or cannot be there
        words = span.of(edition.newsroom.stories[story].text)
        if words in same_length:
            same_length.remove(words)
            found.append(marked_slice(edition, story, span))
    return found


def _first_mentions(edition: Edition, person: Person) -> list[FirstMention]:
    """Return the sentence in which each of the newest stories first names the person."""
    found: dict[str, FirstMention] = {}
    for name, span in person.mentions:
        if name in edition.listed and name not in found and len(found) < MENTIONS_AT_MOST:
            story = edition.newsroom.stories[name]
            if not is_shown(story, span):
                continue
            sentence = edition.sentences(story).around(span.start)[1]
            found[name] = FirstMention(story=story_ref(edition, story), sentence=slice_of(edition, name, sentence))
    return list(found.values())


def _companions(edition: Edition, person: Person, stories: list[str]) -> list[Companion]:
    """Return who else is in the same stories, most stories together first."""
    counts: Counter[str] = Counter()
    for story in stories:
        counts.update(other.id for other in edition.people_by_story.get(story, []) if other.id != person.id)
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return [Companion(person=person_ref(edition, name), stories=count) for name, count in ranked]


def _namesakes(edition: Edition, person: Person) -> list[NamesakeView]:
    found: list[NamesakeView] = []
    for name in edition.namesakes.get(folded(person.name), ()):
        if name != person.id:
            roles = listed_roles(edition, edition.newsroom.people[name])
            found.append(NamesakeView(person=person_ref(edition, name), role=roles[0]["words"] if roles else None))
    return found
