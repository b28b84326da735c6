"""Which way a date looks, by the nearest verb up to a quotation mark, and which part of its sentence it dates."""

from tests.sentences import rows
from verbatim.annotate.dates.scope import dated_part
from verbatim.annotate.text.tense import direction
from verbatim.model import Span


@rows("text,date,towards", "annotate/dates/tense.txt", "which way a date looks")
def test_a_date_looks_where_its_verb_does(text: str, date: str, towards: str) -> None:
    start = text.index(date)
    assert direction(text, Span(0, len(text)), Span(start, start + len(date))).direction == towards


def part(text: str, words: str) -> str:
    at = text.index(words)
    return dated_part(text, Span(0, len(text)), Span(at, at + len(words))).of(text)


@rows("text,words,told", "annotate/dates/dates.txt", "a date in a clause about somebody or something dates the clause")
def test_a_date_in_a_clause_about_somebody_or_something_dates_the_clause(text: str, words: str, told: str) -> None:
    assert part(text, words) == told


@rows("text,words", "annotate/dates/dates.txt", "a date dates its sentence, in doubt too")
def test_a_date_dates_its_sentence_in_doubt_too(text: str, words: str) -> None:
    assert part(text, words) == text
