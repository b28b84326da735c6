"""The chart of numbers that count one thing: which are drawn, where, how high, and how labels make room."""

import pytest

from tests.made import edition, mark, story
from verbatim.model import Story
from verbatim.publish.edition import Edition
from verbatim.publish.views.chart import CountView
from verbatim.publish.views.topic import TopicView

COSTS = {"one": ("84 million crowns", "2031-01-01"), "two": ("97 million crowns", "2031-01-11"),
         "three": ("42 million crowns", "2031-01-31")}  # fmt: skip


def told(name: str, words: str, date: str, **fields: str) -> Story:
    text = f"The gate\nThe gate will cost {words}, the town said."
    means = text.index(words)
    marks = [mark(words, "number", means=f"{means},{means + len(words)}")]
    return story(name, text, marks, title="The gate", date=date, **fields)


def place(one: Story) -> str:
    start, _, end = next(mark for part in one.fragments for mark in part.marks).attrs["means"].partition(",")
    return f"{one.id}#char={start},{end}"


def told_together(*stories: Story) -> Edition:
    numbers = " ".join(map(place, stories))
    names = " ".join(one.id for one in stories)
    return edition(*stories, topics={"gate": f"Title: The gate\nStories: {names}\nNumbers: {numbers}\n"})


def counted(*stories: Story) -> CountView:
    made = told_together(*stories)
    (only,) = TopicView.of(made, made.topics["gate"]).counts
    return only


def three(**changed: tuple[str, str]) -> list[Story]:
    return [told(name, *(changed.get(name) or given)) for name, given in COSTS.items()]


def test_marks_are_as_high_as_their_numbers_and_stand_at_the_dates_of_their_texts() -> None:
    chart = counted(*three())["chart"]
    assert chart
    heights = [chart["zero"] - one["y"] for one in chart["marks"]]
    assert heights == pytest.approx([150 * 84 / 97, 150, 150 * 42 / 97], abs=0.06)
    assert [one["x"] for one in chart["marks"]] == pytest.approx([7, 7 + 86 / 3, 93], abs=0.01)


def test_each_mark_leads_to_the_row_of_its_number() -> None:
    view = counted(*three())
    assert view["chart"]
    assert [one["anchor"] for one in view["chart"]["marks"]] == [one["anchor"] for one in view["counted"]]


def test_a_label_has_the_words_of_the_source() -> None:
    chart = counted(*three())["chart"]
    assert chart
    assert [str(one["label"]["words"]) for one in chart["marks"] if one["label"]] == [one for one, _ in COSTS.values()]


@pytest.mark.parametrize("changed", [
    ("more than 97 million crowns", "2031-01-11"), ("97 houses", "2031-01-11"), ("ninety crowns", "2031-01-11"),
], ids=["hedged", "another thing", "in words"])  # fmt: skip
def test_fewer_than_three_plain_numbers_of_one_thing_are_not_drawn(changed: tuple[str, str]) -> None:
    assert counted(*three(two=changed))["chart"] is None


def test_a_number_that_cannot_be_drawn_stands_in_the_table_alone() -> None:
    view = counted(*three(), told("four", "9 houses", "2031-02-04"))
    assert view["chart"]
    assert (len(view["counted"]), len(view["chart"]["marks"])) == (4, 3)


def test_numbers_of_one_day_make_no_line_of_time() -> None:
    assert counted(*(told(name, words, "2031-01-01") for name, (words, _) in COSTS.items()))["chart"] is None


def test_a_text_without_a_date_is_not_drawn() -> None:
    undated = told("two", "97 million crowns", "", date_basis="unknown")
    assert counted(told("one", *COSTS["one"]), undated, told("three", *COSTS["three"]))["chart"] is None


def test_numbers_of_texts_in_other_languages_are_not_read() -> None:
    german = told("two", "97 million crowns", "2031-01-11", lang="de")
    assert counted(told("one", *COSTS["one"]), german, told("three", *COSTS["three"]))["chart"] is None


def test_labels_that_would_cover_each_other_are_lifted() -> None:
    close = {"two": ("85 million crowns", "2031-01-02"), "three": ("42 million crowns", "2032-01-31")}
    chart = counted(*three(**close))["chart"]
    assert chart
    first, second, last = chart["marks"]
    assert abs(first["label_y"] - second["label_y"]) >= 15
    assert (first["lifted"] or second["lifted"], last["lifted"]) == (True, False)
    assert min(first["label_y"], second["label_y"]) >= 10
