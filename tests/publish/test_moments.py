"""Moments and lines of them: lengths, breaks, the day of publication, and that nothing is shown twice or left out."""

import json
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.made import day, edition, mark, person, read_back, story
from tests.made_dates import DATES, DAYS
from verbatim.model import Story
from verbatim.newsroom.timeline import gap_between
from verbatim.publish import Edition
from verbatim.publish.exports.calendar import calendar, timelinejs
from verbatim.publish.jsonld import story_ld
from verbatim.publish.moments import LEAST, LONGEST, SCALES, LineView, TimelineRow, line_view, moment_view
from verbatim.publish.story_timeline import embed_of_story

PUBLISHED = "2031-03-04"


def tide(dates: list[str], **fields: Any) -> Story:
    """Make a story with a sentence for each date; an empty one gives none."""
    lines = [f"On day {number:02d} the gate was shut." for number, _ in enumerate(dates)]
    marks = [
        mark(f"day {number:02d}", "moment", basis="stated", people="ada", **({"date": date} if date else {}))
        for number, date in enumerate(dates)
    ]
    marks.append(person("Ada Vell", "ada"))
    return story("tide", "\n".join(["Ada Vell kept the gate.", *lines]), marks, **fields)


def line(dates: list[str], published: str = PUBLISHED) -> LineView:
    made = edition(tide(dates))
    return line_view(made, made.newsroom.moments, published)


@settings(deadline=None, max_examples=60)
@given(st.lists(st.one_of(DATES, st.just("")), max_size=12))
def test_every_moment_of_a_story_stands_once_in_its_rows_or_among_the_undated(dates: list[str]) -> None:
    view = line(dates)
    ids = [row.moment["id"] for row in view.rows if row.moment] + [one["id"] for one in view.undated]
    assert len(ids) == len(set(ids)) == len(dates)
    assert len(view.undated) == dates.count("")


@settings(deadline=None, max_examples=60)
@given(st.lists(DAYS, min_size=2, max_size=12))
def test_a_longer_time_is_never_drawn_shorter_unless_it_is_cut_and_then_it_is_told(dates: list[str]) -> None:
    gaps = [gap.days if gap else 0 for gap in (gap_between(*two) for two in pairwise(sorted(dates)))]
    held = [(row, gap) for row, gap in zip(line(dates, "").rows[1:], gaps, strict=True) if row.gap]
    whole = sorted((days, row.length) for row, days in held if not row.broken)
    assert [length for _, length in whole] == sorted(length for _, length in whole)
    assert all(LEAST <= length <= LONGEST for _, length in whole)
    assert all(row.gap.number > 0 for row, _ in held if row.gap)
    cut = [days for row, days in held if row.broken]
    assert all(days > most for days in cut for most, _ in whole[-1:])


@settings(deadline=None, max_examples=60)
@given(st.lists(DAYS, min_size=2, max_size=12))
def test_lengths_keep_the_proportion_that_the_key_states(dates: list[str]) -> None:
    view = line(dates, "")
    for row in view.rows:
        if view.scale and row.gap and not row.broken and row.length > LEAST:
            assert row.length == pytest.approx(view.scale.length(row.gap.days), abs=0.06)


def test_scales_are_in_order_so_that_of_equals_the_finest_is_taken() -> None:
    lengths = [scale.length(1) for scale in SCALES]
    assert lengths == sorted(lengths, reverse=True)


def edtf(row: TimelineRow) -> str:
    return row.moment["date"]["edtf"] if row.moment and row.moment["date"] else "published"


@pytest.mark.parametrize(("dates", "published", "read", "told"), [
    (["2031-03-05", "2031-03-04", "2031"], PUBLISHED, edtf, ["2031", "2031-03-04", "published", "2031-03-05"]),
    (["2031-03-05"], "", edtf, ["2031-03-05"]), (["", ""], PUBLISHED, edtf, []),
    (["2031-03-05", "2030"], PUBLISHED, lambda row: bool(row.moment and row.moment["ahead"]), [False, False, True]),
    (["2030-01-01", "2030-01-01", "2030-01-02"], "", lambda row: row.same, [False, True, False]),
    (["1907", "2031-03-01", "2031-03-02", "2031-03-03"], "", lambda row: row.broken, [False, True, False, False]),
], ids=[
    "publication among them", "none where its day is unknown", "none where nothing is dated",
    "what lies after it", "a date that several share", "a time that is cut, which no scale can hold",
])  # fmt: skip
def test_rows_of_a_line_tell(
    dates: list[str], published: str, read: Callable[[TimelineRow], object], told: list[object]
) -> None:
    assert list(map(read, line(dates, published).rows)) == told


