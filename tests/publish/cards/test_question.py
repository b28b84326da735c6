"""The card of a question: whole sentences of its answers with their sources, or what the editors say."""

import pytest

from tests.made import edition, mark, person, said, story, with_headers
from tests.publish.cards.drawing import SHEET, drawn, seen, slices
from verbatim.publish import Edition
from verbatim.publish.cards.question import QuestionPicture
from verbatim.publish.question_page import question_alt, question_views

SHORT = "The gate costs 84 crowns."
MANY = " ".join(
    f"In year {number} the council of the town looked at the beams again and paid for them." for number in range(60)
)
TEXT = f"The gate\n{SHORT} It opens soon.\n{MANY}\n“Never”, said Ada Vell.\nΗ πύλη ανοίγει.\n"
GREEK, SAID = "Η πύλη ανοίγει.", "“Never”, said Ada Vell."


def gate(*headers: tuple[str, str], number: str = "020") -> Edition:
    marks = [said("“Never”", "q-1", "ada-vell"), mark("84", "was", now="48"), person("Ada Vell", "ada-vell")]
    made = story("gate", TEXT, marks if headers else [], title="The gate")
    answers = {
        "short": place(SHORT), "many": place(MANY), "said": place(SAID), "greek": f"{place(GREEK)} {place(SHORT)}",
        "none": "none\n\nNobody knows.", "quoting": "none\n\nAda Vell says “Never”.",
    }  # fmt: skip
    questions = {
        f"gate/{at}0-{name}": f"Title: What of it?\nAnswer: {answer}\n\n"
        for at, (name, answer) in enumerate(answers.items(), start=1)
    }
    return edition(with_headers(made, number, *headers), questions=questions)


def place(words: str) -> str:
    at = TEXT.index(words)
    return f"gate#char={at},{at + len(words)}"


def card(made: Edition, name: str) -> str:
    view = next(one for one in question_views(made, "gate") if one["id"] == f"gate/{name}")
    return drawn(QuestionPicture.of(made, view, SHEET))


@pytest.mark.parametrize(("name", "shown"), [
    ("short", ["What of it?", f"{SHORT} The Courier, 4 March 2031", "Verbatim, each with its source"]),
    ("many", ["It is on the page of the question."]),
    ("none", ["The editors: The texts do not say. Nobody knows.", "The editors’ own words"]),
    ("quoting", []),
], ids=["an answer whole", "none without room", "the editors of none", "no editors who quote somebody"])  # fmt: skip
def test_a_card_shows(name: str, shown: list[str]) -> None:
    drawing = card(gate(), name)
    assert [words for words in shown if words not in seen(drawing)] == []
    assert "".join(slices(drawing)) == (SHORT if name == "short" else "")
    assert "Never" not in seen(drawing)


def test_words_in_letters_that_the_faces_lack_are_left_to_the_page_and_others_stay() -> None:
    drawing = card(gate(), "greek")
    assert "".join(slices(drawing)) == SHORT
    assert "In a script that this picture cannot show" in seen(drawing)
    assert 'data-trust="more"' in drawing


def test_a_correction_stands_above_the_words_and_nothing_is_called_verbatim() -> None:
    words = seen(card(gate(("Corrected", "2031-03-09 The figure was wrong")), "short"))
    assert words.index("It should read: 48, not 84.") < words.index(SHORT)
    assert "Verbatim" not in words


def test_withdrawn_words_are_neither_drawn_nor_described() -> None:
    made = gate(("Withdrawn", "2031-03-09 She never said it"), number="040")
    assert "Never" not in seen(card(made, "said"))
    assert "Withdrawn 9 March 2031: She never said it." in seen(card(made, "said"))
    view = next(one for one in question_views(made, "gate") if one["id"] == "gate/said")
    assert "Never" not in question_alt(made, view)
