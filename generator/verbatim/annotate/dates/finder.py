"""Finds the dates of a text, places each in the calendar, and derives it in words.

`grammar` finds what has the form of a date, the readers of `absolute` and `relative` say what it means, and `context`
whether it dates an event.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache, partial
from itertools import islice, pairwise

from verbatim.annotate import lang
from verbatim.annotate.dates import absolute, relative
from verbatim.annotate.dates.context import (
    ANOTHER_TIME,
    THEN,
    UNKNOWN,
    DateContext,
    DateReading,
    DayOrder,
    UnknownPublicationError,
    approximated,
    dates_an_event,
    is_still_to_come,
)
from verbatim.annotate.dates.grammar import Expression, clock_time, digits, expressions, is_date, month_number
from verbatim.annotate.dates.scope import dated_part, is_aside
from verbatim.annotate.dates.tellings import with_tellings
from verbatim.annotate.text.segments import sentences
from verbatim.annotate.text.tense import certainty, is_past
from verbatim.core import dates as edtf
from verbatim.core.dates import PartialDate
from verbatim.model import Span
from verbatim.model.reading import DateFound, PersonFound, QuoteFound

_JOINS = re.compile(r"\s*(?:,|[-–—]|,?\s(?:and|or|to|through|until|till))\s*+(?:on\s|in\s)?(?:the\s)?\s*+")
_BESIDE = re.compile(r",?\s(?:on\s|at\s)?")
_TIMED = frozenset(("day", "weekday", "relative_weekday", "today", "yesterday", "relative"))
_YEARLESS = frozenset(("day", "month_alone", "days_in_month", "part_of_month"))
_SHARING = _YEARLESS | {"month"}
_WITH_YEAR = {"month_alone": "month", "part_of_month": "month"}

_HEAD = 1500
_LINES = 8
_ALONE_BEFORE = re.compile(r"[\s\w.,:|•·–—-]{0,60}[|•·–—]\s*|[\s(]*")
_ALONE_AFTER = re.compile(r"[\s).]*$|[\s,]*(?:at\s+)?\d{1,2}[:.]\d\d[\s\w.:()]{0,20}$|\s*[|•·–—]")
_PLACE_BEFORE = re.compile(r"[\s(]*+[A-Z][\w.’'-]*(?:[ ,]+[A-Z][\w.’'-]*){0,4},?\s*+[(,–—-]?\s*+")
_PLACE_AFTER = re.compile(r"\s*+(?:\([^()\n]{2,40}\)|\))?\s*+(?:[–—]|--?\s|:)|\s*+\([A-Z][^()\n]{1,40}\)")

_READERS = {**absolute.READERS, **relative.READERS}
_NEAR, _IN_REPORT = 500, 3000
_SAME_EDITION = 7
_A_MONTH = timedelta(days=31)
_COMPARED = frozenset(("ago", "earlier", "Ago", "Earlier"))
_FROM_TODAY = frozenset(("today", "yesterday", "night", "this_part", "this_day"))
UNSAID_DAY = "it counts from the day on which this was said, which we did not find"
_SPOKEN_WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
_QUOTE_MARK = re.compile(r"[“”„«»\";:()]|``|''")
_MOST_BETWEEN = 12  # between a verb of saying and its date
_LED = re.compile(r"(?:(?:Back|Earlier|Late|Early),? )?(?:On|In|At|During|From|For)\b|$")
_TOPICS = frozenset(("of", "about"))
_NOT_LEANT_ON = frozenset(("window", "clock", "decade", "century", "year_before"))


def find(
    text: str,
    published: str | None,
    people: tuple[PersonFound, ...] = (),
    quotes: tuple[QuoteFound, ...] = (),
) -> tuple[DateFound, ...]:
    """Return the dates of `text` in order of place; what is relative in one of `quotes` counts from when it was said.

    `published` is EDTF. Where it is None the date at the head of the text is used, without either nothing relative is
    placed, and `why` says so.
    """
    named = {span.start for person in people if person.kind == "person" for span in person.mentions}
    forms = (e for e in expressions(text) if e.reading != "month_alone" or e.span.start not in named)
    dated = [expression for expression in forms if is_date(text, expression)]
    dated = _with_times(_with_shared_years(dated, text), text)
    if not dated:
        return ()
    (publication, anchor), order = _anchor(published, own := _dateline(text)), _order(dated)
    spans = sentences(text)
    said = _sayings(text, quotes, dated, spans)
    found: list[DateFound] = []
    last: DateFound | None = None
    reported: DateFound | None = None
    for expression in dated:
        span = expression.span
        sentence = spans[max(bisect_right(spans, span.start, key=lambda other: other.start) - 1, 0)]
        before = _near(last, span)
        of = _near(reported, span, _IN_REPORT)
        context = DateContext(text, expression, sentence, publication, before, order, anchor, of)
        reading = _read_as_said(context, said[span]) if span in said else _read(context)
        if reading is None:
            continue
        found.append(row := _row(context, reading, publication, is_head=_is_at_head(text, expression, own)))
        if reading.value and expression.reading == "quarter":
            reported = row
        if reading.value and expression.reading not in _NOT_LEANT_ON and expression["way"] not in _COMPARED:
            last = row
    counted = {expression.span for expression in dated if expression.reading in _FROM_TODAY} - said.keys()
    rows = _with_people(_without_unsaid(found, counted, quotes, publication) if counted else found, people)
    return tuple(with_tellings(text, rows, people) if _repeats_a_day(rows) else rows)


def _row(context: DateContext, reading: DateReading, publication: date | None, *, is_head: bool) -> DateFound:
    """Return the row of a date; that at the head of the text is no moment."""
    row = DateFound(context.expression.span, reading.value, reading.basis, reading.why, context.sentence)
    if is_head or not dates_an_event(context):
        return row
    held = certainty(context.text, context.sentence, context.expression.span, context.sign, context.before)
    if held == "reported" and (context.lies_ahead or is_still_to_come(reading.value, publication)):
        held = "planned"
    if held == "planned" and context.lies_back:
        held = "reported"  # They will sue over the vote last month.
    if held == "planned" and _is_long_over(reading.value, publication):
        way = lang.pairs("prospects").get(context.sign.word)
        if way == "aux":
            return row  # Her book will tell of the fire of 2009.
        held = "reported" if way == "to" and is_past(context.sign.word) else held  # In 2009, she agreed to sell it.
    if held == "reported" and context.is_of_noun:
        return row
    told = dated_part(context.text, context.sentence, context.expression.span)
    if told == context.sentence and is_aside(context.text, context.sentence, context.expression.span):
        return row
    return replace(row, moment=held != "denied", certainty=held, sentence=told)


def _repeats_a_day(rows: Sequence[DateFound]) -> bool:
    """Return whether two moments have one date: only then may an event be told twice."""
    days = [row.value.partition("T")[0] for row in rows if row.moment and row.value]
    return len(set(days)) < len(days)


def published_in(text: str) -> str | None:
    """Return the day of publication that the text itself states, in EDTF; None where it states none."""
    own = _dateline(text)
    return own.value if own else None


def _read(context: DateContext) -> DateReading | None:
    try:
        reading = _READERS[context.expression.reading](context)
    except UnknownPublicationError:
        return UNKNOWN
    except (ValueError, OverflowError):
        return None
    return reading and _at_time(context.expression, approximated(context, reading))


def _read_as_said(context: DateContext, said: Expression) -> DateReading | None:
    """Return a date within a quotation that was said at the date `said`: on a day, or at a time less exact."""
    when = _read(replace(context, expression=said, reference=None, period=None))
    known = edtf.parse(when.value) if when and when.value else None
    if known is None or not known.latest or (context.publication and known.latest >= context.publication):
        return _read(context)
    if known.precision == "day":
        return _read(replace(context, publication=known.latest, anchor=THEN))
    reading = _read(replace(context, publication=None))
    return ANOTHER_TIME if reading is UNKNOWN else reading


def _at_time(expression: Expression, reading: DateReading) -> DateReading:
    """Return a day with the time of day that stands beside it; noon is 12:00, midnight may be of either day."""
    known = edtf.parse(reading.value) if reading.value and expression.reading != "clock" else None
    time = clock_time(expression["clock"]) if known and known.precision == "day" else ""
    return replace(reading, value=f"{reading.value}T{time}") if time and reading.value else reading


def _is_long_over(value: str | None, publication: date | None) -> bool:
    """Return whether a date ended over a month before the day of publication, so that nothing is planned for it."""
    known = edtf.parse(value) if value else None
    return bool(known and known.latest and publication and publication - known.latest > _A_MONTH)


def _near(row: DateFound | None, span: Span, most: int = _NEAR) -> PartialDate | None:
    """Return the date before `span` that it may lean on; None where that is more than `most` characters off."""
    return edtf.parse(row.value) if row and row.value and span.start - row.span.end <= most else None


def _order(dated: list[Expression]) -> DayOrder:
    """Return how the text orders day and month where it writes the month as a word."""
    votes = [list(e.parts).index("month") < list(e.parts).index("day") for e in dated if e.reading == "day"]
    if not votes or any(votes) != all(votes):
        return "unknown"
    return "month first" if votes[0] else "day first"


def _with_people(found: list[DateFound], people: tuple[PersonFound, ...]) -> list[DateFound]:
    """Name in each row those mentioned in its sentence, in order of first mention."""
    mentions = sorted((span.start, person.id) for person in people for span in person.mentions)
    starts = [start for start, _ in mentions]
    inside: dict[Span, tuple[str, ...]] = {}
    for span in {row.sentence or row.span: None for row in found}:
        within = mentions[bisect_right(starts, span.start - 1) : bisect_right(starts, span.end - 1)]
        inside[span] = tuple(dict.fromkeys(person for _, person in within))
    return [replace(row, people=inside[row.sentence or row.span]) for row in found]


def _with_shared_years(dated: list[Expression], text: str) -> list[Expression]:
    """Give each date without a year that is joined to a later one with a year that year, in calendar order."""
    done = list(dated)
    for at, (first, following) in reversed(list(enumerate(pairwise(dated)))):
        if first.reading not in _YEARLESS or following.reading not in _SHARING or first["year"] or first["which"]:
            continue
        second = done[at + 1]
        if not second["year"] or not _JOINS.fullmatch(text, first.span.end, second.span.start):
            continue
        later = month_number(first["month"]) > month_number(second["month"])
        year = str(int(second["year"]) - later)
        reading = _WITH_YEAR.get(first.reading, first.reading)
        done[at] = replace(first, reading=reading, parts={**first.parts, "year": year})
    return done


def _with_times(dated: list[Expression], text: str) -> list[Expression]:
    """Make each time of day and the date beside it one expression."""
    done: list[Expression] = []
    for expression in dated:
        one = _with_time(done[-1], expression, text) if done else None
        if one:
            done[-1] = one
        else:
            done.append(expression)
    return done


def _with_time(first: Expression, second: Expression, text: str) -> Expression | None:
    day, time = (second, first) if first.reading == "clock" else (first, second)
    if time.reading != "clock" or day.reading not in _TIMED:
        return None
    beside = _BESIDE.fullmatch(text, first.span.end, second.span.start)
    parts = {**day.parts, "clock": time["clock"]}
    return replace(day, span=Span(first.span.start, second.span.end), parts=parts) if beside else None


@dataclass(frozen=True, slots=True)
class _Dateline:
    """The date under which a text says it was published, in EDTF, and its place."""

    span: Span
    value: str


def _anchor(published: str | None, own: _Dateline | None) -> tuple[date | None, str]:
    """Return the day that relative dates count from, and its name. The text's own date wins where both are close."""
    given = edtf.parse(published) if published else None
    day = given.earliest if given and given.precision == "day" else None
    stated = edtf.parse(own.value) if own else None
    if stated and stated.earliest and (not day or abs((stated.earliest - day).days) <= _SAME_EDITION):
        own_day = stated.earliest
        return own_day, "the date at the head of the text" if own_day != day else "the publication date"
    return day, "the publication date"


