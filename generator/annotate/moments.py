"""The dates of a text, each placed and derived in words. A text, its publication and its people come in, dates go out.

What has the form of a date is `date_grammar`'s question, whether it is one `date_guards`', what it means that of
the readers in `date_days`, `date_spans`, `date_quarters`, `date_relative`, `date_weekdays` and `date_leaning`.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from generator import edtf
from generator.annotate import (
    date_days,
    date_leaning,
    date_quarters,
    date_relative,
    date_rough,
    date_spans,
    date_weekdays,
)
from generator.annotate.certainty import certainty
from generator.annotate.date_coordination import with_joined_weekdays, with_shared_years, with_times
from generator.annotate.date_grammar import Expression, expressions
from generator.annotate.date_guards import stands
from generator.annotate.date_setting import Placed, Setting
from generator.annotate.dateline import Dateline, dateline
from generator.annotate.events import dates_an_event
from generator.annotate.sentences import sentences
from generator.model import DateFound, Span

if TYPE_CHECKING:
    from datetime import date

    from generator.edtf import PartialDate
    from generator.model import PersonFound

READERS = {
    **date_days.READERS,
    **date_spans.READERS,
    **date_quarters.READERS,
    **date_relative.READERS,
    **date_weekdays.READERS,
    **date_leaning.READERS,
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
