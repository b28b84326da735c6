"""Whether a date looks back or ahead: the nearest verb decides, and quotation marks end the search."""

from tests.sentences import rows
from verbatim.annotate.text.tense import direction
from verbatim.model import Span


@rows("text,date,towards", "annotate/text/tense.txt", "which way a date looks")
def test_a_date_looks_where_its_verb_does(text: str, date: str, towards: str) -> None:
    start = text.index(date)
    assert direction(text, Span(0, len(text)), Span(start, start + len(date))).direction == towards