@lru_cache(maxsize=4)
def _dateline(text: str) -> _Dateline | None:
    """Return the date at the head of `text` under which it was published; None where it bears none."""
    filled = (match for match in re.finditer(r"[^\r\n]+", text[:_HEAD]) if match[0].strip())
    for line in islice(filled, _LINES):
        for expression in expressions(line[0]):
            value = _full_date(expression)
            if value and edtf.parse(value) and _is_dateline(line[0], expression.span):
                return _Dateline(expression.span.shift(line.start()), value)
    return None


def _full_date(expression: Expression) -> str:
    if expression.reading == "iso":
        return expression["iso"].partition("T")[0]
    if expression.reading != "day" or not expression["year"]:
        return ""
    return f"{expression['year']}-{month_number(expression['month']):02d}-{digits(expression['day']):02d}"


def _is_dateline(line: str, span: Span) -> bool:
    """Return whether a date is alone on its line, but for a label or a byline, or between a place and a dash."""
    before, after = line[: span.start], line[span.end :]
    words = re.findall(r"[\w'’]+", before.lower())
    if words and all(word in lang.words("dateline_labels") for word in words):  # Published, Updated on
        before = ""
    if _ALONE_BEFORE.fullmatch(before) and _ALONE_AFTER.match(after):
        return True
    return bool(_PLACE_BEFORE.fullmatch(before) and _PLACE_AFTER.match(after))


