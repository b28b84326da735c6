"""The dates of a text, each placed and derived in words. A text, its publication and its people come in, dates go out.

What has the form of a date is `date_grammar`'s question, whether it is one `date_guards`', what it means that of
the readers in `date_days`, `date_spans`, `date_quarters`, `date_relative`, `date_weekdays` and `date_leaning`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import islice, pairwise
from typing import TYPE_CHECKING, Literal

from verbatim.annotate import lang
from verbatim.annotate.dates import absolute as date_days
from verbatim.annotate.dates import absolute as date_quarters
from verbatim.annotate.dates import absolute as date_spans
from verbatim.annotate.dates import context as date_rough
from verbatim.annotate.dates import relative as date_leaning
from verbatim.annotate.dates import relative as date_relative
from verbatim.annotate.dates import relative as date_weekdays
from verbatim.annotate.dates.context import Placed, Setting, dates_an_event
from verbatim.annotate.dates.grammar import Expression, digits, expressions, month_number, stands
from verbatim.annotate.text.segments import sentences
from verbatim.annotate.text.tense import certainty
from verbatim.core import dates as edtf
from verbatim.model import DateFound, Span

if TYPE_CHECKING:
    from datetime import date

    from verbatim.core.dates import PartialDate
    from verbatim.model import PersonFound


# ---- annotate/date_coordination.py

_JOINS = re.compile(r"\s*(?:,|[-–—]|,?\s(?:and|or|to|through|until|till))\s*+(?:on\s|in\s)?(?:the\s)?\s*+")
_BESIDE = re.compile(r",?\s(?:on\s|at\s)?")
_TIMED = frozenset(("day", "weekday", "relative_weekday", "today", "yesterday", "relative"))
_WEEKDAYS = frozenset(("weekday", "relative_weekday"))
_DATED = frozenset(("day", "month", "days_in_month"))
_YEARLESS = frozenset(("day", "month_alone", "days_in_month", "part_of_month"))
_WITH_YEAR = {"month_alone": "month", "part_of_month": "month"}


def _shared(first: Expression, second: Expression, between: str) -> Expression:
    """Return `first` with the year of `second` where the two are joined and in order of the calendar."""
    if first["year"] or first["which"] or not second["year"] or not _JOINS.fullmatch(between):
        return first
    later = month_number(first["month"]) > month_number(second["month"])
    year = str(int(second["year"]) - 1) if later else second["year"]
    return replace(first, reading=_WITH_YEAR.get(first.reading, first.reading), parts={**first.parts, "year": year})


def with_shared_years(found: list[Expression], text: str) -> list[Expression]:
    """Return `found` with each date that is joined to a later one with a year given that year."""
    done = list(found)
    for at, (first, second) in reversed(list(enumerate(pairwise(found)))):
        if first.reading in _YEARLESS and second.reading in _DATED | _YEARLESS:
            done[at] = _shared(first, done[at + 1], text[first.span.end : second.span.start])
    return done


def _together(first: Expression, second: Expression, between: str) -> Expression | None:
    """Return a time of day and its date as one, None where they are not that."""
    dated = second if first.reading == "clock" else first
    other = first if dated is second else second
    if other.reading != "clock" or dated.reading not in _TIMED or not _BESIDE.fullmatch(between):
        return None
    return replace(dated, span=Span(first.span.start, second.span.end))


def with_times(found: list[Expression], text: str) -> list[Expression]:
    """Return `found` with each time of day that stands beside its date made one with it."""
    done: list[Expression] = []
    for expression in found:
        before = done[-1] if done else None
        one = _together(before, expression, text[before.span.end : expression.span.start]) if before else None
        if one:
            done.pop()
        done.append(one or expression)
    return done


def with_joined_weekdays(found: list[Expression], text: str) -> list[Expression]:
    """Return `found` with each weekday that is joined to one before it marked so (“Tuesday and Wednesday”)."""
    done = list(found)
    for at, (first, second) in enumerate(pairwise(found)):
        between = text[first.span.end : second.span.start]
        if first.reading in _WEEKDAYS and second.reading == "weekday" and _JOINS.fullmatch(between):
            done[at + 1] = replace(second, parts={**second.parts, "joined": between})
    return done


# ---- annotate/dateline.py

_HEAD = 1500
_LINES = 8
_ALONE_BEFORE = re.compile(r"[\s\w.,:|•·–—-]{0,60}[|•·–—]\s*|[\s(]*")
_ALONE_AFTER = re.compile(r"[\s).]*$|[\s,]*(?:at\s+)?\d{1,2}[:.]\d\d[\s\w.:()]{0,20}$|\s*[|•·–—]")
_PLACE_BEFORE = re.compile(r"[\s(]*+[A-Z][\w.’'-]*(?:[ ,]+[A-Z][\w.’'-]*){0,4},?\s*+[(,–—-]?\s*+")
_PLACE_AFTER = re.compile(r"\s*+(?:\([^()\n]{2,40}\)|\))?\s*+(?:[–—]|--?\s|:)|\s*+\([A-Z][^()\n]{1,40}\)")


@dataclass(frozen=True, slots=True)
class Dateline:
    """The place of a dateline's date and its EDTF value."""

    span: Span
    value: str


