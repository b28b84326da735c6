"""A date in words is that of its value: its numbers in any language, its month and whether it is open in two."""

import pytest

from verbatim.verify.dates import fault_of_date, first_day, machine_of


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("4 March 2031", "2031-03-04"), ("4. März 2031", "2031-03-04"), ("4 mars 2031", "2031-03-04"),
        ("4.3.2031", "2031-03-04"), ("March 2031", "2031-03"), ("2031", "2031"), ("the 1990s", "199X"),
        ("spring 2031", "2031-21"), ("4 to 6 March 2031", "2031-03-04/2031-03-06"), ("since 2031", "2031/.."),
        ("bis 2031", "../2031"), ("about 1884", "1884~"),
    ],
)  # fmt: skip
def test_words_may_be_the_date(text: str, value: str) -> None:
    assert fault_of_date(text, value) == ""


@pytest.mark.parametrize(
    ("text", "value", "fault"),
    [
        ("5 March 2031", "2031-03-04", "it has the number 5"),
        ("March 2031", "2031-03-04", "it lacks the number 4"),
        ("4 May 2031", "2031-03-04", "it names may"),
        ("autumn 2031", "2031-21", "it names autumn"),
        ("2031", "2031/..", "it does not say “since”"),
        ("2031", "../2031", "it does not say “until”"),
        ("2031", "soon", "the value is no date"),
    ],
)
def test_words_of_another_date_are_told(text: str, value: str, fault: str) -> None:
    assert fault_of_date(text, value) == fault


@pytest.mark.parametrize(
    ("value", "machine", "first"),
    [
        ("2031-03-04", "2031-03-04", "2031-03-04"), ("2031-03", "2031-03", "2031-03-01"), ("199X", "", "1990-01-01"),
        ("1884~", "", "1884-01-01"), ("2031-21", "", "2031-03-01"), ("../2031", "", "2031-01-01"), ("soon", "", ""),
        ("2031-03-03/2031-03-09", "2031-W10", "2031-03-03"), ("2031-02-30/2031-03-09", "", "2031-02-30"),
    ],
)  # fmt: skip
def test_a_value_has_a_form_for_machines_and_a_first_day(value: str, machine: str, first: str) -> None:
    assert (machine_of(value), first_day(value)) == (machine, first)
