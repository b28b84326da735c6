"""Structured data for search engines (schema.org, JSON-LD 1.1). Records of the edition come in, Markup goes out."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from generator import edtf
from generator.publish.addresses import (
    cite,
    moment_address,
    person_address,
    quote_address,
    source_address,
    story_address,
)
from generator.publish.crumbs import person_crumbs, quote_crumbs, story_crumbs
from generator.publish.shown import plain

if TYPE_CHECKING:
    from generator.model import Moment, Person, Quote, Story
    from generator.publish.edition import Edition
    from generator.publish.page_views import Crumb

TYPES = {"person": "Person", "organisation": "Organization", "place": "Place"}
# What would end a script element, or what JavaScript once took for a line end, is written as an escape.
ESCAPES = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}


def script(*nodes: dict[str, Any]) -> Markup:
    """Return JSON-LD as the contents of a script element, nothing in it able to end that element."""
    held = [node for node in nodes if node]
    data = held[0] if len(held) == 1 else {"@graph": held}
    text = json.dumps({"@context": "https://schema.org", **data}, ensure_ascii=False, separators=(",", ":"))
    for character, escaped in ESCAPES.items():
        text = text.replace(character, escaped)
    return Markup(text)  # noqa: S704  escaped above


def _known(data: dict[str, Any]) -> dict[str, Any]:
    """Leave out what is not known: schema.org has no word for absence."""
    return {key: value for key, value in data.items() if value not in ("", None, [], {})}


def _url(edition: Edition, address: str) -> str:
    return edition.site.absolute(address)


def story_ld(edition: Edition, story: Story) -> Markup:
    """Return a NewsArticle with its quotations and dated events."""
    quotes = [quote for quote in edition.quotes_by_story.get(story.id, []) if not quote.withdrawn]
    moments = [moment for moment in edition.moments_by_story.get(story.id, []) if moment.date]
    article = {
        "@type": "NewsArticle",
        "headline": plain(story.title),
        "url": _url(edition, story_address(story)),
        "datePublished": edtf.machine(story.date),
        "dateModified": edtf.machine(story.modified),
        "inLanguage": story.lang,
        "articleSection": story.category,
        "isBasedOn": story.source_url,
        "publisher": _known({"@type": "Organization", "name": edition.site.name, "url": edition.site.url}),
        "hasPart": [_quotation(edition, quote) for quote in quotes],
        "about": [_event(edition, moment) for moment in moments],
    }
    return script(_known(article), _crumbs(edition, story_crumbs(edition, story)))


def quote_ld(edition: Edition, quote: Quote) -> Markup:
    """Return a Quotation that says whose words it is, what it is part of, and where its source has it.

    Of a withdrawn one only that is told.
    """
    if quote.withdrawn:
        return script({"@type": "WebPage", "name": "A withdrawn quotation"})
    story = edition.newsroom.stories[quote.story]
    part_of = {"@type": "NewsArticle", "headline": plain(story.title), "url": _url(edition, story_address(story))}
    return script(
        {**_quotation(edition, quote), "isPartOf": _known(part_of)}, _crumbs(edition, quote_crumbs(edition, quote))
    )


def _quotation(edition: Edition, quote: Quote) -> dict[str, Any]:
    story = edition.newsroom.stories[quote.story]
    return _known(
        {
            "@type": "Quotation",
            "text": quote.span.of(story.text),
            "url": _url(edition, quote_address(edition, quote)),
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
    url = _url(edition, person_address(edition, person))
    return _known({"@type": TYPES[person.kind], "name": person.name, "url": url, "sameAs": list(person.same_as)})


def person_ld(edition: Edition, person: Person) -> Markup:
    """Return a Person, Organization or Place with the other ways in which it is mentioned."""
    named = _known({**_named(edition, person), "alternateName": list(person.aliases)})
    return script(named, _crumbs(edition, person_crumbs(edition, person)))


def _event(edition: Edition, moment: Moment) -> dict[str, Any]:
    story = edition.newsroom.stories[moment.story]
    known = edtf.parse(moment.date)
    return _known(
        {
            "@type": "Event",
            "name": plain(moment.sentence.of(story.text)),
            "startDate": known.earliest.isoformat() if known and known.earliest else "",
            "endDate": known.latest.isoformat() if known and known.latest else "",
            "url": _url(edition, moment_address(edition, moment)),
            "subjectOf": _url(edition, source_address(story.id)),
        }
    )


def _crumbs(edition: Edition, crumbs: list[Crumb]) -> dict[str, Any]:
    """Return a BreadcrumbList; empty without a SITEURL, since its items need absolute addresses."""
    if not edition.site.url:
        return {}
    items = [
        {"@type": "ListItem", "position": place, "name": crumb["label"], "item": _url(edition, crumb["url"])}
        for place, crumb in enumerate(crumbs, start=1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": items}
