"""The date that a text itself bears as its day of publication. A text comes in, the date at its head goes out.

It must be a full date, near the top, and stand as datelines do: alone on its line but for a weekday, a time or
words such as “Published”; behind a by-line's bar; or after a place and before a dash or an agency in brackets.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING

from generator import edtf
from generator.annotate import lang
from generator.annotate.date_grammar import Expression, expressions
from generator.annotate.date_words import digits, month_number

if TYPE_CHECKING:
    from generator.model import Span

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
