"""A grade says how often an attribution like it is right; under a threshold nobody is named."""

from verbatim.annotate import read
from verbatim.annotate.attribution.grade import KEPT, grade
from verbatim.annotate.lang import pairs
from verbatim.model.reading import QuoteFound

TEXT = "“The dam will hold,” said Petra Vance. Rain fell. “It will fail,” said the wall."


def row(text: str) -> QuoteFound:
    return next(row for row in read(text).quotes if row.kind == "direct")


def test_every_named_speaker_has_a_grade_and_nobody_has_none() -> None:
    rows = read(f"{TEXT}\n\nIt was noon. “Nobody asked us anything at all.” A crowd passed.").quotes
    assert all((found.grade >= KEPT) == (found.speaker is not None) for found in rows)
    assert {found.speaker is None for found in rows} == {True, False}


def test_a_name_right_behind_its_quotation_is_graded_higher_than_a_thing_in_a_dependent_clause() -> None:
    assert row("“The dam will hold,” said Petra Vance.").grade >= 95
    assert row("Petra Vance said the dam was “a jewel.”").grade < row("“The dam will hold,” said Petra Vance.").grade


def test_a_speaker_of_low_grade_is_left_open_and_told_as_a_candidate() -> None:
    found = row("Rain fell on a cart in a street of Sund that bore a wheel saying “all that is mine.”")
    assert (found.speaker, found.basis) == (None, "none")
    assert found.grade < KEPT
    assert "words placed like this are too often somebody else’s" in found.why
    assert found.why.endswith("so we name nobody")  # what was read as a description may be none
    assert len(found.candidates) == 1


def test_a_label_says_itself_who_speaks_and_coefficients_are_numbers_of_features_without_words_of_a_text() -> None:
    assert grade({"way: label": 1, "always": -9}) >= KEPT
    weights = pairs("grade")
    assert all(abs(float(weight)) < 5 for weight in weights.values())
    assert "always" in weights
