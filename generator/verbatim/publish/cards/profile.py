"""A profile as a picture: somebody, the role as last worded, and the latest words that are theirs beyond doubt.

A ProfileCard and the sheet come in, a text-only SVG goes out. Only an established attribution is shown here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from verbatim.core.i18n import msgid
from verbatim.publish.cards.quote import draw_trust, draw_words, trust
from verbatim.publish.cards.speaker import BASES, date_rows, disc, established
from verbatim.publish.cards.svg import (
    INK,
    PERSON,
    SOFT,
    Sheet,
    Style,
    hairlines,
    narrowed,
    page,
    plain_line,
    slice_block,
    slice_rows,
    wordmark,
    words_of,
)
from verbatim.publish.embeds.profile import profile_words
from verbatim.publish.html import plain
from verbatim.publish.refs import marked_slice, person_ref
from verbatim.publish.views.quotations import card_alt, quote_view, words_alt

if TYPE_CHECKING:
    from verbatim.core.i18n import Words
    from verbatim.model import Person
    from verbatim.publish.edition import Edition
    from verbatim.publish.payloads.elements import PersonRef, QuoteView, Slice


RADIUS, BESIDE = 62, 34
MIDDLE = 168  # the disc's
NAME, ROLE, SMALL = 64, 28, 21
LEADING = 1.22
WORDS, SIZES, LARGEST = (276, 468), (66, 58, 52, 46, 40, 36, 32), (66, 66, 58, 52, 46)
SAID = 520  # the baseline of the source of the words
COUNT = 260  # pixels at the right, for how many there are
ELSEWHERE = msgid("Named on the page")
SILENT = msgid("No quotation on this site is attributed to this name.")


class ProfileCard(NamedTuple):
    """What the card of a profile shows."""

    ref: PersonRef
    role: Slice | None  # as the newest story words it
    total: int  # quotations, withdrawn ones left out
    latest: QuoteView | None


def profile_facts(edition: Edition, person: Person) -> ProfileCard:
    """Return what the card of somebody with a page shows."""
    held = [quote for quote in edition.quotes_by_speaker.get(person.id, []) if not quote.withdrawn]
    latest = profile_words(edition, person).quote
    role = next((one for one in person.roles if one.story in edition.listed), None)
    return ProfileCard(
        ref=person_ref(edition, person.id),
        role=marked_slice(edition, role.story, role.span) if role else None,
        total=sum(quote.kind != "indirect" for quote in held),
        latest=quote_view(edition, latest) if latest else None,
    )


def profile_alt(edition: Edition, person: Person) -> str:
    """Return somebody's name and role, how often they are quoted, and the words shown on their card."""
    return edition.fact(_alt, person.id)


def _alt(edition: Edition, name: str) -> str:
    person = edition.newsroom.people[name]
    card = profile_facts(edition, person)
    named = plain(person.name) + (f", {words_alt(edition, card.role)}" if card.role else "")
    said = [named, _counted(edition.site.words, card.total)]
    if card.latest:
        said.append(card_alt(edition, edition.newsroom.quotes[card.latest["id"]]))
    return ". ".join(said)


def profile_svg(card: ProfileCard, sheet: Sheet) -> str:
    """Return the card of a profile."""
    frame, latest = sheet.frame, card.latest
    said, labels, wide = "", "", 0.0
    if latest and established(latest) and sheet.faces.cover(words_of(latest["whole"])):
        lower = frame._replace(words=WORDS, sizes=SIZES, largest=LARGEST)
        said = draw_words(latest, sheet._replace(frame=lower)) + _source(latest, card.total, sheet)
        labels, wide = draw_trust(trust(latest, sheet.words), sheet, frame.measure * 0.6)
    return page(
        sheet,
        f"Profile card {card.ref['id']}",
        f'<path stroke="{PERSON}" stroke-width="6" d="M{frame.left} {frame.rule}H{frame.right}"/>',
        _head(card, sheet),
        said or _count(card, sheet, WORDS[0] + 60),
        hairlines(frame),
        wordmark(sheet, frame.measure - wide - 36),
        labels,
    )


def _head(card: ProfileCard, sheet: Sheet) -> str:
    x, room = sheet.frame.left + 2 * RADIUS + BESIDE, sheet.frame.measure - 2 * RADIUS - BESIDE
    name = card.ref["name"] if sheet.faces.cover(card.ref["name"]) else sheet.says(ELSEWHERE)
    style = narrowed(name, Style(sheet.faces.display, NAME, INK), room, least=0.55)
    small = Style(sheet.faces.text, ROLE, SOFT)
    role = card.role if card.role and sheet.faces.cover(words_of(card.role)) else None
    rows = slice_rows(role, small, room, 2) if role else []
    first = MIDDLE + 0.34 * style.size - len(rows) * ROLE * LEADING / 2
    under = slice_block((x, first + ROLE * 1.5), ROLE * LEADING, small, role, rows) if role else ""
    drawn = disc((sheet.frame.left + RADIUS, MIDDLE), RADIUS, card.ref["monogram"], sheet.faces, card.ref["kind"])
    return drawn + plain_line(x, first, style, name, room) + under


def _source(latest: QuoteView, count: int, sheet: Sheet) -> str:
    """Return the source and date of the words, and at the right how many there are."""
    story = latest["story"]
    named = next((one for one in (story["source_name"], story["title_text"]) if one and sheet.faces.cover(one)), "")
    dated = date_rows(story["date"], BASES[story["date_basis"]], sheet.words)
    text = " · ".join(part for part in (named, *dated) if part)
    style = Style(sheet.faces.label, SMALL, SOFT)
    counted = style._replace(face=sheet.faces.strong, anchor="end")
    said = _counted(sheet.words, count)
    return plain_line(sheet.frame.left, SAID, style, text, sheet.frame.measure - COUNT) + plain_line(
        sheet.frame.right, SAID, counted, said, COUNT - 20
    )


def _count(card: ProfileCard, sheet: Sheet, y: float) -> str:
    """Return how many quotations there are, where none is shown."""
    count = card.total
    told = sheet.words.counted(
        "%(num)s quotation, with its source.", "%(num)s quotations, each with its source.", count
    )
    style = Style(sheet.faces.text, 36, SOFT)
    return plain_line(sheet.frame.left, y, style, told if count else sheet.says(SILENT), sheet.frame.measure)


def _counted(words: Words, count: int) -> str:
    return words.counted("%(num)s quotation", "%(num)s quotations", count)
