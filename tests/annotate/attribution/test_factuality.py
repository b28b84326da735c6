"""Words that the text does not say anybody spoke are nobody's."""

import pytest

from verbatim.annotate import read
from verbatim.model.reading import QuoteFound


def quoted(text: str) -> list[QuoteFound]:
    return [row for row in read(text).quotes if row.kind == "direct"]


@pytest.mark.parametrize("text", [
    "Asked whether Petra Vance had said “the dam is safe”, Ivo Tarn declined to comment.",
    "It is unclear whether Petra Vance said “the dam is safe”.",
    "If Petra Vance says “the dam is safe”, nobody will leave.",
    "Had Petra Vance said “the dam is safe”, nobody would have left.",
    "Petra Vance denied having said “the dam is safe”.", "Petra Vance denied ever saying “the dam is safe”.",
    "Petra Vance denied that she had called the dam “safe for ever”.",
    "Ivo Tarn accused Petra Vance of calling the dam “safe for ever”.",
    "Ivo Tarn urged Petra Vance to say “the dam is safe”.", "Ivo Tarn asked Petra Vance to say “the dam is safe”.",
    "Petra Vance should have said “the dam is safe”.", "Petra Vance could say “the dam is safe” tomorrow.",
    "Petra Vance allegedly said “the dam is safe”.", "“The dam is safe,” Petra Vance reportedly said.",
    "The dam is “safe for ever” and the town should stay, Petra Vance allegedly said.",
    "Ivo Tarn misquoted Petra Vance as saying “the dam is safe”.",
    "Ivo Tarn criticised Petra Vance for saying “the dam is safe”.",
    "Ivo Tarn rejected Petra Vance’s description of the dam as “safe for ever”.",
    "Ivo Tarn responded to Petra Vance’s “safe for ever” remark.", "Petra Vance wanted to say “the dam is safe”.",
    "Petra Vance pleaded not guilty to shouting “the dam is safe”.", "Court hears Petra Vance said “the dam is safe”",
    "Neither Ivo Tarn nor Petra Vance said “the dam is safe”.",
    "Somebody close to Petra Vance said “the dam is safe”.", "Everyone but Petra Vance said “the dam is safe”.",
    "Everyone except Petra Vance said “the dam is safe”.", "Somebody other than Petra Vance said “the dam is safe”.",
    "People like Petra Vance said “the dam is safe”.", "A man who is not Ivo Tarn said “the dam is safe”.",
    "It was not Petra Vance who said “the dam is safe”.",
    "A woman calling herself Petra Vance said “the dam is safe”.",
    "A letter signed Petra Vance said “the dam is safe”.",
    "An anonymous letter about Petra Vance said “the dam is safe”.",
    "The widow of the mayor Ivo Tarn said “the dam is safe”.",
    "A statement on behalf of Petra Vance said “the dam is safe”.",
    "A doctor treating Petra Vance said “the dam is safe”.",
    "The company that Petra Vance founded said “the dam is safe”.",
    "A spokesman for the mayor, Ivo Tarn, said “the dam is safe”.",
    "“The dam is safe,” said the actor playing Petra Vance.",
])  # fmt: skip
def test_words_that_the_text_does_not_say_anybody_spoke_are_left_open(text: str) -> None:
    (row,) = quoted(text)
    assert (row.speaker, row.basis) == (None, "none")
    assert row.why == "We cannot tell from this sentence whether anybody said this"


@pytest.mark.parametrize("text", [
    "Ivo Tarn said Petra Vance had called the dam “safe for ever”.",
    "According to Ivo Tarn, Petra Vance had told him: “Go home.”",
    "The court heard that Petra Vance told them: “The dam is safe.”",
    "Police said the director had shouted “the dam is safe”.",
    "Ivo Tarn voiced surprise that Mr. Vance had called the dam “safe for ever”.",
    "Ivo Tarn said the dam “would never hold for years,” a friend recalled.",
    "Ivo Tarn said of Petra Vance, who had written “the dam is safe”, that she was right.",
])  # fmt: skip
def test_words_at_second_hand_are_left_open(text: str) -> None:
    (row,) = quoted(text)
    assert (row.speaker, row.why) == (None, "The text reports these words at second hand")


@pytest.mark.parametrize("text", [
    "Petra Vance and Ivo Tarn said “the dam is safe”.",
    "Petra Vance or Ivo Tarn said “the dam is safe”.",
    "The mayor, Petra Vance, and her deputy, Ivo Tarn, said “the dam is safe”.",
    "Petra Vance, the mayor, and Ivo Tarn said “the dam is safe”.",
    "“The dam is safe,” said Petra Vance and Ivo Tarn.",
    "“The dam is safe,” said Petra Vance, the mayor, and Ivo Tarn.",
])  # fmt: skip
def test_of_several_who_speak_none_is_chosen(text: str) -> None:
    (row,) = quoted(text)
    assert (row.speaker, row.why) == (
        None,
        "We read several speakers in the sentence, and cannot tell which of them said this",
    )
