"""A story's page as plain data. A `Story` of the edition comes in, a `StoryView` goes out."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from markupsafe import Markup

from generator.newsroom.brief import brief_of, key_numbers
from generator.newsroom.silences import silences_of
from generator.publish.addresses import source_address
from generator.publish.corrections import changes_of_story
from generator.publish.downloads import story_exports
from generator.publish.edition import LARGE
from generator.publish.editors import editors_html
from generator.publish.embed_timeline import story_line
from generator.publish.evidence import evidence, strongest
from generator.publish.fragments import fragment_views, headline_view, source_parts
from generator.publish.in_story import different_roles_in
from generator.publish.jsonld import story_ld
from generator.publish.lookup import in_story
from generator.publish.passages import passages
from generator.publish.place import Place
from generator.publish.quote_view import quote_view
from generator.publish.reasons import told
from generator.publish.refs import marked_slice, person_ref, role_view, slice_of, story_ref
from generator.publish.related import related
from generator.publish.replaced import replaced_views
from generator.publish.story_views import BriefView, CastView, NumberView, SilenceView, StoryView
from generator.publish.tellers import teller
from generator.publish.timelines import line_view, moment_view
from generator.publish.translations import translations
from generator.text import sha256_text

if TYPE_CHECKING:
    from generator.model import Number, Quote, Story
    from generator.newsroom.silences import Silence
    from generator.publish.edition import Edition

WORDS_A_MINUTE = 230


def story_view(edition: Edition, story: Story) -> StoryView:
    """Return everything that a story's page shows."""
    quotes = edition.quotes_by_story.get(story.id, [])
    moments = edition.moments_by_story.get(story.id, [])
    view = timeline_view(edition, story)
    view["cast"] = _cast(edition, story, quotes)
    view["headline"] = headline_view(edition, story)
    view["fragments"] = fragment_views(edition, story)
    view["silences"] = [_silence(edition, one) for one in silences_of(quotes, moments)]
    view["passages"] = passages(view["fragments"])
    view["source_parts"] = source_parts(edition, story)
    view["replaced"] = replaced_views(edition, story)
    view["json_ld"] = story_ld(edition, story)
    view["exports"] = story_exports(edition, story)
    view["related"] = related(edition, story)
    return view


def timeline_view(edition: Edition, story: Story) -> StoryView:
    """Return what the page and the frame of a story's timeline show."""
    view = story_card(edition, story).copy()
    view["timeline"] = story_line(edition, story)
    return view


def story_card(edition: Edition, story: Story) -> StoryView:
    """Return what lists show of a story: all but its text, its cast, its timeline and what is not established.

    It is made once for all the pages that show it.
    """
    return edition.once(_card, story.id, story, LARGE)


def _card(edition: Edition, story: Story) -> StoryView:
    quotes = edition.quotes_by_story.get(story.id, [])
    best = strongest(quotes, edition.newsroom.people)
    return StoryView(
        ref=story_ref(edition, story),
        lang=story.lang,
        translations=translations(edition, story),
        intro=editors_html(story.intro, in_story(edition, story.id), Place(story.path, 0, "stories")),
        reading_minutes=max(1, round(len(story.text.split()) / WORDS_A_MINUTE)),
        characters=len(story.text),
        evidence=evidence(quotes),
        brief=_brief(edition, story),
        numbers=_numbers(edition, story),
        source_file_url=source_address(story.id),
        source_sha256=sha256_text(story.text),
        corrections=changes_of_story(edition, story),
        replaced=[],
        strongest=quote_view(edition, best) if best else None,
        cast=[],
        headline=None,
        fragments=[],
        timeline=line_view(edition, []),
        silences=[],
        passages=[],
        source_parts=[],
        json_ld=Markup(""),
        exports=[],
        related=[],
    )


def _brief(edition: Edition, story: Story) -> list[BriefView]:
    return [
        BriefView(sentence=slice_of(edition, story.id, one.span), paragraph=one.paragraph)
        for one in brief_of(story, edition.sentences(story))
    ]


def _numbers(edition: Edition, story: Story) -> list[NumberView]:
    return [_number(edition, one) for one in key_numbers(story, edition.numbers_by_story.get(story.id, []))]


def _number(edition: Edition, number: Number) -> NumberView:
    words = marked_slice(edition, number.story, number.span)
    means = slice_of(edition, number.story, number.means)
    said_by = teller(edition.quotes_by_story.get(number.story, []), number.span)
    who = person_ref(edition, said_by) if said_by else None
    return NumberView(words=words, means=means, who=who, url=words["url"])


def _cast(edition: Edition, story: Story, quotes: list[Quote]) -> list[CastView]:
    """Return who is in the story: first those who are quoted, most often first, then in order of mention."""
    spoken = Counter(quote.speaker for quote in quotes if quote.kind != "indirect" and not quote.withdrawn)
    told = Counter(quote.speaker for quote in quotes if quote.kind == "indirect" and not quote.withdrawn)
    people = [person for person in edition.people_by_story.get(story.id, []) if person.kind != "place"]
    people.sort(key=lambda person: (-spoken[person.id], -told[person.id]))
    return [
        CastView(
            person=person_ref(edition, person.id),
            roles=[role_view(edition, role) for role in different_roles_in(edition, person, story.id)],
            quotations=spoken[person.id],
            paraphrases=told[person.id],
        )
        for person in people
    ]


def _silence(edition: Edition, silence: Silence) -> SilenceView:
    return SilenceView(
        quote=quote_view(edition, silence.quote) if silence.quote else None,
        moment=moment_view(edition, silence.moment) if silence.moment else None,
        why=told(silence.why, edition.site.words),
    )
