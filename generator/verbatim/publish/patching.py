"""Lookups of a newsroom in which one story is told anew. Lookups and newsroom come in, lookups go out.

What is looked up for others than this story and those who speak in it, or do something in it, is taken over as it is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from verbatim.publish.edition import Edition, Joined
from verbatim.publish.tracking import ALL

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from verbatim.model import History, Moment, Newsroom, Number, Quote
    from verbatim.publish.edition import Appearance
    from verbatim.publish.tracking import Fact


# ---- publish/patched.py

Row = TypeVar("Row", "Quote", "Moment", "Number", "History")
Item = TypeVar("Item")
# What is the same as long as a story names the same people and stands in the same place (`newsroom.patched.fits`).
SAME = ("rank", "people_by_story", "speakers_for", "namesakes", "profiled")


def patched(held: Joined, newsroom: Newsroom, story: str) -> Joined:
    """Return the lookups of a newsroom in which this story is told anew, and all else is as it was."""
    fresh = Joined(newsroom, held.listed)
    known: dict[str, object] = {name: getattr(held, name) for name in SAME}
    known["quotes_by_story"] = _with(held.quotes_by_story, {story: _of(newsroom.quotes.values(), story)})
    known["moments_by_story"] = _with(held.moments_by_story, {story: _of(newsroom.moments, story)})
    known["numbers_by_story"] = _with(held.numbers_by_story, {story: _of(newsroom.numbers, story)})
    known["histories_by_story"] = _with(held.histories_by_story, {story: _of(newsroom.histories.values(), story)})
    fresh.__dict__.update(known)  # where cached properties are looked for
    fresh.__dict__["quotes_by_speaker"] = _with(held.quotes_by_speaker, dict(_spoken(held, fresh, story)))
    fresh.__dict__["moments_by_person"] = _with(held.moments_by_person, dict(_done(held, fresh, story)))
    fresh.__dict__["appearances"] = {**held.appearances, **dict(_appearing(held, fresh, story))}
    return fresh


def changed(held: Joined, fresh: Joined, story: str) -> set[Fact]:
    """Return the facts of the newsroom before that may say something else in the one after."""
    both = (held, fresh)
    quotes = {quote.id for one in both for quote in one.quotes_by_story.get(story, ())}
    histories = {history.id for one in both for history in one.histories_by_story.get(story, ())}
    alike = {one.id for one in held.translations.get(story, ())}
    return {
        ALL,
        ("story", story),
        ("histories of", story),
        *(("quote", name) for name in quotes),
        *(("history", name) for name in histories),
        *(("translations of", name) for name in alike),
        *(("quotes of", name) for name in _speakers(*both, story=story)),
        *(("appearances of", name) for name in _speakers(*both, story=story)),
        *(("moments of", name) for name in _doers(*both, story=story)),
    }


def _speakers(*editions: Joined, story: str) -> set[str]:
    return {quote.speaker for one in editions for quote in one.quotes_by_story.get(story, ()) if quote.speaker}


def _doers(*editions: Joined, story: str) -> set[str]:
    return {name for one in editions for moment in one.moments_by_story.get(story, ()) for name in moment.people}


def _spoken(held: Joined, fresh: Joined, story: str) -> Iterable[tuple[str, list[Quote]]]:
    new = fresh.quotes_by_story.get(story, []) if story in held.listed else []
    for who in _speakers(held, fresh, story=story):
        others = [quote for quote in held.quotes_by_speaker.get(who, ()) if quote.story != story]
        own = [quote for quote in new if quote.speaker == who]
        yield who, sorted([*others, *own], key=lambda quote: (held.rank[quote.story], quote.span))


def _done(held: Joined, fresh: Joined, story: str) -> Iterable[tuple[str, list[Moment]]]:
    for who in _doers(held, fresh, story=story):
        others = [moment for moment in held.moments_by_person.get(who, ()) if moment.story != story]
        own = [moment for moment in fresh.moments_by_story.get(story, ()) for name in moment.people if name == who]
        yield who, sorted([*others, *own], key=lambda moment: held.rank[moment.story])


def _appearing(held: Joined, fresh: Joined, story: str) -> Iterable[tuple[str, list[Appearance]]]:
    for who in _speakers(held, fresh, story=story) & held.appearances.keys():
        speaks = any(quote.story == story for quote in fresh.quotes_by_speaker.get(who, ()))
        rows = held.appearances[who]
        yield who, [row._replace(speaks=speaks) if row.story == story else row for row in rows]


def _of(rows: Iterable[Row], story: str) -> list[Row]:
    return [row for row in rows if row.story == story]


def _with(table: Mapping[str, list[Item]], new: Mapping[str, list[Item]]) -> dict[str, list[Item]]:
    """Return a table with new rows under some keys; a key without rows has none in it."""
    gone = {key for key, rows in new.items() if not rows}
    whole = {**table, **new}
    return {key: rows for key, rows in whole.items() if key not in gone} if gone else whole


# ---- publish/retold.py


def retold(held: Edition, newsroom: Newsroom, story: str) -> Edition:
    """Return the edition of a newsroom in which this story is told anew, and all else is as it was; without portraits.

    What functions told of the one before is kept where they read nothing that may say something else.
    """
    fresh = Edition(newsroom, held.site, held.joined.listed)
    fresh.joined = patched(held.joined, newsroom, story)
    other, size = changed(held.joined, fresh.joined, story), 0
    while size < len(other):  # a fact that another was made of takes that one along
        size = len(other)
        other |= {fact for fact, reads in held.fact_reads.items() if not reads.isdisjoint(other)}
    kept = held.facts_told.keys() - other
    fresh.facts_told = {fact: held.facts_told[fact] for fact in kept}
    fresh.fact_reads = {fact: held.fact_reads[fact] for fact in kept}
    return fresh
