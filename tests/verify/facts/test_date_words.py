"""Verify's own reading of dates in words takes what the program writes for true, and any other date for false."""

import pytest

from tests.conftest import ROOT
from verbatim.core import dates as edtf
from verbatim.core.i18n import Words
from verbatim.site.i18n import words_in
from verbatim.verify.facts.date_words import fault_of_date, first_day, machine_of, value_of_machine

WHOLE = (
    "2015", "2015-03", "2015-12", "2015-05-05", "2015-12-16", "2015-12-16T10:30", "2015-21", "2015-22", "2015-23",
    "2015-24", "201X", "20XX",
)  # fmt: skip
SINGLE = [*WHOLE, *(f"{value}{mark}" for value in WHOLE if "T" not in value for mark in "~?%")]
SPANS = [f"{first}/{last}" for first in (*SINGLE, "", "..") for last in (*SINGLE, "", "..")]
VALUES = [value for value in [*SINGLE, *SPANS, "2024-12-30/2025-01-05"] if edtf.parse(value)]
GERMAN = words_in({"DEFAULT_LANG": "de", "THEME": str(ROOT / "theme")})


@pytest.mark.parametrize("words", [Words(), GERMAN], ids=["English", "German"])
def test_every_date_is_read_as_the_program_writes_it(words: Words) -> None:
    assert {value: fact for value in VALUES if (fact := fault_of_date(edtf.human(value, words), value))} == {}


@pytest.mark.parametrize("words", [Words(), GERMAN], ids=["English", "German"])
def test_the_words_for_another_date_are_told(words: Words) -> None:
    written = {value: edtf.human(value, words) for value in [*SINGLE, "2015/..", "../2015", "2015/2017"]}
    others = [(one, other) for one in written for other in written if written[one] != written[other]]
    assert [(one, written[other]) for one, other in others if not fault_of_date(written[other], one)] == []


@pytest.mark.parametrize(
    ("words", "value"),
    [("16 Dec. 2015", "2015-12-16"), ("16.12.2015", "2015-12-16"), ("Sept 2015", "2015-09"), ("Jänner 2015", "2015-01"),
     ("le 16 décembre 2015", "2015-12-16"), ("3 березня 2031", "2031-03-03"), ("desde 2015", "2015/..")],
)  # fmt: skip
def test_other_forms_and_languages_are_held_to_their_numbers(words: str, value: str) -> None:
    assert fault_of_date(words, value) == ""
    assert fault_of_date(words.replace("20", "19"), value)


def test_datetime_and_first_day_are_the_programs() -> None:
    assert {value: machine_of(value) for value in VALUES} == {value: edtf.machine(value) for value in VALUES}
    known = {value: found.earliest for value in VALUES if (found := edtf.parse(value))}
    days = {value: earliest.isoformat() for value, earliest in known.items() if earliest}
    assert {value: first_day(value) for value in days} == days
    assert len(days) > 1000


@pytest.mark.parametrize(("machine", "value"), [("2015-12", "2015-12"), ("2025-W01", "2024-12-30/2025-01-05")])
def test_a_datetime_stands_for_a_value(machine: str, value: str) -> None:
    assert value_of_machine(machine) == value


@pytest.mark.parametrize("machine", ["", "soon", "2015-W60", "15:30", "9999-W99"])
def test_a_datetime_that_is_no_date_stands_for_none(machine: str) -> None:
    assert value_of_machine(machine) == ""
    assert fault_of_date("soon", machine)
