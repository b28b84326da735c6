import pytest

from tests.made import mark, story
from verbatim.newsroom.places import Sentences, paragraph_spans, words_after, words_before
from verbatim.newsroom.record import quotes_of

TEXT = "It rained. “Lift the rope”, said Mara Lind, the pilot. Then it broke.\n“No”, she said.\nThe end."


def around(words: str) -> tuple[str, str]:
    made = story("rope", TEXT, [mark(words, "quote", "q-1")])
    (quote,) = quotes_of(made)
    spans = (
        words_before(quote.parts[0].span.start, made, Sentences(made.text, paragraph_spans(made))),
        words_after(quote.parts[-1].span.end, made, Sentences(made.text, paragraph_spans(made))),
    )
    return tuple(span.of(TEXT) if span else "" for span in spans)


@pytest.mark.parametrize(
    ("words", "before", "after"),
    [
        pytest.param("“Lift the rope”", "It rained.", ", said Mara Lind, the pilot.", id="a sentence of its own"),
        pytest.param("the pilot", "“Lift the rope”, said Mara Lind,", ". Then it broke.", id="within a sentence"),
        pytest.param("“No”", "", ", she said.", id="nothing beyond the paragraph"),
    ],
)
def test_words_stand_between_those_before_and_after_them(words: str, before: str, after: str) -> None:
    assert around(words) == (before, after)


def test_many_quotations_in_one_line_are_found_in_linear_time() -> None:
    text = "“a” b. " * 4000
    made = story("rope", text.strip())
    known = Sentences(made.text, paragraph_spans(made))
    assert all(known.around(place)[1].start <= place for place in range(0, len(text) - 7, 7))


def closed(text: str, words: str) -> str:
    made = story("rope", text)
    return Sentences(made.text, paragraph_spans(made)).closed(text.index(words)).of(text)


def test_a_sentence_that_opens_a_quotation_goes_on_to_its_end() -> None:
    whole = "On Monday Mara Lind said: “It broke. We ran.”"
    assert closed(f"It rained. {whole} Then it was dark.", "Monday") == whole
    assert closed(f"It rained. {whole}".replace("“", '"').replace("”", '"'), "Monday").endswith('We ran."')
    assert closed("On Monday it broke. “We ran,” she said.", "Monday") == "On Monday it broke."


def test_a_quotation_that_its_paragraph_does_not_close_or_that_is_long_stays_out() -> None:
    assert (
        closed("On Monday Mara Lind said: “It broke. We ran.\n“No.”", "Monday")
        == "On Monday Mara Lind said: “It broke."
    )
    long = f"On Monday Mara Lind said: “It broke. {'We ran. ' * 90}”"
    assert closed(long, "Monday") == "On Monday Mara Lind said: “It broke."


@pytest.mark.parametrize(
    ("text", "words", "whole"),
    [
        pytest.param(
            "“It broke. We ran,” she said in May. It rained.",
            "May",
            "“It broke. We ran,” she said in May.",
            id="its end",
        ),
        pytest.param(
            "It rained. “It broke. In 2014 we ran.” It rained.", "2014", "“It broke. In 2014 we ran.”", id="in it"
        ),
        pytest.param('"It broke. "We ran," she said. It rained in May.', "May", "It rained in May.", id="opened again"),
    ],
)
def test_a_sentence_within_a_quotation_keeps_its_marks(text: str, words: str, whole: str) -> None:
    assert closed(text, words) == whole
    assert closed(text.translate(str.maketrans("“”", '""')), words) == whole.translate(str.maketrans("“”", '""'))
