"""Words that the text does not say anybody spoke are nobody's."""

import pytest

from verbatim.annotate import read
from verbatim.model.reading import QuoteFound


def quoted(text: str) -> list[QuoteFound]:
    return [row for row in read(text).quotes if row.kind == "direct"]


@pytest.mark.parametrize(
    "text",
    [
        "Asked whether Petra Vance had said “the dam is safe”, Ivo Tarn declined to comment.",
        "It is unclear whether Petra Vance said “the dam is safe”.",
        "If Petra Vance says “the dam is safe”, nobody will leave.",
        "Had Petra Vance said “the dam is safe”, nobody would have left.",
        "Petra Vance denied having said “the dam is safe”.",
        "Petra Vance denied ever saying “the dam is safe”.",
        "Petra Vance denied that she had called the dam “safe for ever”.",
        "Ivo Tarn accused Petra Vance of calling the dam “safe for ever”.",
        "Ivo Tarn urged Petra Vance to say “the dam is safe”.",
        "Ivo Tarn asked Petra Vance to say “the dam is safe”.",
        "Petra Vance should have said “the dam is safe”.",
        "Petra Vance could say “the dam is safe” tomorrow.",
        "Petra Vance allegedly said “the dam is safe”.",
        "“The dam is safe,” Petra Vance reportedly said.",
        "The dam is “safe for ever” and the town should stay, Petra Vance allegedly said.",
        "Ivo Tarn misquoted Petra Vance as saying “the dam is safe”.",
        "Ivo Tarn criticised Petra Vance for saying “the dam is safe”.",
        "Ivo Tarn rejected Petra Vance’s description of the dam as “safe for ever”.",
        "Ivo Tarn responded to Petra Vance’s “safe for ever” remark.",
        "Petra Vance wanted to say “the dam is safe”.",
        "Petra Vance pleaded not guilty to shouting “the dam is safe”.",
        "Court hears Petra Vance said “the dam is safe”",
        "Neither Ivo Tarn nor Petra Vance said “the dam is safe”.",
        "Somebody close to Petra Vance said “the dam is safe”.",
        "Everyone but Petra Vance said “the dam is safe”.",
        "Everyone except Petra Vance said “the dam is safe”.",
        "Somebody other than Petra Vance said “the dam is safe”.",
        "People like Petra Vance said “the dam is safe”.",
        "A man who is not Ivo Tarn said “the dam is safe”.",
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
    ],
)
def test_words_that_the_text_does_not_say_anybody_spoke_are_left_open(text: str) -> None:
    (row,) = quoted(text)
    assert (row.speaker, row.basis) == (None, "none")
    assert row.why == "We cannot tell from this sentence whether anybody said this"


@pytest.mark.parametrize(
    "text",
    [
        "Ivo Tarn said Petra Vance had called the dam “safe for ever”.",
        "According to Ivo Tarn, Petra Vance had told him: “Go home.”",
        "The court heard that Petra Vance told them: “The dam is safe.”",
        "Police said the director had shouted “the dam is safe”.",
        "Ivo Tarn voiced surprise that Mr. Vance had called the dam “safe for ever”.",
        "Ivo Tarn said the dam “would never hold for years,” a friend recalled.",
        "Ivo Tarn said of Petra Vance, who had written “the dam is safe”, that she was right.",
    ],
)
def test_words_at_second_hand_are_left_open(text: str) -> None:
    (row,) = quoted(text)
    assert (row.speaker, row.why) == (None, "The text reports these words at second hand")


