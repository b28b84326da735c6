"""Dated moments as iCalendar, read by the package `icalendar`, and as TimelineJS."""

import json
import re
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from tests.made import SITE, day, edition, mark, read_back, story
from verbatim.model import Story
from verbatim.publish import Site
from verbatim.publish.exports.calendar import calendar, timelinejs

LONG = "The wall, which is old; and long, was “built” \\ raised on 3 March 2031 by all who lived there then."
DAY = "3 March 2031"


def wall(date_value: str = "2031-03-03", text: str = LONG, words: str = DAY, **attributes: str) -> Story:
    return story("wall", text, [mark(words, "moment", date=date_value, **attributes)])


def read(one: Story, site: Site = SITE) -> Calendar:
    return Calendar.from_ical(calendar(edition(one, site=site), one))


def only(one: Story, site: Site = SITE) -> Any:
    (found,) = read(one, site).walk("VEVENT")
    return found


def event(*arguments: Any, **attributes: str) -> Any:
    return only(wall(*arguments, **attributes))


@pytest.mark.parametrize(("value", "first", "after"), [
    ("2031-03-03", date(2031, 3, 3), date(2031, 3, 4)), ("2031-02", date(2031, 2, 1), date(2031, 3, 1)),
    ("2031", date(2031, 1, 1), date(2032, 1, 1)), ("2031-24", date(2031, 12, 1), date(2032, 3, 1)),
    ("2031-03-03/2031-03-09", date(2031, 3, 3), date(2031, 3, 10)), ("203X", date(2030, 1, 1), date(2040, 1, 1)),
])  # fmt: skip
def test_a_date_takes_all_the_days_that_it_may_mean(value: str, first: date, after: date) -> None:
    found = event(value)
    assert (found["DTSTART"].dt, found["DTEND"].dt) == (first, after)


def test_a_date_that_is_no_plain_day_is_told_in_words_and_one_at_the_end_of_time_has_no_day_after_it() -> None:
    assert "DTEND" not in event("9999-12-31")
    assert event("1998~", "It was dug then.", "then")["SUMMARY"] == "It was dug then. (about 1998)"
    assert event(text="It was dug on 3 March 2031.")["SUMMARY"] == "It was dug on 3 March 2031."


@pytest.mark.parametrize("value", ["", "2031/..", "../2031"])
def test_a_moment_without_a_first_and_a_last_day_is_left_out_and_counted(value: str) -> None:
    found = read(wall(value))
    assert found.walk("VEVENT") == []
    assert found["X-VERBATIM-LEFT-OUT"] == "1"


def test_an_event_takes_nobodys_time_and_has_id_place_and_stamp_and_a_link_where_there_is_an_address() -> None:
    found = event()
    assert (found["UID"], found["TRANSP"]) == ("m-wall-010-1@record.example", "TRANSPARENT")
    assert found["URL"] == "https://record.example/stories/wall/timeline/#m-wall-010-1"
    assert found["X-VERBATIM-SOURCE"] == f"wall.txt#char=0,{len(LONG)}"
    assert found["DTSTAMP"].dt.isoformat() == "2031-03-04T00:00:00+00:00"
    assert only(replace(wall(), modified="2031-03-09"))["DTSTAMP"].dt.date() == date(2031, 3, 9)
    found = only(wall(), replace(SITE, url=""))
    assert ("URL" in found, found["UID"].endswith("@verbatim.invalid")) == (False, True)


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00\r\n"), max_size=300))
def test_no_line_is_longer_than_75_octets_and_any_text_comes_back(words: str) -> None:
    one = wall(text=f"Then {words} on 3 March 2031")
    made = calendar(edition(one), one)
    assert all(len(line.encode()) <= 75 for line in made.split("\r\n"))
    (found,) = Calendar.from_ical(made).walk("VEVENT")
    assert found["DTEND"].dt - found["DTSTART"].dt == timedelta(days=1)
    if words.isprintable():
        assert found["DESCRIPTION"] == next(iter(edition(one).newsroom.moments)).sentence.of(one.text)


TIMELINE_TEXT = "A <b>wall</b> & more was “raised” on 3 March 2031."


def timeline_event(value: str = "2031-03-03", **attributes: str) -> Any:
    one = wall(value, TIMELINE_TEXT, **attributes)
    (found,) = json.loads(json.dumps(timelinejs(edition(one), one)))["events"]
    return found


@pytest.mark.parametrize(("value", "start", "end"), [
    ("2031-03-03", {"year": 2031, "month": 3, "day": 3}, None), ("2031-03", {"year": 2031, "month": 3}, None),
    ("2031", {"year": 2031}, None),
    ("2031-24", {"year": 2031, "month": 12, "day": 1}, {"year": 2032, "month": 2, "day": 29}),
    ("2031-03-03/2031-03-09", {"year": 2031, "month": 3, "day": 3}, {"year": 2031, "month": 3, "day": 9}),
])  # fmt: skip
def test_parts_of_a_date_that_are_not_known_are_not_written(value: str, start: object, end: object) -> None:
    found = timeline_event(value)
    assert (found["start_date"], found.get("end_date")) == (start, end)


def test_source_words_are_text_and_not_markup() -> None:
    text = timeline_event()["text"]
    assert read_back(text["text"]).startswith(TIMELINE_TEXT)
    assert re.findall(r"<(\w+)", text["text"]) == ["blockquote", "p", "p", "a"]
    assert str(text["headline"]).startswith("A &lt;b&gt;wall&lt;/b&gt; &amp; more was raised")


FIRST, SECOND = "The wall was raised on 3 March 2031.", "It was on 3 March in the year 2031 that “they” raised it."
TWICE = story("wall", f"{FIRST}\n{SECOND}", [day(DAY, "2031-03-03"), day("3 March in", "2031-03-03", same="23,35")])


def test_an_event_told_twice_is_one_entry_with_both_places_and_one_slide_that_quotes_both_sentences() -> None:
    found = only(TWICE)
    assert found["DESCRIPTION"] == SECOND
    assert found["X-VERBATIM-SOURCE"] == f"wall.txt#char={len(FIRST) + 1},{len(TWICE.text)}"
    assert found["X-VERBATIM-ALSO"] == FIRST
    assert found["X-VERBATIM-ALSO"].params["X-SOURCE"] == f"wall.txt#char=0,{len(FIRST)}"
    (slide,) = timelinejs(edition(TWICE), TWICE)["events"]
    assert [words in slide["text"]["text"] for words in (FIRST, SECOND)] == [True, True]
    assert slide["text"]["text"].count("<blockquote cite=") == 2
