"""The first screen of a story as markup."""

import re

from tests.made import edition, mark, story
from tests.theme.conftest import environment
from verbatim.publish.first_screen import FirstScreen


def rows(text: str, words: str, day: str) -> list[str]:
    made = story("mill", text, [mark(words, "moment", date=day, basis="inferred")], date="2031-11-05")
    dates = environment().get_template("components/screen.html").module.dates  # type: ignore[attr-defined]
    found = re.findall(r"<li>.*?</li>", dates(FirstScreen.of(edition(made), made)), re.DOTALL)
    return [" ".join(re.sub(r"<[^>]+>", " ", one).split()) for one in found]


def test_a_day_that_the_lead_names_stands_with_the_texts_words_for_it() -> None:
    assert rows("The mill on the Orrin burned down on Tuesday.", "Tuesday", "2031-11-04") == [
        "4 Nov 2031 In the text: Tuesday"
    ]