def _is_at_head(text: str, expression: Expression, own: _Dateline | None) -> bool:
    """Return whether a day is that of the text, at whose head it stands, perhaps without a year: SUND, Dec. 11 —."""
    span = expression.span
    if own and span.meets(own.span):
        return True
    if expression.reading != "day" or span.end > _HEAD:
        return False
    start = text.rfind("\n", 0, span.start) + 1
    return _is_dateline(text[start:].partition("\n")[0], span.shift(-start))


# The day on which quoted words were said


def _sayings(
    text: str, quotes: Iterable[QuoteFound], dated: Sequence[Expression], sentences: Sequence[Span]
) -> Mapping[Span, Expression]:
    """Return, by the span of a date within a direct quotation, the one date on which these words were said.

    `dated` and `sentences` are in order of place. A quotation whose date is not told, or told twice, has none.
    """
    direct = [quote for quote in quotes if quote.kind == "direct"]
    starts = [expression.span.start for expression in dated]
    found: dict[Span, Expression] = {}
    told: dict[Span, Expression | None] = {}  # by verb of saying
    for quote in direct:
        inside = [e for e in _between(dated, starts, quote.span) if quote.span.covers(e.span)]
        if not inside or quote.cue is None:
            continue
        if quote.cue not in told:
            sentence = sentences[max(bisect_right(sentences, quote.cue.start, key=lambda one: one.start) - 1, 0)]
            outside = (e for e in _between(dated, starts, sentence) if not any(q.span.covers(e.span) for q in direct))
            tied = [e for e in outside if _dates_saying(text, sentence, quote.cue, e.span)]
            told[quote.cue] = tied[0] if len(tied) == 1 else None
        said = told[quote.cue]
        if said is not None:
            found |= dict.fromkeys((one.span for one in inside), said)
    return found


