"""What a story shows besides its text: whose a key number is, and the words that stand for it."""

from tests.made import Marked, edition, mark, story, with_headers
from verbatim.publish.story_card import story_card

TEXT = "“The mine needs 40 men,” Mara Lind said. Jon Dell said that 12 ships came. In all 7 sank."
FORTY = mark("40", "number", means=f"{TEXT.index('men')},{TEXT.index('men') + 3}")
MARA = mark("Mara Lind", "person", ref="mara-lind")


def tellers(*marks: Marked) -> list[str | None]:
    made = story("mine", TEXT, list(marks), key_numbers=("010",))
    return [one["who"] and one["who"]["id"] for one in story_card(edition(made), made)["numbers"]]


def test_a_number_in_a_quotation_is_its_speakers() -> None:
    said = mark("“The mine needs 40 men,”", "quote", "q-1", speaker="mara-lind", basis="stated")
    assert tellers(said, FORTY, MARA) == ["mara-lind"]


def test_a_number_in_reported_words_is_the_reported_speakers() -> None:
    told = mark("12 ships came", "quote", "q-1", kind="indirect", speaker="jon-dell", basis="stated")
    at = TEXT.index("ships")
    twelve = mark("12", "number", means=f"{at},{at + 5}")
    assert tellers(told, twelve, mark("Jon Dell", "person", ref="jon-dell")) == ["jon-dell"]


def test_a_number_whose_clause_names_the_teller_itself_is_told_without_them() -> None:
    text = "It held 40 men, according to Jon Dell."
    via = f"{text.index('Jon')},{text.index('Jon') + 8}"
    told = mark("It held 40 men", "quote", "q-1", kind="indirect", speaker="jon-dell", basis="stated", via=via)
    forty = mark("40", "number", means=f"0,{len(text) - 1}")
    made = story("mine", text, [told, forty, mark("Jon Dell", "person", ref="jon-dell")], key_numbers=("010",))
    assert [one["who"] for one in story_card(edition(made), made)["numbers"]] == [None]


def test_the_words_that_stand_for_a_story_are_more_than_a_few() -> None:
    few, more = "“ruin the mine”", "“The mine needs a road, a wall and a lamp before the winter comes to us.”"
    lines = "\n".join(
        [
            f"Jon Dell told everybody who came to the inn of Lind by the river that the road would {few}.",
            f"{more} said Mara Lind.",
        ]
    )
    marks = [mark("Jon Dell", "person", ref="jon-dell"), mark("Mara Lind", "person", ref="mara-lind")]
    marks += [
        mark(few, "quote", "q-1", speaker="jon-dell", basis="stated", kind="mixed"),
        mark(more, "quote", "q-2", speaker="mara-lind", basis="stated", kind="direct"),
    ]
    made = story("mine", lines, marks)
    best = story_card(edition(made), made)["strongest"]
    assert best
    assert best["id"] == "q-2"


def test_a_number_outside_quotations_is_nobodys() -> None:
    said = mark("“The mine needs", "quote", "q-1", speaker="mara-lind", basis="stated")
    assert tellers(said, FORTY, MARA) == [None]


def test_a_number_of_somebody_who_is_not_established_is_nobodys() -> None:
    said = mark("“The mine needs 40 men,”", "quote", "q-1", candidates="mara-lind", basis="none")
    assert tellers(said, FORTY, MARA) == [None]


def test_a_number_in_a_withdrawn_quotation_is_nobodys() -> None:
    said = mark("“The mine needs 40 men,”", "quote", "q-1", speaker="mara-lind", basis="stated")
    made = story("mine", TEXT, [said, FORTY, MARA], key_numbers=("010",))
    gone = with_headers(made, "010", ("Withdrawn", "2031-03-05 Never said"))
    assert [one["who"] for one in story_card(edition(gone), gone)["numbers"]] == [None]


def test_a_number_that_two_hold_is_nobodys() -> None:
    outer = mark("“The mine needs 40 men,”", "quote", "q-1", speaker="mara-lind", basis="stated")
    inner = mark("needs 40 men", "quote", "q-2", kind="indirect", speaker="jon-dell", basis="stated")
    assert tellers(outer, inner, FORTY, MARA, mark("Jon Dell", "person", ref="jon-dell")) == [None]