def _value(found: Expression) -> str:
    if found.reading == "iso":
        return found["iso"].partition("T")[0]
    if found.reading != "day" or not found["year"]:
        return ""
    return f"{found['year']}-{month_number(found['month']):02d}-{digits(found['day']):02d}"


def _labelled(before: str) -> str:
    """Return `before` without the words that announce a date (“Published”, “Updated on”)."""
    words = re.findall(r"[\w'’]+", before.lower())
    return "" if words and all(word in lang.words("dateline_labels") for word in words) else before


def _stands(line: str, start: int, end: int) -> bool:
    before, after = _labelled(line[:start]), line[end:]
    if _ALONE_BEFORE.fullmatch(before) and _ALONE_AFTER.match(after):
        return True
    return bool(_PLACE_BEFORE.fullmatch(before) and _PLACE_AFTER.match(after))


@lru_cache(maxsize=4)
def dateline(text: str) -> Dateline | None:
    """Return the date at the head of `text` under which it was published, None where it bears none."""
    filled = (m for m in re.finditer(r"[^\r\n]+", text[:_HEAD]) if m[0].strip())
    for line in islice(filled, _LINES):
        for found in expressions(line[0]):
            value = _value(found)
            if value and edtf.parse(value) and _stands(line[0], found.span.start, found.span.end):
                return Dateline(found.span.shift(line.start()), value)
    return None


def published_in(text: str) -> str | None:
    """Return the day of publication that the text itself states, in EDTF; None where it states none."""
    found = dateline(text)
    return found.value if found else None


# ---- annotate/moments.py

READERS = {
    **date_days.READERS,
    **date_spans.READERS_DATE_SPANS,
    **date_quarters.READERS_DATE_QUARTERS,
    **date_relative.READERS,
    **date_weekdays.READERS_DATE_WEEKDAYS,
    **date_leaning.READERS_DATE_LEANING,
}
_NEAR = 500
_SAME_EDITION = 7
_NOT_LEANT_ON = frozenset(("window", "clock", "decade", "century"))


@dataclass(frozen=True, slots=True)
class _Ground:
    """What holds for the whole text: its sentences, the day that relative dates count from, its dateline."""

    text: str
    sentences: list[Span]
    today: date | None
    anchor: str
    bears: Dateline | None
    order: Literal["month first", "day first", "unknown"]

    def sentence(self, at: int) -> Span:
        """Return the sentence in which `at` lies."""
        index = bisect_right(self.sentences, at, key=lambda span: span.start) - 1
        return self.sentences[max(index, 0)]


