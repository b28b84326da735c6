"""Makes the pages of people, organisations and places: profiles, their frames, the lists by kind and letter."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

from verbatim.newsroom.names import index_letter
from verbatim.publish.cards.profile import profile_alt
from verbatim.publish.embedding import panel
from verbatim.publish.embeds.profile import profile_embed, profile_words
from verbatim.publish.html import plain
from verbatim.publish.indexes import Filter, filters, index_row, most_quoted, people_lists, times_quoted
from verbatim.publish.jsonld import person_ld
from verbatim.publish.page import PageFrame, list_page, page, page_meta, paginated, with_picture
from verbatim.publish.refs import person_ref
from verbatim.publish.tracking import fact
from verbatim.publish.urls import PEOPLE, Crumb, feed_links, person_crumbs, person_feed, profile_card, way
from verbatim.publish.views.profile import ProfileView, most_telling, said_view

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from markupsafe import Markup

    from verbatim.model import Person
    from verbatim.publish.edition import Edition
    from verbatim.publish.embedding import PanelView
    from verbatim.publish.embeds.profile import LatestWordsView
    from verbatim.publish.indexes import IndexList, IndexRow
    from verbatim.publish.page import ListPage, Meta, Page, PaginationView
    from verbatim.publish.refs import PersonRef
    from verbatim.publish.views.profile import SaidView


QUOTES_A_PAGE = 30
ON_ONE_PAGE = 500  # people of one kind: with more, each letter has pages of its own
PEOPLE_A_PAGE = 200
MOST = 3
RUNS_AT_MOST = 18  # letters, or runs of letters, that a list opens by


class PersonValues(TypedDict):
    """The profile of a person, an organisation or a place."""

    profile: ProfileView  # everything on the profile
    quotes: list[SaidView]  # those on this page, the most telling first
    panel: PanelView  # how to embed it
    pagination: PaginationView  # of the quotations
    json_ld: Markup  # for a script element


class ProfileName(TypedDict):
    """Whose quotations these are."""

    ref: PersonRef  # the person


class PersonQuotesValues(TypedDict):
    """A further page of a person's quotations."""

    profile: ProfileName  # whose they are
    quotes: list[SaidView]  # those on this page
    pagination: PaginationView  # position in the list


class PersonFrameValues(TypedDict):
    """The frame of a profile."""

    profile: ProfileView  # everything on the profile
    latest: LatestWordsView  # the words to show


class PeopleValues(TypedDict):
    """The list of people, organisations or places, or of those under one letter."""

    title: str  # of the list
    total: int  # how many the list has
    most: list[IndexRow]  # who is quoted most; empty in a short list
    alphabet: list[Filter]  # the letters, where each has pages of its own
    filters: list[Filter]  # the three kinds
    letters: list[Letter]  # empty where each letter has pages of its own
    pagination: PaginationView | None  # of a letter's pages, else None
    list: str  # address of the whole list


class Letter(TypedDict):
    """The people of one letter, or of a run of letters."""

    letter: str  # a capital, `#`, or both ends of a run: `A–C`
    anchor: str  # its id on the page, `l-a`
    people: list[IndexRow]  # in the order of family names


def profile_pages(edition: Edition, name: str) -> Iterator[Page]:
    """Yield a profile and its frame."""
    person = edition.newsroom.people[name]
    view, embed = ProfileView.of(edition, person), profile_embed(edition, person)
    part, crumbs = edition.fact(_quotes, name, 1), person_crumbs(edition, person)
    payload = PersonValues(
        profile=view,
        quotes=[said_view(edition, edition.newsroom.quotes[one]) for one in part.items],
        panel=panel(edition.site, embed),
        pagination=part.view,
        json_ld=person_ld(edition, person),
    )
    frame = PageFrame(person_meta(edition, person, part.url), crumbs, "people")
    frame.meta["oembed"] = edition.site.absolute(embed.oembed) if embed else ""
    yield list_page("person.html", payload, part, frame, edition)
    yield profile_frame(edition, person, f"embed/people/{person.id}/", part.url)


def person_meta(edition: Edition, person: Person, address: str) -> Meta:
    """Return the head of a profile, with its feed where there are quotations."""
    words, quoted = edition.site.words, times_quoted(edition, person.id)
    reported = edition.fact(_current, person.id) - quoted
    said = words.counted("%(num)s quotation, with its source.", "%(num)s quotations, each with its source.", quoted)
    told = f"{words.counted('%(num)s paraphrase', '%(num)s paraphrases', reported)}." if reported else ""
    described = " ".join(filter(None, (said if quoted or not told else "", told)))
    meta = page_meta(edition, person.name, address, f"{plain(person.name)}: {described}")
    if quoted or reported:
        meta["feeds"] = [*feed_links(person_feed(person), plain(person.name)), *meta["feeds"]]
    with_picture(edition, meta, profile_card(edition, person), profile_alt(edition, person))
    return meta


@fact
def _current(edition: Edition, name: str) -> int:
    """Return how many quotations and paraphrases a person has that were not withdrawn."""
    return sum(not quote.withdrawn for quote in edition.quotes_by_speaker.get(name, ()))


