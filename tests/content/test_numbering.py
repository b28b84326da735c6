import pytest
from hypothesis import given
from hypothesis import strategies as st

from verbatim.content.splitting.alignment import between, number_after

DIGITS = st.text("0123456789", min_size=3, max_size=5)


@pytest.mark.parametrize(
    ("number", "taken", "expected"),
    [
        ("010", ["010", "020"], "015"),
        ("010", ["010", "011"], "0105"),
        ("", ["010"], "005"),
        ("020", ["010", "020"], "030"),
        ("025", ["010", "025"], "030"),
        ("990", ["990"], "9905"),
        ("", [], "010"),
    ],
)
def test_a_number_stands_after_one_and_before_the_next(number: str, taken: list[str], expected: str) -> None:
    assert number_after(number, taken) == expected


@given(DIGITS, DIGITS)
def test_there_is_always_room_between_two(one: str, other: str) -> None:
    low, high = sorted([one, other], key=lambda digits: digits.rstrip("0"))
    if low.rstrip("0") != high.rstrip("0"):
        assert low < between(low, high) < high or between(low, high).startswith(low)


def test_a_hundred_can_be_put_after_one() -> None:
    taken = {"010", "011"}
    last = "010"
    for _ in range(100):
        last = number_after(last, taken)
        taken.add(last)
    assert max(taken) == "011"
    assert len(taken) == 102
