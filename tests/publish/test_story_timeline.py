"""The embed of a story's timeline, and the dates under an axis.

The embed is a text of our dates and the source's sentences in any page, and a frame with no more moments than it holds.
"""

from datetime import date, timedelta
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.made import SITE, Marked, day, edition, mark, story
from verbatim.core import dates as edtf
from verbatim.publish import Edition
from verbatim.publish.axis import tick_dates
from verbatim.publish.embedding import Embeddable, oembed
from verbatim.publish.moments import MOST, short_line, story_line
from verbatim.publish.story_timeline import embed_of_story


@given(st.integers(1, 1_000_000), st.integers(1, 900_000))
def test_an_axis_names_at_most_four_dates_and_all_lie_on_it(first: int, length: int) -> None:
    found = [edtf.parse(value) for value in tick_dates(first, first + length)]
    assert len(found) <= 4
    assert all(one and one.earliest and first <= one.earliest.toordinal() <= first + length for one in found)


@pytest.mark.parametrize(("first", "last"), [
    (date(2031, month, 1), date(2031 + month // 12, month % 12 + 1, 1) - timedelta(days=1)) for month in range(1, 13)
])  # fmt: skip
def test_an_axis_of_one_month_names_dates(first: date, last: date) -> None:
    assert len(tick_dates(first.toordinal(), last.toordinal())) >= 2


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


def test_sentences_are_quoted_with_place_and_language_in_the_order_of_time_and_those_without_a_date_last() -> None:
    quoted = {q.get("cite"): q.text for q in read(str(embed_of(held_of()).block)).iter("q")}
    assert quoted["https://record.example/sources/rope.txt#char=0,30"] == "The harbour was built in 1987."
    assert "Boats & <nets> were lost last spring." in quoted.values()
    assert {q.get("lang") for q in read(str(embed_of(held_of(lang="de")).block)).iter("q")} == {"de"}
    dates = [b.text for b in read(str(embed_of(held_of()).block)).iter("b")]
    assert dates == ["Timeline: Rope breaks.", "1987:", "3 March 2031:", "1 June 2031 (then still ahead):",
                     "Without a date:"]  # fmt: skip


@pytest.fixture
def long() -> Edition:
    years = [f"It moved in {year}." for year in range(1900, 1920)]
    return held_of("\n".join(years), [day(year[-5:-1], year[-5:-1]) for year in years])


def test_of_a_long_timeline_the_newest_are_told_and_how_many_are_not_and_no_time_since_one_that_is_not_shown(
    long: Edition,
) -> None:
    html = str(embed_of(long).block)
    assert html.count("<li>") == MOST
    assert "It moved in 1908." in html
    assert "8 more moments." in html
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
