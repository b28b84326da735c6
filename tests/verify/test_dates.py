"""A date in words is that of its value: its numbers in any language, its month and whether it is open in two."""

from tests.sentences import rows
from verbatim.verify.dates import fault_of_date, first_day, machine_of


@rows("text,value", "verify/dates.txt", "words may be the date")
def test_words_may_be_the_date(text: str, value: str) -> None:
    assert fault_of_date(text, value) == ""


@rows("text,value,fault", "verify/dates.txt", "words of another date are told")
def test_words_of_another_date_are_told(text: str, value: str, fault: str) -> None:
    assert fault_of_date(text, value) == fault


@rows("value,machine,first", "verify/dates.txt", "a value has a form for machines and a first day")
def test_a_value_has_a_form_for_machines_and_a_first_day(value: str, machine: str, first: str) -> None:
    assert (machine_of(value) or "none", first_day(value) or "none") == (machine, first)
