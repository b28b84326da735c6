import pytest

from verbatim.annotate import read


def spoken(text: str) -> list[tuple[str | None, str]]:
    return [(row.speaker, row.span.of(text)) for row in read(text).quotes if row.kind == "direct"]


@pytest.mark.parametrize(
    "intro",
    [
        "In a statement, Ada Vell said:",
        "Ada Vell told the council on Monday:",
        "Ada Vell issued the following statement:",
    ],
)
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


@pytest.mark.parametrize(
    "text",
    [
        "In a statement, Ada Vell said:\n\nIt will hold.\n\nThe lake is deep.",
        "The rules of the house are:\n\n    Nobody may swim.",
        "Ada Vell said the rules were these:\n\n    Nobody may swim.",
        "Ada Vell opened a dam with a plaque:\n\n    To the valley.",
        "Ada Vell called for:\n\n    New dams and mills.",
        "Ada Vell said:\n\n    - It will hold.\n    - Nobody need leave.",
        "Ada Vell said:\n\n    It will hold.\n    — Ivan Tarn",
        "Ada Vell wrote:\n\n> > It will fail.\n> It will hold.",
        "Ada Vell spoke for an hour.\n\n    It will hold.",
        "Ada Vell did not say:\n\n    It will hold.",
    ],
)
def test_a_block_that_nobody_surely_speaks_is_silent(text: str) -> None:
    assert spoken(text) == []
