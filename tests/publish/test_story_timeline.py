"""The timeline of a story drawn whole: marks within its edges, dates under its axis; its embed.

The embed is a text of our dates and the source's sentences in any page, and a frame with no more moments than it holds.
"""

from xml.etree import ElementTree as ET

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.made import SITE, Marked, day, edition, mark, story
from tests.made_dates import DATES
from tests.publish.test_moments import PUBLISHED, tide
from verbatim.core import dates as edtf
from verbatim.model import Story
from verbatim.publish import Edition
from verbatim.publish.axis import FROM, TO, tick_dates
from verbatim.publish.embedding import Embeddable, oembed
from verbatim.publish.moments import MOST, short_line, story_line
from verbatim.publish.story_timeline import StripView, embed_of_story


def made(*dates: str) -> tuple[Edition, Story]:
    held = edition(tide(list(dates)))
    return held, held.newsroom.stories["tide"]


@settings(deadline=None, max_examples=40)
@example(["2000-01-01", "2031-01-01", "2031-01-01", "../2031-01-01"])
@given(st.lists(DATES, min_size=3, max_size=12))
def test_a_strip_draws_every_moment_within_its_edges_or_names_what_lies_beyond_them(dates: list[str]) -> None:
    strip = StripView.of(*made(*dates))
    if strip:
        assert len(strip.drawn.marks) == len(dates) or strip.before or strip.after
        assert all(FROM <= one.x <= one.x + one.width <= TO + 0.02 for one in strip.drawn.marks)
        assert [one.x for one in strip.ticks] == sorted(one.x for one in strip.ticks)


def test_days_that_would_hide_each_other_stand_on_each_other() -> None:
    strip = StripView.of(*made("2030-01-01", "2030-01-01", "2030-06-01"))
    assert strip
    assert [one.lane for one in strip.drawn.marks] == [0, -1, 0]


def test_few_moments_and_moments_of_one_day_have_no_strip() -> None:
    assert StripView.of(*made("2030-01-01", "2030-02-01")) is None
    assert StripView.of(*made(PUBLISHED, PUBLISHED, PUBLISHED)) is None


def test_what_lies_far_from_the_text_stands_at_the_ends_of_its_strip() -> None:
    near = ["2030-05-01", "2030-06-01", "2030-07-01"]
    strip = StripView.of(*made("1962", *near, "2050"))
    assert strip
    assert strip.before
    assert strip.after
    assert (strip.before["edtf"], strip.after["edtf"], len(strip.drawn.marks)) == ("1962", "2050", len(near))


@given(st.integers(1, 1_000_000), st.integers(1, 900_000))
def test_an_axis_names_at_most_four_dates_and_all_lie_on_it(first: int, length: int) -> None:
    found = [edtf.parse(value) for value in tick_dates(first, first + length)]
    assert len(found) <= 4
    assert all(one and one.earliest and first <= one.earliest.toordinal() <= first + length for one in found)


TEXT = """The harbour was built in 1987.
It closed on 3 March 2031, said the guild
Boats & <nets> were lost last spring.
It will open on 1 June 2031."""
MARKS = [
    day("1987", "1987"), day("3 March 2031", "2031-03-03"), day("1 June 2031", "2031-06-01", certainty="planned"),
    mark("last spring", "moment", basis="none", why="the text does not say of which year"),
]  # fmt: skip


def held_of(text: str = TEXT, marks: list[Marked] = MARKS, **fields: object) -> Edition:
    return edition(story("rope", text, marks, title="Rope breaks", **fields))


def embed_of(held: Edition) -> Embeddable:
    embed = embed_of_story(held, held.newsroom.stories["rope"])
    assert embed
    return embed


def read(html: str) -> ET.Element:
    return ET.fromstring(html)  # noqa: S314  our own XML


def test_each_sentence_is_quoted_with_its_place() -> None:
    quoted = {q.get("cite"): q.text for q in read(str(embed_of(held_of()).block)).iter("q")}
    assert quoted["https://record.example/sources/rope.txt#char=0,30"] == "The harbour was built in 1987."
    assert "Boats & <nets> were lost last spring." in quoted.values()


def test_moments_stand_in_the_order_of_time_and_those_without_a_date_last() -> None:
    dates = [b.text for b in read(str(embed_of(held_of()).block)).iter("b")]
    assert dates == ["Timeline: Rope breaks.", "1987:", "3 March 2031:", "1 June 2031 (then still ahead):",
                     "Without a date:"]  # fmt: skip


def test_words_in_another_language_than_the_sites_say_so() -> None:
    assert {q.get("lang") for q in read(str(embed_of(held_of(lang="de")).block)).iter("q")} == {"de"}


@pytest.fixture
def long() -> Edition:
    years = [f"It moved in {year}." for year in range(1900, 1920)]
    return held_of("\n".join(years), [day(year[-5:-1], year[-5:-1]) for year in years])


def test_of_a_long_timeline_the_newest_are_told_and_how_many_are_not(long: Edition) -> None:
    html = str(embed_of(long).block)
    assert html.count("<li>") == MOST
    assert "It moved in 1908." in html
    assert "8 more moments." in html


def test_no_time_is_told_since_a_moment_that_is_not_shown(long: Edition) -> None:
    short = short_line(story_line(long, long.newsroom.stories["rope"]))
    assert [row.gap is None for row in short.rows[:2]] == [True, False]


@pytest.mark.parametrize("held", [held_of("Rope breaks.", []), held_of(status="draft")])
def test_a_text_that_tells_of_no_moment_and_a_draft_offer_nothing(held: Edition) -> None:
    assert embed_of_story(held, held.newsroom.stories["rope"]) is None


def test_the_oembed_response_names_the_source_and_holds_the_frame() -> None:
    made = oembed(SITE, embed_of(held_of()))
    assert (made["type"], made["title"]) == ("rich", "Timeline: Rope breaks")
    assert (made["author_name"], made["author_url"]) == ("The Courier", "https://courier.example/1")
    assert 'src="https://record.example/embed/timelines/rope/#record.example"' in str(made["html"])
