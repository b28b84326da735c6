"""A pronoun is left open where its only reading is not safe."""

import pytest

from verbatim.annotate import read


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


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("In a letter to the minister Mr Delvane wrote that he had “no recollection”.", "Delvane"),
        ("One of those who changed sides, Barnaby Thrupp, explained it: “Half a gate is a view.”", "Barnaby Thrupp"),
        ("The mayor has lost his case against The Saren Record, which called him “a tide”.", "The Saren Record"),
        ("There are those on the council who are saying that “the emergency is over”.", "those on the council"),
        ("“We opened the door,” said Samar al-Wadiyaniya, the director.", "Samar al-Wadiyaniya"),
        ("The Lowmarsh Residents’ League called the result “a dry floor”.", "Lowmarsh Residents’ League"),
    ],
)
def test_the_subject_of_a_knotty_sentence_speaks(text: str, speaker: str) -> None:
    assert read(text, None).quotes[-1].speaker == speaker


@pytest.mark.parametrize(
    "text",
    [
        "Nobody will tell you that he was the first.",
        "She has notebooks in which she wrote down what the pots had in them.",
        "Visitors pick it up and put it down again.",
        "Eleven names written on the wall were rubbed out.",
        "She was sorry for having threatened that he would go.",
        "The captain said this without heat.",
        "Most of it came to rest where the priest began, in front of the beach.",
    ],
)
def test_an_act_is_no_report(text: str) -> None:
    assert [row.span.of(text) for row in read(text, None).quotes] == []


def test_a_question_told_before_the_answer_is_not_the_answer() -> None:
    text = "Asked whether the fee might return in another form, the finance office said: “Not in this form.”"
    assert [row.span.of(text) for row in read(text, None).quotes] == ["Not in this form."]
