"""Draws the card of a profile: the person, the role as last worded, and their latest established quotation."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from verbatim.core.i18n import msgid
from verbatim.publish.cards import svg
from verbatim.publish.cards.quote import draw_trust, draw_with_notices, trust_labels
from verbatim.publish.cards.speaker import BASES, date_rows, disc, plain_rows, two_lines
from verbatim.publish.embeds.profile import profile_words
from verbatim.publish.html import plain
from verbatim.publish.indexes import times_quoted
from verbatim.publish.refs import listed_roles, person_ref
from verbatim.publish.tracking import fact
from verbatim.publish.views.quotations import card_alt, words_alt

if TYPE_CHECKING:
    from verbatim.core.i18n import Words
    from verbatim.model import Person
    from verbatim.publish.edition import Edition
    from verbatim.publish.payloads.elements import PersonRef, QuoteView, Slice


RADIUS, BESIDE = 62, 34
MIDDLE = 168  # of the disc
NAME, ROLE, SMALL = 64, 28, 21
LEADING = 1.22
WORDS, SIZES, LARGEST = (276, 468), (66, 58, 52, 46, 40, 36, 32), (66, 66, 58, 52, 46)
SOURCE = 520  # the baseline of the source of the words
COUNT = 260  # pixels at the right for the number of quotations
ELSEWHERE = msgid("Name on the page")
SILENT = msgid("No quotation on this site is attributed to this name.")


class ProfileCard(NamedTuple):
    """What the card of a profile shows."""

    ref: PersonRef
    role: Slice | None  # as the newest story words it
    total: int  # quotations, withdrawn ones left out
    latest: QuoteView | None


def profile_facts(edition: Edition, person: Person) -> ProfileCard:
    """Return what the card of a person with a page shows."""
    role = next((one["words"] for one in listed_roles(edition, person)), None)
    return ProfileCard(
        ref=person_ref(edition, person.id),
        role=role,
        total=times_quoted(edition, person.id),
        latest=profile_words(edition, person).quote,
    )


def profile_alt(edition: Edition, person: Person) -> str:
    """Return the text alternative of a profile's card: name, role, number of quotations, and the words on it."""
    return edition.fact(_alt, person.id)


@fact
def _alt(edition: Edition, name: str) -> str:
    person = edition.newsroom.people[name]
    card = profile_facts(edition, person)
    given = card.ref["role"]
    role = given["line"] if given else words_alt(edition, card.role) if card.role else ""
    named = ", ".join(filter(None, (plain(person.name), role)))
    sentences = [named, _counted(edition.site.words, card.total)]
    if card.latest:
        sentences.append(card_alt(edition, edition.newsroom.quotes[card.latest["id"]]))
    return ". ".join(sentences)


def profile_svg(card: ProfileCard, canvas: svg.Canvas) -> str:
    """Return the SVG of a profile's card."""
    frame, latest = canvas.frame, card.latest
    words, labels, wide = "", "", 0.0
    if latest and latest["standing"] not in ("none", "unread") and canvas.faces.cover(svg.plain_words(latest["whole"])):
        lower = frame._replace(words=WORDS, sizes=SIZES, largest=LARGEST)
        words = draw_with_notices(latest, canvas._replace(frame=lower)) + _source(latest, card.total, canvas)
        labels, wide = draw_trust(trust_labels(latest, canvas.words), canvas, frame.measure * 0.6)
    return svg.drawing(
        canvas,
        f"Profile card {card.ref['id']}",
        f'<path stroke="{svg.PERSON}" stroke-width="6" d="M{frame.left} {frame.rule}H{frame.right}"/>',
        _head(card, canvas),
        words or _count(card, canvas, WORDS[0] + 60),
        svg.hairlines(frame),
        svg.wordmark(canvas, frame.measure - wide - 36),
        labels,
        person=card.ref["id"],
        **({"quote": latest["id"]} if words and latest else {}),
    )


def _head(card: ProfileCard, canvas: svg.Canvas) -> str:
    x, room = canvas.frame.left + 2 * RADIUS + BESIDE, canvas.frame.measure - 2 * RADIUS - BESIDE
    name = card.ref["name"] if canvas.faces.cover(card.ref["name"]) else canvas.says(ELSEWHERE)
    style = svg.narrowed(name, svg.Style(canvas.faces.display, NAME, svg.INK), room, least=0.55)
    small = svg.Style(canvas.faces.text, ROLE, svg.SOFT)
    given, role = card.ref["role"], card.role
    shown = given["line"] if given else svg.plain_words(role) if role else ""
    if not canvas.faces.cover(shown):
        given = role = None
    texts = two_lines(given["line"], small, room) if given else []
    rows = svg.slice_rows(role, small, room, 2) if role and not given else []
    first = MIDDLE + 0.34 * style.size - (len(rows) or len(texts)) * ROLE * LEADING / 2
    place = (x, first + ROLE * 1.5)
    under = svg.claimed("role", svg.slice_block(place, ROLE * LEADING, small, role, rows) if role else "")
    under += plain_rows(texts, small, place, ROLE * LEADING)
    drawn = disc((canvas.frame.left + RADIUS, MIDDLE), RADIUS, card.ref["monogram"], canvas.faces, card.ref["kind"])
    return drawn + svg.plain_line(x, first, style, name, room) + under


def _source(latest: QuoteView, count: int, canvas: svg.Canvas) -> str:
    """Return the source and date of the words, and at the right the number of quotations."""
    story = latest["story"]
    named = next((one for one in (story["source_name"], story["title_text"]) if one and canvas.faces.cover(one)), "")
    dated = date_rows(story["date"], BASES[story["date_basis"]], canvas.words)
    text = " · ".join(part for part in (named, *dated) if part)
    style = svg.Style(canvas.faces.label, SMALL, svg.SOFT)
    strong = style._replace(face=canvas.faces.strong, anchor="end")
    return svg.plain_line(canvas.frame.left, SOURCE, style, text, canvas.frame.measure - COUNT) + svg.plain_line(
        canvas.frame.right, SOURCE, strong, _counted(canvas.words, count), COUNT - 20
    )


def _count(card: ProfileCard, canvas: svg.Canvas, y: float) -> str:
    """Return the number of quotations, for a card that shows none."""
    count = card.total
    counted = canvas.words.counted(
        "%(num)s quotation, with its source.", "%(num)s quotations, each with its source.", count
    )
    style = svg.Style(canvas.faces.text, 36, svg.SOFT)
    return svg.plain_line(canvas.frame.left, y, style, counted if count else canvas.says(SILENT), canvas.frame.measure)


def _counted(words: Words, count: int) -> str:
    return words.counted("%(num)s quotation", "%(num)s quotations", count)
