"""Makes the view of a story: its text, cast, evidence, brief, timeline, translations, and stories to read next."""

from __future__ import annotations

from collections import Counter, defaultdict
from functools import cache
from typing import TYPE_CHECKING

from markupsafe import Markup

from verbatim.core.text import sha256_text
from verbatim.newsroom.attributions import is_attributed, is_open, is_unread
from verbatim.newsroom.record import brief_sentences, key_numbers
from verbatim.newsroom.timeline import unestablished
from verbatim.publish import refs
from verbatim.publish.claims import claim_of
from verbatim.publish.corrections.log import changes_of_story, replaced_views
from verbatim.publish.edition import LARGE_MEMO_SIZE
from verbatim.publish.markup.editors import introduction
from verbatim.publish.payloads.pages import Alternate
from verbatim.publish.payloads.story import (
    BriefView,
    CastView,
    EvidenceView,
    NumberView,
    RelatedView,
    SilenceView,
    StoryCard,
    StoryTimeline,
    StoryView,
    TranslationView,
)
from verbatim.publish.reasons import translated_reason
from verbatim.publish.tracking import fact
from verbatim.publish.urls import changes_address, fragment_place, source_address, story_address
from verbatim.publish.views.annotated_text import fragment_views, headline_view, passages, title_view
from verbatim.publish.views.questions import question_views
from verbatim.publish.views.quotations import quote_view
from verbatim.publish.views.timelines import moment_view, story_line

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from verbatim.core.i18n import Words
    from verbatim.model import Number, Quote, Story
    from verbatim.newsroom.timeline import Unestablished
    from verbatim.publish.edition import Appearance, Edition

WORDS_A_MINUTE = 230
GOOD_LENGTH = 120  # characters of a quotation that stands for its story
FEWEST_WORDS = 4  # fewer say little of it
RELATED_AT_MOST = 3
NAMED_AT_MOST = 3
# What a person in both stories counts: who speaks in both, who is named.
SPEAKS, NAMED = 3, 1
COMMON = 5  # a name in more than one of so many stories joins none
A_FEW = 3  # stories, in which a name is never common


def story_view(edition: Edition, story: Story) -> StoryView:
    """Return everything that a story's page shows."""
    quotes = edition.quotes_by_story.get(story.id, [])
    moments = edition.moments_by_story.get(story.id, [])
    timeline = timeline_view(edition, story)
    members = _cast(edition, story, quotes)
    headline, fragments = headline_view(edition, story), fragment_views(edition, story)
    is_told = timeline["corrections"] and story.id in edition.listed
    return StoryView(
        **timeline,
        cast=[one for one in members if one["person"]["kind"] != "place"],
        places=[one for one in members if one["person"]["kind"] == "place"],
        headline=headline,
        headline_cards=passages([headline])[0]["cards"] if headline else [],
        title=Markup("") if headline else title_view(edition, story),
        fragments=fragments,
        silences=[silence_view(edition, one) for one in unestablished(quotes, moments)],
        passages=passages(fragments),
        replaced=replaced_views(edition, story),
        changes_url=changes_address(story) if is_told else "",
        related=related(edition, story),
        topics=refs.topics_of_story(edition, story),
        questions=question_views(edition, story.id),
    )


def timeline_view(edition: Edition, story: Story) -> StoryTimeline:
    """Return what the page and the frame of a story's timeline show."""
    return StoryTimeline(**story_card(edition, story), timeline=story_line(edition, story))


def story_card(edition: Edition, story: Story) -> StoryCard:
    """Return what lists show of a story, made once for all of them."""
    return edition.once(_card, story.id, story, LARGE_MEMO_SIZE)


def _card(edition: Edition, story: Story) -> StoryCard:
    quotes = edition.quotes_by_story.get(story.id, [])
    alone = [quote for quote in quotes if claim_of(edition, quote).stands_alone]
    best = _strongest(edition, alone)
    brief = brief_sentences(story, edition.sentences(story))
    numbers = key_numbers(story, edition.numbers_by_story.get(story.id, []))
    return StoryCard(
        ref=refs.story_ref(edition, story),
        lang=story.lang,
        translations=translations(edition, story),
        draft=story.path if story.status == "draft" else "",
        embargo=_embargo(story),
        intro=introduction(edition, story),
        picture=refs.picture_view(edition, story.picture),
        reading_minutes=max(1, round(len(story.text[story.text_start :].split()) / WORDS_A_MINUTE)),
        characters=len(story.text),
        evidence=_evidence(story.id, quotes, edition.site.words),
        brief=[
            BriefView(sentence=refs.slice_of(edition, story.id, one.span), paragraph=one.paragraph) for one in brief
        ],
        numbers=[number_view(edition, one) for one in numbers],
        source_file_url=source_address(story.id),
        source_sha256=sha256_text(story.text),
        covered=bool(story.redacted),
        corrections=changes_of_story(edition, story),
        strongest=quote_view(edition, best) if best else None,
    )


def _embargo(story: Story) -> str:
    """Return the embargo of a story that is a draft for it alone, though its file has it published."""
    return story.header("Embargo") if story.status == "draft" != story.header("Status") else ""


