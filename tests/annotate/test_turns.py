import pytest

from verbatim.annotate import read

INTRODUCED = "Petra Vance, the chief engineer, met Ivan Tarn, a farmer, in Lower Brask.\n\n"


def spoken(text: str) -> list[tuple[str | None, str]]:
    return [(row.speaker, row.span.of(text)) for row in read(text).quotes if row.kind == "direct"]


def test_labels_that_come_in_turn_make_a_transcript() -> None:
    text = INTRODUCED + "VANCE: It will hold.\n\nTARN: It will not. I know it.\n\nVANCE: We shall see."
    assert spoken(text) == [
        ("Petra Vance", "It will hold."),
        ("Ivan Tarn", "It will not. I know it."),
        ("Petra Vance", "We shall see."),
    ]


def test_a_role_in_brackets_is_no_part_of_the_name_nor_of_the_words() -> None:
    text = INTRODUCED + "Petra Vance (engineer): It will hold.\nIvan Tarn (farmer): No.\nPetra Vance: Wait and see."
    assert spoken(text)[:2] == [("Petra Vance", "It will hold."), ("Ivan Tarn", "No.")]


def test_a_label_that_names_nobody_in_the_text_is_kept_as_it_is_written() -> None:
    text = INTRODUCED + "HOST: Will it hold?\nVANCE: It will.\nHOST: Thank you."
    assert [name for name, _ in spoken(text)] == ["HOST", "Petra Vance", "HOST"]


def test_the_marks_around_a_turn_are_no_part_of_its_words() -> None:
    text = INTRODUCED + "VANCE: “It will hold.”\n\nTARN: “Never.”\n\nVANCE: “Wait.”"
    assert [words for _, words in spoken(text)] == ["It will hold.", "Never.", "Wait."]


def test_what_somebody_quotes_in_a_turn_stays_within_it() -> None:
    text = INTRODUCED + "VANCE: They told me “never” and left.\n\nTARN: Who?\n\nVANCE: The council."
    assert spoken(text)[0] == ("Petra Vance", "They told me “never” and left.")


def test_a_family_name_with_two_bearers_names_neither() -> None:
    text = "Petra Vance met Orla Vance and Ivan Tarn.\n\nVANCE: It will hold.\n\nTARN: No.\n\nVANCE: We shall see."
    first = read(text).quotes[0]
    assert (first.speaker, first.speaker_id, first.candidates) == ("VANCE", None, ("Petra Vance", "Orla Vance"))


def test_a_note_at_the_end_of_a_transcript_is_no_turn() -> None:
    text = INTRODUCED + "VANCE: It will hold.\nTARN: Never.\nVANCE: Wait.\nCorrection: The dam is in Brask."
    assert [name for name, _ in spoken(text)] == ["Petra Vance", "Ivan Tarn", "Petra Vance"]


@pytest.mark.parametrize(
    "lines",
    [
        "VANCE: It will hold.",
        "Petra Vance: It will hold.\n\nIvan Tarn: It will not.",
        "VANCE: It will hold.\n\nThe hall was full.\n\nTARN: It will not.\n\nThe hall was empty.\n\nVANCE: Wait.",
        "MYTH: The dam is weak.\n\nFACT: The dam is strong.\n\nMYTH: The lake is deep.\n\nFACT: It is shallow.",
        "Where: Town hall.\nWhen: Monday.\nPrice: Nothing.",
        "Vance: 52 percent.\nTarn: 48 percent.\nVance: 50 percent.",
        "Home: three.\nAway: two.\nHome: one.",
    ],
)
def test_lines_that_are_not_certainly_talk_are_nobodys(lines: str) -> None:
    assert spoken(INTRODUCED + lines) == []


def test_a_title_in_a_label_is_no_part_of_the_name() -> None:
    text = INTRODUCED + "MS. VANCE: It will hold.\n\nMR. TARN: Never.\n\nMS. VANCE: Wait."
    assert [name for name, _ in spoken(text)] == ["Petra Vance", "Ivan Tarn", "Petra Vance"]


def test_a_title_that_does_not_fit_the_person_names_another() -> None:
    text = "Ada Vance met Ivan Tarn, a farmer.\n\nMR. VANCE: It will hold.\n\nMR. TARN: Never.\n\nMR. VANCE: Wait."
    assert [name for name, _ in spoken(text)] == ["MR. VANCE", "Ivan Tarn", "MR. VANCE"]