def profile_frame(edition: Edition, person: Person, address: str, home: str) -> Page:
    """Return a profile's frame at one of its addresses; `home` is where the person is on this site."""
    framed = PersonFrameValues(profile=ProfileView.of(edition, person), latest=profile_words(edition, person))
    frame = PageFrame(person_meta(edition, person, home), person_crumbs(edition, person), "people")
    return page(address, "embed_person.html", framed, frame)


def further_pages(edition: Edition) -> Iterator[tuple[str, int]]:
    """Yield who has more quotations than a profile shows, with the number of each further page."""
    for name in sorted(edition.profiled):
        yield from ((name, number) for number in range(2, len(edition.fact(_all_quotes, name)) + 1))


def further_page(edition: Edition, name: str, number: int) -> Page:
    """Return a further page of a person's quotations."""
    person, part = edition.newsroom.people[name], edition.fact(_quotes, name, number)
    payload = PersonQuotesValues(
        profile=ProfileName(ref=person_ref(edition, name)),
        quotes=[said_view(edition, edition.newsroom.quotes[one]) for one in part.items],
        pagination=part.view,
    )
    frame = PageFrame(person_meta(edition, person, part.url), person_crumbs(edition, person), "people")
    return list_page("person_quotes.html", payload, part, frame, edition)


@fact
def _quotes(edition: Edition, name: str, number: int) -> ListPage[str]:
    return edition.fact(_all_quotes, name)[number - 1]


@fact
def _all_quotes(edition: Edition, name: str) -> list[ListPage[str]]:
    """Return the ids of a person's quotations, page by page."""
    quotes = [quote.id for quote in most_telling(edition, name)]
    return paginated(edition, quotes, QUOTES_A_PAGE, person_ref(edition, name)["url"])


def people_list(edition: Edition, url: str) -> Iterator[Page]:
    """Yield the list of one kind: all on a page, or pages for each letter and one that leads to them."""
    whole = next(one for one in edition.fact(people_lists) if one.url == url)
    by_letter: dict[str, list[str]] = {}
    for name in whole.names:
        by_letter.setdefault(index_letter(edition.newsroom.people[name]), []).append(name)
    apart = len(whole.names) > ON_ONE_PAGE
    tabs = [
        Filter(
            label=letter,
            url=f"{url}letters/{_anchor(letter)}/",
            count=len(names),
            current=False,
        )
        for letter, names in by_letter.items()
    ]
    crumbs = [*way(edition, PEOPLE), *([] if url == PEOPLE else [Crumb(label=whole.label, url=url)])]
    for tab in tabs if apart else ():
        letter = tab["label"]
        title = edition.site.words.gettext("%(kind)s: %(letter)s") % {"kind": whole.label, "letter": letter}
        alphabet = [Filter({**one, "current": one is tab}) for one in tabs]
        crumb = Crumb(label=letter, url=tab["url"])
        for part in paginated(edition, by_letter[letter], PEOPLE_A_PAGE, tab["url"]):
            letters = [_letter(edition, letter, part.items)]
            payload = _values(edition, whole, alphabet)
            payload |= {"title": title, "letters": letters, "most": [], "pagination": part.view}
            frame = PageFrame(page_meta(edition, title, part.url), [*crumbs, crumb], "people")
            yield list_page("people.html", payload, part, frame, edition)
    letters = [] if apart else [_letter(edition, *run) for run in _runs(by_letter)]
    payload = _values(edition, whole, tabs if apart else [])
    payload["letters"] = letters
    yield page(url, "people.html", payload, PageFrame(page_meta(edition, whole.label, url), crumbs, "people"))


def _values(edition: Edition, whole: IndexList, alphabet: list[Filter]) -> PeopleValues:
    most = [index_row(edition, name) for name in most_quoted(edition, whole.names, MOST)]
    return PeopleValues(
        title=whole.label,
        total=len(whole.names),
        most=most if len(whole.names) > 2 * MOST else [],
        alphabet=alphabet,
        filters=filters(edition.fact(people_lists), whole),
        letters=[],
        pagination=None,
        list=whole.url,
    )


def _runs(by_letter: dict[str, list[str]]) -> Iterator[tuple[str, list[str]]]:
    """Yield letters with whom they have; neighbours together where a list of all would be too long to step through."""
    held = list(by_letter.items())
    wide = max(1, -(-len(held) // RUNS_AT_MOST))
    for at in range(0, len(held), wide):
        run = held[at : at + wide]
        label = run[0][0] if len(run) == 1 else f"{run[0][0]}–{run[-1][0]}"
        yield label, [name for _, names in run for name in names]


def _letter(edition: Edition, letter: str, names: Sequence[str]) -> Letter:
    rows = [index_row(edition, name) for name in names]
    return Letter(letter=letter, anchor=f"l-{_anchor(letter)}", people=rows)


def _anchor(letter: str) -> str:
    """Return a letter, the first of a run, as an address holds it: itself in ASCII, else its code point, as `u416`."""
    lower = letter[:1].lower()
    return "0-9" if letter == "#" else lower if lower.isascii() else f"u{ord(letter[0]):x}"
