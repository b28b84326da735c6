from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verbatim.annotate.quotations.marked import quotations
from verbatim.annotate.text.segments import paragraphs

MARKS = "“”‘’\"'«»„``''‹›"


def inner(text: str) -> list[str]:
    return [piece.inner.of(text) for piece in quotations(text, paragraphs(text))]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("“We stay,” said Orlo.", "We stay,"),
        ("“He is 6’2”,” said Orlo.", "He is 6’2”,"),
        ("He is 6’2” tall. “We stay,” said Orlo.", "We stay,"),
        ('"We stay," said Orlo.', "We stay,"),
        ("‘We stay,’ said Orlo.", "We stay,"),
        ("'We stay,' said Orlo.", "We stay,"),
        ("«\u00a0We stay\u00a0», said Orlo.", "We stay"),
        ("„We stay“, said Orlo.", "We stay"),
        ("''We stay,'' said Orlo.", "We stay,"),
        ("``We stay,'' said Orlo.", "We stay,"),
        ('“We stay," said Orlo.', "We stay,"),
        ("”We stay,” said Orlo.", "We stay,"),
    ],
)
def test_every_kind_of_mark_is_read_without_the_marks(text: str, words: str) -> None:
    assert inner(text) == [words]


@pytest.mark.parametrize(
    "text",
    [
        "It wasn't the miller's fault, nor the millers' own.",
        "He came in the '90s and left 'em all.",
        "The board is 5'10\" tall.",
        "Rock ’n’ roll isn’t dead.",
    ],
)
def test_apostrophes_and_inches_open_nothing(text: str) -> None:
    assert inner(text) == []


def test_nested_marks_stay_inside_the_outer_quotation() -> None:
    text = "“He told me ‘never again’ and left,” said Orlo. “She said “no” twice,” he added."
    assert inner(text) == ["He told me ‘never again’ and left,", "She said “no” twice,"]


def test_a_plural_apostrophe_does_not_close_single_marks() -> None:
    assert inner("He said 'the millers' wages are due' and left.") == ["the millers' wages are due"]


def test_a_mark_left_open_goes_on_where_the_next_paragraph_opens_with_one() -> None:
    text = "Orlo said: “It began in May.\n\n“It ended in June.”\n\n“It is over,” said Tarn."
    groups = [piece.group for piece in quotations(text, paragraphs(text))]
    assert groups[0] == groups[1] != groups[2]


def test_a_closed_quotation_does_not_go_on_in_the_next_paragraph() -> None:
    text = "“It began in May.”\n\n“It ended in June.”"
    assert len({piece.group for piece in quotations(text, paragraphs(text))}) == 2


def test_a_mark_without_a_partner_inside_a_paragraph_opens_nothing() -> None:
    assert inner("The sign reads “Closed and has for years.") == []


@given(st.text(alphabet="aB. \n" + MARKS) | st.text())
def test_pieces_are_in_order_and_never_overlap(text: str) -> None:
    pieces = quotations(text, paragraphs(text))
    assert all(p.outer.covers(p.inner) and p.inner.start < p.inner.end for p in pieces)
    assert all(a.outer.end <= b.outer.start for a, b in pairwise(pieces))


@pytest.mark.parametrize("marks", ["“{}”", '"{}"', "''{}''", "«{}»"])
def test_a_nickname_within_a_name_is_no_quotation(marks: str) -> None:
    assert inner(f"Edward {marks.format('The Crane')} Marlow said {marks.format('no')}.") == ["no"]


def test_a_title_between_two_names_is_no_nickname() -> None:
    assert inner("He saw the “Long Film” Tuesday.") == ["Long Film"]
