"""Words that are a quotation by their form alone: set apart, signed, in turns."""

import pytest

from verbatim.annotate import read

INTRODUCED = "Petra Vance, the chief engineer, met Ivan Tarn, a farmer, in Lower Brask.\n\n"


def spoken(text: str) -> list[tuple[str | None, str]]:
    return [(row.speaker, row.span.of(text)) for row in read(text).quotes if row.kind == "direct"]


@pytest.mark.parametrize("intro", [
    "In a statement, Ada Vell said:",
    "Ada Vell told the council on Monday:",
    "Ada Vell issued the following statement:",
])  # fmt: skip
@pytest.mark.parametrize("form", ["    ", "\t", "> "])
def test_a_block_set_apart_is_spoken_by_whom_its_sentence_names(intro: str, form: str) -> None:
    text = f"{intro}\n\n{form}It will hold. It was built to.\n\nThe lake is deep."
    assert spoken(text) == [("Ada Vell", "It will hold. It was built to.")]


def test_the_paragraphs_of_a_block_are_one_quotation() -> None:
    text = "Ada Vell wrote:\n\n> It will hold.\n>\n> Nobody need leave.\n\nThe lake is deep."
    found = read(text).quotes
    assert [row.span.of(text) for row in found] == ["It will hold.", "Nobody need leave."]
    assert len({row.group for row in found}) == 1


def test_what_the_block_quotes_is_not_taken_out_of_it() -> None:
    text = "Ada Vell wrote:\n\n> He told me “never” and left.\n\nThe lake is deep."
    assert spoken(text) == [("Ada Vell", "He told me “never” and left.")]


@pytest.mark.parametrize("text", [
    "In a statement, Ada Vell said:\n\nIt will hold.\n\nThe lake is deep.",
    "The rules of the house are:\n\n    Nobody may swim.",
    "Ada Vell said the rules were these:\n\n    Nobody may swim.",
    "Ada Vell opened a dam with a plaque:\n\n    To the valley.", "Ada Vell called for:\n\n    New dams and mills.",
    "Ada Vell said:\n\n    - It will hold.\n    - Nobody need leave.",
    "Ada Vell said:\n\n    It will hold.\n    — Ivan Tarn", "Ada Vell wrote:\n\n> > It will fail.\n> It will hold.",
    "Ada Vell spoke for an hour.\n\n    It will hold.", "Ada Vell did not say:\n\n    It will hold.",
])  # fmt: skip
def test_a_block_that_nobody_surely_speaks_is_silent(text: str) -> None:
    assert spoken(text) == []


@pytest.mark.parametrize("text", [
    "“We will not close the mill.” — Petra Vance (@pvance)",
    "“We will not close the mill.” — Petra Vance (@pvance) 4 March 2031",
    "We will not close the mill. — Petra Vance (@pvance) March 4, 2031",
    "The owner replied:\n\nWe will not close the mill.\n\n— Petra Vance (@pvance) 4 March 2031",
    "The owner replied:\n\nPetra Vance (@pvance) 4 March 2031\n\nWe will not close the mill.\n\nThe crowd left.",
])  # fmt: skip
def test_a_post_is_its_signers(text: str) -> None:
    assert spoken(text) == [("Petra Vance", "We will not close the mill.")]


def test_a_body_may_sign_a_post() -> None:
    assert spoken("We will not close the mill. — City of Brask (@brask) 4 March 2031")[0][0] == "City of Brask"


@pytest.mark.parametrize("text", [
    "The mill closed on Monday.\n\nMara Quill (@quill)",
    "The mill closed on Monday. — Mara Quill (@quill)",
    "The mill closed on Monday.\n\n— Mara Quill (@quill) 4 March 2031",
    "The mill closed on Monday.\n\nMara Quill (@quill) 4 March 2031\n\nThe owner left.",
    "Vance posted a reply. We will not close. — Petra Vance (@pvance) 4 March 2031",
    "She replied: We will not close. — Petra Vance (@pvance) 4 March 2031",
    "The mill closed on Monday. — Mara Quill (@quill) of the Brask Herald",
])  # fmt: skip
def test_a_handle_alone_makes_no_post(text: str) -> None:
    assert spoken(text) == []


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


@pytest.mark.parametrize("lines", [
    "VANCE: It will hold.",
    "Petra Vance: It will hold.\n\nIvan Tarn: It will not.",
    "Vance: It will hold.\n\nThe hall was full.\n\nTarn: It will not.\n\nThe hall was empty.\n\nVance: Wait.",
    "MYTH: The dam is weak.\n\nFACT: The dam is strong.\n\nMYTH: The lake is deep.\n\nFACT: It is shallow.",
    "Where: Town hall.\nWhen: Monday.\nPrice: Nothing.",
    "Vance: 52 percent.\nTarn: 48 percent.\nVance: 50 percent.",
    "Home: three.\nAway: two.\nHome: one.",
])  # fmt: skip
def test_lines_that_are_not_certainly_talk_are_nobodys(lines: str) -> None:
    assert spoken(INTRODUCED + lines) == []


def test_a_title_in_a_label_is_no_part_of_the_name() -> None:
    text = INTRODUCED + "MS. VANCE: It will hold.\n\nMR. TARN: Never.\n\nMS. VANCE: Wait."
    assert [name for name, _ in spoken(text)] == ["Petra Vance", "Ivan Tarn", "Petra Vance"]


def test_a_title_that_does_not_fit_the_person_names_another() -> None:
    text = "Ada Vance met Ivan Tarn, a farmer.\n\nMR. VANCE: It will hold.\n\nMR. TARN: Never.\n\nMR. VANCE: Wait."
    assert [name for name, _ in spoken(text)] == ["MR. VANCE", "Ivan Tarn", "MR. VANCE"]
