"""A pronoun is resolved where one reading is safe, and left open where none is."""

import pytest

from verbatim.annotate import read


def last(text: str) -> tuple[str | None, str, tuple[str, ...]]:
    row = [row for row in read(text).quotes if row.kind == "direct"][-1]
    return row.speaker, row.basis, row.candidates


def test_who_else_would_fit_is_told_where_the_subject_decides() -> None:
    (row,) = read("Petra Vance praised Anna Lund on Monday. “It was built well,” she said.").quotes
    assert (
        row.why == "“…”, she said; we take she to mean Petra Vance, the subject there, though Anna Lund would fit too"
    )


def test_a_subject_that_nothing_shows_to_be_he_does_not_displace_one_that_is() -> None:
    speaker, basis, candidates = last("Sul Oldfield met Peter Lund on Monday. “It will fail,” he said.")
    assert (speaker, basis, candidates) == (None, "none", ("Sul Oldfield", "Peter Lund"))


def test_where_grammar_alone_chooses_that_is_said() -> None:
    (row,) = read("Sul Oldfield met Ors Harrow on Monday. “It will fail,” she said.").quotes
    assert row.why == "“…”, she said; we take she to mean Sul Oldfield, the subject there"


def test_two_in_one_place_leave_the_pronoun_open_and_are_listed() -> None:
    speaker, basis, candidates = last("A crowd met Ivan Tarn with Peter Lund. “It will fail,” he said.")
    assert (speaker, basis) == (None, "none")
    assert candidates == ("Ivan Tarn", "Peter Lund")


def test_a_described_person_who_stands_nearer_leaves_the_pronoun_open() -> None:
    speaker, _, candidates = last("Ivan Tarn was there.\n\nA spokesman opened the dam. “It will hold,” he said.")
    assert speaker is None
    assert "A spokesman" in candidates


def test_of_two_with_one_family_name_neither_is_named() -> None:
    text = "Ivan Tarn met his sister Anna Tarn. Tarn said: “It will hold for a century.”"
    speaker, _, candidates = last(text)
    assert speaker == "Tarn"
    assert candidates == ("Ivan Tarn", "Anna Tarn")


def speaker_of(text: str, words: str) -> str | None:
    rows = [row for row in read(text, "2024-01-10").quotes if words in row.span.of(text)]
    return rows[-1].speaker


def test_a_ship_is_never_she_who_speaks() -> None:
    text = (
        "Ilka Vantresse, the director, looked up.\n\n"
        "In October the Merrow ran on to the bank, and everybody knew it.\n\n“I was in bed,” she said."
    )
    assert speaker_of(text, "in bed") != "Merrow"


def test_a_name_that_would_be_both_he_and_she_is_neither() -> None:
    text = (
        "Captain Ambrel Thale was hard to win over. He said no. She came again. They talked “about clocks”, she said."
    )
    assert speaker_of(text, "about clocks") is None


def test_a_father_is_not_she() -> None:
    text = (
        "Annika Sorrel, who fished here, was born by the sea. Her father, Eskel Sorrel, was drowned.\n\n"
        "“I was too small,” she told the paper."
    )
    assert speaker_of(text, "too small") != "Eskel Sorrel"


def test_somebody_else_who_was_she_before_leaves_a_new_name_open() -> None:
    text = (
        "Annet Sorrel said: “Wait.” She was a fisher, and she had barometers.\n\n"
        "Wynn Ackerby, a professor, came to read them.\n\nShe never married. “I was asked,” she said."
    )
    assert speaker_of(text, "I was asked") is None


def test_who_spoke_last_goes_on_as_she_in_the_next_paragraph() -> None:
    text = (
        "Perpetua Dane said that she would stay. \n\n"
        "Wynn Ackerby, a professor, said that it was late.\n\n“Very late,” she said."
    )
    assert speaker_of(text, "Very late") == "Wynn Ackerby"


def test_a_question_told_before_the_answer_is_not_the_answer() -> None:
    text = "Asked whether the fee might return in another form, the finance office said: “Not in this form.”"
    assert [row.span.of(text) for row in read(text, None).quotes] == ["Not in this form."]


def test_a_place_behind_a_role_and_its_verb_is_not_she() -> None:
    assert last("The prime minister visited Lowmarsh. She promised “a dam that will hold for years.”") == (
        None,
        "none",
        ("The prime minister",),
    )


ASKED = "Tom Vell ran for mayor in Tarn on Monday.\n\nScott Conry asked Vell "


@pytest.mark.parametrize(("question", "speaker"), [
    ("whether his health was fair game.\n\n“Sure it is,” he said.", "Tom Vell"),
    ("about the dam. “It holds,” he answered.", "Tom Vell"),
    ("to leave.\n\n“It holds,” he said.", None),
    ("whether it held.\n\n“Will it last?” he asked.", "Scott Conry"),
    ("whether it held. He wanted an answer.\n\n“I need to know,” he said.", "Scott Conry"),
])  # fmt: skip
def test_who_is_asked_answers(question: str, speaker: str | None) -> None:
    row = next(one for one in read(ASKED + question, None).quotes if one.kind == "direct")
    assert row.speaker == speaker
