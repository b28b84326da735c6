"""Structured data of the pages that are no story, quotation or profile. A page's payload comes in, Markup goes out.

The front page is a WebSite that can be searched, an index a CollectionPage with the list that it shows, the page about
the method an AboutPage. Without a SITEURL there is none: all of these are said of addresses.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from markupsafe import Markup

from generator.publish.jsonld_script import crumbs_ld, known, script

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from generator.publish.edition import Edition
    from generator.publish.head_views import Meta
    from generator.publish.page_views import Crumb

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
