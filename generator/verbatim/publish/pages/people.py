"""The pages of people, organisations and places: each one's profile, its frame, and the lists by kind and letter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verbatim.publish.edition import index_letter
from verbatim.publish.embeds.base import panel
from verbatim.publish.embeds.profile import latest_view, profile_embed, profile_words
from verbatim.publish.indexes import filters, index_row, most_quoted, people_lists
from verbatim.publish.pages.base import Frame, page, page_meta, person_meta, sheet_page, sheets
from verbatim.publish.payloads.elements import Crumb
from verbatim.publish.payloads.pages import Filter, Letter
from verbatim.publish.refs import person_ref
from verbatim.publish.urls import PEOPLE, person_crumbs, way
from verbatim.publish.views.profile import profile_view
from verbatim.publish.views.quotations import views_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from verbatim.publish.edition import Edition
    from verbatim.publish.indexes import Narrowed
    from verbatim.publish.pages.base import Sheet
    from verbatim.publish.payloads.elements import Page


QUOTES_A_PAGE = 30
ON_ONE_PAGE = 500  # people of one kind: with more, each letter has pages of its own
PEOPLE_A_PAGE = 200
MOST = 6


def people_pages(edition: Edition) -> Iterator[Page]:
    """Yield the profile and the frame of everybody who has one, further pages of their quotations, then the lists."""
    for name in sorted(edition.profiled):
        yield from profile_pages(edition, name)
    for name, number in further_pages(edition):
        yield further_page(edition, name, number)
    for one in edition.fact(people_lists):
        yield from people_list(edition, one.url)


def profile_pages(edition: Edition, name: str) -> Iterator[Page]:
    """Yield a profile and its frame."""
    person = edition.newsroom.people[name]
    view, held = profile_view(edition, person), profile_embed(edition, person)
    sheet, crumbs = edition.fact(_sheet, name, 1), person_crumbs(edition, person)
    shown = {"profile": view, "quotes": views_of(edition, sheet.items), "panel": panel(edition.site, held)}
    frame = Frame(person_meta(edition, person, sheet.url), crumbs, "people")
    frame.meta["oembed"] = edition.site.absolute(held.oembed) if held else ""
    yield sheet_page("person.html", shown, sheet, frame, edition)
    own = Frame(person_meta(edition, person, sheet.url), crumbs, "people")
    framed: dict[str, object] = {"profile": view, "latest": latest_view(edition, profile_words(edition, person))}
    yield page(f"embed/people/{person.id}/", "embed_person.html", framed, own)


def further_pages(edition: Edition) -> Iterator[tuple[str, int]]:
    """Yield who has more quotations than a profile shows, with the number of each further page."""
    for name in sorted(edition.profiled):
        yield from ((name, number) for number in range(2, len(edition.fact(_sheets, name)) + 1))


def further_page(edition: Edition, name: str, number: int) -> Page:
    """Return a further page of somebody's quotations."""
    person, sheet = edition.newsroom.people[name], edition.fact(_sheet, name, number)
    shown = {"profile": {"ref": person_ref(edition, name)}, "quotes": views_of(edition, sheet.items)}
    frame = Frame(person_meta(edition, person, sheet.url), person_crumbs(edition, person), "people")
    return sheet_page("person_quotes.html", shown, sheet, frame, edition)


def _sheets(edition: Edition, name: str) -> list[Sheet[str]]:
    """Return the ids of somebody's quotations as sheets."""
    held = [quote.id for quote in edition.quotes_by_speaker.get(name, ()) if quote.kind != "indirect"]
    return sheets(edition, held, QUOTES_A_PAGE, person_ref(edition, name)["url"])


def _sheet(edition: Edition, name: str, number: int) -> Sheet[str]:
    return edition.fact(_sheets, name)[number - 1]


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
        found.setdefault(index_letter(edition.newsroom.people[name].name), []).append(name)
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
