"""Makes the page of a story: its first screen, its text with voices beside it, and what stands below the text.

The fields of `StoryValues` are what `article.html` gets.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Literal, NamedTuple

from markupsafe import Markup

from verbatim.model import Quote, Span, Story
from verbatim.newsroom.attributions import is_attributed
from verbatim.newsroom.timeline import unestablished
from verbatim.publish import corrections, jsonld, moments, question_page, refs, story_timeline, urls
from verbatim.publish.annotated_text import FragmentView, fragment_views, headline_view, title_view
from verbatim.publish.edition import Appearance, Edition, fact
from verbatim.publish.exports.data import ExportView, story_exports
from verbatim.publish.first_screen import FirstScreen, quoted
from verbatim.publish.page import PageValues, with_card, with_illustration
from verbatim.publish.quotations import QuoteView
from verbatim.publish.story_card import (
    EvidenceView,
    SilenceView,
    StoryCard,
    alternates,
    silence_view,
    story_card,
    story_meta,
)
from verbatim.publish.voices import LONG, Voice, best_sentence

COURSE_AT_MOST = 4  # texts of a topic, beside the text
COURSE_BESIDE = 3  # paragraphs that it stands beside
APART, AGAIN = 2, 6  # paragraphs from one voice to the next, and to the next of the same person
PULLED, PULLED_AT_MOST = 2300, 120  # letters for each voice that a phone sets between two paragraphs; its letters
RELATED_AT_MOST = 3
NAMED_AT_MOST = 3
# What a person in both stories counts: who speaks in both, who is named.
SPEAKS, NAMED = 3, 1
COMMON = 5  # a name in more than one of so many stories joins none
A_FEW = 3  # stories, in which a name is never common


class Checked(NamedTuple):
    """How far editors have checked a story."""

    read: Literal["rules", "partly", "checked"]  # `partly` also where they chose its first screen alone
    date: refs.DateView | None  # of the last check


class TextPassage(NamedTuple):
    """A paragraph of the source, a note of the editors, or the sign for paragraphs that are not published."""

    kind: str  # `heading`, `note` and `withheld`, any other for a paragraph
    anchor: str  # of a note
    html: Markup  # its words
    changes: list[corrections.ChangeView]  # of what stands in it
    quotes: list[QuoteView]  # that begin in it
    voice: Voice | None  # who stands beside it
    pulled: bool  # whether a phone sets the voice between two paragraphs


class TopicText(NamedTuple):
    """A text of the topic."""

    story: refs.StoryRef  # which one
    here: bool  # whether it is this one


class CastView(NamedTuple):
    """A member of who's who in one story."""

    person: refs.PersonRef  # who it is
    roles: list[refs.RoleView]  # as this story words them
    quotations: int  # how many
    paraphrases: int  # how many
    first: str  # where the text first names them, for those who have no page; else empty


class RelatedView(NamedTuple):
    """A story to read next."""

    story: refs.StoryRef  # the other story
    people: list[refs.PersonRef]  # who is in both


class StoryValues(NamedTuple):
    """A story."""

    story: StoryCard  # as lists show it
    headline: FragmentView | None  # the source's first heading where it is the title, as inline HTML for the `h1`
    title: Markup  # any other title, as inline HTML for the `h1`
    status: Checked  # how far it is checked
    screen: FirstScreen  # where it stands
    passages: list[TextPassage]  # the text by paragraph
    course: list[TopicText]  # texts of its topic, earliest first
    timeline: moments.LineView  # its moments to scale
    cast: list[CastView]  # who's who, those quoted most first
    places: list[CastView]  # the places that it names, in order of mention
    silences: list[SilenceView]  # what the text does not establish
    questions: list[question_page.QuestionView]  # what readers ask, in the editors' order
    replaced: list[corrections.ReplacedView]  # newer texts of the source, newest first
    changes_url: str  # the file that has its changes as data; empty where nothing was changed
    related: list[RelatedView]  # what to read next
    topics: list[refs.TopicRef]  # which it is part of
    exports: list[ExportView]  # files that it offers

    @classmethod
    def of(cls, edition: Edition, story: Story) -> StoryValues:
        """Return everything that a story's page shows."""
        quotes = edition.quotes_by_story.get(story.id, [])
        card, screen = story_card(edition, story), FirstScreen.of(edition, story)
        members = _cast(edition, story, quotes)
        headline, course = headline_view(edition, story), _course(edition, story, screen)
        return cls(
            story=card,
            headline=headline,
            title=Markup("") if headline else title_view(edition, story),
            status=_status(edition, quotes, card["evidence"], chosen=screen.by_editors),
            screen=screen,
            passages=list(_passages(edition, story, screen, beside_course=bool(course))),
            course=course,
            timeline=moments.story_line(edition, story),
            cast=[one for one in members if one.person["kind"] != "place"],
            places=[one for one in members if one.person["kind"] == "place"],
            silences=[
                silence_view(edition, one) for one in unestablished(quotes, edition.moments_by_story.get(story.id, []))
            ],
            questions=question_page.question_views(edition, story.id),
            replaced=corrections.replaced_views(edition, story),
            changes_url=urls.changes_address(story) if card["corrections"] and story.id in edition.listed else "",
            related=related(edition, story, {one.story["id"] for one in course}),
            topics=[refs.topic_ref(edition, edition.topics[one]) for one in edition.topics_by_story.get(story.id, ())],
            exports=story_exports(edition, story),
        )