def _anchor(published: str | None, bears: Dateline | None) -> tuple[date | None, str]:
    """Return the day that relative dates count from, and its name. The text's own date wins where both are close."""
    given = edtf.parse(published) if published else None
    day = given.earliest if given and given.precision == "day" else None
    own = edtf.parse(bears.value) if bears else None
    if own and own.earliest and (not day or abs((own.earliest - day).days) <= _SAME_EDITION):
        return own.earliest, "the date at the head of the text" if own.earliest != day else "the publication date"
    return day, "the publication date"


def _order(found: list[Expression]) -> Literal["month first", "day first", "unknown"]:
    """Return how the text orders day and month where it writes the month as a word."""
    votes = [list(e.parts).index("month") < list(e.parts).index("day") for e in found if e.reading == "day"]
    if not votes or any(votes) != all(votes):
        return "unknown"
    return "month first" if votes[0] else "day first"


def _read(ground: _Ground, expression: Expression, reference: PartialDate | None) -> tuple[Setting, Placed | None]:
    setting = Setting(
        ground.text, expression, ground.sentence(expression.span.start),
        ground.today, reference, ground.order, ground.anchor,
    )  # fmt: skip
    try:
        placed = READERS[expression.reading](setting)
    except (ValueError, OverflowError):
        return setting, None
    return setting, placed and date_rough.as_given(setting, placed)


def _row(ground: _Ground, setting: Setting, placed: Placed) -> DateFound:
    span = setting.expression.span
    if ground.bears and span.meets(ground.bears.span):
        return DateFound(span, placed.value, placed.basis, placed.why, setting.sentence)
    moment = dates_an_event(setting) and not date_rough.is_topic(setting)
    held = certainty(ground.text, setting.sentence, span, setting.sign, setting.before) if moment else "reported"
    return DateFound(span, placed.value, placed.basis, placed.why, setting.sentence, moment, held)


def _near(row: DateFound | None, at: int) -> PartialDate | None:
    return edtf.parse(row.value) if row and row.value and at - row.span.end <= _NEAR else None


def _rows(ground: _Ground, found: list[Expression]) -> list[DateFound]:
    rows: list[DateFound] = []
    last: DateFound | None = None
    for expression in found:
        setting, placed = _read(ground, expression, _near(last, expression.span.start))
        if placed is None:
            continue
        rows.append(_row(ground, setting, placed))
        if placed.value and expression.reading not in _NOT_LEANT_ON:
            last = rows[-1]
    return rows


def _with_people(rows: list[DateFound], people: tuple[PersonFound, ...]) -> list[DateFound]:
    """Name in each row those mentioned in its sentence, in order of first mention."""
    mentions = sorted((span.start, person.id) for person in people for span in person.mentions)
    starts = [start for start, _ in mentions]
    inside: dict[Span, tuple[str, ...]] = {}
    for span in {row.sentence or row.span: None for row in rows}:
        within = mentions[bisect_right(starts, span.start - 1) : bisect_right(starts, span.end - 1)]
        inside[span] = tuple(dict.fromkeys(person for _, person in within))
    return [replace(row, people=inside[row.sentence or row.span]) for row in rows]


def find(text: str, published: str | None, people: tuple[PersonFound, ...] = ()) -> tuple[DateFound, ...]:
    """Return the dates of `text` in order of place.

    `published` is EDTF or None. Where it is None the date that the text bears at its head is used instead; without
    either nothing relative is placed, and `why` says so.
    """
    named = {span.start for person in people if person.kind == "person" for span in person.mentions}
    forms = (e for e in expressions(text) if e.reading != "month_alone" or e.span.start not in named)
    found = [expression for expression in forms if stands(text, expression)]
    for completed in (with_shared_years, with_joined_weekdays, with_times):
        found = completed(found, text)
    if not found:
        return ()
    bears = dateline(text)
    today, anchor = _anchor(published, bears)
    ground = _Ground(text, sentences(text), today, anchor, bears, _order(found))
    return tuple(_with_people(_rows(ground, found), people))
