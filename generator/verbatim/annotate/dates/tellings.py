"""Finds where a text tells one event twice: in its lead and again further down.

Two sentences tell the same event where they give it one date and one certainty, the same ones act in both, and most of
what the shorter says stands in the longer, its verb among it. Two events of one day must stay two: in doubt, such as
where each names a place of its own, they are not joined.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import NamedTuple

from verbatim.annotate import lang
from verbatim.annotate.lang import base_form, cue
from verbatim.annotate.text.tense import direction
from verbatim.core import dates as edtf
from verbatim.model import Span
from verbatim.model.reading import DateFound, PersonFound

_WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
_NUMBER = re.compile(r"\d[\d.,]*")
_SHORTEST = 3  # letters of a word that says something
_SHARED = 3  # what both tell, at least: words, and who is named
_SHARE = 0.5  # of what the shorter tells
_NEARLY_ALL = 0.8  # the same, where nobody is known to act in both
_SAY_NOTHING = ("closed", "auxiliaries", "phrase_ends", "light_verbs", "weekdays", "months", "dayparts", "units")
_LONGEST = 60  # words: what is longer is no sentence but captions or a list
_CANDIDATES = 40  # events of one date that a sentence is compared with: a long text of one day takes no quadratic time


@dataclass(frozen=True, slots=True)
class Telling:
    """What a sentence tells of its date: words in their base forms, and the ids of those named.

    `deed` is what its verb says, and `object` the noun that follows it, empty for none. `before` and `after` are those
    named on the verb's two sides, `subject` the words before it. `places` are also what has a capital and is nobody
    known.
    """

    date: DateFound
    deed: str
    object: str
    before: frozenset[str]
    after: frozenset[str]
    places: frozenset[str]
    numbers: frozenset[str]
    subject: frozenset[str]
    words: frozenset[str]

    @property
    def all(self) -> frozenset[str]:
        """Everything in it but numbers."""
        return self.words | self.before | self.after | self.places

    def is_of_same_event(self, other: Telling) -> bool:
        """Return whether both tell the same event, given that their dates and certainties are equal."""
        if self.date.sentence == other.date.sentence or self._contradicts(other):
            return False
        if not self.deed or not other.deed or not (self.deed in other.words or other.deed in self.words):
            return False
        acts = self.before & other.before or self.subject & other.subject
        if not acts and self.deed != other.deed:
            return False
        shared, least = len(self.all & other.all), min(len(self.all), len(other.all))
        return shared >= max(_SHARED, (_SHARE if acts else _NEARLY_ALL) * least)

    def _contradicts(self, other: Telling) -> bool:
        """Return whether both have a time, places, numbers or people, none in common, or differ in who did what."""
        pairs = (
            (self.places, other.places),
            (self.numbers, other.numbers),
            (self.before, other.before),
            (self.after, other.after),
            (_clock(self.date), _clock(other.date)),
        )
        swapped = self.before & other.after - other.before or self.after & other.before - self.before
        parted = any(one and two and not one & two for one, two in pairs)
        return bool(swapped) or parted or not (self._may_be_of(other) or other._may_be_of(self))

    def _may_be_of(self, other: Telling) -> bool:
        """Return whether the other tells of what this is done to, as far as both say it."""
        return not self.object or not other.object or self.object in other.words


def _clock(date: DateFound) -> frozenset[str]:
    time = edtf.time_of_day(date.value or "")
    return frozenset((time,)) if time else frozenset()


def with_tellings(text: str, found: Iterable[DateFound], people: Iterable[PersonFound]) -> list[DateFound]:
    """Return the dates; a moment that the text tells before has the place of its date there as `same`."""
    rows = list(found)
    mentions = sorted((_Mention(span, person) for person in people for span in person.mentions), key=_start)
    dates: dict[Span, list[Span]] = defaultdict(list)
    for row in rows:
        dates[row.sentence or row.span].append(row.span)
    firsts: dict[tuple[str, str], list[Telling]] = defaultdict(list)
    for at, row in enumerate(rows):
        sentence = row.sentence or row.span
        telling = _telling(text, row, mentions, dates[sentence]) if row.moment and row.value else None
        if telling is None:
            continue
        known = firsts[(row.value or "").partition("T")[0], row.certainty]
        first = next((one for one in known if one.is_of_same_event(telling)), None)
        if first is not None:
            rows[at] = replace(row, same=first.date.span)
        elif len(known) < _CANDIDATES:
            known.append(telling)
    return rows


class _Mention(NamedTuple):
    span: Span
    person: PersonFound


def _start(mention: _Mention) -> int:
    return mention.span.start


def _telling(text: str, row: DateFound, mentions: list[_Mention], dates: list[Span]) -> Telling | None:
    """Return what the sentence of a moment, which has these dates, tells; None where its verb only says who spoke."""
    sentence = row.sentence or row.span
    verb = _verb(text, sentence, row.span)
    if verb is None or len(sentence.of(text).split(maxsplit=_LONGEST)) > _LONGEST:
        return None
    first, last = (bisect_left(mentions, offset, key=_start) for offset in (sentence.start, sentence.end))
    named = mentions[first:last]
    taken = [*dates, *(mention.span for mention in named)]
    told = [found for found in _WORD.finditer(text, sentence.start, sentence.end) if not _within(found, taken)]
    words = {found.start(): base_form(found[0].lower()) for found in told if _means(found[0].lower())}
    capitals = (found[0].lower() for found in told if found[0][0].isupper() and sentence.start < found.start())
    numbers = (found for found in _NUMBER.finditer(text, sentence.start, sentence.end) if not _within(found, taken))
    deed = next((base for at, base in words.items() if at >= verb), "")
    return Telling(
        date=row,
        deed=deed,
        object=_object(text, sentence, verb),
        before=_ids(one for one in named if one.span.start < verb),
        after=_ids(one for one in named if one.span.start > verb),
        places=frozenset((*(one.person.id for one in named if one.person.kind == "place"), *filter(_means, capitals))),
        numbers=frozenset(found[0].rstrip(".,") for found in numbers),
        subject=frozenset(base for at, base in words.items() if at < verb),
        words=frozenset(words.values()),
    )


def _ids(named: Iterable[_Mention]) -> frozenset[str]:
    return frozenset(one.person.id for one in named if one.person.kind != "place")


def _within(found: re.Match[str], taken: Iterable[Span]) -> bool:
    return any(span.start <= found.start() < span.end for span in taken)


def _verb(text: str, sentence: Span, date: Span) -> int | None:
    """Return where the verb of a date begins, past its auxiliaries; None where it has none, or one of saying."""
    sign = direction(text, sentence, date)
    for found in _WORD.finditer(text, max(sign.at, 0), sentence.end) if sign.at >= 0 else ():
        low = found[0].lower()
        if low in lang.words("closed") or low in lang.words("auxiliaries") or low.endswith("ly"):
            continue
        return None if cue(low) or low in lang.words("prospects") or found[0] != low else found.start()
    return None


def _object(text: str, sentence: Span, verb: int) -> str:
    """Return the noun of the phrase right behind a verb, in its base form: wall, of “opened the new wall in May”."""
    head, end = "", 0
    for found in _WORD.finditer(text, verb, sentence.end):
        small = lang.pairs("closed").get(found[0].lower())
        if end and (small not in (None, "det", "adj", "num") or text[end : found.start()].strip()):
            break
        head = found[0] if end and small is None else head
        end = found.end()
    return base_form(head) if head.islower() else ""


def _means(word: str) -> bool:
    """Return whether a word, in lower case, says what happened: no small word, no verb of saying or without meaning."""
    if len(word) < _SHORTEST or cue(word):
        return False
    return not any(word in lang.words(name) for name in _SAY_NOTHING)
