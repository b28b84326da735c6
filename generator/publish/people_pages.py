"""The pages of people, organisations and places: each one's profile, its frame, and the lists by kind and letter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.publish.crumbs import PEOPLE, person_crumbs, way
from generator.publish.embed_profile import latest_view, profile_embed, said
from generator.publish.embeds import panel
from generator.publish.indexes import filters, index_row, most_quoted, people_lists
from generator.publish.list_views import Filter, Letter
from generator.publish.meta import page_meta, person_meta
from generator.publish.names import letter_of
from generator.publish.page import Frame, page
from generator.publish.page_views import Crumb
from generator.publish.pagination import sheet_page, sheets
from generator.publish.profiles import profile_view

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.publish.edition import Edition
    from generator.publish.indexes import Narrowed
    from generator.publish.page_views import Page

QUOTES_A_PAGE = 30
ON_ONE_PAGE = 500  # people of one kind: with more, each letter has pages of its own
PEOPLE_A_PAGE = 200
MOST = 6


def people_pages(edition: Edition) -> Iterator[Page]:
    """Yield the profile and the frame of everybody who has one, then the lists."""
    for name in sorted(edition.profiled):
        yield from person_pages(edition, name)
    for one in edition.fact(people_lists):
        yield from people_list(edition, one.url)


def person_pages(edition: Edition, name: str) -> Iterator[Page]:
    """Yield a profile, with more pages where it has many quotations, and its frame."""
    person = edition.newsroom.people[name]
    view = profile_view(edition, person)
    url, crumbs = view["ref"]["url"], person_crumbs(edition, person)
    held = profile_embed(edition, person)
    for sheet in sheets(edition, view["quotes"], QUOTES_A_PAGE, url):
        shown = {"profile": view, "quotes": sheet.items, "panel": panel(edition.site, held)}
        frame = Frame(person_meta(edition, person, sheet.url), crumbs, "people")
        first = sheet.view["number"] == 1
        frame.meta["oembed"] = edition.site.absolute(held.oembed) if held and first else ""
        yield sheet_page("person.html" if first else "person_quotes.html", shown, sheet, frame, edition)
    own = Frame(person_meta(edition, person, url), crumbs, "people")
    framed: dict[str, object] = {"profile": view, "latest": latest_view(edition, said(edition, person))}
    yield page(f"embed/people/{person.id}/", "embed_person.html", framed, own)


def people_list(edition: Edition, url: str) -> Iterator[Page]:
    """Yield one kind's list: all on a page, or the letters' own pages and one that leads to them."""
    one = next(one for one in edition.fact(people_lists) if one.url == url)
    by_letter = _by_letter(edition, one.held)
    apart = len(one.held) > ON_ONE_PAGE
    urls = {letter: f"{one.url}letters/{_anchor(letter)}/" if apart else f"{one.url}#l-{_anchor(letter)}"
            for letter in by_letter}  # fmt: skip
    title = edition.site.words.gettext("%(kind)s: %(letter)s")
    for letter, names in by_letter.items() if apart else ():
        told = title % {"kind": one.label, "letter": letter}
        crumb = Crumb(label=letter, url=urls[letter])
        for sheet in sheets(edition, names, PEOPLE_A_PAGE, urls[letter]):
            payload = _payload(edition, one, _tabs(by_letter, urls, letter))
            payload |= {"title": told, "letters": _letters(edition, {letter: sheet.items}), "most": []}
            frame = Frame(page_meta(edition, told, sheet.url), [*_crumbs(edition, one), crumb], "people")
            yield sheet_page("people.html", payload, sheet, frame, edition)
    payload = _payload(edition, one, _tabs(by_letter, urls, ""))
    payload["letters"] = [] if apart else _letters(edition, by_letter)
    payload["pagination"] = None
    yield page(
        one.url, "people.html", payload, Frame(page_meta(edition, one.label, one.url), _crumbs(edition, one), "people")
    )


def _payload(edition: Edition, one: Narrowed, tabs: list[Filter]) -> dict[str, object]:
    most = [index_row(edition, name) for name in most_quoted(edition, one.held, MOST)]
    return {
        "title": one.label,
        "list": one.url,
        "total": len(one.held),
        "most": most if len(one.held) > 2 * MOST else [],
        "alphabet": tabs,
        "filters": filters(edition.fact(people_lists), one),
    }


def _crumbs(edition: Edition, one: Narrowed) -> list[Crumb]:
    return [*way(edition, PEOPLE), *([] if one.url == PEOPLE else [Crumb(label=one.label, url=one.url)])]


def _by_letter(edition: Edition, names: Sequence[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name in names:
        found.setdefault(letter_of(edition.newsroom.people[name].name), []).append(name)
    return found


def _letters(edition: Edition, held: dict[str, Sequence[str]] | dict[str, list[str]]) -> list[Letter]:
    return [
        Letter(letter=letter, anchor=f"l-{_anchor(letter)}", people=[index_row(edition, name) for name in names])
        for letter, names in held.items()
    ]


def _tabs(held: dict[str, list[str]], urls: dict[str, str], current: str) -> list[Filter]:
    return [Filter(label=letter, url=urls[letter], count=len(names), current=letter == current)
            for letter, names in held.items()]  # fmt: skip


def _anchor(letter: str) -> str:
    """Return a letter as an address holds it: itself in ASCII, else its code point, as `u416`."""
    lower = letter.lower()
    return "0-9" if letter == "#" else lower if lower.isascii() else f"u{ord(letter):x}"
