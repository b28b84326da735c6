"""What dates that stand together share. Expressions come in and go out, completed.

A year: in “January 23 to March 9, 2014” both lie in it. A time of day beside its date is one expression with it.
A weekday joined to one before it is marked `joined`.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from generator.annotate.date_words import month_number
from generator.model import Span

if TYPE_CHECKING:
    from generator.annotate.date_grammar import Expression

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
