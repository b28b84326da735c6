import pytest

from verbatim.annotate import read
from verbatim.model.reading import QuoteFound


def rows(text: str, kind: str = "direct") -> list[QuoteFound]:
    return [row for row in read(text).quotes if row.kind == kind]


@pytest.mark.parametrize("text", [
    "“The dam,” Petra Vance said, “will hold for a century.”",
    "“The dam will hold,” said Petra Vance. “Nobody need leave the valley.”",
    "“The dam will hold.\n\n“Nobody need leave the valley,” said Petra Vance.",
], ids=["pieces around the attribution", "words after it", "two paragraphs"])  # fmt: skip
def test_pieces_of_one_speech_are_one_quotation_of_one_speaker(text: str) -> None:
    found = rows(text)
    assert [row.speaker for row in found] == ["Petra Vance"] * 2
    assert len({row.group for row in found}) == 1


def test_a_paragraph_that_is_a_quotation_goes_on_from_the_only_speaker_before_it() -> None:
    first, second = rows("The dam was late. “It will hold,” said Petra Vance.\n\n“Nobody need leave the valley.”")
    assert (first.basis, second.speaker, second.basis) == ("stated", "Petra Vance", "inferred")
    assert second.why.endswith("the next paragraph is a quotation alone, and nobody else speaks before it")


@pytest.mark.parametrize("text", [
    "“The dam will hold,” said Petra Vance.", "“The dam will hold for a century.”",
    "The council met. “The dam will hold,” he said.", "Petra Vance said the dam was “a jewel.”",
])  # fmt: skip
def test_every_row_says_why_without_quoting_anything(text: str) -> None:
    for row in read(text).quotes:
        assert row.why
        assert not set(row.why.replace("“…”", "")) & set('“”"«»„')


@pytest.mark.parametrize(("said", "told"), [("I", "I"), ("She", "she")])
def test_a_pronoun_is_written_as_english_writes_it(said: str, told: str) -> None:
    (row,) = rows(f"The council met. “The dam will hold,” {said} said.")
    assert row.why.startswith(f"We found only {told} as its speaker, and not whom")


def test_a_sentence_that_goes_on_is_speech_in_capitals_too() -> None:
    text = "“The dam will hold,” said Petra Vance. “The Big Dam.” She opened “The Small Dam.”"
    assert [row.span.of(text) for row in rows(text)] == ["The dam will hold,", "The Big Dam."]


def test_a_place_whose_name_somebody_bears_is_not_taken_for_the_speaker() -> None:
    (quote,) = read("Virginia Lund was there with the others. “We have no other choice,” said Virginia.").quotes
    assert (quote.speaker_id, quote.candidates) == (None, ("Virginia", "Virginia Lund"))


@pytest.mark.parametrize("text", [
    "In a memo Petra Vance, who is in charge of “Tomorrow,” reminded her staff of the flood.",
    "Petra Vance said she would join the “Today” show as its host.",
    "That joke became famous in “The 40-Year-Old Miller,” Petra Vance noted.",
    "“It will hold,” said Petra Vance on the popular “Morning Show.”",
])  # fmt: skip
def test_the_title_of_a_programme_or_a_film_is_nobodys_words(text: str) -> None:
    titles = {"Tomorrow,", "Today", "The 40-Year-Old Miller,", "Morning Show."}
    assert titles.isdisjoint(row.span.of(text) for row in rows(text))


def test_a_source_ends_before_its_time_and_is_told_as_the_text_words_it() -> None:
    (row,) = rows("The dam fell with “few effects on trade,” according to a study last year by weavers in Vell.")
    assert row.speaker == "a study"
    assert row.why.startswith("“…”, according to somebody")


def test_quoted_words_inside_are_rows_of_the_mixed_rows_group() -> None:
    mixed, direct = read("Petra Vance said the dam was “a jewel of the valley” and would hold.").quotes
    assert (mixed.kind, direct.kind, mixed.speaker, direct.speaker) == ("mixed", "direct", *["Petra Vance"] * 2)
    assert mixed.group == direct.group
