"""The date that a text bears: where it must stand, and where a date is none of its publication."""

import pytest

from verbatim.annotate.dates.finder import published_in

BODY = "The mill on the Orrin closed after ninety years of work."


@pytest.mark.parametrize(
    "head",
    [
        "Mill closes\n\nTuesday, March 12, 2019\n\n",
        "Mill closes\n12 March 2019\n",
        "Mill closes\n\nPublished on 12 March 2019 at 10:30\n\n",
        "Mill closes\n\nBy Ada Vell | March 12, 2019\n\n",
        "Mill closes\n\nPORT ORRIN, March 12, 2019 (Coast Wire) – ",
        "PORT ORRIN (12 March 2019) — ",
        "Mill closes\n\n2019-03-12\n\n",
    ],
)
def test_a_full_date_at_the_head_is_the_day_of_publication(head: str) -> None:
    assert published_in(head + BODY) == "2019-03-12"


@pytest.mark.parametrize(
    "text",
    [
        BODY,
        "",
        "Mill closes\n\nMarch 12\n\n" + BODY,
        "Mill closes\n\nMarch 2019\n\n" + BODY,
        "Mill closes\n\nThe mill closed on March 12, 2019 after a fire.",
        "On March 12, 2019, the mill closed.",
        "Mill closes\n\nFebruary 30, 2019\n\n" + BODY,
        (BODY + "\n\n") * 30 + "March 12, 2019",
    ],
)
def test_other_dates_are_not(text: str) -> None:
    assert published_in(text) is None
