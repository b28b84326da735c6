"""Words that the text does not say anybody spoke are nobody's."""

from tests.sentences import rows
from verbatim.annotate import read
from verbatim.model.reading import QuoteFound


def quoted(text: str) -> list[QuoteFound]:
    return [row for row in read(text).quotes if row.kind == "direct"]


@rows("text", "annotate/attribution/factuality.txt", "words that the text does not say anybody spoke")
def test_words_that_the_text_does_not_say_anybody_spoke_are_left_open(text: str) -> None:
    (row,) = quoted(text)
    assert (row.speaker, row.basis) == (None, "none")
    assert row.why == "We cannot tell from this sentence whether anybody said this"


@rows("text", "annotate/attribution/factuality.txt", "words at second hand")
def test_words_at_second_hand_are_left_open(text: str) -> None:
    (row,) = quoted(text)
    assert (row.speaker, row.why) == (None, "The text reports these words at second hand")


@rows("text", "annotate/attribution/factuality.txt", "words of several")
def test_of_several_who_speak_none_is_chosen(text: str) -> None:
    (row,) = quoted(text)
    assert (row.speaker, row.why) == (
        None,
        "We read several speakers in the sentence, and cannot tell which of them said this",
    )