@pytest.mark.parametrize(("date", "meaning"), [
    ("2030-01-01", "day"), ("2030-22", "month"), ("2030", "year"), ("203X", "decade"), ("2029/2030", "span"),
    ("2029/..", "since"), ("../2030", "until"), ("2030~", "about"), ("", "undated"), ("2031-05", "ahead"),
])  # fmt: skip
def test_the_key_explains_the_marks_in_use(date: str, meaning: str) -> None:
    assert meaning in line([date]).marks
    assert meaning not in line(["1999-01-01" if meaning != "day" else "1999"]).marks


def test_a_sentence_that_dates_two_moments_is_told_once() -> None:
    marks = [day("in 2029", "2029"), day("in 2030", "2030"), day("On 3 March", "2031-03-03", basis="inferred")]
    made = edition(story("tide", "The gate was shut in 2029 and in 2030. On 3 March it opened.", marks))
    assert [row.again for row in line_view(made, made.newsroom.moments).rows] == [False, True, False]


def test_the_sentence_shows_which_of_its_words_are_the_date() -> None:
    words = "It jumped in 1771 & in 1812."
    jumps = edition(story("bank", words, [day("1771", "1771"), day("1812", "1812")]))
    told = [str(moment_view(jumps, one)["sentence"]["words"]) for one in jumps.newsroom.moments]
    assert told == [
        'It jumped in <span class="moment-here">1771</span> &amp; in 1812.',
        'It jumped in 1771 &amp; in <span class="moment-here">1812</span>.',
    ]
    assert [read_back(one) for one in told] == [words, words]


@pytest.mark.parametrize(("date", "start"), [("Tuesday", "The gate"), ("March 4, 2031", "PORT VELL")])
def test_a_sentence_leaves_its_dateline_out_unless_the_date_stands_there(date: str, start: str) -> None:
    words = "PORT VELL, March 4, 2031 — The gate was shut on Tuesday."
    made = edition(story("bank", words, [mark(date, "moment", date="2031-03-04")]))
    told = moment_view(made, next(iter(made.newsroom.moments)))["sentence"]
    assert read_back(str(told["words"])) == words[words.index(start) :]


TOLD = "Ada Vell shut the gate on 4 March.\nIt held.\nThe gate was shut by Ada Vell on Tuesday, in the rain."


def told_twice(**attributes: str) -> Edition:
    shut = {"basis": "stated", "people": "ada", "date": "2031-03-04"}
    start = TOLD.index("4 March")
    marks = [
        mark("4 March", "moment", **shut),
        mark("Tuesday", "moment", **{**shut, "same": f"{start},{start + 7}", **attributes}),
        person("Ada Vell", "ada"),
    ]
    return edition(story("tide", TOLD, marks))


def test_an_event_told_twice_is_one_row_with_both_sentences_and_one_place_shown_alone_hides_none_elsewhere() -> None:
    made = told_twice()
    (row,) = line_view(made, made.newsroom.moments).rows
    assert row.moment
    assert read_back(row.moment["sentence"]["words"]) == "The gate was shut by Ada Vell on Tuesday, in the rain."
    (other,) = row.moment["also"]
    assert read_back(other["sentence"]["words"]) == "Ada Vell shut the gate on 4 March."
    assert (other["id"], other["date"]) == ("m-tide-010-1", None)
    (moment,) = made.newsroom.moments
    alone = [moment_view(made, place) for place in moment.places]
    assert [place["also"] for place in alone] == [[], []]
    assert len(moment_view(made, moment)["also"]) == 1


@pytest.mark.parametrize(("date", "shown"), [("2031-03-05", "4 March 2031"), ("2031-03-04T10:00:00", None)])
def test_a_place_with_another_date_shows_it_and_a_time_of_day_is_none(date: str, shown: str | None) -> None:
    made = told_twice(date=date)
    (moment,) = made.newsroom.moments
    (other,) = moment_view(made, moment)["also"]
    assert (other["date"] and other["date"]["human"]) == shown


@pytest.mark.parametrize(("certainty", "words", "status", "events"), [
    ("reported", "March 2031", "CONFIRMED", [None]),
    ("planned", "March 2031 (then still ahead)", "TENTATIVE", ["https://schema.org/EventScheduled"]),
    ("denied", "March 2031 (denied)", "CANCELLED", []),
])  # fmt: skip
def test_what_did_not_happen_is_told_so_in_every_file(
    certainty: str, words: str, status: str, events: list[str | None]
) -> None:
    marks = [mark("in March 2031", "moment", date="2031-03", certainty=certainty)]
    made = story("wall", "The wall\nIt was raised in March 2031.", marks, title="The wall")
    held = edition(made)
    (event,) = timelinejs(held, made)["events"]
    assert event["display_date"] == words
    assert f"STATUS:{status}\r\n" in calendar(held, made)
    embed = embed_of_story(held, made)
    assert f"<b>{words}:</b>" in embed.block
    assert f"{words}: " in embed.alt
    data = json.loads(str(story_ld(held, made)))
    (article,) = (node for node in data["@graph"] if node["@type"] == "NewsArticle")
    assert [one.get("eventStatus") for one in article.get("about", [])] == events
