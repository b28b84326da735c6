from dataclasses import replace

import pytest

from tests.made import note, story
from verbatim.content.advice import marks_of_editors

TEXT = "The mill of Orsel\n“The mill’s a ruin,” said Mina Dorr."
PATH = "content/stories/mill.md"


@pytest.mark.parametrize("words", ["“The mill's a ruin”", "‘a ruin’", "„the Mill“", "the bakers' shop", "a ‘ruin’!"])
def test_marks_around_words_of_the_source_need_no_advice(words: str) -> None:
    assert list(marks_of_editors(story("mill", TEXT, title=f"We say {words}", intro=f"We say {words}."))) == []


def test_a_title_of_the_source_needs_none() -> None:
    text = f"‘Ruin’ of Orsel\n{TEXT}"
    assert list(marks_of_editors(story("mill", text, title="‘Ruin’ of Orsel"))) == []


def test_other_marks_of_title_introduction_and_notes_are_listed_at_their_line() -> None:
    made = story("mill", TEXT, title="The “late” mill", intro="It stands.\n\nA ‘heap’ of stones.", intro_line=9)
    ours = note("mill", "015", "We call it „Haufen“.")
    made = replace(made, fragments=(*made.fragments, ours), headers={"Title": ""})
    listed = [(one.path, one.line, one.fact) for one in marks_of_editors(made)]
    told = "the source does not have {}, so these marks are shown as your own"
    assert listed == [
        (PATH, 1, told.format("“late”")),
        (PATH, 11, told.format("‘heap’")),
        ("content/fragments/mill/015-note-x.md", 4, told.format("„Haufen“")),
    ]
