"""Numbers: what counts something and what, what is none, and which few are key."""

from hypothesis import given
from hypothesis import strategies as st

from tests.sentences import rows
from verbatim.annotate.numbers import find
from verbatim.model import Span
from verbatim.model.reading import QuoteFound


def told(text: str) -> list[tuple[str, str]]:
    return [(row.span.of(text), row.means.of(text)) for row in find(text)]


@rows("text,number,means", "annotate/numbers.txt", "a number has the phrase that gives it meaning")
def test_a_number_has_the_phrase_that_gives_it_meaning(text: str, number: str, means: str) -> None:
    assert told(text) == [(number, means)]


@rows("text", "annotate/numbers.txt", "dates, ages, scores, ordinals, names and bare figures are no numbers")
def test_dates_ages_scores_ordinals_names_and_bare_figures_are_no_numbers(text: str) -> None:
    assert told(text) == []


def keys(text: str, quotes: tuple[QuoteFound, ...] = ()) -> list[str]:
    return [row.span.of(text) for row in find(text, quotes) if row.key]


NOUNS = ("boats", "makers", "pilots", "smiths", "weavers", "bakers")


def came(nouns: tuple[str, ...], first: int) -> str:
    return " ".join(f"Some {number}0 {noun} came." for number, noun in enumerate(nouns, first))


def test_key_numbers_are_at_most_four_the_round_and_large_ones_that_count_something() -> None:
    text = "Fair\n\nThe fair drew 2,000 makers in 3 halls. They walked 500 miles for 14 days."
    assert keys(text) == ["2,000"]
    text = f"Fair\n\n{came(NOUNS, 1)}"
    assert (len(find(text)), len(keys(text))) == (6, 4)


def test_a_number_in_the_heading_is_not_key_and_the_same_in_the_text_is() -> None:
    text = "Fair draws 2,000 makers\n\nThe fair drew 2,000 makers. Again 2,000 makers came."
    assert [row.key for row in find(text)] == [False, True, False]


def test_the_number_of_the_heading_and_then_the_earlier_ones_are_key() -> None:
    text = f"Fair loses 1,150 jobs\n\n{came(NOUNS[:5], 2)} The fair lost 1,150 jobs."
    assert keys(text) == ["Some 20", "Some 30", "Some 40", "1,150"]


def test_a_number_that_nobody_is_known_to_have_said_is_not_key() -> None:
    text = "Fair\n\n“The fair drew 2,000 makers of boats.”"
    span = Span(text.index("The fair drew"), len(text) - 1)
    assert keys(text, (QuoteFound("g1", span, "direct"),)) == []
    assert keys(text, (QuoteFound("g1", span, "direct", speaker="Ada Vell", basis="stated"),)) == ["2,000"]


@rows("sentence,number", "annotate/numbers.txt", "a key number has its whole clause")
def test_a_key_number_has_its_whole_clause(sentence: str, number: str) -> None:
    assert key_rows(sentence) == [(number, sentence.removesuffix("."))]


@rows("sentence,number,means", "annotate/numbers.txt", "a clause ends where another begins")
def test_a_clause_ends_where_another_begins(sentence: str, number: str, means: str) -> None:
    assert key_rows(sentence) == [(number, means)]


@rows("sentence", "annotate/numbers.txt", "a number whose clause does not stand alone is not key")
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


def test_a_number_that_the_next_sentence_takes_back_is_not_key_unless_it_tells_of_another_matter() -> None:
    tax = "The tax of the town was cut to 10 percent from 12 percent."
    for sentence, is_key in (
        ("Though it is back to 11 percent, it is low.", False), ("But in May it was 11 percent.", False),
        ("The mill was glad.", True),
    ):  # fmt: skip
        assert find(f"{tax} {sentence}")[0].key is is_key
    assert keys("Only 63,000 weavers are left in the valley. But they are well organised.") == ["63,000"]
