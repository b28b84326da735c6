"""Structured data for search engines (schema.org, JSON-LD 1.1). Records of the edition come in, Markup goes out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from generator import edtf
from generator.publish.addresses import (
    cite,
    moment_address,
    person_address,
    quote_address,
    source_address,
    story_address,
)
from generator.publish.corrections import changed_on, changes_of_story
from generator.publish.crumbs import person_crumbs, quote_crumbs, story_crumbs
from generator.publish.jsonld_script import SCHEMA, crumbs_ld, known, script, url
from generator.publish.shown import plain

if TYPE_CHECKING:
    from markupsafe import Markup

    from generator.model import Moment, Person, Quote, Story
    from generator.publish.edition import Edition

TYPES = {"person": "Person", "organisation": "Organization", "place": "Place"}


def story_ld(edition: Edition, story: Story) -> Markup:
    """Return a NewsArticle with its quotations and dated events."""
    quotes = [quote for quote in edition.quotes_by_story.get(story.id, []) if not quote.withdrawn]
    moments = edition.moments_by_story.get(story.id, [])
    address = story_address(story)
    article = {
        "@type": "NewsArticle",
        "headline": plain(story.title),
        "url": url(edition, address),
        "mainEntityOfPage": url(edition, address),
        "datePublished": edtf.machine(story.date) if story.date_basis != "unknown" else "",
        "dateModified": edtf.machine(changed_on(edition, story)),
        "inLanguage": story.lang,
        "articleSection": story.category,
        "isBasedOn": story.source_url,
        "publisher": known({"@type": "Organization", "name": edition.site.name, "url": edition.site.url}),
        "author": known({"@type": "Organization", "name": story.source_name, "url": story.source_url})
        if story.source_name
        else {},
        "correction": url(edition, f"{address}#corrections") if changes_of_story(edition, story) else "",
        "mentions": [_named(edition, person) for person in edition.people_by_story.get(story.id, [])],
        "hasPart": [_quotation(edition, quote) for quote in quotes],
        "about": [event for event in (_event(edition, moment) for moment in moments) if event],
    }
    return script(known(article), crumbs_ld(edition, story_crumbs(edition, story)))


def quote_ld(edition: Edition, quote: Quote) -> Markup:
    """Return a Quotation that says whose words it is, what it is part of, and where its source has it.

    Of a withdrawn one only that is told.
    """
    if quote.withdrawn:
        return script({"@type": "WebPage", "name": "A withdrawn quotation"})
    story = edition.newsroom.stories[quote.story]
    part_of = {"@type": "NewsArticle", "headline": plain(story.title), "url": url(edition, story_address(story))}
    return script(
        {**_quotation(edition, quote), "isPartOf": known(part_of)}, crumbs_ld(edition, quote_crumbs(edition, quote))
    )


def _quotation(edition: Edition, quote: Quote) -> dict[str, Any]:
    story = edition.newsroom.stories[quote.story]
    return known(
        {
            "@type": "Quotation",
            "text": quote.span.of(story.text),
            "url": url(edition, quote_address(edition, quote)),
            "citation": cite(edition, story.id, quote.span),
            "spokenByCharacter": _speaker(edition, quote),
            "inLanguage": story.lang,
        }
    )


def _speaker(edition: Edition, quote: Quote) -> dict[str, Any]:
    if not quote.speaker or quote.basis == "none":
        return {}
    return _named(edition, edition.newsroom.people[quote.speaker])


def _named(edition: Edition, person: Person) -> dict[str, Any]:
    own = url(edition, person_address(edition, person))
    return known({"@type": TYPES[person.kind], "name": person.name, "url": own, "sameAs": list(person.same_as)})


def person_ld(edition: Edition, person: Person) -> Markup:
    """Return a Person, Organization or Place with the other ways in which it is mentioned."""
    named = known({**_named(edition, person), "alternateName": list(person.aliases)})
    if edition.site.url and person.kind != "place":
        named = {"@type": "ProfilePage", "url": named["url"], "mainEntity": named}
    return script(named, crumbs_ld(edition, person_crumbs(edition, person)))


def _event(edition: Edition, moment: Moment) -> dict[str, Any]:
    """Return an Event; nothing for one that is denied, and for a date that would be made to look exact."""
    parsed = edtf.parse(moment.date)
    if not parsed or parsed.approximate or parsed.uncertain or moment.certainty == "denied":
        return {}
    story = edition.newsroom.stories[moment.story]
    return known(
        {
            "@type": "Event",
            "name": plain(moment.sentence.of(story.text)),
            **_days(moment.date, parsed),
            "eventStatus": f"{SCHEMA}/EventScheduled" if moment.certainty == "planned" else "",
            "url": url(edition, moment_address(edition, moment)),
            "subjectOf": url(edition, source_address(story.id)),
        }
    )


def _days(value: str, parsed: edtf.PartialDate) -> dict[str, str]:
    """Return a day, month or year as ISO 8601 writes it; of other dates the first and last day, as far as known."""
    if parsed.precision in ("day", "month", "year"):
        return {"startDate": edtf.machine(value)}
    return {
        "startDate": parsed.earliest.isoformat() if parsed.earliest else "",
        "endDate": parsed.latest.isoformat() if parsed.latest else "",
    }