@pytest.mark.parametrize(
    "text",
    [
        "Asked whether the dam was safe, Petra Vance said: “Nobody knows.”",
        "Petra Vance denied the report, saying “the dam is safe”.",
        "Petra Vance admitted calling the dam “safe for ever”.",
        "Petra Vance accused the council of “sleeping on the dam”.",
        "Petra Vance asked the council to wait and said: “The dam is safe.”",
        "If the dam broke, Petra Vance said, “nobody would have time to leave”.",
        "Petra Vance would say only that “the dam is safe”.",
        "Petra Vance was quoted as saying “the dam is safe”.",
        "Petra Vance was quoted by Ivo Tarn as saying “the dam is safe”.",
        "Ivo Tarn quoted Petra Vance as saying “the dam is safe”.",
        "It was Petra Vance who said “the dam is safe”.",
        "Ivo Tarn told “the dam is safe” by Petra Vance",
        "Ivo Tarn accused of “sleeping on the dam” by Petra Vance",
        "Not Ivo Tarn but Petra Vance said “the dam is safe”.",
        "Ivo Tarn left, and Petra Vance said “the dam is safe”.",
        "Ivo Tarn left and his deputy, Petra Vance, said “the dam is safe”.",
        "Engineer and professor Petra Vance said “the dam is safe”.",
        "The head of the council, Petra Vance, said “the dam is safe”.",
        "“The dam is safe,” said neighbour Petra Vance.",
        "“The dam is safe,” said Petra Vance, an engineer and a friend of the valley.",
        "Ivo Tarn said he had been called “safe for ever” by Petra Vance.",
        "Petra Vance’s claim that “the dam is safe” drew a crowd.",
    ],
)
def test_words_that_somebody_is_said_to_have_spoken_are_theirs(text: str) -> None:
    assert [row.speaker for row in quoted(text)] == ["Petra Vance"]


@pytest.mark.parametrize(
    "text",
    [
        "Asked whether Petra Vance had said “the dam is safe”, Ivo Tarn left the room.",
        "Petra Vance denied having said “the dam is safe”.",
        "Ivo Tarn accused Petra Vance of calling the dam “safe for ever”.",
    ],
)
def test_nothing_is_told_around_words_that_are_left_open(text: str) -> None:
    assert [row.kind for row in read(text).quotes] == ["direct"]


@pytest.mark.parametrize(
    "text",
    [
        "Petra Vance and Ivo Tarn said “the dam is safe”.",
        "Petra Vance or Ivo Tarn said “the dam is safe”.",
        "The mayor, Petra Vance, and her deputy, Ivo Tarn, said “the dam is safe”.",
        "Petra Vance, the mayor, and Ivo Tarn said “the dam is safe”.",
        "“The dam is safe,” said Petra Vance and Ivo Tarn.",
        "“The dam is safe,” said Petra Vance, the mayor, and Ivo Tarn.",
    ],
)
def test_of_several_who_speak_none_is_chosen(text: str) -> None:
    (row,) = quoted(text)
    assert (row.speaker, row.why) == (
        None,
        "We read several speakers in the sentence, and cannot tell which of them said this",
    )


def test_what_several_tell_is_nobodys_alone() -> None:
    (row,) = read("Petra Vance and Ivo Tarn said the dam would hold for a century.").quotes
    assert (row.kind, row.speaker) == ("indirect", None)


def test_a_pronoun_that_does_something_to_another_is_not_the_subject_before_it() -> None:
    (_, row) = quoted("Sul Oldfield called Tom Reeve “a bully” and he called her “a liar of the first water”.")
    assert (row.speaker, row.basis) == (None, "none")


def test_words_that_another_is_told_to_have_coined_are_not_the_first_speakers() -> None:
    text = "Petra Vance discussed a case of “extreme carelessness,” which is what the judge, Otto Lund, described."
    assert [row.speaker for row in read(text).quotes if row.kind == "direct"] == [None]


@pytest.mark.parametrize(
    "text",
    [
        "“We will not leave the valley,” said Petra Vance, Otto Lund and Ivo Tarn.",
        "“We will not leave the valley,” Petra Vance, Otto Lund and Ivo Tarn said in a joint statement.",
        "Petra Vance, Otto Lund and Ivo Tarn said in a joint statement: “We will not leave the valley.”",
        "“We will not leave the valley,” wrote Petra Vance, a baker, and Otto Lund, a farmer.",
    ],
)
def test_none_of_a_list_is_named_alone(text: str) -> None:
    assert [row.speaker for row in read(text).quotes] == [None]


def test_what_is_claimed_of_something_asked_about_is_not_said_by_who_asks() -> None:
    (row,) = quoted("Petra Vance asked Ivo Tarn about a talk he gave in May, when he claimed the dam was “the best”.")
    assert row.speaker == "Ivo Tarn"


def test_who_says_yes_has_not_said_what_stands_before() -> None:
    rows = quoted("As Ivo Tarn went on about “how the mill closed,” and “our own weavers,” Petra Vance said yes.")
    assert "Petra Vance" not in {row.speaker for row in rows}
