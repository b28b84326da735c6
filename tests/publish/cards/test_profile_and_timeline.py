"""The cards of profiles and timelines: whose words they show, which moments, and that every word has its place."""

import re
from typing import Any

import pytest

from tests.made import edition, mark, person, said, story
from tests.publish.cards.drawing import SHEET, drawn, places, seen
from verbatim.publish import Edition
from verbatim.publish.cards.quote import profile_picture
from verbatim.publish.cards.timeline import TimelinePicture, chosen, timeline_alt
from verbatim.publish.profile_page import profile_alt

TEXT = (
    "Lamps to stay on\nThe lamps were lit on 4 May 2029. “We row”, said Ada Vell, the harbour master. "
    "In 2030 the oil ran out. Somebody said “We sail”."
)
MARKS = [
    said("We row", "q-1", "vell"),
    mark("We sail", "quote", "q-2", basis="none", why="nobody is named"),
    person("Ada Vell", "vell"),
    mark("the harbour master", "role", of="vell"),
    mark("on 4 May 2029", "moment", date="2029-05-04", basis="stated"),
    mark("In 2030", "moment", date="2030", basis="stated"),
]


def lamps(*without: str) -> Edition:
    marks = [one for one in MARKS if one[0] not in without]
    return edition(story("lamps", TEXT, marks, title="Lamps to stay on"))


def profile(held: Edition) -> str:
    return drawn(profile_picture(held, held.newsroom.people["vell"], SHEET))


def timeline(held: Edition) -> str:
    return drawn(TimelinePicture.of(held, held.newsroom.stories["lamps"], SHEET))


@pytest.mark.parametrize(("draw", "parts"), [
    (profile, ["Ada Vell", "the harbour master", "1 quotation", "We row", "The Courier, 4 March 2031"]),
    (timeline, ["Lamps to stay on", "4 May 2029", "The lamps were lit on 4 May 2029.", "2030", "2 moments"]),
])  # fmt: skip
def test_a_card_shows_its_name_what_it_counts_and_words_with_their_dates(draw: Any, parts: list[str]) -> None:
    assert [part for part in parts if part not in seen(draw(lamps()))] == []


def test_words_that_nobody_is_established_for_are_on_no_profile_and_a_date_that_is_no_day_has_a_hollow_dot() -> None:
    words = seen(profile(lamps("We row")))
    assert "We sail" not in words
    assert "No quotation on this site is attributed to this name." in words
    dots = re.findall(r'<circle[^>]* fill="([^"]*)"', timeline(lamps()))
    assert dots == ["--moment", "--paper"]


def test_a_long_name_and_a_long_title_stay_within_the_card() -> None:
    title = "Lamps " * 40 + "end"
    marks = [mark("On 4 May 2029", "moment", date="2029-05-04", basis="stated")]
    held = edition(story("lamps", f"{title}\nOn 4 May 2029 it rained.", marks, title=title))
    drawing = timeline(held)
    assert all(left >= 0 and right <= 1201 for left, right, _, _ in places(drawing))
    assert "…" in seen(drawing)


def test_a_sentence_that_is_cut_keeps_no_mark_that_nothing_opens() -> None:
    said = "We row the long way round the reef and the mole, " * 5
    text = f"Lamps\n“{said}and back,” she said of the lamps on 4 May 2029."
    marks = [mark("on 4 May 2029", "moment", date="2029-05-04", basis="stated")]
    words = seen(timeline(edition(story("lamps", text, marks, title="Lamps"))))
    assert "she said of the lamps on 4 May 2029." in words
    assert "”" not in words


@pytest.mark.parametrize(("sentences", "places"), [
    ("a", [0]), ("abcd", [0, 1, 2, 3]), ("abbc", [0, 1, 3]), ("aaa", [0, 2]), ("abcdefghij", [0, 3, 6, 9]),
])  # fmt: skip
def test_the_first_and_the_last_moment_are_shown_and_a_sentence_between_once(sentences: str, places: list[int]) -> None:
    assert chosen(list(sentences)) == places


def test_the_texts_that_stand_for_the_pictures_tell_what_they_show() -> None:
    held = lamps()
    assert profile_alt(held, "vell") == ("Ada Vell, the harbour master. 1 quotation. Ada Vell: “We row” (4 March 2031)")
    assert timeline_alt(held, held.newsroom.stories["lamps"]).startswith(
        "Lamps to stay on. 4 May 2029: The lamps were lit on 4 May 2029."
    )
