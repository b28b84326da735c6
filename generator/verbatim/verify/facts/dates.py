"""Holds the dates that are shown with moments to the site's data, these to the fragments, and both to the source.

A date that is *stated* can be read from the words at its place: its year there or in the paragraph, its month and its
day in the words. Any other says how it was worked out, or that the editors set it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from verbatim.verify.claims import on_one_line
from verbatim.verify.facts.attributions import BASES, place_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from verbatim.verify.facts.records import Records


MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
DECADES = ("", "", "twent", "thirt", "fort", "fift", "sixt", "sevent", "eight", "ninet")  # and -ies
LONGEST = 5_000  # code points of a paragraph on either side of a date that are searched for its year
SHORTEST_MONTH = 3  # letters: Jan.
_NUMBER = re.compile(r"\d+")
_WORD = re.compile(r"[^\W\d_]+")
_NUMERIC = re.compile(r"\d{1,4}[./-]\d{1,2}[./-]\d{1,4}")
_DATE = re.compile(r"([0-9X]{4})(?:-(\d{2})(?:-(\d{2}))?)?")
_MOMENT = re.compile(r"#(m-[a-z0-9-]+)$")
_ANNOTATED = re.compile(r"/([a-z0-9-]+)\.annotations\.jsonld#(m-[a-z0-9-]+)$")
_SHORT = re.compile(r"\b\d\d\b")
# The beginning of a year in words: nineteen ninety-four.
_IN_WORDS = re.compile(r"\b(?:fifteen|sixteen|seventeen|eighteen|nineteen|twenty|two thousand)\b", re.IGNORECASE)
_PARAGRAPH = re.compile(r"[\r\n\u2029]")


class PartialDay(NamedTuple):
    """A date as it is written: a year, which may end in X, a month and a day, or 0."""

    year: str
    month: int
    day: int


def days_of(value: str) -> list[PartialDay]:
    """Return the date, or the two ends, of an EDTF value."""
    return [PartialDay(year, int(month or 0), int(day or 0)) for year, month, day in _DATE.findall(value)]


def fault_of_words(words: str, around: str, value: str) -> str:
    """Return why a date cannot be read from words for it, with the paragraph around them; empty where it can."""
    named = _months(words)
    numbers = {int(found) for found in _NUMBER.findall(words)}
    if _NUMERIC.search(words):
        named = {*numbers}
    for date in days_of(value):
        if not (_has_year(words, date.year) or _has_year(around, date.year)):
            return f"the year {date.year} stands neither there nor in its paragraph"
        if named and 1 <= date.month <= len(MONTHS) and date.month not in named:
            return f"the words are of another month than {date.month}"
        if named and date.day and date.day not in numbers:
            return f"the day {date.day} is not in the words"
    return ""


def _months(words: str) -> set[int]:
    """Return the months that words name, whole or abbreviated."""
    found = set()
    for word in _WORD.findall(words.casefold()):
        if len(word) >= SHORTEST_MONTH:
            found |= {number for number, month in enumerate(MONTHS, start=1) if month.startswith(word)}
            found |= {9} if word == "sept" else set()
    return found


def _has_year(text: str, year: str) -> bool:
    """Return whether a text has a year, as `1996` or `’96`; of a decade or a century what tells it."""
    if "X" not in year:
        is_short = any(year.endswith(found) for found in _SHORT.findall(text))
        return year in text or is_short or bool(_IN_WORDS.search(text))
    if year.endswith("XX"):
        return str(int(year[:2]) + 1) in _NUMBER.findall(text) or f"{year[:2]}00" in text or not _NUMBER.search(text)
    tens = int(year[2])
    told = DECADES[tens] and f"{DECADES[tens]}ies" in text.casefold()
    return bool(told) or f"{year[:3]}0" in text or f"{tens}0s" in text


def faults_of_story(story: str, text: str, records: Records) -> Iterator[str]:
    """Yield what a story's data say of dates that its fragments or its source do not bear out."""
    spans = records.fragments.of(story)
    for (start, end), row in records.proofs.moments(story).items():
        where = f"{row.get('id')} ({story}.txt#char={start},{end})"
        span = spans.moments.get((start, end)) if spans else None
        if spans and span is None:
            yield f"{where} is in no fragment"
        elif span and (row.get("date") or None) != (span.attrs.get("date") or None):
            yield f"{where} has the date “{row.get('date')}”; the fragment has “{span.attrs.get('date')}”"
        elif span and row.get("basis") != (span.attrs.get("basis") or "none"):
            yield f"{where} has the basis “{row.get('basis')}”; the fragment has “{span.attrs.get('basis')}”"
        elif fact := _fault_in_source(row, text, start, end):
            yield f"{where} {fact}"


