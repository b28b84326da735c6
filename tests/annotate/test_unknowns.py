"""What a text itself says is not known: whole sentences, at most three, those that say most."""

import pytest

from tests.sentences import rows, sentences
from verbatim.annotate import read

LEAD = "The weaving mill on the Orrin closed on Tuesday after a fire in its roof."
TELLING = (
    "It was not immediately clear why the lamp had fallen into the wool.",
    "The cause of the fire remains unknown.",
    "The man who carried the lamp has not been identified.",
    "There was no word on when the looms would run again.",
    "The owners did not say whether anybody would be paid.",
    "Police are investigating whether the doors had been locked.",
    "The mill's books are still under investigation.",
    "The town council will now decide whether the mill may open again.",
    "Ada Vell, who owns the mill, declined to comment.",
    "The insurer did not immediately respond to a request for comment.",
    "Ada Vell could not be reached on Tuesday evening.",
)


def unknown(*sentences: str) -> list[str]:
    text = "\n\n".join((LEAD, *sentences))
    return [span.of(text) for span in read(text, "2019-03-13").unknown]


@pytest.mark.parametrize("sentence", [*TELLING, *sentences("annotate/unknown.txt", "what says what is not known")])
def test_a_sentence_that_says_what_is_not_known_is_found_whole(sentence: str) -> None:
    assert unknown(sentence) == [sentence]


@rows("sentence", "annotate/unknown.txt", "what is quoted, or leans, or is known after all")
def test_what_is_quoted_or_leans_or_is_known_after_all_is_left_out(sentence: str) -> None:
    assert unknown(sentence) == []


def test_of_many_those_that_say_most_are_kept_in_order_of_place() -> None:
    assert unknown(*reversed(TELLING)) == [TELLING[4], TELLING[3], TELLING[2]]


def test_a_language_without_rules_has_none() -> None:
    assert read("Es war nicht klar, warum die Lampe in die Wolle gefallen war.", lang="de").unknown == ()
