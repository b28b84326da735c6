"""Holds the dates that are shown with moments to the site's data, these to the fragments, and both to the source.

A date that is *stated* can be read from the words at its place: its year there or in the paragraph, its month and its
day in the words. Any other says how it was worked out, or that the editors set it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from verbatim.verify.claims import on_one_line
from verbatim.verify.facts.attributions import BASES, place_of
from verbatim.verify.facts.date_words import MONTHS, fault_of_date, first_day, machine_of, months_in
from verbatim.verify.facts.records import LENGTH_OF_DAY
from verbatim.verify.markup.passages import ALL_MARKS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from verbatim.verify.facts.records import Records


DECADES = ("", "", "twent", "thirt", "fort", "fift", "sixt", "sevent", "eight", "ninet")  # and -ies
LONGEST = 5_000  # code points of a paragraph on either side of a date that are searched for its year
_NUMBER = re.compile(r"\d+")
_NUMERIC = re.compile(r"\d{1,4}[./-]\d{1,2}[./-]\d{1,4}")
_DAY = re.compile(r"(?<!\d)\d{4}-?\d\d-?\d\d(?!\d)")
_DATE = re.compile(r"([0-9X]{4})(?:-(\d{2})(?:-(\d{2}))?)?")
ENTRY = re.compile(r"\bstories[/:]([a-z0-9-]+)(?:/|$)")  # of whose page an address is
_CITED = re.compile(r"sources/([a-z0-9-]+)\.txt#char=")
CHANGED = ("article:modified_time", "dateModified")  # the others are of publication
STORY = (
    "date", "date_basis", "modified", "title", "section", "lang", "source_name", "source_url", "source_sha256"
)  # fmt: skip
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
    named = months_in(words)
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
    row, written = records.proofs.story(story) or {}, records.headers.date(story)
    if row and written and (row.get("date") or "", row.get("date_basis")) != written:
        told = f"{row.get('date') or 'no date'} ({row.get('date_basis')})"
        yield f"the story is dated {told}; its file has {written[0] or 'no date'} ({written[1]})"
    source = records.headers.source(story)
    if row and source and row.get("date_basis") == "file" and not _names_day(source, str(row.get("date"))):
        yield f"the story is dated {row.get('date')} by the name of its file, {source}, which does not have this day"
    title = records.headers.title(story)
    if row and title and "title" in row and _plain(str(row.get("title"))) != _plain(title):
        yield f"the story is called “{row.get('title')}”; its file has “{title}”"
    spans = records.fragments.of(story)
    for (start, end), row in records.proofs.moments(story).items():
        where = f"{row.get('id')} ({story}.txt#char={start},{end})"
        span = spans.moments.get((start, end)) if spans else None
        if spans and span is None:
            yield f"{where} is in no fragment"
        elif span and (row.get("date") or None) != (span.attrs.get("date") or None):
            yield f"{where} has the date “{row.get('date')}”; the fragment has “{span.attrs.get('date')}”"
        elif span and "certainty" in row and row["certainty"] != (span.attrs.get("certainty") or row["certainty"]):
            yield f"{where} is told as {row['certainty']}; the fragment has “{span.attrs.get('certainty')}”"
        elif span and row.get("basis") != (span.attrs.get("basis") or "none"):
            yield f"{where} has the basis “{row.get('basis')}”; the fragment has “{span.attrs.get('basis')}”"
        elif fact := _fault_in_source(row, text, start, end):
            yield f"{where} {fact}"


def _names_day(source: str, day: str) -> bool:
    """Return whether a file's name has a day, with hyphens in it or without, and no digits around it."""
    return bool(day) and any(found[0].replace("-", "") == day.replace("-", "") for found in _DAY.finditer(source))


def _plain(title: str) -> str:
    return " ".join(ALL_MARKS.sub("", on_one_line(title)).split())