class Dates:
    """The dates of a site's moments, as the data of each story have them."""

    def __init__(self, records: Records) -> None:
        self._records = records
        self._by_id: dict[str, Mapping[str, str]] = {}

    def faults_of(self, value: Mapping[str, Any], story: str) -> Iterator[str]:
        """Yield which date an object of a JSON file gives a moment that the story's data do not have."""
        annotated, event = _ANNOTATED.search(str(value.get("id"))), _MOMENT.search(str(value.get("url")))
        if value.get("type") == "Annotation" and annotated:
            yield from self._of_annotation(value, annotated[1], annotated[2])
        elif value.get("@type") == "Event" and event:
            yield from self._of_event(value, event[1])
        elif str(value.get("id")).startswith("m-") and "date" in value:
            yield from filter(None, [self.fault_of_row(value, story)])

    def fault_of_row(self, row: Mapping[str, Any], story: str) -> str:
        """Return how a moment's row differs from the story's data, by the place of its words for the date."""
        place = place_of(row)
        known = self._records.proofs.moments(story).get(place) if place else None
        keys = ("date", "basis") if known else ()
        wrong = [key for key in keys if key in row and (row[key] or None) != ((known or {}).get(key) or None)]
        told = f"{row.get('id') or place} has the {wrong[0]} “{row[wrong[0]]}”" if wrong else ""
        return f"{told}; the story’s data have “{(known or {}).get(wrong[0])}”" if wrong else ""

    def date_of(self, story: str, name: str) -> str | None:
        """Return a moment's date, empty where it has none; None where the story's data do not have the moment."""
        if story not in self._by_id:
            rows = self._records.proofs.moments(story).values()
            self._by_id[story] = {str(row.get("id")): str(row.get("date") or "") for row in rows}
        return self._by_id[story].get(name)

    def fault_of_days(self, story: str, name: str, shown: str) -> str:
        """Return that a day, or the first and last of several, is not the date of a moment; empty where it is."""
        known = self.date_of(story, name)
        is_right = known is None or _within(days_of(shown), known)
        return "" if is_right else f"{name} is dated {shown}; the story’s data have “{known}”"

    def faults_at(self, place: tuple[str, int, int], shown: str) -> str:
        """Return that a date shown with a sentence is that of none of its moments; empty where it is of one."""
        story, start, end = place
        rows = self._records.proofs.moments(story).values()
        told = [place_of(row.get("sentence")) for row in rows]
        dates = [str(row.get("date") or "") for row, own in zip(rows, told, strict=True) if own == (start, end)]
        if not dates or any(_within(days_of(shown), one) for one in dates if one):
            return ""
        return f"{shown} is shown with {story}.txt#char={start},{end}; the story’s data have {dates}"

    def _of_annotation(self, value: Mapping[str, Any], story: str, name: str) -> Iterator[str]:
        bodies, known = value.get("body"), self.date_of(story, name)
        rows = [body for body in bodies if isinstance(body, dict)] if isinstance(bodies, list) else []
        shown = [body.get("value") for body in rows if body.get("purpose") == "identifying" and "value" in body]
        if known is not None and shown != ([known] if known else []):
            yield f"{name} is dated {shown}; the story’s data have “{known}”"

    def _of_event(self, value: Mapping[str, Any], name: str) -> Iterator[str]:
        story = re.search(r"/sources/([a-z0-9-]+)\.txt$", str(value.get("subjectOf")))
        days = " ".join(str(value.get(key) or "") for key in ("startDate", "endDate"))
        yield from filter(None, [self.fault_of_days(story[1], name, days) if story else ""])


def _within(shown: Sequence[PartialDay], value: str) -> bool:
    """Return whether all days shown are those of an EDTF value, or the edges of its years, months and seasons."""
    known = days_of(value)
    return all(any(_is_edge(day, one) for one in known) for day in shown)


def _is_edge(day: PartialDay, of: PartialDay) -> bool:
    same_year = all(a in (b, "X") for a, b in zip(of.year, day.year, strict=True)) or of.month > len(MONTHS)
    same_month = not 1 <= of.month <= len(MONTHS) or day.month in (of.month, 0)
    return same_year and same_month and (not of.day or day.day in (of.day, 0))


def _fault_in_source(row: Mapping[str, Any], text: str, start: int, end: int) -> str:
    date, basis, why = str(row.get("date") or ""), row.get("basis"), str(row.get("why") or "")
    if basis not in BASES:
        return f"has the basis “{basis}”, which is none"
    if basis == "none":
        return f"has the date {date}, and a basis that says there is none" if date else ""
    if basis in ("inferred", "editor"):
        return "" if why.strip() else f"has the date {date}, and does not say how it was worked out"
    before, after = _PARAGRAPH.split(text[max(0, start - LONGEST) : start])[-1], text[end : end + LONGEST]
    fact = fault_of_words(text[start:end], before + text[start:end] + _PARAGRAPH.split(after)[0], date)
    return f"has the date {date}, which “{on_one_line(text[start:end])}” does not state: {fact}" if fact else ""
