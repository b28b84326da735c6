"""A profile: who it is, what they said then and now, every quotation, most telling first. Only listed stories count."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from verbatim.newsroom.extent import is_shown
from verbatim.newsroom.people import folded
from verbatim.newsroom.timeline import dated, gap_between
from verbatim.publish.claims import claim_of, is_whole, leans, without_comma
from verbatim.publish.indexes import quotes_of, times_quoted
from verbatim.publish.markup.editors import editors_html, in_any
from verbatim.publish.markup.written import ContentPlace
from verbatim.publish.quotations import quote_view
from verbatim.publish.refs import (
    different_roles_in,
    listed_roles,
    marked_slice,
    person_ref,
    slice_of,
    story_ref,
)
from verbatim.publish.urls import ATOM, person_feed
from verbatim.publish.views.timelines import drawn, moment_view

if TYPE_CHECKING:
    from markupsafe import Markup

    from verbatim.model import Moment, Person, Quote, SaidPair
    from verbatim.publish.edition import Edition
    from verbatim.publish.payloads.elements import MomentView
    from verbatim.publish.payloads.timeline import GapView
    from verbatim.publish.quotations import QuoteView
    from verbatim.publish.refs import PersonRef, ProfileRole, Slice, StoryRef


COMPANIONS_AT_MOST = 60
TEXTS_AT_MOST = 200
MOMENTS_AT_MOST = 60
MENTIONS_AT_MOST = 8
RECENT = 2  # profiles that are kept: the page and the frame of one are made together
TELLING = range(8, 31)  # words of a sentence that tells most


class SaidView(NamedTuple):
    """A quotation in a list of somebody's."""

    quote: QuoteView  # what it is
    words: list[Slice]  # its words, without the comma that leads to who said them; empty where it is shown whole
    apart: bool  # whether it is short, or but partly quoted


class PairSide(NamedTuple):
    """One of two quotations that editors put side by side."""

    said: SaidView  # the words
    role: Slice | None  # the role, as that text words it
    about: Slice | None  # what the text reports before, where the words begin with *It* and the like


class PairView(NamedTuple):
    """What somebody said then, and said later."""

    subject: str  # by the editors
    then: PairSide  # the earlier
    later: PairSide  # the later
    gap: GapView | None  # the time between; None where a date is not known
    is_now: bool  # whether nothing newer of theirs is known here


class ProfileText(NamedTuple):
    """A text that names somebody."""

    story: StoryRef  # the text
    role: Slice | None  # the role that it words
    quotations: int  # of theirs in it
    reported: int  # paraphrases


class Companion(NamedTuple):
    """A person or an organisation in the same stories, and in how many."""

    person: PersonRef  # who it is
    stories: int  # how many


class FirstMention(NamedTuple):
    """The sentence in which a story first names somebody."""

    story: StoryRef  # the story
    sentence: Slice  # the whole sentence


class Spokesperson(NamedTuple):
    """A person whose role names an organisation."""

    person: PersonRef  # who it is
    role: Slice  # the role that names the organisation


class NamesakeView(NamedTuple):
    """Another person of the same name; whether the two are one, the sources do not establish."""

    person: PersonRef  # who it is
    role: Slice | None  # as last worded


class ProfileView(NamedTuple):
    """Everything on a profile but its quotations, of which each page has some."""

    ref: PersonRef  # who it is
    credit: str  # of the portrait, empty where none is given
    roles: list[ProfileRole]  # the one worded last first
    aliases: list[Slice]  # other names that sources use, each at its first place
    namesakes: list[NamesakeView]  # others of the same name
    words: Markup  # by the editors, empty where there are none
    same_as: list[str]  # addresses of the same person elsewhere
    pairs: list[PairView]  # in the editors' order
    quotations: int  # how many are theirs, withdrawn ones left out
    reports: list[QuoteView]  # what texts report in words of their own, newest first
    moments: list[MomentView]  # earliest first, capped
    named: list[FirstMention]  # in the newest stories
    texts: list[ProfileText]  # that name them, newest first, capped
    story_count: int  # not capped
    appears_with: list[Companion]  # capped
    organisations: list[Companion]  # capped
    speak_for: list[Spokesperson]  # for an organisation
    feed_url: str  # its Atom feed; empty where there are no quotations

    @classmethod
    def of(cls, edition: Edition, person: Person) -> ProfileView:
        """Return everything that a profile shows, made once for its page and its frame."""
        return edition.once(_profile_view, person.id, person, RECENT)


