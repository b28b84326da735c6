"""Hypothesis strategies for texts and nested marks, and sources written for these tests."""

from collections.abc import Callable

from hypothesis import strategies as st

from verbatim.model import Mark, Span

AWKWARD = " \t\n\r\x02\x03\x0b\x1c\x7f\x85\xa0\u2028\ufeff[]{}*_`~^|!#>-+=:1.)(&<\\\"'ab“”é🙂/"
WORDS = st.text(st.sampled_from(AWKWARD), min_size=1, max_size=40) | st.text(
    st.characters(exclude_characters="\0", exclude_categories=["Cs"]), min_size=1, max_size=40
)
ATTRS = st.dictionaries(
    st.sampled_from(["why", "speaker", "data-x"]), st.text(st.sampled_from(AWKWARD), max_size=8), max_size=3
)


@st.composite
def nested_marks(draw: Callable[..., int], length: int, depth: int = 0, start: int = 0) -> tuple[Mark, ...]:
    """Marks in order, outer before inner, within `start` and `length`."""
    found: list[Mark] = []
    at = start
    while at < length and depth < 4 and draw(st.booleans()):
        first = draw(st.integers(at, length - 1))
        last = draw(st.integers(first + 1, length))
        kind = draw(st.sampled_from(["quote", "person", "was", "moment"]))
        found.append(Mark(Span(first, last), kind, draw(st.sampled_from(["", "q-7k3m9x2c4d"])), draw(ATTRS)))
        found += draw(nested_marks(last, depth + 1, first))
        at = last
    return tuple(found)
