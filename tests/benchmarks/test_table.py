from benchmarks.rounds import Row
from benchmarks.table import last, lines
from benchmarks.timing import Took


def row(builder: str, wall: float, apart: float = 0.0, case: str = "clean") -> Row:
    return Row(builder, case, Took(wall, wall, 100.0, 0.0), apart)


def test_a_ratio_is_the_median_of_those_within_one_round() -> None:
    rows = [row("hugo", 1), row("verbatim", 2), row("hugo", 4), row("verbatim", 4), row("hugo", 2), row("verbatim", 6)]
    hugo, ours = lines(100, rows)
    assert (hugo.ratio, ours.ratio) == (1.0, 2.0)
    assert ours.wall == 4


def test_seconds_that_made_no_pages_do_not_count_but_an_edit_counts_until_it_is_verified() -> None:
    _, ours = lines(100, [row("hugo", 2), row("verbatim", 5, apart=4)])
    assert (ours.wall, ours.apart, ours.ratio) == (1, 4, 0.5)
    _, ours = lines(100, [row("hugo", 2, case="edit"), row("verbatim", 5, apart=4, case="edit")])
    assert (ours.wall, ours.ratio) == (5, 2.5)


def test_the_last_line_has_the_ratios_of_the_largest_size() -> None:
    small = [row("hugo", 1), row("verbatim", 9)]
    large = [row("hugo", 2), row("verbatim", 1), row("hugo", 2, case="edit"), row("verbatim", 0.2, case="edit")]
    told = last([*lines(100, small), *lines(1000, large)], 1.234, 99.6)
    assert told == {"stories": 1000, "clean": 0.5, "edit": 0.1, "first": 1.23, "peak_mb": 100}


def test_a_line_shows_what_it_holds() -> None:
    _, ours = lines(10, [row("hugo", 1), row("verbatim", 0.4)])
    assert str(ours).split() == ["10", "clean", "verbatim", "0.400", "0.40", "0.00", "0.40", "100", "0.00"]
