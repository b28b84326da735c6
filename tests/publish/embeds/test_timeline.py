import re
from dataclasses import replace
from xml.etree import ElementTree as ET

import nh3
import pytest

from tests.made import SITE, Marked, edition, mark, story
from verbatim.publish import Edition
from verbatim.publish.embedding import Embeddable, card, oembed, panel
from verbatim.publish.embeds.timeline import MOST, short_line, timeline_embed
from verbatim.publish.moments import story_line

TEXT = """The harbour was built in 1987.
It closed on 3 March 2031, said the guild
Boats & <nets> were lost last spring.
It will open on 1 June 2031."""
MARKS = [
    mark("1987", "moment", date="1987", basis="stated", why="the text gives the year"),
    mark("3 March 2031", "moment", date="2031-03-03", basis="stated", why="the full date"),
    mark("last spring", "moment", basis="none", why="the text does not say of which year"),
    mark("1 June 2031", "moment", date="2031-06-01", basis="stated", why="the full date", certainty="planned"),
]  # fmt: skip


def held_of(text: str = TEXT, marks: list[Marked] = MARKS, **fields: object) -> Edition:
    return edition(story("rope", text, marks, title="Rope breaks", **fields))


def embed_of(held: Edition) -> Embeddable:
    made = timeline_embed(held, held.newsroom.stories["rope"], story_line(held, held.newsroom.stories["rope"]))
    assert made
    return made


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


def test_a_reader_without_any_tag_but_links_sees_sentences() -> None:
    made = str(card(SITE, embed_of(held_of())))
    bare = nh3.clean(made, tags={"a"}, attributes={"a": {"href"}}, link_rel=None)
    assert re.sub("<[^>]+>", "", bare) == (
        "Timeline: Rope breaks. 1987: The harbour was built in 1987. 3 March 2031: It closed on 3 March 2031, said the "
        "guild. 1 June 2031 (then still ahead): It will open on 1 June 2031. Without a date: "
        "Boats &amp; &lt;nets&gt; were lost last spring.  The Courier, 4 March 2031"
    )


def test_the_block_needs_no_class_script_or_style() -> None:
    assert not re.search(r"class=|style=|<script|data-", str(embed_of(held_of()).block))


def test_words_in_another_language_than_the_sites_say_so() -> None:
    assert {q.get("lang") for q in read(str(embed_of(held_of(lang="de")).block)).iter("q")} == {"de"}


@pytest.fixture
def long() -> Edition:
    years = [f"It moved in {year}." for year in range(1900, 1920)]
    marks = [mark(year[-5:-1], "moment", date=year[-5:-1], basis="stated", why="the year") for year in years]
    return held_of("\n".join(years), marks)


def test_of_a_long_timeline_the_newest_are_told_and_how_many_are_not(long: Edition) -> None:
    html = str(embed_of(long).block)
    assert html.count("<li>") == MOST
    assert "It moved in 1908." in html
    assert "8 more moments." in html


def test_no_time_is_told_since_a_moment_that_is_not_shown(long: Edition) -> None:
    short = short_line(story_line(long, long.newsroom.stories["rope"]))
    assert [row.gap is None for row in short.rows[:2]] == [True, False]


def test_a_text_that_tells_of_no_moment_offers_nothing() -> None:
    held = held_of("Rope breaks.", [])
    made = held.newsroom.stories["rope"]
    assert timeline_embed(held, made, story_line(held, made)) is None


def test_a_draft_offers_nothing() -> None:
    held = held_of(status="draft")
    made = held.newsroom.stories["rope"]
    assert timeline_embed(held, made, story_line(held, made)) is None


def test_without_an_address_there_is_nothing_to_copy() -> None:
    held = edition(story("rope", TEXT, MARKS), site=replace(SITE, url=""))
    made = panel(held.site, embed_of(held))
    assert (made["kind"], made["ready"], made["html"], made["iframe"]) == ("timeline", False, "", "")


def test_the_oembed_response_names_the_source_and_holds_the_frame() -> None:
    made = oembed(SITE, embed_of(held_of()))
    assert (made["type"], made["title"]) == ("rich", "Timeline: Rope breaks")
    assert (made["author_name"], made["author_url"]) == ("The Courier", "https://courier.example/1")
    assert 'src="https://record.example/embed/timelines/rope/#record.example"' in str(made["html"])
