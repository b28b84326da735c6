import pytest

from verbatim.annotate import read


def last(text: str) -> tuple[str | None, str, tuple[str, ...]]:
    row = [row for row in read(text).quotes if row.kind == "direct"][-1]
    return row.speaker, row.basis, row.candidates


@pytest.mark.parametrize(
    "text",
    [
        "Petra Vance opened the dam on Monday. “It will hold,” she said.",
        "Petra Vance opened the dam on Monday.\n\n“It will hold,” she said.",
        "Petra Vance met Ivan Tarn on Monday. “It will hold,” she said.",
        "Petra Vance praised Anna Lund on Monday. “She built it well,” she said.",
        "Petra Vance opened the dam.\n\n“It will hold,” she said.\n\nShe added: “For a century.”",
        "The engineer, Petra Vance, opened the dam on Monday. “It will hold,” she said.",
    ],
)
def test_a_pronoun_with_one_compatible_antecedent_is_resolved_and_said_to_be_inferred(text: str) -> None:
    assert last(text)[:2] == ("Petra Vance", "inferred")


def test_a_subject_comes_before_the_rest_of_its_sentence() -> None:
    assert last("Ivan Tarn criticised Peter Lund. “It will fail,” he said.")[0] == "Ivan Tarn"


def test_who_else_would_fit_is_told_where_the_subject_decides() -> None:
    (row,) = read("Petra Vance praised Anna Lund on Monday. “It was built well,” she said.").quotes
    assert (
        row.why == "“…”, she said; she is taken to mean Petra Vance, the subject there, though Anna Lund would fit too"
    )


def test_a_subject_that_nothing_shows_to_be_he_does_not_displace_one_that_is() -> None:
    speaker, basis, candidates = last("Sul Oldfield met Peter Lund on Monday. “It will fail,” he said.")
    assert (speaker, basis, candidates) == (None, "none", ("Sul Oldfield", "Peter Lund"))


def test_where_grammar_alone_chooses_that_is_said() -> None:
    (row,) = read("Sul Oldfield met Ors Harrow on Monday. “It will fail,” she said.").quotes
    assert row.why == "“…”, she said; she is taken to mean Sul Oldfield, the subject there"


def test_somebody_asked_about_is_not_whom_the_pronoun_of_the_sentence_means() -> None:
    assert (
        last("Ivo Tarn met reporters. Asked about Sul Oldfield, he smiled and said: “I know of nothing.”")[0]
        == "Ivo Tarn"
    )


def test_two_in_one_place_leave_the_pronoun_open_and_are_listed() -> None:
    speaker, basis, candidates = last("A crowd met Ivan Tarn with Peter Lund. “It will fail,” he said.")
    assert (speaker, basis) == (None, "none")
    assert candidates == ("Ivan Tarn", "Peter Lund")


def test_a_described_person_who_stands_nearer_leaves_the_pronoun_open() -> None:
    speaker, _, candidates = last("Ivan Tarn was there.\n\nA spokesman opened the dam. “It will hold,” he said.")
    assert speaker is None
    assert "A spokesman" in candidates


def test_a_pronoun_is_not_read_across_a_paragraph_that_turns_to_something_else() -> None:
    text = "Ivan Tarn opened the dam.\n\nThe council has doubts. “It will hold,” he said."
    assert last(text)[0] is None


def test_a_pronoun_is_not_read_across_two_paragraphs() -> None:
    assert last("Ivan Tarn opened it.\n\nRain fell all day.\n\n“It will hold,” he said.")[0] is None


def test_whom_the_quotation_talks_about_does_not_speak_it() -> None:
    assert last("The crowd cheered Ivan Tarn. “Tarn will fail,” he said.")[0] is None


def test_a_description_means_the_one_who_holds_the_role() -> None:
    text = "Sen. Ivan Tarn spoke.\n\nThe senator opened the dam. “It will hold,” he said."
    assert last(text)[0] == "Ivan Tarn"


def test_it_means_the_body_that_is_the_sentences_subject() -> None:
    text = "The council dislikes the dam, which it called “a scar on the face of the valley.”"
    assert last(text)[:2] == ("The council", "inferred")


def test_of_two_with_one_family_name_neither_is_named() -> None:
    text = "Ivan Tarn met his sister Anna Tarn. Tarn said: “It will hold for a century.”"
    speaker, _, candidates = last(text)
    assert speaker == "Tarn"
    assert candidates == ("Ivan Tarn", "Anna Tarn")
