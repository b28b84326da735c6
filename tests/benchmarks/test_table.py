import pytest
from bs4 import BeautifulSoup

from benchmarks.chart import chart
from benchmarks.kinds import Amount
from benchmarks.rounds import Row
from benchmarks.table import growth, last, lines, site_lines
from benchmarks.timing import Took


def row(builder: str, wall: float, apart: float = 0.0, case: str = "clean") -> Row:
    return Row(builder, case, Took(wall, wall, 100.0, 0.0), apart)


def test_a_ratio_is_the_median_of_those_within_one_round() -> None:
    rows = [row("hugo", 1), row("verbatim", 2), row("hugo", 4), row("verbatim", 4), row("hugo", 2), row("verbatim", 6)]
    hugo, ours = lines(100, rows)
    assert (hugo.ratio, ours.ratio) == (1.0, 2.0)
    assert ours.wall == 4


def test_seconds_that_made_no_pages_do_not_count() -> None:
    _, ours = lines(100, [row("hugo", 2), row("verbatim", 5, apart=4)])
    assert (ours.wall, ours.apart, ours.ratio) == (1, 4, 0.5)


def test_an_edit_counts_until_it_is_verified() -> None:
    _, ours = lines(100, [row("hugo", 2, case="edit"), row("verbatim", 5, apart=4, case="edit")])
    assert (ours.wall, ours.ratio) == (5, 2.5)


def test_growth_is_the_exponent_between_two_sizes() -> None:
    table = [*lines(100, [row("hugo", 1)]), *lines(1000, [row("hugo", 100)])]
    assert list(growth(table)) == ["growth  hugo       100 to 1000 stories: 2.00"]


def test_the_last_line_has_the_ratios_of_the_largest_size() -> None:
    small = [row("hugo", 1), row("verbatim", 9)]
    large = [row("hugo", 2), row("verbatim", 1), row("hugo", 2, case="edit"), row("verbatim", 0.2, case="edit")]
    told = last([*lines(100, small), *lines(1000, large)], 1.234, 99.6)
    assert told == {"stories": 1000, "clean": 0.5, "edit": 0.1, "first": 1.23, "peak_mb": 100}


def test_the_picture_has_a_bar_for_each_line_of_the_largest_size() -> None:
    small, large = [row("hugo", 1)], [row("hugo", 2), row("verbatim", 1), row("verbatim", 4, case="total")]
    bars = BeautifulSoup(chart([*lines(100, small), *lines(1000, large)]), "xml").find_all("rect")
    widths = [float(str(bar["width"])) for bar in bars]
    assert [bar["class"] for bar in bars] == ["hugo", "verbatim", "verbatim"]
    assert widths[2] == pytest.approx(2 * widths[0], abs=0.1)


def test_without_hugo_there_is_no_ratio() -> None:
    (ours,) = lines(100, [row("verbatim", 1)])
    assert ours.ratio == 0
    assert str(ours).split()[4] == "-"


def test_the_sites_stand_beside_each_other() -> None:
    head, line = site_lines({"hugo": {"story": Amount(3, 4000)}, "verbatim": {"story": Amount(3, 5000)}})
    assert head.split() == ["kind", "hugo", "files", "KB", "verbatim", "files", "KB"]
    assert line.split() == ["story", "3", "4", "3", "5"]


@pytest.mark.parametrize("ratio", [0.4])
def test_a_line_shows_what_it_holds(ratio: float) -> None:
    _, ours = lines(10, [row("hugo", 1), row("verbatim", ratio)])
    assert str(ours).split() == ["10", "clean", "verbatim", "0.400", "0.40", "0.00", "0.40", "100", "0.00"]
