"""A story's moments as iCalendar (RFC 5545). An edition and a story come in, the file's text goes out.

Every event is of whole days and blocks nobody's time: a month is all of its days, a year all of its own. The sentence
stands in DESCRIPTION as the source has it, its place in X-VERBATIM-SOURCE, the date as the source gives it (EDTF) in
X-VERBATIM-DATE, in words in X-VERBATIM-WHEN. UID and DTSTAMP come from the content, never from the clock.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

from verbatim.core import dates as edtf
from verbatim.core.dates import human
from verbatim.publish.html import UNSHOWABLE, clipped, picture_of, plain
from verbatim.publish.reasons import translated_reason
from verbatim.publish.urls import char, moment_address, timeline_address

if TYPE_CHECKING:
    from collections.abc import Iterator

    from verbatim.model import Moment, Story
    from verbatim.publish.edition import Edition


# ---- publish/placed_dates.py


class Placed(NamedTuple):
    """A moment with its first and last day, both included."""

    moment: Moment
    first: date
    last: date
    known: edtf.PartialDate


def placed(edition: Edition, story: Story) -> list[Placed]:
    """Return the moments of a story that have a first and a last day, earliest first."""
    held = [_placed(moment) for moment in edition.moments_by_story.get(story.id, [])]
    return sorted((one for one in held if one), key=lambda one: (one.first, one.last, one.moment.words))


def left_out(edition: Edition, story: Story) -> int:
    """Return how many of a story's moments have no such days."""
    return len(edition.moments_by_story.get(story.id, [])) - len(placed(edition, story))


def _placed(moment: Moment) -> Placed | None:
    known = edtf.parse(moment.date)
    if not known or not known.earliest or not known.latest:
        return None
    return Placed(moment, known.earliest, known.latest, known)


# ---- publish/calendars.py

LONGEST = 120
OCTETS = 75  # RFC 5545, 3.1: no line longer, its end left out
CONTINUES, CONTINUED = 0b1100_0000, 0b1000_0000  # the bits of an octet within a character (RFC 3629, 3)
ESCAPES = {"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"}  # its own sign first
STATUS = {"reported": "CONFIRMED", "planned": "TENTATIVE", "denied": "CANCELLED"}
NEVER = "19700101"


def calendar(edition: Edition, story: Story) -> str:
    """Return a calendar of the moments that have a first and a last day; X-VERBATIM-LEFT-OUT counts the rest."""
    return "".join(_folded(line) + "\r\n" for line in _lines(edition, story))


def _lines(edition: Edition, story: Story) -> Iterator[str]:
    yield from ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Verbatim//Moments//EN", "CALSCALE:GREGORIAN")
    title = _text(plain(story.title))
    yield from (f"NAME:{title}", f"X-WR-CALNAME:{title}")
    if edition.site.url:
        yield f"URL:{edition.site.absolute(timeline_address(story))}"
    yield f"X-VERBATIM-LEFT-OUT:{left_out(edition, story)}"
    for one in placed(edition, story):
        yield from _event(edition, story, one)
    yield "END:VCALENDAR"


def _event(edition: Edition, story: Story, one: Placed) -> Iterator[str]:
    moment, sentence = one.moment, one.moment.sentence.of(story.text)
    yield from ("BEGIN:VEVENT", f"UID:{moment.id}@{_host(edition)}", f"DTSTAMP:{_stamp(story)}T000000Z")
    yield f"DTSTART;VALUE=DATE:{_day(one.first)}"
    if one.last < date.max:
        yield f"DTEND;VALUE=DATE:{_day(one.last + timedelta(days=1))}"
    words, when = clipped(sentence, LONGEST), _when(edition, one)
    yield f"SUMMARY:{_text(f'{words} ({when})' if when else words)}"
    yield f"DESCRIPTION:{_text(sentence)}"
    if moment.why:
        yield f"COMMENT:{_text(translated_reason(moment.why, edition.site.words))}"
    yield f"CATEGORIES:{moment.certainty},{one.known.precision}"
    yield from (f"STATUS:{STATUS[moment.certainty]}", "TRANSP:TRANSPARENT")
    if edition.site.url:
        yield f"URL:{edition.site.absolute(moment_address(edition, moment))}"
    yield from (f"X-VERBATIM-SOURCE:{story.id}.txt#char={char(moment.sentence)}", f"X-VERBATIM-DATE:{moment.date}")
    if when:
        yield f"X-VERBATIM-WHEN:{_text(when)}"
    yield "END:VEVENT"


def _when(edition: Edition, one: Placed) -> str:
    """Return the words for a date that is no plain day, which stand behind the summary; empty for a day."""
    known = one.known
    plain_day = known.precision == "day" and not known.approximate and not known.uncertain
    return "" if plain_day else human(one.moment.date, edition.site.words)


def _host(edition: Edition) -> str:
    """Return what makes ids this site's own; a name that can never be a site's where none is set (RFC 2606)."""
    return urlsplit(edition.site.url).hostname or "verbatim.invalid"


def _stamp(story: Story) -> str:
    known = edtf.parse(story.modified or story.date)
    day = (known.latest or known.earliest) if known else None
    return _day(day) if day else NEVER


def _day(day: date) -> str:
    return f"{day.year:04d}{day.month:02d}{day.day:02d}"


def _text(words: str) -> str:
    """Return a TEXT value (RFC 5545, 3.3.11): escaped, controls as their pictures."""
    if not words.isprintable():
        lines = words.replace("\r\n", "\n").replace("\r", "\n")
        words = UNSHOWABLE.sub(lambda found: picture_of(found[0]), lines)
    for character, escape in ESCAPES.items():
        words = words.replace(character, escape)
    return words


def _folded(line: str) -> str:
    """Return a line in pieces of at most 75 octets, no character cut in two."""
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
