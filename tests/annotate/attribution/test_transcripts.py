from verbatim.annotate import read
from verbatim.model.reading import QuoteFound

TALK = "\n\nQ: Will it hold?\n\nA: It will hold. Nobody need leave.\n\nQ: Are you sure?\n\nA: I am."


def rows(text: str) -> list[QuoteFound]:
    return [row for row in read(text).quotes if row.kind == "direct"]


def test_whoever_asks_is_not_named() -> None:
    found = rows("We spoke to Petra Vance." + TALK)
    assert [(row.speaker, row.basis) for row in found[0::2]] == [(None, "none")] * 2
    assert "we did not find who asks" in found[0].why


def test_the_two_who_could_have_answered_are_listed() -> None:
    found = rows("Mara Quill spoke to Petra Vance in Lower Brask." + TALK)
    assert found[1].candidates == ("Mara Quill", "Petra Vance")
    assert found[1].why == "A marks an answer, and the person interviewed could be Mara Quill or Petra Vance"


SPLIT_MARKS = (
    'A part of the debate:\n\n"TARN: Petra Vance, did you lie to them?\n\n"VIDEO: They said it was the rain.\n\n'
    '"VANCE: I did not lie. We told what we knew.\n\n"And then we told more."\n\nPetra Vance and Ivan Tarn went home.'
)


def test_each_labelled_paragraph_is_of_its_own_speaker_a_clip_of_nobody_and_capitals_are_no_further_person() -> None:
    found = rows(SPLIT_MARKS)
    assert [row.speaker for row in found] == ["Ivan Tarn", None, "Petra Vance", "Petra Vance"]
    assert [row.group for row in found] == ["g1", "g2", "g3", "g3"]
    clip = rows(SPLIT_MARKS)[1]
    assert (clip.speaker, clip.why) == (None, "The label says what is shown, and names nobody")
    assert {person.name for person in read(SPLIT_MARKS).people} == {"Petra Vance", "Ivan Tarn"}


def test_words_behind_a_label_begin_with_their_first_letter() -> None:
    text = '"VANCE:  It will hold.\n\n"QUILL:   Are you sure?\n\n"VANCE: I am.'
    assert [row.span.of(text) for row in rows(text)] == ["It will hold.", "Are you sure?", "I am."]
