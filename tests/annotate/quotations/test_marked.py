from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.sentences import rows
from verbatim.annotate.quotations.marked import pieces, quotations, read_marks, unread_marks
from verbatim.annotate.text.segments import paragraphs

MARKS = "“”‘’\"'«»„``''‹›"


def inner(text: str) -> list[str]:
    return [piece.inner.of(text) for piece in quotations(text, paragraphs(text))]


@rows("text,words", "annotate/quotations/marked.txt", "words within marks")
def test_words_within_marks_are_read_without_the_marks(text: str, words: str) -> None:
    assert (" | ".join(inner(text)) or "nothing") == words


def test_blanks_within_the_marks_are_no_words() -> None:
    assert inner("«\u00a0We stay\u00a0», said Orlo.") == ["We stay"]


def test_a_mark_left_open_goes_on_where_the_next_paragraph_opens_with_one_and_a_closed_quotation_does_not() -> None:
    text = "Orlo said: “It began in May.\n\n“It ended in June.”\n\n“It is over,” said Tarn."
    one, again, other = (piece.group for piece in quotations(text, paragraphs(text)))
    assert one == again != other


@rows("text,said", "annotate/quotations/marked.txt", "quotations by their pieces")
def test_a_quotation_that_is_left_open_or_opens_again_ends_with_its_speech(text: str, said: str) -> None:
    found = quotations(text, paragraphs(text))
    words = [[piece.of(text) for piece in pieces(text, one.inner, one.again)] for one in found]
    assert " || ".join(" | ".join(one) for one in words) == said
    assert unread_marks(text) == []


@pytest.mark.parametrize(("text", "words"), [
    ('The bill "had the feel of work in progress. It left "one duty of the mayor" open.', "one duty of the mayor"),
    ('We stay," said Orlo. "Nobody need leave."', "Nobody need leave."),
], ids=["whose partner is missing", "that closes nothing"])  # fmt: skip
def test_a_mark_is_unread_and_opens_nothing(text: str, words: str) -> None:
    assert inner(text) == [words]
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
