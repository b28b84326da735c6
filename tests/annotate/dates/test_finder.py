"""Dates: what is read as one, what it means from a given publication, and where the reading stays silent."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

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


FULL = [
    ("It closed on Tuesday, 12 March 2019.", "Tuesday, 12 March 2019", "2019-03-12"),
    ("It closed on March 12, 2019.", "March 12, 2019", "2019-03-12"),
    ("It closed on the 3rd of May 1955.", "the 3rd of May 1955", "1955-05-03"),
    ("It closed on Sept. 30, 2008.", "Sept. 30, 2008", "2008-09-30"),
    ("It closed on 2008-09-30.", "2008-09-30", "2008-09-30"),
    ("It closed on 31/12/2018.", "31/12/2018", "2018-12-31"),
    ("It closed on 12/31/2018.", "12/31/2018", "2018-12-31"),
    ("It closed on 31.12.2018.", "31.12.2018", "2018-12-31"),
    ("It ran from 5 to 8 June 2011.", "5 to 8 June 2011", "2011-06-05/2011-06-08"),
    ("It ran on June 5-8, 2011.", "June 5-8, 2011", "2011-06-05/2011-06-08"),
    ("It closed in June 2011.", "June 2011", "2011-06"),
    ("It closed in early June of 2011.", "early June of 2011", "2011-06"),
    ("Sales for October-December 2018 fell.", "October-December 2018", "2018-10/2018-12"),
    ("It closed in 1987.", "1987", "1987"),
    ("It closed in ’98.", "’98", "1998"),
    ("It closed in Jan. ’90.", "Jan. ’90", "1990-01"),
    ("It ran 1988-1990.", "1988-1990", "1988/1990"),
    ("The 2005-06 season was short.", "2005-06", "2005/2006"),
    ("It closed in the mid-1990s.", "the mid-1990s", "199X"),
    ("It closed in the ’80s.", "the ’80s", "198X"),
    ("It closed in the sixties.", "the sixties", "196X"),
    ("It closed in the 19th century.", "the 19th century", "18XX"),
    ("It fell in the third quarter of 2006.", "the third quarter of 2006", "2006-07/2006-09"),
    ("It fell in Q4 2018.", "Q4 2018", "2018-10/2018-12"),
    ("It fell in the second half of 2018.", "the second half of 2018", "2018-07/2018-12"),
    ("It closed in the summer of 2006.", "the summer of 2006", "2006-22"),
    ("It closed at the end of 2017.", "the end of 2017", "2017"),
    ("It must close by the end of 2017.", "the end of 2017", "2017-12-31"),
    ("In fiscal 2018 it grew.", "fiscal 2018", "2018~"),
    ("It closed in the winter of nineteen ninety-four.", "the winter of nineteen ninety-four", "1994-24"),
    ("It closed in the year two thousand and six.", "the year two thousand and six", "2006"),
    ("It closed in nineteen eighty.", "nineteen eighty", "1980"),
    ("It fell through the nineties.", "the nineties", "199X"),
    ("It was the largest mill in the 60s.", "the 60s", "196X"),
    ("It closed in the early 90s.", "the early 90s", "199X"),
    ("They met in the winter of 1996-97.", "the winter of 1996-97", "1996-24"),
]


@pytest.mark.parametrize(("text", "words", "value"), FULL)
def test_dates_that_the_text_gives_whole_are_stated(text: str, words: str, value: str) -> None:
    assert told(text, None) == [(words, value)]
    assert only(text, None).basis == "stated"


RELATIVE = [
    ("It closed on Tuesday.", "Tuesday", "2019-03-12"),
    ("It closed on Thursday.", "Thursday", "2019-03-14"),
    ("It closed on Friday.", "Friday", "2019-03-08"),
    ("It will close on Tuesday.", "Tuesday", "2019-03-19"),
    ("It closed last Thursday.", "last Thursday", "2019-03-07"),
    ("They will vote next Friday.", "next Friday", "2019-03-15"),
    ("They will vote this Saturday.", "this Saturday", "2019-03-16"),
    ("It closed yesterday.", "yesterday", "2019-03-13"),
    ("It will close the day after tomorrow.", "the day after tomorrow", "2019-03-16"),
    ("It closed last night.", "last night", "2019-03-13"),
    ("It closed this morning.", "this morning", "2019-03-14"),
    ("It closed last week.", "last week", "2019-03-04/2019-03-10"),
    ("It rained over the weekend.", "the weekend", "2019-03-09/2019-03-10"),
    ("It will close next month.", "next month", "2019-04"),
    ("It closed earlier this year.", "earlier this year", "2019"),
    ("It closed last quarter.", "last quarter", "2018-10/2018-12"),
    ("It closed two weeks ago.", "two weeks ago", "2019-02-25/2019-03-03"),
    ("It closed ten years ago.", "ten years ago", "2009"),
    ("It closed nearly twenty-five years ago.", "nearly twenty-five years ago", "1994~"),
    ("It will close in two weeks.", "two weeks", "2019-03-25/2019-03-31"),
    ("It rained in the past 30 days.", "the past 30 days", "2019-02-12/2019-03-14"),
    ("It rained in the past few days.", "the past few days", "/2019-03-14"),
    ("It closed last summer.", "last summer", "2018-22"),
    ("It closed last March.", "last March", "2018-03"),
    ("It will close by year-end.", "year-end", "2019-12-31"),
    ("It closed on March 3.", "March 3", "2019-03-03"),
    ("It closed on 20 December.", "20 December", "2018-12-20"),
    ("It closed in August.", "August", "2018-08"),
    ("It will close in August.", "August", "2019-08"),
    ("The storm came on Sunday, March 4.", "Sunday, March 4", "2018-03-04"),
    ("Profit fell in the third quarter.", "the third quarter", "2018-07/2018-09"),
    ("It closed on Christmas Day.", "Christmas Day", "2018-12-25"),
    ("It closes at year’s end.", "year’s end", "2019"),
    ("The offer expires at 10 a.m. EST March 30.", "10 a.m. EST March 30", "2019-03-30T10:00:00"),
    ("It rang at 8:30 a.m. on Tuesday.", "8:30 a.m. on Tuesday", "2019-03-12T08:30:00"),
    ("It rang at 4:00PM EST on Tuesday.", "4:00PM EST on Tuesday", "2019-03-12T16:00:00"),
    ("It rang at 0830 GMT on Tuesday.", "0830 GMT on Tuesday", "2019-03-12T08:30:00"),
    ("The talks ended at midnight Tuesday.", "midnight Tuesday", "2019-03-12"),
    ("It rang at 6 o’clock.", "6 o’clock", "2019-03-14"),
    ("On Tuesday at noon it closed.", "Tuesday at noon", "2019-03-12T12:00:00"),
    ("It rang at 12:05 a.m. on Tuesday.", "12:05 a.m. on Tuesday", "2019-03-12T00:05:00"),
    ("The council met later in the day.", "later in the day", "2019-03-14"),
    ("Shares fell 3 points for the day.", "the day", "2019-03-14"),
    ("It has been closed since Christmas.", "Christmas", "2018-12-25"),
    ("The hearing was postponed until Friday.", "Friday", "2019-03-15"),
    ("The vote was adjourned until Friday.", "Friday", "2019-03-15"),
    ("It closed two years ago today.", "two years ago today", "2017-03-14"),
    ("It closed two years ago this month.", "two years ago this month", "2017-03"),
    ("It closed a year ago Tuesday.", "a year ago Tuesday", "2018"),
]


@pytest.mark.parametrize(("text", "words", "value"), RELATIVE)
def test_relative_dates_are_inferred_from_the_publication(text: str, words: str, value: str) -> None:
    assert told(text) == [(words, value)]
    assert only(text).basis == "inferred"


@pytest.mark.parametrize(("text", "value", "why"), [
    ("The mill was built around 1850.", "1850~", "the text gives the year; the text calls it approximate"),
    ("The mill was built about 1850.", "1850~", "the text gives the year; the text calls it approximate"),
    ("It closed in about March 2009.", "2009-03~",
     "the text gives the month and the year; the text calls it approximate"),
    ("It was rebuilt circa the 1870s.", "187X~", "the text gives the decade; the text calls it approximate"),
    ("The talks began around 12 February.", "2019-02-12~",
     "12 February → about 12 February 2019, from the publication date"),
    ("The book is about 1968.", "1968", "the text gives the year"),
])  # fmt: skip
def test_a_date_is_as_approximate_as_the_text_has_it(text: str, value: str, why: str) -> None:
    assert (only(text).value, only(text).why) == (value, why)


@pytest.mark.parametrize(("text", "words"), [row[:2] for row in RELATIVE])
def test_without_a_publication_nothing_relative_is_placed(text: str, words: str) -> None:
    found = [row for row in find(text, None) if row.span.of(text) == words]
    assert [(row.value, row.basis) for row in found] in ([(None, "none")], [])
    assert all("do not know" in row.why for row in found)


@pytest.mark.parametrize("text", [
    "Every Tuesday they meet.", "He reads the Sunday Times.", "Shops opened early on Black Friday.",
    "May said she may march.", "About 2000 workers and 1500 miners struck.",
    "The September 11 attacks shook the town.", "The talks lasted three weeks.",
    "It happened three days later than planned.", "They hope for a brighter tomorrow.",
    "It holds 1999 litres, of which 40% is lost.", "Room 2011-B is closed.",
    "The recipe needs 1/2/3 spoons.", "The board sat for the last five months of its term.",
    "The causeway floods in spring.", "Her shifts can be long during summer.",
    "The fairs are held at odd times, such as Saturday evenings.", "She is in her early 60s.",
    "Temperatures were in the 60s.", "Half a century ago it burned.",
    "Christmas sales were poor, as was the Christmas trade.", "She joins the ''Today'' show.",
    "The host of “Today,” left.", "He sang on Tonight.", "In January 25 people died.",
    "She is the host of “Last Week Tonight,” a show.", "He liked the show “Saturday Night Live” best.",
    "In winter the road is closed.", "The mills are shut in winter.",
])  # fmt: skip
def test_what_only_looks_like_a_date_is_none(text: str) -> None:
    assert told(text) == []


def test_a_persons_name_is_no_month() -> None:
    text = "According to June, the mill closed."
    people = (PersonFound("june", "June", "person", (Span(13, 17),)),)
    assert told(text) == [("June", "2018-06")]
    assert find(text, THURSDAY, people) == ()


def test_a_day_that_the_calendar_lacks_is_not_placed() -> None:
    row = only("It closed on 30 February 2018.")
    assert (row.value, row.basis, row.why) == (None, "none", "the calendar has no such day")


def test_an_ambiguous_numeric_date_is_read_as_the_text_writes_its_others() -> None:
    assert told("It closed on 3/4/2018.") == [("3/4/2018", None)]
    assert told("Opened 2 May 2017, it closed on 3/4/2018.")[1] == ("3/4/2018", "2018-04-03")
    assert told("Opened May 2, 2017, it closed on 3/4/2018.")[1] == ("3/4/2018", "2018-03-04")


@pytest.mark.parametrize(("text", "values"), [
    ("They met on March 3, 2019. Two days later he left.", ["2019-03-03", "2019-03-05"]),
    ("They met on March 3, 2019. The next day he left.", ["2019-03-03", "2019-03-04"]),
    ("She left in 1987. That year the mill closed.", ["1987", "1987"]),
    ("Sales rose in June 2017 from a year earlier.", ["2017-06", "2016"]),
    ("It fell in the third quarter of 2006 from a year earlier.", ["2006-07/2006-09", "2005-07/2005-09"]),
    ("She left on 3 May 1987; the following Monday it closed.", ["1987-05-03", "1987-05-04"]),
])  # fmt: skip
def test_dates_lean_on_the_one_before_them(text: str, values: list[str]) -> None:
    assert [value for _, value in told(text, None)] == values


@pytest.mark.parametrize(("text", "values"), [
    ("Fourth-quarter profit rose to $5 million from $4 a year earlier.", ["2018-10/2018-12", "2017-10/2017-12"]),
    ("Fourth-quarter sales rose 3% from a year ago.", ["2018-10/2018-12", "2017-10/2017-12"]),
    (
        "Fourth-quarter loss. In the year-ago quarter it won. The latest quarter was bad. All fell in the quarter.",
        ["2018-10/2018-12", "2017-10/2017-12", "2018-10/2018-12", "2018-10/2018-12"],
    ),
    (
        "Profit fell in the fourth quarter. For the nine months it was $3, against $4 a year earlier.",
        ["2018-10/2018-12", "2018"],
    ),
    ("In the current fiscal year it expects growth.", ["2019~"]),
    ("Fourth-quarter loss, against $4 in the same quarter last year.", ["2018-10/2018-12", "2017-10/2017-12"]),
    ("Fourth-quarter loss. In the same period a year earlier it won.", ["2018-10/2018-12", "2017-10/2017-12"]),
    ("Fourth-quarter loss, against $4 in the like period of 2016.", ["2018-10/2018-12", "2016"]),
    ("Fourth-quarter loss. In the year-ago fourth quarter it won.", ["2018-10/2018-12", "2017-10/2017-12"]),
])  # fmt: skip
def test_a_report_compares_its_quarter_with_that_of_the_year_before(text: str, values: list[str]) -> None:
    assert [value for _, value in told(text)] == values


@pytest.mark.parametrize(("text", "value"), [
    ("She announced a fair in May.", "2019-05"),
    ("She becomes head, effective May 2.", "2019-05-02"),
    ("The firm borrowed $5 million to close the mill by May.", "2019-05"),
    ("She announced the plan on Feb. 21.", "2019-02-21"),
    ("The vote had been scheduled for Tuesday.", "2019-03-12"),
    ("The proposed sale of the mill Tuesday drew crowds.", "2019-03-12"),
    ("It burned last February.", "2018-02"),
    ("Ada Vell, who told of a flood plan on Monday, plans to speak.", "2019-03-11"),
    ("They will vote for her because of the fire in Vell on Friday.", "2019-03-08"),
    (
        "We will talk of ways to prevent the sort of damage that was on show over the weekend.",
        "2019-03-09/2019-03-10",
    ),
    ("The first supper, which she was set to open Tuesday, costs a pound.", "2019-03-12"),
    ("As Ada Vell prepared to speak in Sund on Tuesday, a lamp fell.", "2019-03-12"),
    ("She may meet some doubt when she speaks later Wednesday.", "2019-03-13"),
    ("A poll in January shows that the wall will matter.", "2019-01"),
    ("Towns are at work on a plan by the autumn.", "2019-23"),
    ("She spoke in towns that vote in May.", "2019-05"),
    ("They stand in the Nov. 8 election, which has grown dear.", "2018-11-08"),
    ("She will join the debate after being relegated to the small hall last month.", "2019-02"),
    ("The group made a large change in its advertising plans after the debate on Saturday.", "2019-03-09"),
    ("They will read a report put before the town on Tuesday.", "2019-03-12"),
    ("It will hold, the mayor put it on Tuesday.", "2019-03-12"),
    ("“Two days ago I left,” she said.", "2019-03-12"),
    ("Following Monday’s vote it closed.", "2019-03-11"),
    ("The road was closed in the winter.", "2018-24"),
    ("Nobody felt safe after Sept. 11.", None),
    ("It was so before 11 September.", None),
    ("It closed on Tuesday, Sept. 11.", "2018-09-11"),
    ("On March 25, it closed.", None),
    ("The mill closed on March 25.", None),
    ("The fair was moved to March 25.", "2019-03-25"),
    ("She announced a fair on March 25.", "2019-03-25"),
    ("Two days later he left.", None),
    (
        "It was her best result since 2009. Views of her have changed in the year, but most still doubt her.",
        "2009",
    ),
])  # fmt: skip
def test_the_direction_of_a_date_follows_its_own_clause(text: str, value: str | None) -> None:
    published = "2019-03-03" if "February" in text else THURSDAY
    assert [row.value for row in find(text, published)] == [value]


@pytest.mark.parametrize(("text", "value"), [
    ("They prepare for the May election.", "2019-05"),
    ("She called the May election a farce.", "2019-05"),
    ("The mill must file its February report.", "2019-02"),
    ("It waits for the February report, due soon.", "2019-02"),
    ("Half of the town are eligible to cast a vote in May.", "2019-05"),
    ("The key to winning the seat in May is the harbour.", "2019-05"),
    ("He has been silent since announcing in May that he would go.", "2018-05"),
    ("She paid after the mill asked about it in May.", "2018-05"),
    ("In May, the mayor, now a candidate, called for a bridge.", "2018-05"),
    ("He threatened to disrupt the fair in May.", "2019-05"),
    ("It was a process that began in May.", "2018-05"),
    ("He has toured the coast since he announced his candidacy in May.", None),
    ("The plan to close the mill in May failed.", None),
    ("The storm led the council to call the debate in May.", None),
])  # fmt: skip
def test_a_month_without_a_year_is_dated_only_where_its_clause_settles_the_year(text: str, value: str | None) -> None:
    rows = find(text, THURSDAY)
    assert [row.value for row in rows] == [value]
    assert value or rows[0].why == "we cannot tell in which year"


@pytest.mark.parametrize("text", [
    "The mill will close on Friday unless a buyer is found.", "If the loan fails, the mill will close on Friday.",
    "The mill closed in 2016 rather than 2017.", "Owners feared that the mill would close on Friday.",
    "The town feared a flood on Friday.", "The mill was supposed to close on Tuesday.",
    "The mill would have closed on Tuesday.", "It is not known whether the mill closed on Tuesday.",
    "Had the mill closed on Tuesday, nobody would have seen it.", "The mill was to have opened on Tuesday.",
    "Instead of closing on Tuesday, the mill burned.", "The mill will close in 2025, not 2027.",
    "A meeting planned for Tuesday was called off.", "The meeting, set for Tuesday, has been cancelled.",
    "The mill was to close on Tuesday but did not.", "A plan to close the mill on Tuesday fell through.",
    "Reports that the mill closed on Tuesday were false.", "Nobody came on Tuesday.",
    "Unity does not mean that the mill closes tomorrow.",
    "She proposed a fair on the evening of Tuesday - but the council rejected the idea.",
    "“Have I begun the talk that I have to give tomorrow?” she said.",
])  # fmt: skip
def test_what_is_only_supposed_or_called_off_is_no_moment(text: str) -> None:
    assert not find(text, THURSDAY)[-1].moment


def test_joined_dates_share_the_year() -> None:
    assert told("It ran from January 23 to March 9, 2014.") == [
        ("January 23", "2014-01-23"),
        ("March 9, 2014", "2014-03-09"),
    ]
    assert told("It ran from December 20 to January 9, 2014.")[0] == ("December 20", "2013-12-20")


@pytest.mark.parametrize(("text", "values"), [
    ("It rained on Tuesday and Wednesday.", ["2019-03-12", "2019-03-13"]),
    ("It rained on Friday and Monday.", ["2019-03-08", "2019-03-11"]),
    ("They will sing next Friday and Saturday.", ["2019-03-15", "2019-03-16"]),
    ("It is open Monday through Friday.", ["2019-03-11", "2019-03-15"]),
])  # fmt: skip
def test_a_weekday_joined_to_one_before_it_is_the_first_after_that(text: str, values: list[str]) -> None:
    assert [value for _, value in told(text)] == values


def test_why_gives_the_derivation_in_words() -> None:
    assert only("It closed on Tuesday.").why == "Tuesday → 12 March 2019, from the publication date"
    assert only("It will close on Tuesday.").why == "Tuesday → 19 March 2019, from the publication date, looking ahead"
    assert only("It closed in June 2011.").why == "the text gives the month and the year"


def test_the_date_that_the_text_bears_is_used_where_none_is_given_and_is_no_moment() -> None:
    rows = find("Mill closes\n\nThursday, March 14, 2019\n\nThe mill closed on Tuesday.", None)
    assert [(row.value, row.moment) for row in rows] == [("2019-03-14", False), ("2019-03-12", True)]
    assert rows[1].why.endswith("from the date at the head of the text")


def test_a_far_older_date_at_the_head_does_not_displace_the_given_one() -> None:
    rows = find("Mill closes\n\nMarch 14, 2009\n\nThe mill closed yesterday.", THURSDAY)
    assert rows[1].value == "2019-03-13"


@pytest.mark.parametrize("published", ["", "nonsense", "2019-03", "2019-13-01"])
def test_a_publication_that_is_no_day_is_as_none(published: str) -> None:
    assert told("It closed on Tuesday.", published) == [("Tuesday", None)]


def test_the_people_of_the_sentence_are_named_in_order_and_no_others() -> None:
    text = "Bram and Ada met on Monday. Cora left."
    people = tuple(
        PersonFound(n.lower(), n, "person", (Span(text.index(n), text.index(n) + 3),)) for n in ("Ada", "Bram", "Cora")
    )
    assert find(text, THURSDAY, people)[0].people == ("bram", "ada")


@pytest.mark.parametrize(("text", "certainty"), [
    ("The mill closed on Tuesday.", "reported"), ("The mill will close on Tuesday.", "planned"),
    ("The mill is to close on Tuesday.", "planned"),
    ("She told of her fear of the debate later this month.", "planned"),
    ("The mill will close before Tuesday.", "planned"),
    ("They will sue the town after the vote last month kept them waiting.", "reported"),
    ("They will sue the town after the vote two weeks ago kept them waiting.", "reported"),
    ("The mill did not close on Tuesday.", "denied"), ("The mill won’t open on Tuesday.", "denied"),
    ("Ada Vell denied visiting the mill on Tuesday.", "denied"),
    ("Ada Vell had been denied a seat on Tuesday.", "reported"), ("It was not only hot on Tuesday.", "reported"),
    ("The mill did not open until Tuesday.", "reported"),
    ("The mill did not open until after the fair on Tuesday.", "reported"),
    ("They do not want to lose the votes of weavers, whose help she needs on Friday.", "planned"),
    ("On Monday, he and the weavers of the mill he founded will meet.", "planned"),
    ("On Monday, the weavers of the mill he founded met.", "reported"),
    ("They will join the suit after it is filed on Friday.", "planned"),
    ("On Monday, Ada Vell told the crowd that she would come if it rained.", "reported"),
    ("The speech, which was never given due to the fire on Tuesday, was long.", "reported"),
    ("The vote was postponed until Friday.", "planned"),
    ("She will join the debate after being relegated to the small hall last month.", "reported"),
    ("The group made a large change in its advertising plans after the debate on Saturday.", "reported"),
    ("The guest house has been closed since 1988.", "reported"),
])  # fmt: skip
def test_an_event_is_reported_planned_or_denied_and_what_is_denied_is_no_moment(text: str, certainty: str) -> None:
    row = only(text)
    assert (row.moment, row.certainty) == (certainty != "denied", certainty)


@pytest.mark.parametrize(("text", "moment", "certainty"), [
    ("In 2009, she agreed to sell the mill.", True, "reported"),
    ("Her book will tell of the fire of 2009.", False, "reported"),
    ("The gate was scheduled for 2009.", True, "planned"),
])  # fmt: skip
def test_what_is_long_over_is_planned_only_where_the_text_says_so(text: str, moment: bool, certainty: str) -> None:  # noqa: FBT001
    row = only(text)
    assert (row.moment, row.certainty) == (moment, certainty)


@pytest.mark.parametrize("text", [
    "The 1991 agreement was kept.", "Tuesday’s vote was close.", "Harbour Fair 2016 drew crowds.",
    "It rained for the past 30 days.", "It was the fashion of the 1990s.", "A photograph from 2008.",
    "The tower fell before 1990.", "The quay was idle after March 2016.",
    "Turnout was 71 percent, the highest since 1988.", "Prices fell to their lowest level since March.",
    "No mayor of Vell has won twice since 1988.",
    "Some 28 percent liked it, compared with 33 percent last month.",
    "Her rating has risen eight points since October.", "Petra Vance solved the problems of today.",
    "Nobody may buy and sell on the same day.", "She won the 1963 Sund harbour prize.",
    "It brought back the mayor’s famous 1963 refrain, and Petra Vance promised to sing it.",
    "It brought back a bad 1963 winter, and Petra Vance promised to sing it.",
    "It brought back the 1963 refrain, and Petra Vance promised to sing it.",
])  # fmt: skip
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


BODY = "The mill on the Orrin closed after ninety years of work."


@pytest.mark.parametrize("head", [
    "Mill closes\n\nTuesday, March 12, 2019\n\n", "Mill closes\n12 March 2019\n",
    "Mill closes\n\nPublished on 12 March 2019 at 10:30\n\n", "Mill closes\n\nBy Ada Vell | March 12, 2019\n\n",
    "Mill closes\n\nPORT ORRIN, March 12, 2019 (Coast Wire) – ", "PORT ORRIN (12 March 2019) — ",
    "Mill closes\n\n2019-03-12\n\n",
])  # fmt: skip
def test_a_full_date_at_the_head_is_the_day_of_publication(head: str) -> None:
    assert published_in(head + BODY) == "2019-03-12"


@pytest.mark.parametrize("text", [
    BODY, "", "Mill closes\n\nMarch 12\n\n" + BODY, "Mill closes\n\nMarch 2019\n\n" + BODY,
    "Mill closes\n\nThe mill closed on March 12, 2019 after a fire.",
    "On March 12, 2019, the mill closed.", "Mill closes\n\nFebruary 30, 2019\n\n" + BODY,
    (BODY + "\n\n") * 30 + "March 12, 2019",
])  # fmt: skip
def test_other_dates_are_not_the_day_of_publication(text: str) -> None:
    assert published_in(text) is None


def said(text: str, published: str = "2031-05-04") -> list[tuple[str, str | None, str]]:
    return [(row.span.of(text), row.value, row.why) for row in read(text, published).dates]


@pytest.mark.parametrize(("text", "value"), [
    ("On 12 March 2019, Petra Vance said: “Today we open the dam for good.”", "2019-03-12"),
    ("In a letter of 12 March 2019, Petra Vance wrote: “We open the dam today.”", "2019-03-12"),
    ("“We open the dam today,” Petra Vance said on Thursday.", "2031-05-01"),
    ("Petra Vance on Thursday said: “We open the dam today.”", "2031-05-01"),
])  # fmt: skip
def test_today_in_a_quotation_is_the_day_on_which_it_was_said(text: str, value: str) -> None:
    (today,) = [one for one in said(text) if one[0].lower() == "today"]
    assert (today[1], "from the day on which it was said" in today[2]) == (value, True)


@pytest.mark.parametrize(("told", "value"), [
    ("The dam broke on Saturday.", None),
    ("The dam broke on Sunday.", "2031-05-04"),
    ("The dam broke.", "2031-05-04"),
])  # fmt: skip
def test_today_in_a_quotation_is_open_where_the_text_tells_of_earlier_days_and_not_of_its_own(
    told: str, value: str | None
) -> None:
    (today,) = [one for one in said(f"{told} “What happened today is a shame,” Petra Vance said.") if one[0] == "today"]
    assert today[1] == value
    assert value or today[2] == "it counts from the day on which this was said, which we did not find"


@pytest.mark.parametrize("text", [
    "“We open the dam today,” Petra Vance said in 2019.",
    "“We open the dam today,” said Petra Vance, the mayor, in an interview last month.",
    "In 2019 Petra Vance said: “We open the dam today.”",
])  # fmt: skip
def test_today_in_a_quotation_of_another_time_is_no_day(text: str) -> None:
    (today,) = [one for one in said(text) if one[0] == "today"]
    assert today[1:] == (None, "the words are from another time, and we did not find the day")


@pytest.mark.parametrize("text", [
    "“We open the dam today,” Petra Vance said of the flood of 2019.",
    "Petra Vance, mayor since 2019, said: “We open the dam today.”",
    "The dam broke in 2019, and Petra Vance said: “We open the dam today.”",
    "“We open the dam today,” Petra Vance said.",
])  # fmt: skip
def test_a_date_that_is_not_that_of_the_saying_moves_nothing(text: str) -> None:
    (today,) = [one for one in said(text) if one[0] == "today"]
    assert today[1] == "2031-05-04"


@pytest.mark.parametrize(("text", "published", "value"), [
    ("They asked her how to become mayor, and what path leads to winning in July.", "2031-03-04", None),
    ("“We are strong enough to win the valley in November,” she says.", "2031-02-01", "2031-11"),
    ("He must decide what to do with what he built, and how he navigates the fair in July.", "2031-04-21", None),
    ("It will be known after the November results have been tallied.", "2031-04-21", None),
    ("When farmers get to Sund in late July, it is assumed that she has earned a place.", "2031-04-21", None),
    ("The mill closed in July.", "2031-04-21", "2030-07"),
    ("In July, the council closed the mill.", "2031-04-21", "2030-07"),
    ("She was to arrive in Sund on Monday.", "2031-11-11", "2031-11-10"),
    ("She was to arrive in Sund on Monday.", "2031-11-08", "2031-11-10"),
    ("Ahead of Saturday’s vote she must win farmers.", "2031-02-20", "2031-02-22"),
    ("It was on that day back in March 2030.", "2031-11-10", "2030-03"),
])  # fmt: skip
def test_a_date_behind_an_aim_or_ahead_is_not_put_into_the_past(text: str, published: str, value: str | None) -> None:
    assert [row.value for row in find(text, published)] == [value]


@pytest.mark.parametrize("text", [
    "The council is voting Tuesday on the weir.", "Members vote Tuesday on the weir.",
    "All five villages voting Tuesday have mills.", "The vote is on Tuesday.",
    "The two sides meet on Tuesday to settle it.", "They face Sund on Tuesday.",
    "Sund host Marr on Tuesday.", "Mayor Ada Vell visits Sund on Tuesday.",
])  # fmt: skip
def test_a_verb_in_the_present_with_a_weekday_looks_ahead(text: str) -> None:
    assert [row.value for row in find(text, "2031-03-12")] == ["2031-03-18"]


@pytest.mark.parametrize("text", [
    "After the vote on Tuesday they left.", "The Sund vote on Tuesday closed the weir.",
    "Farmers lost the vote on Tuesday.", "A visit on Tuesday cost the council dear.",
    "It was on Tuesday’s list.", "Following Tuesday’s vote it closed.",
])  # fmt: skip
def test_a_noun_like_such_a_verb_looks_nowhere(text: str) -> None:
    assert [row.value for row in find(text, "2031-03-12")] == ["2031-03-11"]


def test_the_day_of_a_dateline_without_a_year_is_no_moment() -> None:
    text = "Weavers strike.\n\nSUND, Mass., Dec. 11 (Coast Wire) — Weavers went on strike on Dec. 9, a poll says."
    found = find(text, "2015-12-10")
    assert [(text[row.span.start : row.span.end], row.moment) for row in found] == [
        ("Dec. 11", False),
        ("Dec. 9", True),
    ]


def test_the_years_of_several_things_are_no_moments() -> None:
    rows = find("She sang at the 1963, 1967 and 1971 fairs.", THURSDAY)
    assert [(row.value, row.moment) for row in rows] == [("1963", False), ("1967", False), ("1971", False)]


def test_the_name_of_a_paper_is_no_day() -> None:
    assert told("“It holds,” said Ada Vell, reports USA Today. Today it rained.") == [("Today", THURSDAY)]
