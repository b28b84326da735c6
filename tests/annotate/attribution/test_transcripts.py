import pytest

from verbatim.annotate import read
from verbatim.model.reading import QuoteFound

TALK = "\n\nQ: Will it hold?\n\nA: It will hold. Nobody need leave.\n\nQ: Are you sure?\n\nA: I am."


def rows(text: str) -> list[QuoteFound]:
    return [row for row in read(text).quotes if row.kind == "direct"]


@pytest.mark.parametrize(
    "opening",
    [
        "Petra Vance, the chief engineer, spoke to the Brask Herald on Monday.",
        "We spoke to Petra Vance, the chief engineer of the dam.",
        "In an interview with Petra Vance the dam was discussed.",
        "The Brask Herald sat down with the engineer Petra Vance.",
    ],
)
def test_the_one_person_introduced_as_interviewed_answers(opening: str) -> None:
    found = rows(opening + TALK)
    assert [(row.speaker, row.basis) for row in found[1::2]] == [("Petra Vance", "inferred")] * 2


def test_whoever_asks_is_not_named() -> None:
    found = rows("We spoke to Petra Vance." + TALK)
    assert [(row.speaker, row.basis) for row in found[0::2]] == [(None, "none")] * 2
    assert "we did not find who asks" in found[0].why


@pytest.mark.parametrize(
    "opening",
    [
        "Mara Quill spoke to Petra Vance in Lower Brask.",
        "A spokesman for the mill spoke to Petra Vance.",
        "Petra Vance opened the dam on Monday.",
        "An interview with the engineer of the dam that Petra Vance opened.",
        "We spoke to Petra Vance. We also spoke to Ivan Tarn.",
    ],
)
def test_an_answer_is_nobodys_where_more_than_one_or_nobody_was_interviewed(opening: str) -> None:
    assert [row.speaker for row in rows(opening + TALK)] == [None] * 4


def test_the_two_who_could_have_answered_are_listed() -> None:
    found = rows("Mara Quill spoke to Petra Vance in Lower Brask." + TALK)
    assert found[1].candidates == ("Mara Quill", "Petra Vance")
    assert found[1].why == "A marks an answer, and the person interviewed could be Mara Quill or Petra Vance"


def test_a_lone_question_makes_no_interview() -> None:
    assert rows("We spoke to Petra Vance.\n\nQ: Will it hold?\n\nThe hall was silent.") == []


def test_two_interviews_in_one_text_leave_both_open() -> None:
    found = rows("We spoke to Petra Vance." + TALK + "\n\nThen we spoke to Ivan Tarn." + TALK)
    assert {row.speaker for row in found} == {None}


def test_letters_with_a_full_stop_are_labels_too() -> None:
    found = rows("We spoke to Petra Vance." + TALK.replace("Q:", "Q.").replace("A:", "A."))
    assert [row.speaker for row in found] == [None, "Petra Vance"] * 2


def test_an_initial_is_no_label() -> None:
    assert rows("We spoke to Petra Vance.\n\nA. Lund opened the dam.\n\nQ. Tarn closed it again.") == []


@pytest.mark.parametrize(
    "opening",
    [
        "Mara Quill, a reporter for the Brask Herald, spoke to Petra Vance.",
        "By Mara Quill\n\nMara Quill spoke to Petra Vance in Lower Brask.",
    ],
)
def test_a_reporter_does_not_answer(opening: str) -> None:
    assert [row.speaker for row in rows(opening + TALK)[1::2]] == ["Petra Vance"] * 2


def test_an_answer_is_nobodys_where_only_a_reporter_is_introduced() -> None:
    found = rows("In an interview with the reporter Mara Quill, a farmer spoke of the dam." + TALK)
    assert {row.speaker for row in found} == {None}


SPLIT_MARKS = (
    'A part of the debate:\n\n"TARN: Petra Vance, did you lie to them?\n\n"VIDEO: They said it was the rain.\n\n'
    '"VANCE: I did not lie. We told what we knew.\n\n"And then we told more."\n\nPetra Vance and Ivan Tarn went home.'
)


def test_each_labelled_paragraph_within_marks_is_a_quotation_of_its_own_speaker() -> None:
    found = rows(SPLIT_MARKS)
    assert [row.speaker for row in found] == ["Ivan Tarn", None, "Petra Vance", "Petra Vance"]
    assert [row.group for row in found] == ["g1", "g2", "g3", "g3"]


def test_the_label_of_a_clip_names_nobody() -> None:
    clip = rows(SPLIT_MARKS)[1]
    assert (clip.speaker, clip.why) == (None, "The label says what is shown, and names nobody")


def test_a_label_in_capitals_is_no_further_person() -> None:
    assert {person.name for person in read(SPLIT_MARKS).people} == {"Petra Vance", "Ivan Tarn"}


def test_words_behind_a_label_begin_with_their_first_letter() -> None:
    text = '"VANCE:  It will hold.\n\n"QUILL:   Are you sure?\n\n"VANCE: I am.'
    assert [row.span.of(text) for row in rows(text)] == ["It will hold.", "Are you sure?", "I am."]


def test_a_turn_in_capitals_goes_on_over_a_note_and_a_second_paragraph() -> None:
    text = (
        "Mayor Petra Vance spoke on the air.\n\nADA QUILL: The dam was shown on Friday.\n\n(BEGIN VIDEO CLIP.)\n\n"
        "VANCE: It will hold for a century.\n\n(END VIDEO CLIP.)\n\nQUILL: And you believe it.\n\n"
        "I have heard from many who do not.\n\nVANCE: Nobody need leave.\n\nQUILL: Thank you."
    )
    assert [row.speaker for row in rows(text)] == ["ADA QUILL", "Petra Vance", "QUILL", "Petra Vance", "QUILL"]
