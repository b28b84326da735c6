"""Paragraphs with cards beside them: what runs in, where a card stands, and when it has room for its words."""

from dataclasses import replace

from tests.made import Marked, edition, mark, note, story
from verbatim.model import Span, Story
from verbatim.publish.payloads.story import PassageView
from verbatim.publish.views.annotated_text import MOST_LINES, fragment_views, passages

FILLER = "The pilot boat went out at six and came back with nothing to tell. "


def of(made: Story) -> list[PassageView]:
    return passages(fragment_views(edition(made), made))


def told(text: str, *marks: Marked) -> list[PassageView]:
    return of(story("rope", text, list(marks)))


def stated(words: str, name: str) -> Marked:
    return mark(words, "quote", name, speaker="", said_by="The pilot boat", basis="stated")


def cut(text: str, *places: tuple[int, int]) -> Story:
    whole = story("rope", text).fragments[0]
    pieces = [
        replace(whole, name=f"0{number}0-text-x", source=Span(*place), text=text[slice(*place)])
        for number, place in enumerate(places, 1)
    ]
    return story("rope", text, fragments=tuple(pieces))


def test_fragments_of_one_paragraph_are_one_passage() -> None:
    assert [len(one["fragments"]) for one in of(cut("One. Two.", (0, 4), (5, 9)))] == [2]


def test_fragments_of_two_paragraphs_are_two_passages() -> None:
    assert [len(one["fragments"]) for one in of(cut("One.\nTwo.", (0, 4), (5, 9)))] == [1, 1]


def test_a_note_within_a_paragraph_parts_it() -> None:
    made = cut("One. Two.", (0, 4), (5, 9))
    made = replace(made, fragments=(*made.fragments, note("rope", "015", "Of *hemp*.")))
    assert [one["kind"] for one in of(made)] == ["text", "note", "text"]


def test_a_story_without_quotations_has_no_cards() -> None:
    assert [one["cards"] for one in told(FILLER)] == [[]]


def test_a_card_is_raised_to_the_line_where_its_quotation_begins() -> None:
    first = told(f"“Lift!” she said. {FILLER * 4}", stated("“Lift!”", "q-1"))[0]["cards"][0]
    last = told(f"{FILLER * 4} “Lift!”", stated("“Lift!”", "q-1"))[0]["cards"][0]
    assert first["lift"] > last["lift"] == 1


def test_no_card_is_raised_by_more_lines_than_the_sheet_knows() -> None:
    card = told(f"“Lift!” she said. {FILLER * 60}", stated("“Lift!”", "q-1"))[0]["cards"][0]
    assert card["lift"] == MOST_LINES


def test_a_card_leaves_free_the_lines_by_which_the_next_is_raised() -> None:
    marks = [stated("“Lift!”", "q-1"), stated("“Now!”", "q-2")]
    cards = [card for one in told(f"“Lift!” she said.\n{FILLER} “Now!” she said.", *marks) for card in one["cards"]]
    assert [card["keep"] for card in cards] == [cards[1]["lift"], 0]


def test_a_card_with_room_has_its_words() -> None:
    assert told(f"“Lift!” she said. {FILLER * 9}", stated("“Lift!”", "q-1"))[0]["cards"][0]["form"] == "full"


def test_cards_that_stand_close_are_brief() -> None:
    marks = [stated("“Lift!”", "q-1"), stated("“Now!”", "q-2")]
    cards = told(f"“Lift!” she said. “Now!” she said. {FILLER * 9}", *marks)[0]["cards"]
    assert [card["form"] for card in cards] == ["brief", "brief"]


def test_a_long_quotation_is_not_set_twice() -> None:
    words = f"“{FILLER * 5}”"
    assert told(f"{words} {FILLER * 20}", stated(words, "q-1"))[0]["cards"][0]["form"] == "brief"
