"""Structured data for search engines (schema.org, JSON-LD 1.1). Records of the edition come in, Markup goes out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from markupsafe import Markup

from verbatim.core import dates as edtf
from verbatim.core.json import compact
from verbatim.publish.corrections.log import changed_on, changes_of_story
from verbatim.publish.html import marked_safe, plain
from verbatim.publish.urls import (
    cite,
    moment_address,
    person_address,
    person_crumbs,
    quote_address,
    quote_crumbs,
    source_address,
    story_address,
    story_crumbs,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from verbatim.model import Moment, Person, Quote, Story
    from verbatim.publish.edition import Edition
    from verbatim.publish.payloads.elements import Crumb
    from verbatim.publish.payloads.pages import Meta


# ---- publish/jsonld_script.py

SCHEMA = "https://schema.org"
# What would end a script element, or what JavaScript once took for a line end, is written as an escape.
ESCAPES = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}


def script(*nodes: dict[str, Any]) -> Markup:
    """Return JSON-LD as the contents of a script element, nothing in it able to end that element."""
    held = [node for node in nodes if node]
    data = held[0] if len(held) == 1 else {"@graph": held}
    text = compact({"@context": SCHEMA, **data})
    for character, escaped in ESCAPES.items():
        text = text.replace(character, escaped)
    return marked_safe(text)


def known(data: dict[str, Any]) -> dict[str, Any]:
    """Return data without what is not known: schema.org has no word for absence."""
    return {key: value for key, value in data.items() if value or value not in ("", None, [], {})}


def url(edition: Edition, address: str) -> str:
    """Return the absolute address; empty where the site has none."""
    return edition.site.absolute(address)


def crumbs_ld(edition: Edition, crumbs: Sequence[Crumb]) -> dict[str, Any]:
    """Return a BreadcrumbList; empty without a SITEURL, since its items need absolute addresses."""
    if not edition.site.url:
        return {}
    items = [
        {"@type": "ListItem", "position": place, "name": crumb["label"], "item": url(edition, crumb["url"])}
        for place, crumb in enumerate(crumbs, start=1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": items}


# ---- publish/jsonld.py

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


# ---- publish/jsonld_pages.py

Data = dict[str, Any]
INDEXES = frozenset(("stories.html", "quotes.html", "people.html", "timeline.html", "timeline_period.html"))
OWN = frozenset(("article.html", "quote.html", "person.html", "404.html"))  # they bring theirs, or have none
AT_MOST = 100
ABOUT = "about/"


def page_ld(edition: Edition, template: str, payload: Mapping[str, object]) -> Markup:
    """Return what a page is, what it lists and the way to it; empty for pages that say so themselves."""
    if not edition.site.url or template in OWN or template.startswith("embed_"):
        return Markup("")
    meta = cast("Meta", payload["meta"])
    crumbs = cast("Sequence[Crumb]", payload["crumbs"])
    if template == "front.html":
        return script(_site(edition), _list(edition, payload))
    return script(_page(edition, template, meta, payload), crumbs_ld(edition, crumbs))


def _site(edition: Edition) -> Data:
    """Return the WebSite with the search that schema.org calls an action (`q` is the search page's own parameter)."""
    site = edition.site
    target = {"@type": "EntryPoint", "urlTemplate": f"{site.absolute('search/')}?q={{search_term}}"}
    return known(
        {
            "@type": "WebSite",
            "name": site.name,
            "url": site.absolute(""),
            "description": site.description,
            "inLanguage": site.lang,
            "publisher": {"@type": "Organization", "name": site.name, "url": site.absolute("")},
            "potentialAction": {
                "@type": "SearchAction",
                "target": target,
                "query-input": "required name=search_term",
            },
        }
    )


def _page(edition: Edition, template: str, meta: Meta, payload: Mapping[str, object]) -> Data:
    kind = "CollectionPage" if template in INDEXES else "WebPage"
    if template == "page.html" and meta["canonical"].endswith(f"/{ABOUT}"):
        kind = "AboutPage"
    return known(
        {
            "@type": kind,
            "name": meta["share_title"],
            "url": meta["canonical"],
            "inLanguage": meta["lang"],
            "isPartOf": {"@type": "WebSite", "name": edition.site.name, "url": edition.site.absolute("")},
            "mainEntity": _list(edition, payload) if kind == "CollectionPage" else {},
        }
    )


def _list(edition: Edition, payload: Mapping[str, object]) -> Data:
    """Return what an index or the front page shows first, as an ItemList of addresses in that order."""
    items = [
        {"@type": "ListItem", "position": place, "url": edition.site.absolute(url)}
        for place, url in enumerate(_addresses(payload)[:AT_MOST], start=1)
    ]
    return {"@type": "ItemList", "itemListElement": items} if items else {}


def _addresses(payload: Mapping[str, object]) -> list[str]:
    """Return the addresses of the stories, quotations or people that a payload holds, whichever it is a list of."""
    for key in ("latest", "stories", "quotes", "people", "most"):
        rows = payload.get(key)
        if isinstance(rows, list) and rows:
            found = [_address(row) for row in rows if isinstance(row, dict)]
            return list(dict.fromkeys(address for address in found if address))
    return []


def _address(row: Mapping[str, Any]) -> str:
    held = row.get("ref") or row.get("person") or row
    return str(held.get("url", ""))
