import pytest

from tests.made import mark, story, with_headers
from verbatim.core.errors import ContentErrors
from verbatim.newsroom.record import quotes_of

TEXT = "The rope\n“We pulled,” said Mara Lind, “and it held.”\nThe rest is known."


def test_a_quotation_has_its_words_without_marks() -> None:
    made = story("rope", TEXT, [mark("“We pulled,”", "quote", "q-1", basis="none")])
    (quote,) = quotes_of(made)
    assert quote.span.of(TEXT) == "We pulled,"


def test_the_parts_of_a_quotation_are_gathered_in_order_of_the_text() -> None:
    marks = [mark("“and it held.”", "quote", "q-1", part="2"), mark("“We pulled,”", "quote", "q-1", part="1")]
    (quote,) = quotes_of(story("rope", TEXT, marks))
    assert [part.words.of(TEXT) for part in quote.parts] == ["We pulled,", "and it held."]


def test_a_part_that_was_taken_out_is_an_error_that_names_the_file() -> None:
    made = story("rope", TEXT, [mark("“and it held.”", "quote", "q-1", part="2")])
    with pytest.raises(ContentErrors, match=r"020-text-x\.md:6: part 2 of quotation q-1 stands where part 1"):
        quotes_of(made)


def test_parts_that_changed_places_are_an_error() -> None:
    marks = [mark("“We pulled,”", "quote", "q-1", part="2"), mark("“and it held.”", "quote", "q-1", part="1")]
    with pytest.raises(ContentErrors, match="moved"):
        quotes_of(story("rope", TEXT, marks))


def test_a_quotation_without_an_id_is_an_error() -> None:
    with pytest.raises(ContentErrors, match="no id"):
        quotes_of(story("rope", TEXT, [mark("“We pulled,”", "quote")]))


@pytest.mark.parametrize(
    ("key", "value"), [("basis", "certain"), ("kind", "loud"), ("part", "one"), ("via", "9999,10000"), ("via", "x")]
)
def test_a_value_that_is_not_known_is_an_error(key: str, value: str) -> None:
    with pytest.raises(ContentErrors):
        quotes_of(story("rope", TEXT, [("“We pulled,”", "quote", {"#": "q-1", key: value})]))


def test_every_fault_of_a_story_is_told_at_once() -> None:
    marks = [mark("“We pulled,”", "quote"), mark("“and it held.”", "quote", "q-2", basis="certain")]
    with pytest.raises(ContentErrors) as told:
        quotes_of(story("rope", TEXT, marks))
    assert len(told.value.errors) == 2


def test_a_correction_counts_for_the_quotation_in_which_it_stands() -> None:
    marks = [
        mark("“We pulled,”", "quote", "q-1"),
        mark("“and it held.”", "quote", "q-2"),
        mark("pulled", "was", now="pushed"),
    ]
    made = with_headers(story("rope", TEXT, marks), "020", ("Corrected", "2031-03-05 Misheard"))
    first, second = quotes_of(made)
    assert (first.corrections, second.corrections) == (("2031-03-05 Misheard",), ())


def test_a_withdrawal_is_read_from_the_fragment() -> None:
    made = story("rope", TEXT, [mark("“We pulled,”", "quote", "q-1")])
    (quote,) = quotes_of(with_headers(made, "020", ("Withdrawn", "2031-03-05 Never said")))
    assert quote.withdrawn == "2031-03-05 Never said"