def article_payload(edition: Edition, story: Story) -> dict[str, object]:
    """Return what the template `article.html` needs besides Pelican's own `article`."""
    page = StoryValues.of(edition, story)
    voice = quoted(edition, story)
    meta = story_meta(edition, story, urls.story_address(story), story.title)
    if voice:
        with_card(edition, meta, voice.quote)
    with_illustration(edition, meta, page.story["picture"])
    meta["alternates"] = alternates(edition, story)
    embed = story_timeline.embed_of_story(edition, story)
    answer = embed.oembed if embed else voice.quote["oembed_url"] if voice else ""
    meta["oembed"] = edition.site.absolute(answer) if answer else ""
    meta["linked"] = jsonld.story_ld(edition, story, page.questions)
    return PageValues(meta, urls.story_crumbs(edition, story), "stories").around(page._asdict())


def _status(edition: Edition, quotes: Iterable[Quote], counts: EvidenceView, *, chosen: bool) -> Checked:
    days = [quote.reviewed.date for quote in quotes if quote.reviewed and quote.counts]
    date = refs.date_view(max(days), edition.site.words) if days else None
    if days and counts["reviewed"] == counts["quotations"]:
        return Checked("checked", date)
    return Checked("partly" if days or chosen else "rules", date)


def _course(edition: Edition, story: Story, screen: FirstScreen) -> list[TopicText]:
    """Return the texts of the topic: the first, the newest, and those around this one."""
    names = edition.topics[screen.topic["id"]].stories if screen.topic else ()
    at = names.index(story.id) if story.id in names else 0
    near = sorted(range(len(names)), key=lambda one: (one not in (0, at, len(names) - 1), abs(one - at), one))
    kept = sorted(near[:COURSE_AT_MOST]) if len(names) > 1 else []
    return [TopicText(refs.story_ref(edition, edition.newsroom.stories[names[one]]), one == at) for one in kept]


# The text


def _passages(edition: Edition, story: Story, screen: FirstScreen, *, beside_course: bool) -> Iterator[TextPassage]:
    """Yield the text by paragraph; beside some of them a person's best sentence there that is not on the first screen.

    Voices stand some paragraphs apart, those of one person further.
    """
    shown = [urls.span_of(words) for side in screen.sides for words in side.words]
    shown += [urls.span_of(one.words) for one in (*screen.lead, *screen.more)]
    quotes = [one for one in edition.quotes_by_story.get(story.id, ()) if _may_stand_beside(one)]
    heard: dict[str, int] = {}
    free, letters, pulls = COURSE_BESIDE if beside_course else 0, 0, 0
    rows = list(_paragraphs(fragment_views(edition, story)))
    for row, views in enumerate(rows):
        voice, pulled = None, False
        if views[0]["char"] and views[0]["kind"] != "heading":
            place = Span(urls.span_of(views[0]).start, urls.span_of(views[-1]).end)
            letters += place.end - place.start
            here = [one for one in quotes if row >= free and one.span.meets(place)]
            own = [one for one in here if row - heard.get(one.speaker, -AGAIN) >= AGAIN]
            voice = best_sentence(edition, own, LONG, partial(_is_new_there, place, shown))
        if voice and voice.quote["speaker"]:
            heard[voice.quote["speaker"]["id"]] = row
            length = sum(one.end - one.start for one in map(urls.span_of, voice.words))
            free, is_between = row + APART, row + 1 < len(rows)
            pulled = is_between and length <= PULLED_AT_MOST and letters >= PULLED * (pulls + 1 / 2)
            pulls += pulled
        yield TextPassage(
            kind=views[0]["kind"],
            anchor=views[0]["anchor"],
            html=Markup(" ").join(one["html"] for one in views),
            changes=[change for one in views for change in one["corrections"]],
            quotes=[quote for one in views for quote in one["quotes"]],
            voice=voice,
            pulled=pulled,
        )


