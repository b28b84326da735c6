import pytest

from tests.made import mark, story
from verbatim.newsroom.places import Sentences, paragraph_spans, words_after, words_before
from verbatim.newsroom.record import quotes_of

TEXT = "It rained. “Lift the rope”, said Mara Lind, the pilot. Then it broke.\n“No”, she said.\nThe end."


def around(words: str) -> tuple[str, str]:
    made = story("rope", TEXT, [mark(words, "quote", "q-1")])
    (quote,), sentences = quotes_of(made), Sentences(made.text, paragraph_spans(made))
    before = words_before(quote.parts[0].span.start, made, sentences)
    after = words_after(quote.parts[-1].span.end, made, sentences)
    return before.of(TEXT) if before else "", after.of(TEXT) if after else ""


@pytest.mark.parametrize(("words", "before", "after"), [
    ("“Lift the rope”", "It rained.", ", said Mara Lind, the pilot."), ("“No”", "", ", she said."),
    ("the pilot", "“Lift the rope”, said Mara Lind,", ". Then it broke."),
], ids=["a sentence of its own", "nothing beyond the paragraph", "within a sentence"])  # fmt: skip
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


SAID = "On Monday Mara Lind said: “It broke."


@pytest.mark.parametrize(("text", "words", "whole"), [
    (f"It rained. {SAID} We ran.” Then it was dark.", "Monday", f"{SAID} We ran.”"),
    ("On Monday it broke. “We ran,” she said.", "Monday", "On Monday it broke."),
    (f"{SAID} We ran.\n“No.”", "Monday", SAID), (f"{SAID} {'We ran. ' * 90}”", "Monday", SAID),
    ("“It broke. We ran,” she said in May. It rained.", "May", "“It broke. We ran,” she said in May."),
    ("It rained. “It broke. In 2014 we ran.” It rained.", "2014", "“It broke. In 2014 we ran.”"),
    ('"It broke. "We ran," she said. It rained in May.', "May", "It rained in May."),
], ids=["to the end of what it opens", "no further", "not what its paragraph does not close", "not what is long",
        "the end of one", "within one", "one that is opened again"])  # fmt: skip
def test_a_sentence_goes_on_to_the_end_of_a_quotation_and_keeps_its_marks(text: str, words: str, whole: str) -> None:
    assert closed(text, words) == whole
    straight = str.maketrans("“”", '""')
    assert closed(text.translate(straight), words) == whole.translate(straight)
