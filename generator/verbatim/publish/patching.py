"""An edition with one story replaced, for the preview of an edit: cheaper than joining the whole newsroom again.

Only lookups of the story, and of the people who speak or act in it before or after the edit, are built anew.
"""

from collections.abc import Iterable, Mapping
from typing import TypeVar

from verbatim.model import History, Moment, Newsroom, Number, Quote
from verbatim.publish.edition import Appearance, Edition, Lookups
from verbatim.publish.tracking import EVERYTHING, Dependency

Item = TypeVar("Item")
# The same as long as a story names the same people and keeps its place (`newsroom.join.fits`).
UNCHANGED = ("rank", "people_by_story", "namesakes", "named", "spread", "_successors")


def patched_edition(before: Edition, newsroom: Newsroom, story: str) -> Edition:
    """Return the edition of a newsroom that differs from that of `before` in this story only; without portraits.

    Facts computed before are kept where nothing that they read may have changed.
    """
    known = before.lookups
    after = Edition(newsroom, before.site, known.listed, topics=known.topics, published=known.published)
    after.drafts = before.drafts
    after.lookups = patched_lookups(before.lookups, newsroom, story)
    changed, size = _changed(before.lookups, after.lookups, story), 0
    while size < len(changed):  # a fact changes with those that it was made of
        size = len(changed)
        changed |= {fact for fact, reads in before.fact_dependencies.items() if not reads.isdisjoint(changed)}
    kept = before.fact_values.keys() - changed
    after.fact_values = {fact: before.fact_values[fact] for fact in kept}
    after.fact_dependencies = {fact: before.fact_dependencies[fact] for fact in kept}
    return after


def patched_lookups(before: Lookups, newsroom: Newsroom, story: str) -> Lookups:
    """Return the lookups of a newsroom that differs from that of `before` in this story only."""
    after = Lookups(newsroom, before.listed, before.topics, before.published)
    known: dict[str, object] = {name: getattr(before, name) for name in UNCHANGED}
    tables: dict[str, Iterable[Quote | Moment | Number | History]] = {
        "quotes_by_story": newsroom.quotes.values(),
        "moments_by_story": newsroom.moments,
        "numbers_by_story": newsroom.numbers,
        "histories_by_story": newsroom.histories.values(),
    }
    for name, rows in tables.items():
        known[name] = _with(getattr(before, name), {story: [row for row in rows if row.story == story]})
    after.__dict__.update(known)  # where cached properties keep their values
    after.__dict__["quotes_by_speaker"] = _with(before.quotes_by_speaker, dict(_quotes(before, after, story)))
    after.__dict__["profiled"] = before.profiled ^ _other_homes(before, after, story)
    after.__dict__["moments_by_person"] = _with(before.moments_by_person, dict(_moments(before, after, story)))
    after.__dict__["appearances"] = {**before.appearances, **dict(_appearances(before, after, story))}
    return after


def _changed(before: Lookups, after: Lookups, story: str) -> set[Dependency]:
    both = (before, after)
    quotes = {quote.id for one in both for quote in one.quotes_by_story.get(story, ())}
    histories = {history.id for one in both for history in one.histories_by_story.get(story, ())}
    translations = {one.id for one in before.translations.get(story, ())}
    speakers = _speakers(*both, story=story)
    return {
        EVERYTHING,
        ("story", story),
        ("histories of", story),
        *(("quote", name) for name in quotes),
        *(("history", name) for name in histories),
        *(("translations of", name) for name in translations),
        *(("quotes of", name) for name in speakers),
        *(("appearances of", name) for name in speakers),
        *(("moments of", name) for name in _actors(*both, story=story)),
        *(("person", name) for name in before.profiled ^ after.profiled),
    }


def _other_homes(before: Lookups, after: Lookups, story: str) -> frozenset[str]:
    """Return who gains or loses a page by an edit: people who speak have one."""
    people, speakers = after.newsroom.people, _speakers(before, after, story=story) & before.named
    return frozenset(name for name in speakers if after.has_page(people[name]) != (name in before.profiled))


def _speakers(*lookups: Lookups, story: str) -> set[str]:
    return {quote.speaker for one in lookups for quote in one.quotes_by_story.get(story, ()) if quote.speaker}


def _actors(*lookups: Lookups, story: str) -> set[str]:
    return {name for one in lookups for moment in one.moments_by_story.get(story, ()) for name in moment.people}


def _quotes(before: Lookups, after: Lookups, story: str) -> Iterable[tuple[str, list[Quote]]]:
    new = after.quotes_by_story.get(story, []) if story in before.listed else []
    for who in _speakers(before, after, story=story):
        others = [quote for quote in before.quotes_by_speaker.get(who, ()) if quote.story != story]
        own = [quote for quote in new if quote.speaker == who]
        yield who, sorted([*others, *own], key=lambda quote: (before.rank[quote.story], quote.span))


def _moments(before: Lookups, after: Lookups, story: str) -> Iterable[tuple[str, list[Moment]]]:
    for who in _actors(before, after, story=story):
        others = [moment for moment in before.moments_by_person.get(who, ()) if moment.story != story]
        own = [moment for moment in after.moments_by_story.get(story, ()) for name in moment.people if name == who]
        yield who, sorted([*others, *own], key=lambda moment: before.rank[moment.story])


def _appearances(before: Lookups, after: Lookups, story: str) -> Iterable[tuple[str, list[Appearance]]]:
    for who in _speakers(before, after, story=story) & before.appearances.keys():
        speaks = any(quote.story == story for quote in after.quotes_by_speaker.get(who, ()))
        rows = before.appearances[who]
        yield who, [row._replace(speaks=speaks) if row.story == story else row for row in rows]


def _with(table: Mapping[str, list[Item]], new: Mapping[str, list[Item]]) -> dict[str, list[Item]]:
    """Return a table with new rows under some keys; a key without rows is left out."""
    empty = {key for key, rows in new.items() if not rows}
    whole = {**table, **new}
    return {key: rows for key, rows in whole.items() if key not in empty} if empty else whole
