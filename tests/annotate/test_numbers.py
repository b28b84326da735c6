"""Numbers: what counts something and what, what is none, and which few are key."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verbatim.annotate.numbers import find
from verbatim.model import Span
from verbatim.model.reading import QuoteFound


def told(text: str) -> list[tuple[str, str]]:
    return [(row.span.of(text), row.means.of(text)) for row in find(text)]


@pytest.mark.parametrize(("text", "number", "means"), [
    (
        "The fair drew more than 2,000 makers of small boats and their kin.",
        "more than 2,000",
        "The fair drew more than 2,000 makers of small boats and their kin",
    ),
    ("Envoys of 120 towns and islands.", "120", "towns and islands"),
    ("Almost 40 weavers are out of work.", "Almost 40", "weavers are out of work"),
    ("It employs 1,200 people who fish.", "1,200", "people"),
    ("Twenty-five ferries were sunk.", "Twenty-five", "ferries were sunk"),
    ("Hundreds of river pilots met.", "Hundreds", "river pilots"),
    ("A $40 million harbour contract was signed.", "$40 million", "A $40 million harbour contract was signed"),
    ("The bridge cost $5 million.", "$5 million", "The bridge cost $5 million"),
    ("About 12% of the harvest was lost.", "About 12%", "of the harvest was lost"),
    ("Ticket sales rose 15 percent.", "15 percent", "Ticket sales rose 15 percent"),
    ("It found 3.5 million dead fish.", "3.5 million", "dead fish"),
    ("Turnout was 64 per cent, the highest yet.", "64 per cent", "Turnout was 64 per cent"),
    ("The parish has collected 9,400 crowns.", "9,400 crowns", "The parish has collected 9,400 crowns"),
])  # fmt: skip
def test_a_number_has_the_phrase_that_gives_it_meaning(text: str, number: str, means: str) -> None:
    assert told(text) == [(number, means)]


@pytest.mark.parametrize("text", [
    "It closed on 12 March 2019.", "Ada Vell, 42, left the harbour.",
    "She joined at the age of 17, they said.", "The 27-year-old pilot left.",
    "The Orrin Rovers won 3-1 at home.", "They met on Route 66 in the rain.",
    "Road 17 stays closed until the ice is gone.", "It was the 3rd time.", "The 737 airliner landed.",
    "See No. 5 of the list.", "It makes 15 a year.", "Call 555-1234 now.", "He has two.",
])  # fmt: skip
def test_dates_ages_scores_ordinals_names_and_bare_figures_are_no_numbers(text: str) -> None:
    assert told(text) == []


def keys(text: str, quotes: tuple[QuoteFound, ...] = ()) -> list[str]:
    return [row.span.of(text) for row in find(text, quotes) if row.key]


def test_key_numbers_are_the_round_and_large_ones_that_count_something() -> None:
    text = "Fair\n\nThe fair drew 2,000 makers in 3 halls. They walked 500 miles for 14 days."
    assert keys(text) == ["2,000"]


def test_there_are_at_most_four_key_numbers() -> None:
    text = "Fair\n\n" + " ".join(
        f"Some {n}0 {noun} came."
        for n, noun in enumerate(("boats", "makers", "pilots", "smiths", "weavers", "bakers"), 1)
    )
    assert len(find(text)) == 6
    assert len(keys(text)) == 4


def test_a_number_in_the_heading_is_not_key_and_the_same_in_the_text_is() -> None:
    text = "Fair draws 2,000 makers\n\nThe fair drew 2,000 makers. Again 2,000 makers came."
    assert [row.key for row in find(text)] == [False, True, False]


def test_the_number_of_the_heading_and_then_the_earlier_ones_are_key() -> None:
    nouns = ("boats", "makers", "pilots", "smiths", "weavers")
    text = "Fair loses 1,150 jobs\n\n" + " ".join(f"Some {n}0 {noun} came." for n, noun in enumerate(nouns, 2))
    assert keys(f"{text} The fair lost 1,150 jobs.") == ["Some 20", "Some 30", "Some 40", "1,150"]


def test_a_number_that_nobody_is_known_to_have_said_is_not_key() -> None:
    text = "Fair\n\n“The fair drew 2,000 makers of boats.”"
    span = Span(text.index("The fair drew"), len(text) - 1)
    assert keys(text, (QuoteFound("g1", span, "direct"),)) == []
    assert keys(text, (QuoteFound("g1", span, "direct", speaker="Ada Vell", basis="stated"),)) == ["2,000"]


@pytest.mark.parametrize(("sentence", "number"), [
    ("Vell Foods employs 300 bakers, according to its owner.", "300"),
    ("Orrin Vell won 30 percent of the vote.", "30 percent"),
    ("Among older weavers, 74 percent said the mill was safe.", "74 percent"),
    ("Ada Vell, Ida Marr and the baker Orrin Sund won 7 percent of the vote.", "7 percent"),
    ("The fair drew 2,000 makers from 120 towns.", "2,000"),
    ("Ada Vell lives in Sund, home to 220 registered weavers of wool.", "220"),
    ("Counting weavers on leave, Vell Foods had 320 bakers.", "320"),
    ("Four years ago, 46 percent of the weavers chose in the last week.", "46 percent"),
    ("The fair gave 40 weavers a slice of pie and cream.", "40"),
    (
        "A clerk said this year that cuts in the wool and rope trades could lead to layoffs of 1,800 weavers.",
        "1,800",
    ),
    ("Ada Vell backed bakers in Sund and Oke who demanded a $15 wage.", "$15"),
    ("Orrin Vell was facing a $2 million, two-year lawsuit.", "$2 million"),
    ("Two days before the mill sacked 300 weavers, Ada Vell left.", "300"),
    ("When Ada Vell faces Bo Oke, 45 percent of weavers would vote for her.", "45 percent"),
    ("In May, 71 percent of weavers liked the mill, although they were less fond of its roof.", "71 percent"),
    ("Vell Foods has 300 bakers in towns such as Sund.", "300"),
])  # fmt: skip
def test_a_key_number_has_its_whole_clause(sentence: str, number: str) -> None:
    assert key_rows(sentence) == [(number, sentence.removesuffix("."))]


@pytest.mark.parametrize(("sentence", "number", "means"), [
    ("Ada Vell won 300 votes, followed by Bo Oke with 200 votes.", "300", "Ada Vell won 300 votes"),
    (
        "About 30 percent of weavers “strongly agree” that the mill is safe.",
        "About 30 percent",
        "of weavers “strongly agree” that the mill is safe",
    ),
])  # fmt: skip
def test_a_clause_ends_where_another_begins(sentence: str, number: str, means: str) -> None:
    assert key_rows(sentence) == [(number, means)]


@pytest.mark.parametrize("sentence", [
    "A third of the 90 looms burned.", "Four in 10 weavers went home.", "Orrin Vell earned 30 percent.",
    "Ada Vell leads Orrin Marr 50 percent to 44 percent.", "She earned $5 million last year.",
    "The mayor denied that 300 weavers had been sent home.", "If 300 weavers go home, the mill will close.",
    "Were 300 weavers sent home?", "Police received 911 calls about the fire.",
    "In a hypothetical race, 300 weavers would vote for Ada Vell.",
    "Thieves broke into the mill, taking those by the door, 10 looms, the mill’s report said.",
    "Ada Vell paid for wool (in which hundreds of weavers dressed).", "Thousands of weavers shouldn’t have to.",
    "In May, 66 percent of those weavers chose tea.", "Among older weavers, the figure is 75 percent.",
    "Hundreds of weavers (and 30 dogs).",
    "Some 300 looms were lost, but most of them – the old ones – had stood idle for years.",
    "Most of the gains of the mill have gone to the top 1 percent.",
    "The deal would cut the tax of the mill to 17 or 18 percent.", "That figure includes 64 percent of weavers.",
    "Of the mill's 45 looms, she has sold three.",
    "There was a crowd in the town of Vell - 300 weavers chosen by the mill and a few of the carters - by noon.",
    "The toll of the bridge would have been 90 crowns.", "The council had hoped to raise 3 million crowns.",
])  # fmt: skip
def test_a_number_whose_clause_does_not_stand_alone_is_not_key(sentence: str) -> None:
    assert key_rows(sentence) == []


def key_rows(sentence: str) -> list[tuple[str, str]]:
    """Return the key numbers of a text of this sentence, with their meanings."""
    text = f"Fair\n\n{sentence}"
    return [(row.span.of(text), row.means.of(text)) for row in find(text) if row.key]


PIECES = st.sampled_from(
    ["5", "2,000", "$", "%", "million", "boats", "of", "and", ".", "more than", "“", "”", "two", "-", "\n", "a"]
)


@given(st.lists(PIECES, max_size=40).map(" ".join))
def test_numbers_stand_in_order_within_the_text_and_so_do_their_meanings(text: str) -> None:
    rows = find(text)
    assert [row.span for row in rows] == sorted(row.span for row in rows)
    assert all(0 <= row.means.start < row.means.end <= len(text) for row in rows)
    assert all(row.means.covers(row.span) or not row.means.meets(row.span) for row in rows)


@pytest.mark.parametrize(("text", "rest"), [
    ("The guild allowed a vote to 25% of members on the bridge, harbour and gate boards.", ""),
    ("The mill spent 5 million crowns on bread, cheese, and wine.", ""),
    ("The mill spent 5 million crowns on the wall, roads and bridges were left.", ", roads and bridges were left"),
    ("But as the 335 letters of the weavers show, the council is slow in its work.", ""),
])  # fmt: skip
def test_a_key_numbers_clause_holds_a_list_whole_and_leans_on_nothing_before_it(text: str, rest: str) -> None:
    means = text.removeprefix("But ").removesuffix(f"{rest}.")
    assert [row.means.of(text) for row in find(text) if row.key] == [means]


def test_a_number_that_the_next_sentence_takes_back_is_not_key() -> None:
    tax = "The tax of the town was cut to 10 percent from 12 percent."
    assert [row.key for row in find(f"{tax} Though it is back to 11 percent, it is low.")][:1] == [False]
    assert [row.key for row in find(f"{tax} But in May it was 11 percent.")][:1] == [False]
    assert [row.key for row in find(f"{tax} The mill was glad.")][:1] == [True]


def test_a_next_sentence_that_tells_of_another_matter_takes_no_number_back() -> None:
    assert keys("Only 63,000 weavers are left in the valley. But they are well organised.") == ["63,000"]
