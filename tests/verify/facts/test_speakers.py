"""Which lines verify takes for a credit of a quotation's words."""

import pytest

from verbatim.verify.facts.speakers import fault_of_line

ROW = {"text": "Never underrate the tide", "credit": "Ada Reid", "headline": "Reid: ‘Never underrate the tide’ · Orsel"}


@pytest.mark.parametrize(
    "line", ["Ada Reid: “Never underrate the tide”", "Reported in Reid: ‘Never underrate the tide’ · Orsel"]
)
def test_the_speaker_and_a_headline_that_has_the_words_credit_nobody_else(line: str) -> None:
    assert fault_of_line(line, ROW) == ""


@pytest.mark.parametrize("line", ["Ivo Moe: “Never underrate the tide”", "Reported in Moe: ‘Never underrate the tide’"])
def test_anybody_else_before_the_words_is_a_false_credit(line: str) -> None:
    assert "it credits" in fault_of_line(line, ROW)
