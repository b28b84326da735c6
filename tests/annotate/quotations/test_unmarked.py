"""Words that are a quotation by their form alone: set apart, signed, in turns."""

import pytest

from tests.sentences import rows
from verbatim.annotate import read


@rows("text,said", "annotate/quotations/unmarked.txt", "what is spoken")
def test_words_are_spoken_that_are_set_apart_signed_or_in_turns_and_no_others(text: str, said: str) -> None:
    assert " | ".join(f"{who}: {words}" for who, words in spoken(text)) == said.removeprefix("nothing")


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


def test_a_family_name_with_two_bearers_names_neither() -> None:
    text = "Petra Vance met Orla Vance and Ivan Tarn.\n\nVANCE: It will hold.\n\nTARN: No.\n\nVANCE: We shall see."
    first = read(text).quotes[0]
    assert (first.speaker, first.speaker_id, first.candidates) == ("VANCE", None, ("Petra Vance", "Orla Vance"))
