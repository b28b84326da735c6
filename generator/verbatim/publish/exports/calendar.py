"""Exports a story's dated moments as iCalendar (RFC 5545) and as TimelineJS 3.

Calendar events last whole days (a month is all of its days) and block no time. DESCRIPTION holds the source's sentence,
X-VERBATIM-SOURCE its place, X-VERBATIM-ALSO each other sentence that tells the same with its own place,
X-VERBATIM-DATE the date as the source gives it (EDTF), X-VERBATIM-WHEN that date in words. UID and DTSTAMP come from
the content, never from the clock.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple
from urllib.parse import urlsplit

from markupsafe import Markup

from verbatim.core import dates as edtf
from verbatim.core.dates import human
from verbatim.core.json import JsonObject
from verbatim.model import Moment, Span, Story
from verbatim.publish import reasons, urls
from verbatim.publish.edition import Edition
from verbatim.publish.html import UNSHOWABLE, as_html, clipped, format_html, picture_of, plain
from verbatim.publish.moments import CERTAINTIES, date_in_words, moment_view

LONGEST_SUMMARY, LONGEST_HEADLINE = 120, 90
OCTETS = 75  # RFC 5545, 3.1: the longest line without its end
CONTINUES, CONTINUED = 0b1100_0000, 0b1000_0000  # the bits of an octet within a character (RFC 3629, 3)
ESCAPES = {"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"}  # in this order
NEVER = "19700101"
SINGLE = ("day", "month", "year")


class PlacedMoment(NamedTuple):
    """A moment with its first and last day, both included."""

    moment: Moment
    first: date
    last: date
    known: edtf.PartialDate


def placed(edition: Edition, story: Story) -> list[PlacedMoment]:
    """Return the moments of a story whose date has a beginning and an end, earliest first."""
    moments = [_placed(moment) for moment in edition.moments_by_story.get(story.id, [])]
    return sorted((one for one in moments if one), key=lambda one: (one.first, one.last, one.moment.words))


def left_out(edition: Edition, story: Story) -> int:
    """Return the number of a story's other moments."""
    return len(edition.moments_by_story.get(story.id, [])) - len(placed(edition, story))


def _placed(moment: Moment) -> PlacedMoment | None:
    known = edtf.parse(moment.date)
    if not known or not known.earliest or not known.latest:
        return None
    return PlacedMoment(moment, known.earliest, known.latest, known)


def calendar(edition: Edition, story: Story) -> str:
    """Return the calendar of a story's placed moments; X-VERBATIM-LEFT-OUT counts the others."""
    return "".join(_folded(line) + "\r\n" for line in _lines(edition, story))


def _lines(edition: Edition, story: Story) -> Iterator[str]:
    yield from ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Verbatim//Moments//EN", "CALSCALE:GREGORIAN")
    title = _escaped(plain(story.title))
    yield from (f"NAME:{title}", f"X-WR-CALNAME:{title}")
    if edition.site.url:
        yield f"URL:{edition.site.absolute(urls.timeline_address(story))}"
    yield f"X-VERBATIM-LEFT-OUT:{left_out(edition, story)}"
    for one in placed(edition, story):
        yield from _event(edition, story, one)
    yield "END:VCALENDAR"


def _event(edition: Edition, story: Story, one: PlacedMoment) -> Iterator[str]:
    moment, sentence = one.moment, one.moment.sentence.of(story.text)
    host = urlsplit(edition.site.url).hostname or "verbatim.invalid"  # can never be a site's (RFC 2606)
    yield from ("BEGIN:VEVENT", f"UID:{moment.id}@{host}", f"DTSTAMP:{_stamp(story)}T000000Z")
    yield f"DTSTART;VALUE=DATE:{_day(one.first)}"
    if one.last < date.max:
        yield f"DTEND;VALUE=DATE:{_day(one.last + timedelta(days=1))}"
    words, when = clipped(sentence, LONGEST_SUMMARY), _when(edition, one)
    yield f"SUMMARY:{_escaped(f'{words} ({when})' if when else words)}"
    yield f"DESCRIPTION:{_escaped(sentence)}"
    if moment.why:
        yield f"COMMENT:{_escaped(reasons.translated_reason(moment.why, edition.site.words))}"
    yield f"CATEGORIES:{moment.certainty},{one.known.precision}"
    yield from (f"STATUS:{CERTAINTIES[moment.certainty].calendar}", "TRANSP:TRANSPARENT")
    if edition.site.url:
        yield f"URL:{edition.site.absolute(urls.moment_address(edition, moment))}"
    yield from (f"X-VERBATIM-SOURCE:{story.id}.txt#char={moment.sentence.char}", f"X-VERBATIM-DATE:{moment.date}")
    for place in moment.also:
        told = _escaped(place.sentence.of(story.text))
        yield f'X-VERBATIM-ALSO;X-SOURCE="{story.id}.txt#char={place.sentence.char}":{told}'
    if when:
        yield f"X-VERBATIM-WHEN:{_escaped(when)}"
    yield "END:VEVENT"