def _may_stand_beside(quote: Quote) -> bool:
    return bool(quote.speaker) and quote.counts and is_attributed(quote) and not quote.is_closed


def _is_new_there(place: Span, shown: Sequence[Span], span: Span) -> bool:
    return place.covers(span) and not any(one.meets(span) for one in shown)


def _paragraphs(views: Iterable[FragmentView]) -> Iterator[list[FragmentView]]:
    """Yield the fragments of each paragraph; notes, headings and what follows either begin a new one."""
    found: list[FragmentView] = []
    for view in views:
        if found and not (view["goes_on"] and found[-1]["kind"] != "note"):
            yield found
            found = []
        found.append(view)
    if found:
        yield found


# Who is who, and what to read next


def _cast(edition: Edition, story: Story, quotes: list[Quote]) -> list[CastView]:
    """Return who, and which places, are in the story: those quoted most first, then in order of mention."""
    spoken = Counter(quote.speaker for quote in quotes if quote.counts)
    reported = Counter(quote.speaker for quote in quotes if quote.is_paraphrase and not quote.withdrawn)
    people = list(edition.people_by_story.get(story.id, []))
    people.sort(key=lambda person: (-spoken[person.id], -reported[person.id]))
    return [
        CastView(
            person=refs.person_ref(edition, person.id),
            roles=[refs.role_view(edition, role) for role in refs.different_roles_in(edition, person, story.id)],
            quotations=spoken[person.id],
            paraphrases=reported[person.id],
            first=""
            if person.id in edition.profiled
            else urls.fragment_place(edition, story.id, next(iter(refs.mentions_in(edition, person, story.id)))),
        )
        for person in people
    ]


def related(edition: Edition, story: Story, named: Collection[str] = ()) -> list[RelatedView]:
    """Return up to three listed stories that share people with this one, those who speak in both counting most.

    The rarer somebody is among the stories, the more they count. Names that many stories have, organisations and places
    join no two stories by themselves. Translations of the story, and those `named` on its page, are left out. Of equals
    the newest comes first.
    """
    speaking = {quote.speaker for quote in edition.quotes_by_story.get(story.id, []) if not quote.withdrawn}
    joined, scores = Counter[str](), Counter[str]()
    shared: dict[str, dict[str, tuple[int, Appearance]]] = defaultdict(dict)
    for person in edition.people_by_story.get(story.id, []):
        rarity = _rarity(edition, person.id) if person.kind != "place" else 0
        for one in edition.appearances.get(person.id, ()) if rarity else ():
            points = SPEAKS if one.speaks and person.id in speaking else NAMED
            scores[one.story] += points * rarity
            joined[one.story] += points if person.kind == "person" else 0
            shared[one.story][person.id] = (-points * rarity if person.kind == "person" else 0, one)
    own = {story.id, *named, *(one.id for one in edition.translations.get(story.id, ()))}
    near = [name for name, points in joined.items() if points >= SPEAKS and name not in own]
    best = sorted(sorted(near), key=lambda name: (scores[name], _day(shared[name])), reverse=True)
    return [_related_view(edition, name, shared[name]) for name in best[:RELATED_AT_MOST]]


@fact
def _rarity(edition: Edition, name: str) -> int:
    """Return 0 for a name in more than a fifth of all stories, else 1, and 1 more for each time that halves the share.

    A name in no more than a few stories is never so common that it says nothing.
    """
    stories, own = len(edition.lookups.listed), edition.lookups.spread.get(name, 0)
    if not own or own > max(A_FEW, stories / COMMON):
        return 0
    return max(1, (stories // (COMMON * own)).bit_length())


def _day(shared: Mapping[str, tuple[int, Appearance]]) -> tuple[int, int]:
    return next(iter(shared.values()))[1].day


def _related_view(edition: Edition, story: str, shared: Mapping[str, tuple[int, Appearance]]) -> RelatedView:
    """Return another story with those who are in both, those who count most first, then by name."""
    ranked = sorted(shared, key=lambda name: (shared[name][0], name))
    return RelatedView(
        story=refs.story_ref(edition, edition.newsroom.stories[story]),
        people=[refs.person_ref(edition, person) for person in ranked[:NAMED_AT_MOST]],
    )
