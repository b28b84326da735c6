from dataclasses import replace

import pytest

from tests.made import mark, note, story
from verbatim.content.advice import marks_of_editors, marks_that_do_not_pair, missing_credits, pictures_not_shown
from verbatim.content.format.person_file import read_person
from verbatim.model import MarkKind, Picture

TEXT = "The mill of Orsel\n“The mill’s a ruin,” said Mina Dorr."
PATH = "content/stories/mill.md"


@pytest.mark.parametrize("words", ["“The mill's a ruin”", "‘a ruin’", "„the Mill“", "the bakers' shop", "a ‘ruin’!"])
def test_marks_around_words_of_the_source_need_no_advice(words: str) -> None:
    assert list(marks_of_editors(story("mill", TEXT, title=f"We say {words}", intro=f"We say {words}."))) == []


def test_a_title_of_the_source_needs_none() -> None:
    assert list(marks_of_editors(story("mill", f"‘Ruin’ of Orsel\n{TEXT}", title="‘Ruin’ of Orsel"))) == []


def test_other_marks_of_title_introduction_and_notes_are_listed_at_their_line() -> None:
    made = story("mill", TEXT, title="The “late” mill", intro="It stands.\n\nA ‘heap’ of stones.", intro_line=9)
    made = replace(made, fragments=(*made.fragments, note("mill", "015", "„Haufen“, we say.")), headers={"Title": ""})
    told = "the source does not have {}, so these marks are shown as your own"
    assert [(one.path, one.line, one.fact) for one in marks_of_editors(made)] == [
        (PATH, 1, told.format("“late”")), (PATH, 11, told.format("‘heap’")),
        ("content/fragments/mill/015-note-x.md", 4, told.format("„Haufen“")),
    ]  # fmt: skip


def test_a_mark_without_a_partner_is_told_at_its_line_and_neither_those_that_pair_nor_those_of_an_unread_language() -> (
    None
):
    text = "The mill of Orsel\nIt stands empty,” said Mina Dorr. “It is a ruin.”"
    (one,) = marks_that_do_not_pair(story("mill", text))
    assert (one.path, one.line) == ("content/fragments/mill/020-text-x.md", 6)
    assert one.fact == "marks that do not pair: …It stands empty,” said Mina Dorr. “It is…"
    assert list(marks_that_do_not_pair(story("mill", TEXT))) == []
    assert list(marks_that_do_not_pair(story("mill", "Se on tyhjä,” sanoi Mina Dorr.", lang="fi"))) == []


@pytest.mark.parametrize(
    ("kind", "places"), [("number", [("content/fragments/mill/010-text-x.md", 3)]), ("moment", [])]
)
def test_a_picture_in_a_fragment_without_a_moment_is_told_at_its_line(
    kind: MarkKind, places: list[tuple[str, int]]
) -> None:
    made = story("mill", TEXT, [mark("The mill", kind)])
    picture = Picture("images/mill.png", "A mill.", "Mara Lind", PATH, 3)
    told = [*pictures_not_shown(replace(made, fragments=(replace(made.fragments[0], picture=picture),)))]
    assert [(one.path, one.line) for one in told] == places
    assert all("images/mill.png is shown nowhere" in one.fact for one in told)


@pytest.mark.parametrize(("credit", "told"), [("", ["nothing says whose this portrait is"]), ("Mara Lind", [])])
def test_a_portrait_without_a_credit_is_told(credit: str, told: list[str]) -> None:
    head = f"Title: Mina Dorr\nImage: images/dorr.png\nImage-Credit: {credit}\n\n"
    person = read_person(head.encode(), "content/people/mina-dorr.md", "mina-dorr")
    assert [one.fact for one in missing_credits([person])] == told
