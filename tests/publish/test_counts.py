"""Numbers that count one thing: what their words amount to, which are drawn, where, how high, how labels make room."""

from decimal import Decimal

import pytest

from tests.made import edition, mark, story
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


@pytest.mark.parametrize("changed", [
    ("more than 97 million crowns", "2031-01-11"), ("97 houses", "2031-01-11"), ("ninety crowns", "2031-01-11"),
], ids=["hedged", "another thing", "in words"])  # fmt: skip
def test_fewer_than_three_plain_numbers_of_one_thing_are_not_drawn(changed: tuple[str, str]) -> None:
    assert counted(*three(two=changed)).chart is None


def test_a_number_that_cannot_be_drawn_stands_in_the_table_alone() -> None:
    view = counted(*three(), told("four", "9 houses", "2031-02-04"))
    assert (len(view.counted), len(view.chart.marks)) == (4, 3)


def test_numbers_of_one_day_make_no_line_of_time() -> None:
    assert counted(*(told(name, words, "2031-01-01") for name, (words, _) in COSTS.items())).chart is None


@pytest.mark.parametrize(("date", "fields"), [("", {"date_basis": "unknown"}), ("2031-01-11", {"lang": "de"})])
def test_a_text_without_a_date_or_in_another_language_is_not_drawn(date: str, fields: dict[str, str]) -> None:
    other = told("two", "97 million crowns", date, **fields)
    assert counted(told("one", *COSTS["one"]), other, told("three", *COSTS["three"])).chart is None


def test_labels_that_would_cover_each_other_are_lifted() -> None:
    close = {"two": ("85 million crowns", "2031-01-02"), "three": ("42 million crowns", "2032-01-31")}
    chart = counted(*three(**close)).chart
    assert chart
    first, second, last = chart.marks
    assert abs(first.label_y - second.label_y) >= 15
    assert (first.lifted or second.lifted, last.lifted) == (True, False)
    assert min(first.label_y, second.label_y) >= 10


def read(text: str) -> Quantity | None:
    """Read the number that stands between brackets in a text."""
    start, end = text.index("["), text.index("]") - 1
    return quantity_of(text.replace("[", "").replace("]", ""), Span(start, end))


@pytest.mark.parametrize(("text", "value", "unit"), [
    ("The gate will cost [97 million crowns].", 97_000_000, "crown"),
    ("The gate is expected to cost [1,250 crowns].", 1250, "crown"),
    ("[212] boats land their catch here.", 212, "boat"),
    ("It cost [$4.5 billion], the board said.", 4_500_000_000, "$"),
    ("Fares rise to [12.5 percent] this year.", Decimal("12.5"), "%"),
    ("Fares rise to [4%] this year.", 4, "%"),
    ("She said that [640] families left, and came back in May.", 640, "familie"),
    ("It was not for sale. It cost [9 million crowns].", 9_000_000, "crown"),
])  # fmt: skip
def test_a_plain_amount_is_read_with_what_it_is_of(text: str, value: Decimal, unit: str) -> None:
    assert read(text) == Quantity(Decimal(value), unit)


@pytest.mark.parametrize("text", [
    "It will cost more than [97 million crowns].", "It will cost about [97 million crowns].",
    "It will cost [about 97 million crowns].", "It rose by [13 million crowns].",
    "It rose from [84 million crowns] to 97.",
    "It costs another [13 million crowns].", "It is ready instead of [84 million crowns].", "Up to [400] boats came.",
    "It did damage of between [31] and 35 million crowns.", "It did damage of between 31 and [35 million crowns].",
    "[31] to 35 boats came.", "[400] or more boats came.", "Two thirds of the [84 million crowns] are paid.",
    "The figure was not [84 million crowns].", "It had originally been [84 million crowns].",
    "[Twelve] boats came.", "[400].", "Fares rise by the [4 percent] points asked for.", "Half of [400] boats came.",
    "[1.200] Boote and [12,34] boats.", "[0] boats came.", "It costs [84 million or so crowns].",
])  # fmt: skip
def test_what_could_mean_another_amount_is_not_read(text: str) -> None:
    assert read(text) is None
