from typing import Any

import pytest

from tests.made import edition, mark, story, with_headers
from verbatim.model import Span
from verbatim.publish.markup.annotated import placed_marks
from verbatim.publish.markup.editors import QuotedWords, cited_marks, said_marks

TEXT = (
    "‘Not one more brick’: Orsel waits\n“There will be not one more brick until the count is right,” said Tilda Marn.\n"
    "Marn called it “a paper dam” and left. The council spoke of a pause.\n“It is the council’s fault,” she said."
)
QUOTES = [
    mark("“There will be not one more brick until the count is right,”", "quote", "q-a"),
    mark("called it “a paper dam”", "quote", "q-b", kind="mixed"),
    mark("“It is the council’s fault,”", "quote", "q-c"),
]
MADE = story("wall", TEXT, QUOTES, title="‘Not one more brick’: Orsel waits")


def quoted(words: str) -> str | None:
    found = QuotedWords(edition(MADE), MADE).find(words)
    return found.quote.id if found else None


@pytest.mark.parametrize(("words", "quote"), [
    ("not one more brick", "q-a"), ("Not one more brick", "q-a"), ("until the count is right", "q-a"),
    ("It is the council's fault", "q-c"), ("a paper dam", "q-b"), ("called it", None),
    ("one more bric", None), ("a pause", None), ("…", None),
])  # fmt: skip
def test_only_words_that_a_quotation_has_within_marks_lead_to_it(words: str, quote: str | None) -> None:
    assert quoted(words) == quote


def test_the_place_of_words_is_known_where_they_are_the_sources_to_the_letter() -> None:
    said = QuotedWords(edition(MADE), MADE)
    start = TEXT.index("not one more")
    exact, other = said.find("not one more brick"), said.find("NOT ONE MORE BRICK")
    assert exact.span == Span(start, start + 18)
    assert other.span is None


def test_a_withdrawn_quotation_is_not_cited() -> None:
    gone = with_headers(MADE, "020", ("Withdrawn", "2031-03-09 Not said"))
    assert QuotedWords(edition(gone), gone).find("not one more brick") is None


def test_a_headline_leads_to_the_quotation_that_has_its_marked_words() -> None:
    heading = MADE.fragments[0]
    assert heading.source
    (cited,) = cited_marks(edition(MADE), MADE, heading.source, placed_marks(heading))
    assert (cited.span.of(TEXT), cited.mark.id) == ("Not one more brick", "q-a")


def test_words_that_are_marked_as_a_quotation_in_the_headline_lead_to_no_other() -> None:
    own = mark("‘Not one more brick’", "quote", "q-h", basis="none")
    made = story("wall", TEXT, [own, *QUOTES], title="‘Not one more brick’: Orsel waits")
    heading = made.fragments[0]
    assert heading.source
    marks = cited_marks(edition(made), made, heading.source, placed_marks(heading))
    assert [one.mark.id for one in marks] == ["q-h"]


def said_in(*marks: object) -> list[str]:
    made = story("wall", TEXT, [*marks], title="‘Not one more brick’: Orsel waits")  # type: ignore[list-item]
    placed = [one for fragment in made.fragments for one in said_marks(edition(made), placed_marks(fragment))]
    return [one.span.of(TEXT) for one in placed if one.mark.attrs.get("part") == "said"]


@pytest.mark.parametrize(("marks", "said"), [
    (QUOTES, ["“a paper dam”"]), ([QUOTES[1], mark("it “a", "role")], []),
    ([QUOTES[1], mark("paper", "role")], ["“a paper dam”"]),
], ids=["alone", "crossed by another mark", "holding another mark"])  # fmt: skip
def test_of_a_partly_quoted_sentence_only_the_words_in_its_marks_are_said(marks: list[Any], said: list[str]) -> None:
    assert said_in(*marks) == said
