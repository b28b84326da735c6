"""What a story shows besides its text: whose a key number is, and the words that stand for it."""

import pytest

from tests.made import Marked, edition, mark, person, said, story, with_headers
from verbatim.model import Story
from verbatim.publish.story_card import story_card

TEXT = "“The mine needs 40 men,” Mara Lind said. Jon Dell said that 12 ships came. In all 7 sank."
FORTY = mark("40", "number", means=f"{TEXT.index('men')},{TEXT.index('men') + 3}")
MARA = person("Mara Lind", "mara-lind")


JON = person("Jon Dell", "jon-dell")
WORDS = said("“The mine needs 40 men,”", "q-1", "mara-lind")


def who(made: Story) -> list[str | None]:
    return [one["who"] and one["who"]["id"] for one in story_card(edition(made), made)["numbers"]]


def numbered(*marks: Marked, text: str = TEXT) -> Story:
    return story("mine", text, list(marks), key_numbers=("010",))


SHIPS = mark("12", "number", means=f"{TEXT.index('ships')},{TEXT.index('ships') + 5}")


@pytest.mark.parametrize(("marks", "speaker"), [
    ([WORDS, FORTY], "mara-lind"),
    ([said("12 ships came", "q-1", "jon-dell", "indirect"), SHIPS, JON], "jon-dell"),
    ([said("“The mine needs", "q-1", "mara-lind"), FORTY], None),
    ([mark("“The mine needs 40 men,”", "quote", "q-1", candidates="mara-lind", basis="none"), FORTY], None),
    ([WORDS, said("needs 40 men", "q-2", "jon-dell", "indirect"), JON, FORTY], None),
], ids=[
    "in a quotation", "in reported words", "outside quotations", "of somebody who is not established", "that two hold",
])  # fmt: skip
def test_a_number_is_of_the_one_speaker_who_holds_it_or_nobodys(marks: list[Marked], speaker: str | None) -> None:
    assert who(numbered(*marks, MARA)) == [speaker]


def test_a_number_whose_clause_names_the_teller_is_told_without_them_and_in_a_withdrawn_quotation_it_is_nobodys() -> (
    None
):
    text = "It held 40 men, according to Jon Dell."
    told = said("It held 40 men", "q-1", "jon-dell", "indirect", via=f"{text.index('Jon')},{text.index('Jon') + 8}")
    assert who(numbered(told, mark("40", "number", means=f"0,{len(text) - 1}"), JON, text=text)) == [None]
    made = numbered(WORDS, FORTY, MARA)
    assert who(with_headers(made, "010", ("Withdrawn", "2031-03-05 Never said"))) == [None]
