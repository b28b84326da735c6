from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verbatim.annotate.quotations.marked import pieces, quotations, read_marks, unread_marks
from verbatim.annotate.text.segments import paragraphs

MARKS = "“”‘’\"'«»„``''‹›"


def inner(text: str) -> list[str]:
    return [piece.inner.of(text) for piece in quotations(text, paragraphs(text))]


@pytest.mark.parametrize(("text", "words"), [
    ("“We stay,” said Orlo.", "We stay,"), ("“He is 6’2”,” said Orlo.", "He is 6’2”,"),
    ("He is 6’2” tall. “We stay,” said Orlo.", "We stay,"), ('"We stay," said Orlo.', "We stay,"),
    ("‘We stay,’ said Orlo.", "We stay,"), ("'We stay,' said Orlo.", "We stay,"),
    ("«\u00a0We stay\u00a0», said Orlo.", "We stay"), ("„We stay“, said Orlo.", "We stay"),
    ("''We stay,'' said Orlo.", "We stay,"), ("``We stay,'' said Orlo.", "We stay,"),
    ('“We stay," said Orlo.', "We stay,"), ("”We stay,” said Orlo.", "We stay,"),
    ('""We stay," said Orlo.', "We stay,"),
])  # fmt: skip
def test_every_kind_of_mark_is_read_without_the_marks(text: str, words: str) -> None:
    assert inner(text) == [words]


@pytest.mark.parametrize("text", [
    "It wasn't the miller's fault, nor the millers' own.", "He came in the '90s and left 'em all.",
    "The board is 5'10\" tall.", "Rock ’n’ roll isn’t dead.",
])  # fmt: skip
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


def said(text: str) -> list[list[str]]:
    """Return the words of each quotation, by its pieces."""
    found = quotations(text, paragraphs(text))
    return [[piece.of(text) for piece in pieces(text, one.inner, one.again)] for one in found]


@pytest.mark.parametrize("marks", ["“”", '""', "‘’", "''", "«»"])
def test_a_mark_that_opens_again_behind_a_sentence_continues_the_same_speech(marks: str) -> None:
    opening, closing = marks
    text = f"Orlo said: {opening}We stay. {opening}Nobody need leave.{closing} The mill is shut."
    assert said(text) == [["We stay.", "Nobody need leave."]]
    assert unread_marks(text) == []


def test_what_is_nested_after_a_comma_is_no_continuation() -> None:
    assert said('"He told me, "Go home," and I left," said Orlo.') == [['He told me, "Go home," and I left,']]


@pytest.mark.parametrize("told", [
    "Ms Tarn said.", "The wall leaks, said Petra Vance.", "Ms Tarn said that the wall leaks.",
    "He added:", "Ms Tarn added:",
])  # fmt: skip
def test_an_open_quotation_ends_before_the_sentence_that_tells_who_speaks(told: str) -> None:
    text = f'Orlo said: "We stay. Nobody need leave. {told} "It will hold."'
    assert said(text) == [["We stay. Nobody need leave."], ["It will hold."]]


def test_an_open_quotation_ends_where_nobody_says_i_or_we_and_somebody_is_named() -> None:
    text = 'Orlo said: "We stay. We need time. The millers of Lower Brask have met Petra Vance. The wall leaks.'
    assert said(text) == [["We stay. We need time."]]


def test_an_open_quotation_goes_on_while_somebody_says_i_or_we_later() -> None:
    text = 'Orlo said: "We stay. The millers of Lower Brask have met Petra Vance. I was there.'
    assert said(text) == [["We stay. The millers of Lower Brask have met Petra Vance. I was there."]]


def test_words_between_two_marks_may_tell_what_somebody_said() -> None:
    assert inner('"I asked the mayor. She said no. Then, Petra Vance said, we left," said Orlo.') == [
        "I asked the mayor. She said no. Then, Petra Vance said, we left,"
    ]


def test_a_mark_in_the_middle_of_a_sentence_whose_partner_is_missing_is_unread_and_opens_nothing() -> None:
    text = 'The bill "had the feel of work in progress. It left "one duty of the mayor" open.'
    assert inner(text) == ["one duty of the mayor"]
    assert [mark.start for mark in unread_marks(text)] == [text.index('"')]


def test_a_mark_that_closes_nothing_is_unread() -> None:
    text = 'We stay," said Orlo. "Nobody need leave."'
    assert inner(text) == ["Nobody need leave."]
    assert [mark.start for mark in unread_marks(text)] == [text.index('"')]


@pytest.mark.parametrize("text", ['Orlo said:"We stay." He left.', 'Orlo said. "We stay."He left.'])
def test_a_blank_that_is_missing_turns_no_mark(text: str) -> None:
    assert inner(text) == ["We stay."]
    assert unread_marks(text) == []


@pytest.mark.parametrize("text", ["The board is 5'10\" tall.", "Edward “The Crane” Marlow left.", "The millers' ale."])
def test_inches_nicknames_and_apostrophes_are_no_unread_marks(text: str) -> None:
    assert unread_marks(text) == []


@given(st.text(alphabet="aB. \n" + MARKS) | st.text())
def test_no_quotation_holds_a_mark_that_is_unread(text: str) -> None:
    found, unread = read_marks(text, paragraphs(text))
    assert not any(one.outer.meets(mark) for one in found for mark in unread)


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
