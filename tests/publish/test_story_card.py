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


def test_a_number_in_a_quotation_is_its_speakers() -> None:
    assert who(numbered(WORDS, FORTY, MARA)) == ["mara-lind"]


def test_a_number_in_reported_words_is_the_reported_speakers() -> None:
    at = TEXT.index("ships")
    twelve = mark("12", "number", means=f"{at},{at + 5}")
    assert who(numbered(said("12 ships came", "q-1", "jon-dell", "indirect"), twelve, JON)) == ["jon-dell"]


def test_a_number_whose_clause_names_the_teller_itself_is_told_without_them() -> None:
    text = "It held 40 men, according to Jon Dell."
    told = said("It held 40 men", "q-1", "jon-dell", "indirect", via=f"{text.index('Jon')},{text.index('Jon') + 8}")
    assert who(numbered(told, mark("40", "number", means=f"0,{len(text) - 1}"), JON, text=text)) == [None]


@pytest.mark.parametrize("marks", [
    [said("“The mine needs", "q-1", "mara-lind")],
    [mark("“The mine needs 40 men,”", "quote", "q-1", candidates="mara-lind", basis="none")],
    [WORDS, said("needs 40 men", "q-2", "jon-dell", "indirect"), JON],
], ids=["outside quotations", "of somebody who is not established", "that two hold"])  # fmt: skip
def test_a_number_that_no_one_speaker_holds_is_nobodys(marks: list[Marked]) -> None:
    assert who(numbered(*marks, FORTY, MARA)) == [None]


def test_a_number_in_a_withdrawn_quotation_is_nobodys() -> None:
    made = numbered(WORDS, FORTY, MARA)
    assert who(with_headers(made, "010", ("Withdrawn", "2031-03-05 Never said"))) == [None]
