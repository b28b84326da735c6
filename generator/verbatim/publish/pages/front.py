"""The front page as plain data: what `front_choice` chose, as views. The edition comes in, a `Page` goes out."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from markupsafe import Markup

from verbatim.core import dates as edtf
from verbatim.core.i18n import msgid
from verbatim.newsroom.timeline import is_attributed
from verbatim.publish.indexes import index_row, listed_stories, people_lists, quote_lists, section_address
from verbatim.publish.indexes import most_quoted as most_quoted_front
from verbatim.publish.pages.base import Frame, page, page_meta
from verbatim.publish.pages.timeline import listed_moments
from verbatim.publish.payloads.elements import Crumb
from verbatim.publish.payloads.pages import SectionBlock
from verbatim.publish.payloads.story import SilenceView
from verbatim.publish.reasons import no_speaker
from verbatim.publish.refs import date_view, story_ref
from verbatim.publish.urls import FRONT, LABELS, SEARCH, crumb, way
from verbatim.publish.views.quotations import quote_view
from verbatim.publish.views.story import story_card
from verbatim.publish.views.timelines import moment_view

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from verbatim.model import Moment, Quote, Span, Story
    from verbatim.publish.edition import Edition
    from verbatim.publish.payloads.elements import MomentView, Page, QuoteView
    from verbatim.publish.payloads.pages import IndexRow


# ---- publish/front_choice.py

LEAD_AMONG = 5  # a story whose speaker is established leads, where one of the newest has it
SECONDS, FEATURED, BRIEFS = 2, 3, 4
BLOCKS, IN_A_BLOCK, LEAST_IN_A_BLOCK = 6, 4, 2
SAID_LONGEST = 220  # characters: what reads at a glance


class Choice(NamedTuple):
    """The stories of the front page; none stands in two places."""

    lead: Story | None
    seconds: list[Story]
    featured: list[Story]
    briefs: list[Story]
    blocks: dict[str, list[Story]]


def choose(stories: Sequence[Story], is_quoted: Callable[[Story], bool]) -> Choice:
    """Give each of the newest stories a place.

    The lead is the newest with established words of a speaker; the two leads beside it tell of other sections where
    the newest stories have them. What is left of a section stands in its block, where at least two sections have one.
    """
    lead = next((story for story in stories[:LEAD_AMONG] if is_quoted(story)), stories[0] if stories else None)
    rest = [story for story in stories if story is not lead]
    seconds = _seconds(rest[: SECONDS + FEATURED], lead)
    rest = _without(rest, seconds)
    featured, briefs = rest[:FEATURED], rest[FEATURED : FEATURED + BRIEFS]
    return Choice(lead, seconds, featured, briefs, _blocks(rest[FEATURED + BRIEFS :]))


def _seconds(newest: Sequence[Story], lead: Story | None) -> list[Story]:
    """Return the second and the third lead, newest first: of sections not yet led by, as far as there are any."""
    taken = {lead.category if lead else ""}
    found: list[Story] = []
    for story in newest:
        if story.category not in taken and len(found) < SECONDS:
            found.append(story)
            taken.add(story.category)
    found += _without(newest, found)[: SECONDS - len(found)]
    others = _without(newest, found)
    return _without(newest, others)


def _without(stories: Iterable[Story], taken: Iterable[Story]) -> list[Story]:
    """Return the stories but for those; told apart by their ids: comparing two stories compares all their words."""
    names = {story.id for story in taken}
    return [story for story in stories if story.id not in names]


def _blocks(rest: Iterable[Story]) -> dict[str, list[Story]]:
    """Return the sections that have stories left, the one with the newest first."""
    held: dict[str, list[Story]] = {}
    for story in rest:
        if story.category and len(held.setdefault(story.category, [])) < IN_A_BLOCK:
            held[story.category].append(story)
    found = {name: stories for name, stories in held.items() if len(stories) >= LEAST_IN_A_BLOCK}
    return dict(list(found.items())[:BLOCKS]) if len(found) > 1 else {}


def also_said(quotes: Iterable[Quote], shown: Quote, at_most: int) -> list[Quote]:
    """Return the words of others in the story of `shown` that read at a glance, one of each speaker, in its order."""
    found: dict[str, Quote] = {}
    for quote in quotes:
        if _reads_alone(quote) and quote.speaker != shown.speaker:
            found.setdefault(quote.speaker, quote)
    return list(found.values())[:at_most]


def lately_said(
    quotes: Iterable[Quote], shown: Iterable[str], at_most: int, name_of: Callable[[str], str] = str
) -> list[Quote]:
    """Return the newest established words that read at a glance: one of each speaker's name, one of each story.

    `shown` are ids of stories and names of speakers that stand on the page already; `name_of` names a speaker's id.
    """
    taken = set(shown)
    found: list[Quote] = []
    for quote in quotes:
        if len(found) == at_most:
            break
        if _reads_alone(quote) and taken.isdisjoint((quote.story, name_of(quote.speaker))):
            found.append(quote)
            taken |= {quote.story, name_of(quote.speaker)}
    return found


def _reads_alone(quote: Quote) -> bool:
    length = quote.span.end - quote.span.start
    return bool(
        quote.kind == "direct"
        and quote.speaker
        and is_attributed(quote)
        and not quote.withdrawn
        and length <= SAID_LONGEST
    )


def left_open(quotes: Iterable[Quote], at_most: int) -> list[Quote]:
    """Return the newest quotations whose speaker is not established: one of each story, more where few have any."""
    held = [quote for quote in quotes if quote.kind != "indirect" and not quote.withdrawn and not is_attributed(quote)]
    firsts: dict[str, Quote] = {}
    for quote in held:
        firsts.setdefault(quote.story, quote)
    found = list(firsts.values())[:at_most]
    return found + [quote for quote in held if quote not in found][: at_most - len(found)]


def most_quoted(quotes: Iterable[Quote], at_most: int) -> list[tuple[str, int]]:
    """Return the ids of those with most quotations, paraphrases left out, and how many; of equals the newest first."""
    held = (quote for quote in quotes if quote.kind != "indirect" and not quote.withdrawn and is_attributed(quote))
    return Counter(quote.speaker for quote in held if quote.speaker).most_common(at_most)


def edition_date(stories: Iterable[Story]) -> str:
    """Return the date of the newest story that has one, EDTF; empty without one."""
    return max(
        (story.date for story in stories if story.date_basis != "unknown" and edtf.parse(story.date)),
        key=edtf.sort_key, default="",
    )  # fmt: skip


def latest(moments: Sequence[Moment], until: str, at_most: int) -> list[Moment]:
    """Return the latest of the dated moments, the last first: those that had come by `until`, an EDTF date.

    A sentence that dates two of them stands once.
    """
    last = edtf.sort_key(until)
    come = (one for one in reversed(moments) if not until or edtf.sort_key(one.date) <= last)
    found: dict[tuple[str, Span], Moment] = {}
    for moment in come:
        if len(found) == at_most:
            break
        found.setdefault((moment.story, moment.sentence), moment)
    return list(found.values())


# ---- publish/front_page.py

RECENT = 100  # stories: whose quotations count for “most quoted”
PEOPLE, SAID, OPEN, MOMENTS, ALSO = 8, 3, 4, 6, 3


def front_page(edition: Edition) -> Page:
    """Return the front page."""
    stories = listed_stories(edition)
    chosen = choose(stories, lambda story: _words_of(edition, story) is not None)
    recent = _quotes_of(edition, stories[:RECENT])
    payload: dict[str, object] = {
        **_stories(edition, chosen),
        "quotes": _said(edition, chosen, recent),
        "people": _people(edition, recent),
        "moments": _moments(edition, stories),
        "silences": [_silence(edition, quote) for quote in left_open(recent, OPEN)],
        **_totals(edition, stories),
        "json_ld": Markup(""),
    }
    return page("", "front.html", payload, Frame(page_meta(edition, "", ""), [crumb(edition, FRONT)], ""))


def _stories(edition: Edition, chosen: Choice) -> dict[str, object]:
    return {
        "lead": story_card(edition, chosen.lead) if chosen.lead else None,
        "lead_quote": _words_of(edition, chosen.lead) if chosen.lead else None,
        "lead_also": _also(edition, chosen.lead),
        "seconds": [story_card(edition, story) for story in chosen.seconds],
        "latest": [story_card(edition, story) for story in (*chosen.featured, *chosen.briefs)],
        "featured": len(chosen.featured),
        "blocks": [
            SectionBlock(label=name, url=section_address(name), stories=[story_card(edition, story) for story in held])
            for name, held in chosen.blocks.items()
        ],
    }


def _words_of(edition: Edition, story: Story) -> QuoteView | None:
    """Return the story's strongest quotation where it is somebody's own words and no paraphrase."""
    best = story_card(edition, story)["strongest"]
    return best if best and best["kind"] != "indirect" else None


def _quotes_of(edition: Edition, stories: list[Story]) -> list[Quote]:
    return [quote for story in stories for quote in edition.quotes_by_story.get(story.id, [])]


def _also(edition: Edition, lead: Story | None) -> list[QuoteView]:
    words = _words_of(edition, lead) if lead else None
    if not lead or not words:
        return []
    held = also_said(edition.quotes_by_story[lead.id], edition.newsroom.quotes[words["id"]], ALSO)
    return [quote_view(edition, quote) for quote in held]


def _said(edition: Edition, chosen: Choice, recent: list[Quote]) -> list[QuoteView]:
    shown = [story for story in (chosen.lead, *chosen.seconds, *chosen.featured) if story]
    lead = _words_of(edition, shown[0]) if shown else None
    taken = {story.id for story in shown} | ({lead["speaker"]["name"]} if lead and lead["speaker"] else set())
    people = edition.newsroom.people
    return [quote_view(edition, one) for one in lately_said(recent, taken, SAID, lambda name: people[name].name)]


def _people(edition: Edition, recent: list[Quote]) -> list[IndexRow]:
    persons = [quote for quote in recent if quote.speaker and edition.newsroom.people[quote.speaker].kind == "person"]
    found: list[IndexRow] = []
    for name, count in most_quoted(persons, PEOPLE):
        row = index_row(edition, name)
        row["quotations"] = count
        found.append(row)
    return found


def _moments(edition: Edition, stories: list[Story]) -> list[MomentView]:
    shown = latest(listed_moments(edition), edition_date(stories), MOMENTS)
    return [moment_view(edition, one) for one in shown]


def _silence(edition: Edition, quote: Quote) -> SilenceView:
    return SilenceView(quote=quote_view(edition, quote), moment=None, why=no_speaker(quote.why, edition.site.words))


def _totals(edition: Edition, stories: list[Story]) -> dict[str, object]:
    """Return the date of the edition and how much there is of everything."""
    lists = {one.url: len(one.held) for one in quote_lists(edition)}
    date = edition_date(stories)
    return {
        "date": date_view(date, edition.site.words) if date else None,
        "totals": {
            "stories": len(stories),
            "quotations": lists["quotes/"],
            "open": lists["quotes/not-established/"],
            "recent": min(len(stories), RECENT),
        },
    }


# ---- publish/front.py

LATEST = 8
BROWSED = 40  # rows of a list on the search page, which leads to the whole list
NOT_FOUND = "404.html"


def front_pages(edition: Edition) -> Iterator[Page]:
    """Yield the pages that show the whole site."""
    yield front_page(edition)
    yield search_page(edition)
    yield not_found(edition)


def search_page(edition: Edition) -> Page:
    """Return the search page, which is a list of links where there are no scripts."""
    stories, names = listed_stories(edition), edition.fact(people_lists)[0].held
    first = most_quoted_front(edition, names, BROWSED)
    people = [*first, *(name for name in names if name not in first)][:BROWSED]
    payload: dict[str, object] = {
        "stories": [story_ref(edition, story) for story in stories[:BROWSED]],
        "people": [index_row(edition, name) for name in people],
        "totals": {"stories": len(stories), "people": len(names), "quotes": len(quote_lists(edition)[0].held)},
    }
    meta = page_meta(edition, edition.site.words.gettext(LABELS[SEARCH]), SEARCH)
    return page(SEARCH, "search.html", payload, Frame(meta, way(edition, SEARCH), "search"))


def not_found(edition: Edition) -> Page:
    """Return the page for addresses that are not there."""
    stories = [story_ref(edition, story) for story in listed_stories(edition)[:LATEST]]
    meta = page_meta(edition, edition.site.words.gettext("There is no page here"), "")
    meta["canonical"] = ""
    meta["robots"] = "noindex"
    return page(NOT_FOUND, "404.html", {"stories": stories}, Frame(meta, [crumb(edition, FRONT)], ""))


# ---- publish/verify_page.py

VERIFY = "verify/"
TITLE = msgid("Check it yourself")


def verify_pages(edition: Edition) -> Iterator[Page]:
    """Yield the page, which needs nothing of the site but its name: it reads the published files in the browser."""
    title = edition.site.words.gettext(TITLE)
    crumbs = [crumb(edition, FRONT), Crumb(label=title, url=VERIFY)]
    yield page(VERIFY, "verify.html", {}, Frame(page_meta(edition, title, VERIFY), crumbs, ""))
