"""A pronoun is resolved where one reading is safe, and left open where none is."""

import pytest

from tests.sentences import rows
from verbatim.annotate import read


@rows("text,words,speaker,others", "annotate/coreference/pronouns.txt", "who a pronoun is")
def test_a_pronoun_is_somebody_or_those_it_may_be_are_listed(text: str, words: str, speaker: str, others: str) -> None:
    row = [row for row in read(text, "2024-01-10").quotes if words in row.span.of(text)][-1]
    assert (row.speaker or "nobody", " | ".join(row.candidates) or "nobody") == (speaker, others)


@pytest.mark.parametrize(("text", "why"), [
    ("Petra Vance praised Anna Lund on Monday. “It was built well,” she said.",
     "“…”, she said; we take she to mean Petra Vance, the subject there, though Anna Lund would fit too"),
    ("Sul Oldfield met Ors Harrow on Monday. “It will fail,” she said.",
     "“…”, she said; we take she to mean Sul Oldfield, the subject there"),
])  # fmt: skip
def test_that_the_subject_decides_is_said_and_who_else_would_fit(text: str, why: str) -> None:
    (row,) = read(text).quotes
    assert row.why == why


def test_a_question_told_before_the_answer_is_not_the_answer() -> None:
    text = "Asked whether the fee might return in another form, the finance office said: “Not in this form.”"
    assert [row.span.of(text) for row in read(text, None).quotes] == ["Not in this form."]