def _when(edition: Edition, one: PlacedMoment) -> str:
    """Return a date in words for the summary; empty for an exact day, which the calendar shows."""
    known = one.known
    plain_day = known.precision == "day" and not known.approximate and not known.uncertain
    return "" if plain_day else human(one.moment.date, edition.site.words)


def _stamp(story: Story) -> str:
    known = edtf.parse(story.modified or story.date)
    day = (known.latest or known.earliest) if known else None
    return _day(day) if day else NEVER


def _day(day: date) -> str:
    return f"{day.year:04d}{day.month:02d}{day.day:02d}"


def _escaped(words: str) -> str:
    """Return a TEXT value (RFC 5545, 3.3.11), controls as their pictures."""
    if not words.isprintable():
        lines = words.replace("\r\n", "\n").replace("\r", "\n")
        words = UNSHOWABLE.sub(lambda control: picture_of(control[0]), lines)
    for character, escape in ESCAPES.items():
        words = words.replace(character, escape)
    return words


def _folded(line: str) -> str:
    """Return a line folded into pieces of at most 75 octets, between characters."""
    octets, pieces, start, room = line.encode(), [], 0, OCTETS
    if len(octets) <= room:
        return line
    while len(octets) - start > room:
        end = start + room
        while octets[end] & CONTINUES == CONTINUED:
            end -= 1
        pieces.append(octets[start:end])
        start, room = end, OCTETS - 1
    return b"\r\n ".join([*pieces, octets[start:]]).decode()


def timelinejs(edition: Edition, story: Story) -> JsonObject:
    """Return the story's timeline for TimelineJS, which ignores `left_out`: the number of moments not placed."""
    return {
        "title": {"unique_id": story.id, "text": {"headline": str(as_html(plain(story.title))), "text": ""}},
        "events": [_timelinejs_event(edition, story, one) for one in placed(edition, story)],
        "scale": "human",
        "left_out": left_out(edition, story),
    }


def _timelinejs_event(edition: Edition, story: Story, one: PlacedMoment) -> JsonObject:
    moment, sentence = one.moment, one.moment.sentence.of(story.text)
    url = edition.site.absolute(urls.moment_address(edition, moment))
    quoted = Markup("").join(_quoted(edition, story, told.sentence) for told in (moment, *moment.also))
    link = format_html('<p><a href="{}">{}</a></p>', url, plain(story.source_name or story.title)) if url else ""
    return {
        "unique_id": moment.id,
        **_dates(one),
        "display_date": date_in_words(moment_view(edition, moment), edition.site.words),
        "text": {"headline": str(as_html(clipped(sentence, LONGEST_HEADLINE))), "text": str(quoted + link)},
    }


def _quoted(edition: Edition, story: Story, sentence: Span) -> Markup:
    """Return a sentence with its place."""
    place, words = urls.cite(edition, story.id, sentence), as_html(sentence.of(story.text))
    return format_html('<blockquote cite="{}"><p>{}</p></blockquote>', place, words)


def _dates(one: PlacedMoment) -> JsonObject:
    precision = one.known.precision
    if precision in SINGLE:
        return {"start_date": _date(one.first, SINGLE.index(precision))}
    return {"start_date": _date(one.first, 0), "end_date": _date(one.last, 0)}


def _date(day: date, less: int) -> JsonObject:
    """Return a date without its `less` finest parts."""
    parts = {"year": day.year, "month": day.month, "day": day.day}
    return dict(list(parts.items())[: len(parts) - less])
