"""Numbers that count one thing: what their words amount to, which are drawn, where, how high, how labels make room."""

from decimal import Decimal

import pytest

from tests.made import edition, mark, story
from tests.sentences import rows
from verbatim.model import Span, Story
from verbatim.publish.counts import CountView, Quantity, quantity_of
from verbatim.publish.edition import Edition
from verbatim.publish.topic_page import TopicView

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


def test_marks_are_as_high_as_their_numbers_stand_at_their_dates_and_lead_to_the_row_of_the_words_on_them() -> None:
    view = counted(*three())
    assert view.chart
    marks = view.chart.marks
    assert [view.chart.zero - one.y for one in marks] == pytest.approx([150 * 84 / 97, 150, 150 * 42 / 97], abs=0.06)
    assert [one.x for one in marks] == pytest.approx([7, 7 + 86 / 3, 93], abs=0.01)
    assert [one.anchor for one in marks] == [one.anchor for one in view.counted]
    assert [str(one.label["words"]) for one in marks if one.label] == [one for one, _ in COSTS.values()]


def second(words: str = "97 million crowns", date: str = "2031-01-11", **fields: str) -> list[Story]:
    return [told("one", *COSTS["one"]), told("two", words, date, **fields), told("three", *COSTS["three"])]


@pytest.mark.parametrize("stories", [
    second("more than 97 million crowns"), second("97 houses"), second("ninety crowns"),
    second(date="", date_basis="unknown"), second(lang="de"),
    [told(name, words, "2031-01-01") for name, (words, _) in COSTS.items()],
], ids=["hedged", "another thing", "in words", "without a date", "in another language", "of one day"])  # fmt: skip
def test_fewer_than_three_plain_numbers_of_one_thing_on_several_days_are_not_drawn(stories: list[Story]) -> None:
    assert counted(*stories).chart is None


def test_a_number_that_cannot_be_drawn_stands_in_the_table_alone() -> None:
    view = counted(*three(), told("four", "9 houses", "2031-02-04"))
    assert (len(view.counted), len(view.chart.marks)) == (4, 3)


def test_labels_that_would_cover_each_other_are_lifted() -> None:
    close = {"two": ("85 million crowns", "2031-01-02"), "three": ("42 million crowns", "2032-01-31")}
    chart = counted(*three(**close)).chart
    assert chart
    first, second, last = chart.marks
    assert abs(first.label_y - second.label_y) >= 15
    assert (first.lifted or second.lifted, last.lifted) == (True, False)
    assert min(first.label_y, second.label_y) >= 10


def read(text: str, words: str) -> Quantity | None:
    return quantity_of(text, Span(text.index(words), text.index(words) + len(words)))


@rows("text,words,value,unit", "publish/sentences.txt", "a plain amount")
def test_a_plain_amount_is_read_with_what_it_is_of(text: str, words: str, value: str, unit: str) -> None:
    assert read(text, words) == Quantity(Decimal(value), unit)


@rows("text,words", "publish/sentences.txt", "what could mean another amount")
def test_what_could_mean_another_amount_is_not_read(text: str, words: str) -> None:
    assert read(text, words) is None