def _profile_view(edition: Edition, person: Person) -> ProfileView:
    said = edition.quotes_by_speaker.get(person.id, [])
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
        pairs=[view for pair in person.pairs if (view := _pair(edition, person, pair))],
        quotations=times_quoted(edition, person.id),
        reports=[quote_view(edition, quote) for quote in said if quote.is_paraphrase],
        moments=[moment_view(edition, one) for one in dated(_moments(edition, person))[-MOMENTS_AT_MOST:]],
        named=_first_mentions(edition, person),
        texts=[_text(edition, person, name) for name in stories[:TEXTS_AT_MOST]],
        story_count=len(stories),
        appears_with=[one for one in companions if one.person["kind"] == "person"][:COMPANIONS_AT_MOST],
        organisations=[one for one in companions if one.person["kind"] == "organisation"][:COMPANIONS_AT_MOST],
        speak_for=[
            Spokesperson(person=person_ref(edition, one.id), role=marked_slice(edition, role.story, role.span))
            for one, role in edition.speakers_for.get(person.id, [])
        ],
        feed_url=person_feed(person) + ATOM if said else "",
    )


def _text(edition: Edition, person: Person, name: str) -> ProfileText:
    story = edition.newsroom.stories[name]
    own = [quote for quote in edition.quotes_by_story.get(name, ()) if quote.speaker == person.id]
    return ProfileText(
        story=story_ref(edition, story),
        role=_role_in(edition, person, name),
        quotations=sum(quote.counts for quote in own),
        reported=sum(quote.is_paraphrase for quote in own),
    )


def _role_in(edition: Edition, person: Person, story: str) -> Slice | None:
    roles = different_roles_in(edition, person, story)
    return marked_slice(edition, story, roles[0].span) if roles else None


# What they said


def most_telling(edition: Edition, name: str) -> list[Quote]:
    """Return the listed quotations of somebody, those that the editors choose first, then the most telling.

    Whole sentences come before others, those that the source attributes by name before what was worked out, those of 8
    to 30 words before longer and shorter ones, those that begin with no *It* or *They* before others; of equals the
    newest first. What is short or but partly quoted comes last.
    """
    telling = {quote: at for at, quote in enumerate(edition.newsroom.people[name].telling)}

    def key(quote: Quote) -> tuple[int, bool, bool, bool, bool]:
        words = _words(edition, quote)
        return (
            telling.get(quote.id, len(telling)),
            not is_whole(edition, quote),
            quote.basis != "stated",
            len(words.split()) not in TELLING,
            leans(words),
        )

    return sorted(quotes_of(edition, name), key=key)


def said_view(edition: Edition, quote: Quote) -> SaidView:
    """Return a quotation of a list; words that were corrected, or stand in paragraphs, are shown as they are."""
    claim, text = claim_of(edition, quote), edition.newsroom.stories[quote.story].text
    is_plain = claim.stands_alone and not (quote.corrections or quote.withdrawn)
    is_parted = any("\n" in text[one.end : other.start] for one, other in pairwise(claim.words))
    spans = [without_comma(text, one) for one in claim.words] if is_plain and not is_parted else []
    words = [slice_of(edition, quote.story, one) for one in spans]
    return SaidView(quote_view(edition, quote), words, not is_whole(edition, quote))


def _words(edition: Edition, quote: Quote) -> str:
    text = edition.newsroom.stories[quote.story].text
    return " ".join(one.of(text) for one in claim_of(edition, quote).words)


# Then and now


def _pair(edition: Edition, person: Person, pair: SaidPair) -> PairView | None:
    """Return two quotations side by side; None where one is withdrawn, undated, not listed, or not theirs."""
    known = edition.quotes_by_speaker.get(person.id, ())
    held = [quote for name in pair.quotes for quote in known if quote.id == name and quote.counts]
    dates = {quote.id: edition.newsroom.stories[quote.story].date for quote in held}
    if len(held) < len(pair.quotes) or not all(dates.values()):
        return None
    then, later = sorted(held, key=lambda quote: -edition.rank[quote.story])
    newest = next((quote for quote in known if quote.counts), later)
    return PairView(
        subject=pair.subject,
        then=_side(edition, person, then),
        later=_side(edition, person, later),
        gap=drawn(gap_between(dates[then.id], dates[later.id]), None),
        is_now=newest.story == later.story,
    )


def _side(edition: Edition, person: Person, quote: Quote) -> PairSide:
    said = said_view(edition, quote)
    about = said.quote["before"] if leans(_words(edition, quote)) else None
    return PairSide(said, _role_in(edition, person, quote.story), about)


# Who it is


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
