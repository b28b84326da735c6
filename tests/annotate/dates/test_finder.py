"""Dates: what is read as one, what it means from a given publication, and where the reading stays silent."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.sentences import rows
from verbatim.annotate import read
from verbatim.annotate.dates.finder import find, published_in
from verbatim.core import dates as edtf
from verbatim.model import Span
from verbatim.model.reading import DateFound, PersonFound

THURSDAY = "2019-03-14"
Told = list[tuple[str, str | None]]


def told(text: str, published: str | None = THURSDAY) -> Told:
    return [(row.span.of(text), row.value) for row in find(text, published)]


def only(text: str, published: str | None = THURSDAY) -> DateFound:
    rows = find(text, published)
    assert len(rows) == 1, rows
    return rows[0]


@rows("text,words,value", "annotate/dates/dates.txt", "what the text gives whole is stated")
def test_dates_that_the_text_gives_whole_are_stated(text: str, words: str, value: str) -> None:
    assert told(text, None) == [(words, value)]
    assert only(text, None).basis == "stated"


@rows("text,value,why", "annotate/dates/dates.txt", "what a date is and why")
def test_a_date_is_as_approximate_as_the_text_has_it_and_why_gives_the_derivation_in_words(
    text: str, value: str, why: str
) -> None:
    assert (only(text).value or "none", only(text).why) == (value, why)


@rows("text,words,value", "annotate/dates/dates.txt", "what is relative is inferred from the publication, 2019-03-14")
def test_relative_dates_are_inferred_from_the_publication_and_without_one_not_placed(
    text: str, words: str, value: str
) -> None:
    assert told(text) == [(words, value)]
    assert only(text).basis == "inferred"
    found = [row for row in find(text, None) if row.span.of(text) == words]
    assert [(row.value, row.basis) for row in found] in ([(None, "none")], [])
    assert all("do not know" in row.why for row in found)


@rows("text", "annotate/dates/dates.txt", "what only looks like a date is none")
def test_what_only_looks_like_a_date_is_none(text: str) -> None:
    assert told(text) == []


@rows("text,values", "annotate/dates/dates.txt", "dates without a publication")
def test_dates_lean_on_the_one_before_them(text: str, values: str) -> None:
    assert [value or "none" for _, value in told(text, None)] == values.split(" | ")


@rows("text,values", "annotate/dates/dates.txt", "dates by the publication, 2019-03-14")
def test_dates_lean_on_the_publication_and_on_one_another(text: str, values: str) -> None:
    assert [value or "none" for _, value in told(text)] == values.split(" | ")


@rows("text,value", "annotate/dates/dates.txt", "the direction of a date follows its own clause")
def test_the_direction_of_a_date_follows_its_own_clause(text: str, value: str) -> None:
    published = "2019-03-03" if "February" in text else THURSDAY
    assert [row.value or "none" for row in find(text, published)] == [value]


@rows("text,value", "annotate/dates/dates.txt", "a month without a year is dated where its clause settles it")
def test_a_month_without_a_year_is_dated_only_where_its_clause_settles_the_year(text: str, value: str) -> None:
    (row,) = find(text, THURSDAY)
    assert row.value == (None if value == "none" else value)
    assert row.value or row.why == "we cannot tell in which year"


@rows("text", "annotate/dates/dates.txt", "what is only supposed or called off is no moment")
def test_what_is_only_supposed_or_called_off_is_no_moment(text: str) -> None:
    assert not find(text, THURSDAY)[-1].moment


def test_why_gives_the_derivation_in_words_and_joined_dates_share_the_year() -> None:
    why = "12 February → about 12 February 2019, from the publication date"
    assert only("The talks began around 12 February.").why == why
    assert only("It closed on Tuesday.").why == "Tuesday → 12 March 2019, from the publication date"
    assert only("It will close on Tuesday.").why == "Tuesday → 19 March 2019, from the publication date, looking ahead"
    text = "It ran from January 23 to March 9, 2014."
    assert told(text) == [("January 23", "2014-01-23"), ("March 9, 2014", "2014-03-09")]
    assert told("It ran from December 20 to January 9, 2014.")[0] == ("December 20", "2013-12-20")


def test_the_date_that_the_text_bears_is_used_where_none_is_given_or_it_is_far_older_and_is_no_moment() -> None:
    rows = find("Mill closes\n\nThursday, March 14, 2019\n\nThe mill closed on Tuesday.", None)
    assert [(row.value, row.moment) for row in rows] == [("2019-03-14", False), ("2019-03-12", True)]
    assert rows[1].why.endswith("from the date at the head of the text")
    assert find("Mill closes\n\nMarch 14, 2009\n\nThe mill closed yesterday.", THURSDAY)[1].value == "2019-03-13"


@pytest.mark.parametrize("published", ["", "nonsense", "2019-03", "2019-13-01"])
def test_a_publication_that_is_no_day_is_as_none(published: str) -> None:
    assert told("It closed on Tuesday.", published) == [("Tuesday", None)]


def test_the_people_of_the_sentence_are_named_in_order_and_no_others_and_a_persons_name_is_no_month() -> None:
    def named(text: str, *names: str) -> list[PersonFound]:
        places = (Span(text.index(name), text.index(name) + len(name)) for name in names)
        return [PersonFound(name.lower(), name, "person", (at,)) for name, at in zip(names, places, strict=True)]

    text = "Bram and Ada met on Monday. Cora left."
    assert find(text, THURSDAY, named(text, "Ada", "Bram", "Cora"))[0].people == ("bram", "ada")
    text = "According to June, the mill closed."
    assert told(text) == [("June", "2018-06")]
    assert find(text, THURSDAY, named(text, "June")) == ()


@rows("text,certainty", "annotate/dates/dates.txt", "an event is reported, planned or denied")
def test_an_event_is_reported_planned_or_denied_and_what_is_denied_or_retold_is_no_moment(
    text: str, certainty: str
) -> None:
    row = only(text)
    assert (row.moment, row.certainty) == (
        certainty not in ("denied", "retold"),
        certainty.replace("retold", "reported"),
    )


@rows("text", "annotate/dates/dates.txt", "a date that is not when it happened is no moment")
def test_a_date_that_is_not_when_it_happened_is_no_moment(text: str) -> None:
    assert [row.moment for row in find(text, THURSDAY)] == [False]


WORDS = st.sampled_from(
    ["on", "in", "the", "next", "last", "3", "May", "March", "Monday", "2019", "2019,", "12", "week", "weeks", "ago",
     "two", "year", "of", "“", "”", ".", ",", "\n", "\n\n", "–", "/", "-", "'", "s", "will", "was", "not", "quarter"]
)  # fmt: skip


@given(st.lists(WORDS, max_size=40).map(" ".join), st.sampled_from([None, THURSDAY, "0001-01-01", "9999-12-31"]))
def test_whatever_the_text_dates_stand_in_order_within_it_and_their_values_are_edtf(
    text: str, published: str | None
) -> None:
    rows = find(text, published)
    ends = [0, *(row.span.end for row in rows)]
    assert all(end <= row.span.start < row.span.end <= len(text) for end, row in zip(ends, rows, strict=False))
    assert [row for row in rows if row.value is not None and not edtf.parse(row.value)] == []
    assert [row for row in rows if (row.value is None) != (row.basis == "none")] == []


@rows("text,day", "annotate/dates/dates.txt", "the day of publication")
def test_a_full_date_at_the_head_is_the_day_of_publication_and_no_other(text: str, day: str) -> None:
    assert (published_in(text) or "none") == day


@pytest.mark.parametrize("text", ["", "The mill closed after ninety years.\n\n" * 60 + "March 12, 2019"])
def test_neither_nothing_nor_the_end_of_a_long_text_gives_a_day_of_publication(text: str) -> None:
    assert published_in(text) is None


@rows("text,value,why", "annotate/dates/dates.txt", "today in a quotation")
def test_today_in_a_quotation_is_the_day_on_which_it_was_said(text: str, value: str, why: str) -> None:
    (today,) = [row for row in read(text, "2031-05-04").dates if row.span.of(text).lower() == "today"]
    assert (today.value or "none", why in today.why) == (value, True)


@rows("text,published,value", "annotate/dates/dates.txt", "a date behind an aim or ahead is not put into the past")
def test_a_date_behind_an_aim_or_ahead_is_not_put_into_the_past(text: str, published: str, value: str) -> None:
    assert [row.value or "none" for row in find(text, published)] == [value]


@rows("text", "annotate/dates/dates.txt", "a verb in the present with a weekday looks ahead")
def test_a_verb_in_the_present_with_a_weekday_looks_ahead(text: str) -> None:
    assert [row.value for row in find(text, "2031-03-12")] == ["2031-03-18"]


@rows("text", "annotate/dates/dates.txt", "a noun like such a verb looks nowhere")
def test_a_noun_like_such_a_verb_looks_nowhere(text: str) -> None:
    assert [row.value for row in find(text, "2031-03-12")] == ["2031-03-11"]


def test_the_day_of_a_dateline_without_a_year_is_no_moment() -> None:
    text = "Weavers strike.\n\nSUND, Mass., Dec. 11 (Coast Wire) — Weavers went on strike on Dec. 9, a poll says."
    assert [(row.span.of(text), row.moment) for row in find(text, "2015-12-10")] == [
        ("Dec. 11", False),
        ("Dec. 9", True),
    ]


def test_the_years_of_several_things_are_no_moments() -> None:
    rows = find("She sang at the 1963, 1967 and 1971 fairs.", THURSDAY)
    assert [(row.value, row.moment) for row in rows] == [("1963", False), ("1967", False), ("1971", False)]
