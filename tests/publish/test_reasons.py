"""Reasons in the language of the interface: every form that the annotator writes, and what editors write left alone."""

from pathlib import Path

import pytest

from tests.conftest import ROOT, SOURCES
from verbatim.annotate import read
from verbatim.core.dates import human
from verbatim.core.i18n import ENGLISH, unread_reason
from verbatim.publish.reasons import CLAUSES, translated_date, translated_reason
from verbatim.site.i18n import words_in

TEXTS = sorted([*SOURCES.iterdir(), *(ROOT / "tests/fixtures/newsroom/sources").glob("*.txt")])
GERMAN = words_in({"DEFAULT_LANG": "de", "THEME": ROOT / "theme"})


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.name)
def test_every_reason_that_the_annotator_gives_has_a_form(path: Path) -> None:
    found = read(path.read_bytes().decode("utf-8", "replace"), "2024-05-17")
    reasons = {row.why for row in (*found.quotes, *found.dates) if row.why}
    untold = [why for why in reasons if translated_reason(why, GERMAN) == why and "…" not in why]
    assert untold == []


UNREAD = "können wir Sprecher noch nicht erkennen"


@pytest.mark.parametrize(("why", "told"), [
    ("We found only she as its speaker, which could mean Ada Vell, Ida Orr or Mia Lund",
     "Als Sprecher haben wir nur she gefunden; gemeint sein könnte Ada Vell, Ida Orr oder Mia Lund"),
    (unread_reason("fr-CA"), f"In dieser Sprache (Französisch) {UNREAD}"),
    (unread_reason("nb"), f"In dieser Sprache (Norwegisch (Bokmål)) {UNREAD}"),
    (unread_reason("und"), f"In dieser Sprache {UNREAD}"),
    ("last week → from 2 to 8 October 2006, from the publication date",
     "last week → 2. bis 8. Oktober 2006, vom Erscheinungsdatum aus"),
    ("“…”, said NAME; the quotation goes on after it", "“…”, said NAME; das Zitat geht danach weiter"),
    *((own, own) for own in ("She told us on the phone", "the text gives the year; we rang her up", "", "Says who?")),
])  # fmt: skip
def test_a_reason_is_told_in_german_but_the_words_of_a_source_and_of_editors_stay(why: str, told: str) -> None:
    assert translated_reason(why, GERMAN) == told


@pytest.mark.parametrize("clause", CLAUSES)
def test_in_english_a_reason_is_untouched(clause: str) -> None:
    assert translated_reason(clause, ENGLISH) == clause


@pytest.mark.parametrize(
    "value",
    ["2015-12-16", "2015-12", "2015-22", "2015", "201X", "18XX", "1998~", "1998?", "1998-05%", "2006-10/2006-12",
     "2006-10-02/2006-10-08", "2006-09-30/2006-10-02", "2006-12-30/2007-01-02", "2006~/2008", "2006/..", "/2006"],
)  # fmt: skip
def test_an_english_date_is_read_again(value: str) -> None:
    assert translated_date(human(value), GERMAN) == human(value, GERMAN)


def test_what_is_no_english_date_stays() -> None:
    assert translated_date("the day after the fair", GERMAN) == "the day after the fair"