class Dates:
    """The dates of a site's moments, as the data of each story have them."""

    def __init__(self, records: Records) -> None:
        self._records = records

    def faults_of(self, value: Mapping[str, Any], story: str) -> Iterator[str]:
        """Yield which date an object of a JSON file gives a moment that the story's data do not have."""
        if value.get("type") == "Annotation" and (annotated := _ANNOTATED.search(str(value.get("id")))):
            yield from self._of_annotation(value, annotated[1], annotated[2])
        elif value.get("@type") == "Event" and (event := _MOMENT.search(str(value.get("url")))):
            yield from self._of_event(value, event[1])
        elif str(value.get("id")).startswith("m-") and "date" in value:
            yield from filter(None, [self.fault_of_row(value, story)])
        elif "date_basis" in value:
            yield from filter(None, [self._fault_of_story(value)])
        elif value.get("@type") == "CorrectionComment" and story:
            yield from filter(None, [self._fault_of_correction(value, story)])
        elif "date_published" in value:
            yield from filter(None, [self.fault_of_entry(value, str(value["date_published"]))])
        else:
            heads = ((key, str(value[key])) for key in ("datePublished", "dateModified") if key in value and story)
            yield from filter(None, (self.fault_of_head(story, key, shown) for key, shown in heads))

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
        row = self._records.proofs.moment(story, name)
        return None if row is None else str(row.get("date") or "")

    def sentences_of(self, of: str) -> list[tuple[str, int, int]]:
        """Return where the sentences of a moment, given as `story#m-…`, and of the other places that tell it, are."""
        story, _, name = of.partition("#")
        found = list[tuple[str, int, int]]()
        for row in self._records.proofs.moments(story).values():
            told = [row, *(one for one in row.get("also") or () if isinstance(one, dict))]
            for one in told if name and name in (one.get("id") for one in told) else ():
                place = place_of(one.get("sentence"))
                found += [(str(one.get("story") or story), *place)] if place else []
        return found

    def published(self, story: str) -> str | None:
        """Return the date of a story's publication, empty where it is unknown.

        None where the site has no data of it, as of a draft, and its file is not at hand.
        """
        row = self._records.proofs.story(story)
        if row is None:
            written = self._records.headers.date(story)
            return written[0] if written else None
        return "" if row.get("date_basis") == "unknown" else str(row.get("date") or "")

    def is_unknown(self, story: str) -> bool:
        """Return whether the site has no data of a story, as of a draft."""
        return self._records.proofs.story(story) is None

    def dated(self, story: str) -> list[str]:
        """Return the ids of a story's moments that have a date, without the other places that tell them."""
        rows = self._records.proofs.moments(story).values()
        return [str(row.get("id")) for row in rows if "also" in row and row.get("date")]

    def changed(self, story: str) -> str:
        """Return the day of a story's last change, empty where it has none."""
        return str((self._records.proofs.story(story) or {}).get("modified") or "")

    def fault_of_shown(self, of: str, machine: str | None, words: str) -> str:
        """Return how a page dates a story, or one of its moments as `story#m-…`, otherwise than the site's data.

        `machine` is the `datetime` of what is shown, where it has one.
        """
        story, _, moment = of.partition("#")
        known = self.date_of(story, moment) if moment else self.published(story)
        if known is None:
            return "" if self.is_unknown(story) else f"“{words}” is the date of {of}, which the site’s data do not have"
        told = f"{of} is dated “{words}” ({machine})" if machine else f"{of} is dated “{words}”"
        if not known:
            return f"{told}; the story’s data have no date"
        if machine is not None and machine != machine_of(known):
            return f"{told}; the story’s data have {known}"
        fact = fault_of_date(words, known)
        return f"{told}, and the story’s data have {known}: {fact}" if fact else ""

    def fault_of_place(self, story: str, place: tuple[int, int], machine: str) -> str:
        """Return that words of a source are marked with another date than that of the moment there, if there is one."""
        row = self._records.proofs.moments(story).get(place)
        known = str((row or {}).get("date") or "")
        is_right = row is None or machine == machine_of(known)
        where = f"{story}.txt#char={place[0]},{place[1]}"
        return "" if is_right else f"{where} is marked as {machine}; the story’s data have “{known}”"

    def fault_of_entry(self, entry: Mapping[str, Any], shown: str) -> str:
        """Return that an entry of a feed gives another day for the publication of its story; empty where it is right.

        Its address names the story, or its content, where it is a quotation's, cites the source.
        """
        address = ENTRY.search(str(entry.get("url") or entry.get("id")))
        found = address or _CITED.search(str(entry.get("content_html")))
        return self.fault_of_day(found[1], shown) if found else ""

    def fault_of_day(self, story: str, shown: str) -> str:
        """Return that a feed or a sitemap gives another day for a story's publication; empty where it is right."""
        known = self.published(story)
        is_right = known is None or shown[:LENGTH_OF_DAY] == first_day(known)
        return "" if is_right else f"{story} is published {shown}; the story’s data have “{known}”"

    def fault_of_result(self, card: Mapping[str, Any]) -> str:
        """Return how a result of the search is dated otherwise than the story, or the moment, that it shows."""
        words, moment = card.get("words"), _MOMENT.search(str(card.get("url")))
        story = str(words.get("story")) if isinstance(words, dict) else ""
        of = f"{story}#{moment[1]}" if moment else story
        return self.fault_of_shown(of, None, str(card["date"])) if "date" in card and story else ""

    def fault_of_head(self, story: str, key: str, shown: str) -> str:
        """Return that a page's head or JSON-LD gives another date of publication, or of the last change, as `key`."""
        known = self.changed(story) if key in CHANGED else self.published(story)
        # Another theme writes the time too, and a day of its own for the last change.
        is_others = len(shown) > LENGTH_OF_DAY and (key in CHANGED or shown[:LENGTH_OF_DAY] == first_day(known or ""))
        is_right = known is None or is_others or shown == machine_of(known)
        return "" if is_right else f"{key} is {shown}; the story’s data have “{known}”"

    def fault_in_sitemap(self, story: str, shown: str) -> str:
        """Return that a sitemap gives another day for a story's last change; empty where it is right.

        One that another plugin writes has the time too, and may have the day of publication; of a story without a
        date it has no number.
        """
        changed, published = self.changed(story), self.published(story)
        known = changed or published
        is_others = len(shown) > LENGTH_OF_DAY and shown[:LENGTH_OF_DAY] in map(first_day, (changed, published or ""))
        is_right = known is None or is_others or shown == machine_of(known) or not _NUMBER.search(shown)
        return "" if is_right else f"{story} was last changed {shown}; the story’s data have “{known}”"

    def _fault_of_story(self, value: Mapping[str, Any]) -> str:
        row = self._records.proofs.story(str(value.get("id"))) or {}
        wrong = next((key for key in STORY if row and value.get(key) != row.get(key)), None)
        return f"{value.get('id')} has the {wrong} “{value[wrong]}”; its data have “{row.get(wrong)}”" if wrong else ""

    def _fault_of_correction(self, value: Mapping[str, Any], story: str) -> str:
        shown, known = value.get("datePublished"), self._records.proofs.changes(story)
        is_right = shown is None or self.is_unknown(story) or shown in map(machine_of, known)
        return "" if is_right else f"{story} was corrected {shown}; its changes are of {', '.join(sorted(known))}"

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
        row = self._records.proofs.moment(story[1], name) if story else None
        if row and row.get("certainty") == "denied":
            yield f"{name} is told as an event, and it is denied"


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
