import time
import timeit

import pytest

from tests.made import edition, mark, story, with_headers
from verbatim.model import Span
from verbatim.publish.markup.annotated import placed_marks
from verbatim.publish.markup.citations import QuotedWords, citations, cited_marks

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


def found_in(text: str, *known: str) -> list[tuple[str, bool]]:
    cited = citations(text, lambda words: words if words in known else None)
    return [(one.span.of(text), one.found is not None) for one in cited]


def quoted(words: str) -> str | None:
    found = QuotedWords(edition(MADE), MADE).find(words)
    return found.quote.id if found else None


@pytest.mark.parametrize(
    "marks", ["“{}”", "„{}“", "„{}”", "«{}»", "« {} »", "»{}«", "”{}”", '"{}"', "‘{}’", "‚{}‘", "‹{}›", "'{}'"]
)
def test_words_within_all_common_marks_are_found(marks: str) -> None:
    assert found_in("He says " + marks.format("no") + ", it says", "no") == [("no", True)]


@pytest.mark.parametrize(
    "text",
    [
        "the crew's 5\" rope",
        "it’s the bakers’ shop",
        "the bakers' last day isn't near",
        "a “” b",
        "rock ‘n roll",
        "“…”",
    ],
)
def test_apostrophes_inches_and_empty_marks_are_no_quotation(text: str) -> None:
    assert found_in(text) == []


def test_marks_around_unknown_words_are_kept_with_the_words() -> None:
    assert found_in("a “so-called” mill and ‘the end’") == [("“so-called”", False), ("‘the end’", False)]


def test_the_outermost_words_that_are_found_count() -> None:
    assert found_in("“a «b» c” d", "a «b» c", "b") == [("a «b» c", True)]


def test_words_found_within_unknown_ones_are_set_off_from_them() -> None:
    assert found_in("the “baker of ‘ruins’” closes", "ruins") == [
        ("“baker of ‘", False),
        ("ruins", True),
        ("’”", False),
    ]


def test_a_mark_that_is_not_closed_reaches_to_the_end() -> None:
    assert found_in("He said: “no ship", "no ship") == [("no ship", True)]
    assert found_in("He said: “no ship") == [("“no ship", False)]
    assert [one.closed for one in citations("He said: “no ship", lambda _: None)] == [False]


@pytest.mark.parametrize("unit", ["“a” *b* ", "‘a ", "“‘", "'a ", "„a ”b «c "])
def test_many_marks_take_linear_time(unit: str) -> None:
    def seconds(count: int) -> float:
        text = unit * count
        return min(
            timeit.repeat(lambda: list(citations(text, lambda _: None)), timer=time.process_time, number=1, repeat=3)
        )

    assert seconds(40_000) < 12 * max(seconds(10_000), 0.001)


@pytest.mark.parametrize(
    ("words", "quote"),
    [
        ("not one more brick", "q-a"),
        ("Not one more brick", "q-a"),
        ("until the count is right", "q-a"),
        ("It is the council's fault", "q-c"),
        ("a paper dam", "q-b"),
        ("called it", None),
        ("one more bric", None),
        ("a pause", None),
        ("…", None),
    ],
)
def test_only_words_that_a_quotation_has_within_marks_lead_to_it(words: str, quote: str | None) -> None:
    assert quoted(words) == quote


def test_the_place_of_words_is_known_where_they_are_the_sources_to_the_letter() -> None:
    said = QuotedWords(edition(MADE), MADE)
    start = TEXT.index("not one more")
    exact, other = said.find("not one more brick"), said.find("NOT ONE MORE BRICK")
    assert exact
    assert exact.span == Span(start, start + 18)
    assert other
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