def _between(dated: Sequence[Expression], starts: Sequence[int], span: Span) -> Sequence[Expression]:
    return dated[bisect_right(starts, span.start - 1) : bisect_right(starts, span.end - 1)]


def _dates_saying(text: str, sentence: Span, verb: Span, date: Span) -> bool:
    """Return whether a date belongs to a verb of saying: said on Friday · In 2019, NAME wrote · NAME on Friday said."""
    if verb.end <= date.start:
        return _is_plain(text[verb.end : date.start], after=True)
    if verb.start < date.end or not _is_plain(text[date.end : verb.start], after=False):
        return False
    head = text[sentence.start : date.start]
    chunk = head[head.rfind(",") + 1 :]
    return bool(_LED.match(head.lstrip())) or _is_plain(chunk, after=False)


def _is_plain(words: str, *, after: bool) -> bool:
    """Return whether no other verb and no other clause stands in a stretch of a sentence.

    `after`: the stretch follows the verb of saying, so that “of” tells what was spoken about.
    """
    found = [word.lower() for word in _SPOKEN_WORD.findall(words)]
    if _QUOTE_MARK.search(words) or len(found) > _MOST_BETWEEN or (after and found[:1] and found[0] in _TOPICS):
        return False
    return not any(
        word in lang.words("clause_openers")
        or word in lang.words("auxiliaries")
        or word in lang.words("verbs")
        or is_past(word)
        for word in found
    )


def _without_unsaid(
    found: list[DateFound], unsaid: set[Span], quotes: Iterable[QuoteFound], publication: date | None
) -> list[DateFound]:
    """Leave today in quoted words open where a text tells of days before its publication, and not of that day."""
    direct = sorted(quote.span for quote in quotes if quote.kind == "direct")
    ends = [bisect_right(direct, row.span.start, key=lambda one: one.start) for row in found]
    quoted = {row.span for row, end in zip(found, ends, strict=True) if end and direct[end - 1].covers(row.span)}
    told = (edtf.parse(row.value) for row in found if row.value and row.span not in quoted)
    exact = (day.earliest for day in told if day and day.precision == "day")
    days = [(publication - day).days for day in exact if publication and day]
    if 0 in days or not any(0 < day <= _SAME_EDITION for day in days):
        return found
    open_row = partial(replace, value=None, basis="none", why=UNSAID_DAY, moment=False)
    return [open_row(row) if row.span in quoted & unsaid else row for row in found]
