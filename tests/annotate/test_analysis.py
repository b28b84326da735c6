"""A clause with “who” belongs to the person that the words before it describe, and never to a place."""

import pytest

from verbatim.annotate import read


def speaker_of(text: str, words: str) -> str | None:
    [row] = [row for row in read(text).quotes if words in row.span.of(text)]
    return row.speaker


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Ilka Vantresse, the minister of ports, who added that there was a letter, went home.", "Ilka Vantresse"),
        ("The council heard Ilka Vantresse, a baker from Tarsk, who says that there was a letter.", "Ilka Vantresse"),
        ("The council heard a baker from Tarsk, who says that there was a letter.", "a baker from Tarsk"),
        ("The council lost a case against the Tarsk Courier, which said that there was a letter.", "Tarsk Courier"),
    ],
)
def test_a_clause_with_who_goes_to_the_person_told_of(text: str, speaker: str) -> None:
    assert speaker_of(text, "there was a letter") == speaker


@pytest.mark.parametrize(
    "text",
    [
        "The council heard Ilka Vantresse, the baker and the smith, who said that there was a letter.",
        "The council heard the wife of Edric Pell, the baker, who said that there was a letter.",
    ],
)
def test_a_clause_after_several_people_names_none_of_them_by_their_neighbour(text: str) -> None:
    assert speaker_of(text, "there was a letter") not in ("Ilka Vantresse", "Edric Pell")
