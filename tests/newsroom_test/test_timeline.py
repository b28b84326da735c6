from dataclasses import replace

from generator.model import Moment, Span
from generator.newsroom.timeline import dated, steps, undated

ONE = Moment("m-1", "rope", Span(0, 9), Span(0, 4), "2031-03-04", "stated", "", "reported", ())


def moments(*dates: str) -> list[Moment]:
    return [replace(ONE, id=f"m-{i}", date=date, words=Span(i, i + 1)) for i, date in enumerate(dates)]


def test_moments_are_in_order_of_their_dates() -> None:
    assert [one.date for one in dated(moments("2031", "2030-05", "", "2029-01-01"))] == [
        "2029-01-01",
        "2030-05",
        "2031",
    ]


def test_moments_of_one_date_keep_the_order_of_the_text() -> None:
    assert [one.id for one in dated(moments("2031", "2031"))] == ["m-0", "m-1"]


def test_moments_without_a_date_are_a_group_of_their_own() -> None:
    assert [one.id for one in undated(moments("2031", "", "2030"))] == ["m-1"]


def test_the_first_step_has_no_gap() -> None:
    assert steps(moments("2031"))[0].gap == ""


def test_a_gap_is_told_in_the_unit_that_fits() -> None:
    found = steps(moments("2020-01-01", "2020-01-02", "2020-02-01", "2020-08-01", "2031-08-01"))
    assert [one.gap for one in found] == ["", "1 day", "4 weeks", "6 months", "11 years"]


def test_a_longer_gap_is_drawn_longer_and_the_longest_is_cut() -> None:
    found = steps(moments("2000-01-01", "2000-01-03", "2000-02-01", "2000-06-01", "2003-06-01", "2031-01-01"))
    assert [one.length for one in found] == [0, 1, 2, 3, 4, 5]
    assert [one.broken for one in found] == [False] * 5 + [True]
