"""Whether a date looks back or ahead: the nearest verb decides, and quotation marks end the search."""

import pytest

from verbatim.annotate.text.tense import direction
from verbatim.model import Span


def towards(text: str, date: str) -> str:
    start = text.index(date)
    return direction(text, Span(0, len(text)), Span(start, start + len(date))).direction


@pytest.mark.parametrize("text", [
    "The mill closed on Monday.", "On Monday, the mill closed.", "It was built in Monday.",
    "Ada Vell said on Monday that it will close.", "“We opened on Monday,” he will say.",
    "He was forced to leave on Monday.",
])  # fmt: skip
def test_past_verbs_look_back(text: str) -> None:
    assert towards(text, "Monday") == "past"


@pytest.mark.parametrize("text", [
    "The mill will close on Monday.", "The mill is to close on Monday.",
    "The vote, scheduled for Monday, was held back.", "They agreed to meet on Monday.",
    "It is to be opened on Monday.", "Ada Vell said it would close on Monday.",
    "The board meets on Monday.", "The deadline is Monday.", "They met twice before the games kick off on Monday.",
    "Officials said Monday’s hearing will go ahead.", "“We go on Monday, and we will sing,” he said.",
])  # fmt: skip
def test_coming_events_look_ahead(text: str) -> None:
    assert towards(text, "Monday") == "future"


@pytest.mark.parametrize("text", ["A hundred boats on Monday.", "Monday in the park", "Nations United on Monday"])
def test_without_a_verb_the_direction_is_not_told(text: str) -> None:
    assert towards(text, "Monday") == "none"