def _evidence(story: str, quotes: Sequence[Quote], words: Words) -> EvidenceView:
    """Count the quotations (direct and mixed, none withdrawn), paraphrases apart."""
    spoken = [quote for quote in quotes if quote.counts]
    return EvidenceView(
        quotations=len(spoken),
        verbatim=sum(not quote.corrections for quote in spoken),
        stated=sum(is_attributed(quote) and quote.basis == "stated" for quote in spoken),
        inferred=sum(is_attributed(quote) and quote.basis == "inferred" for quote in spoken),
        editor=sum(is_attributed(quote) and quote.basis == "editor" for quote in spoken),
        none=sum(is_open(quote) for quote in spoken),
        unread=next((translated_reason(quote.why, words) for quote in spoken if is_unread(quote)), ""),
        corrected=sum(bool(quote.corrections) for quote in spoken),
        paraphrases=sum(quote.is_paraphrase and not quote.withdrawn for quote in quotes),
        reviewed=sum(quote.reviewed is not None for quote in spoken),
        story=story,
    )


def _strongest(edition: Edition, quotes: Sequence[Quote]) -> Quote | None:
    """Return the quotation to show for a story: a person's own, direct, stated, in a few words, and of a good length.

    None where no speaker is established.
    """
    people = edition.newsroom.people

    def rank(quote: Quote) -> tuple[bool, bool, bool, int, int]:
        words = [piece.of(edition.newsroom.stories[quote.story].text) for piece in claim_of(edition, quote).words]
        few = sum(len(piece.split()) for piece in words) < FEWEST_WORDS
        off = abs(sum(map(len, words)) - GOOD_LENGTH)
        return few, people[quote.speaker].kind != "person", quote.basis != "stated", off, quote.span.start

    named = [quote for quote in quotes if quote.speaker and is_attributed(quote) and not quote.withdrawn]
    return min(named, key=rank, default=None)


def number_view(edition: Edition, number: Number) -> NumberView:
    """Return a number, with the speaker where it stands whole within the words of only one, who is established.

    Its clause may name them itself: “…, according to the Saren Gazette”.
    """
    words, quotes = refs.marked_slice(edition, number.story, number.span), edition.quotes_by_story.get(number.story, [])
    within = [one for one in quotes if not one.withdrawn and any(part.words.covers(number.span) for part in one.parts)]
    speakers = {one.speaker if one.basis != "none" else "" for one in within}
    speaker = speakers.pop() if len(speakers) == 1 else ""
    if any(one.via and number.means.covers(one.via) for one in within):
        speaker = ""
    return NumberView(
        words=words,
        means=refs.slice_of(edition, number.story, number.means),
        who=refs.person_ref(edition, speaker) if speaker else None,
        url=words["url"],
    )


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
            else fragment_place(edition, story.id, next(iter(refs.mentions_in(edition, person, story.id)))),
        )
        for person in people
    ]


def silence_view(edition: Edition, silence: Unestablished) -> SilenceView:
    """Return what a text does not establish: a speaker or a date, with the reason."""
    quote = quote_view(edition, silence.quote) if silence.quote else None
    return SilenceView(
        quote=quote,
        moment=moment_view(edition, silence.moment) if silence.moment else None,
        why=(quote["why"] if quote else "") or translated_reason(silence.why, edition.site.words),
    )


def translations(edition: Edition, story: Story) -> list[TranslationView]:
    """Return the other languages in which a story is told, each by its own name."""
    return [
        TranslationView(lang=other.lang, name=own_name(other.lang), url=story_address(other))
        for other in edition.translations.get(story.id, ())
        if other.id != story.id
    ]


def alternates(edition: Edition, story: Story) -> list[Alternate]:
    """Return the absolute addresses of a story in every language, its own included, as both ends must list them.

    Empty where it is told in one language only, and for a site without an address.
    """
    group = edition.translations.get(story.id, ()) if edition.site.url else ()
    found = [Alternate(lang=one.lang, url=edition.site.absolute(story_address(one))) for one in group]
    # For readers of none of these languages: the original.
    return [*found, Alternate(lang="x-default", url=found[0]["url"])] if found else []


@cache
def own_name(lang: str) -> str:
    """Return a language's name in itself (`Deutsch`), with a capital; the tag of an unknown language."""
    from babel.core import Locale, UnknownLocaleError  # noqa: PLC0415  only where a story has translations

    try:
        name = Locale.parse(lang, sep="-").get_display_name() or lang
    except (UnknownLocaleError, ValueError):
        return lang
    return name[:1].upper() + name[1:]


def related(edition: Edition, story: Story) -> list[RelatedView]:
    """Return up to three listed stories that share people with this one, those who speak in both counting most.

    The rarer somebody is among the stories, the more they count. Names that many stories have, organisations and places
    join no two stories by themselves. Translations of the story are left out: the page leads to them elsewhere. Of
    equals the newest comes first.
    """
    speaking = {quote.speaker for quote in edition.quotes_by_story.get(story.id, []) if not quote.withdrawn}
    joined, scores = Counter[str](), Counter[str]()
    shared: dict[str, dict[str, tuple[int, Appearance]]] = defaultdict(dict)
    for person in edition.people_by_story.get(story.id, []):
        rarity = edition.fact(_rarity, person.id) if person.kind != "place" else 0
        for one in edition.appearances.get(person.id, ()) if rarity else ():
            points = SPEAKS if one.speaks and person.id in speaking else NAMED
            scores[one.story] += points * rarity
            joined[one.story] += points if person.kind == "person" else 0
            shared[one.story][person.id] = (-points * rarity if person.kind == "person" else 0, one)
    own = {story.id, *(one.id for one in edition.translations.get(story.id, ()))}
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
