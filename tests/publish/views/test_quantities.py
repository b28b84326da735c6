"""What the words of a number amount to, and which say too much or too little to be drawn."""

from decimal import Decimal

import pytest

from verbatim.model import Span
from verbatim.publish.views.chart import Quantity, quantity_of


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
