"""Where ids went that were merged or renamed. An id comes in, what it stands for now goes out."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from generator.model import Person, Quote
    from generator.publish.edition import Edition


def target_of(edition: Edition, quote: str) -> Quote | None:
    """Return the listed quotation into which another was merged, by however many steps; None where there is none."""
    histories = edition.newsroom.histories
    seen: set[str] = set()
    while quote in histories and histories[quote].into and quote not in seen:
        seen.add(quote)
        quote = histories[quote].into
    found = edition.newsroom.quotes.get(quote) if seen else None
    return found if found and found.story in edition.listed else None


def person_of(edition: Edition, former: str) -> Person | None:
    """Return the person whom a former id stands for now; None where that is nobody with a profile."""
    known = edition.newsroom.former
    seen: set[str] = set()
    while former in known and former not in seen:
        seen.add(former)
        former = known[former].into
    return edition.newsroom.people[former] if former in edition.profiled else None
